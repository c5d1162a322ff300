"""The outgoing queue against a real gateway over HTTP: nothing is lost, each attempt is one process's, a repeat has the same id."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select, text, update

from server_stub.agents import store as agents
from server_stub.auth.actor import Actor
from server_stub.calls import registry
from server_stub.clock import utc_now
from server_stub.db.engine import Database
from server_stub.db.models import Event, OutgoingMessage
from server_stub.messages import queue
from server_stub.messages.gateway import HttpGateway
from server_stub.messages.schemas import SendMessage
from server_stub.messages.sender import Sender
from server_stub.messages.states import MessageEvent
from server_stub.problems import Problem
from server_stub.state import ServerState
from tests.unit.messages.gateway_peer import GatewayPeer, running_peer

NUMBER, WORDS = "13812345678", "请携带身份证件"


@pytest.fixture
def peer() -> Iterator[GatewayPeer]:
    with running_peer() as made:
        yield made


@pytest.fixture
def sender(state: ServerState, peer: GatewayPeer) -> Sender:
    return Sender(state, {"sms": HttpGateway(peer.url, "secret")})


def written(state: ServerState, channel: str = "sms") -> str:
    with state.database.write() as session:
        user = agents.user_of_extension(session, "1001") or ""
        call = registry.ensure(session, "call-1", started_at=utc_now())
        call.number, call.agent_id = NUMBER, user
        actor = Actor(user, "lin", "Lin", "agent", "1001", "none")
        to = {"recipient": "call"} if channel == "sms" else {"recipient": "address", "address": "wang@example.org"}
        body = SendMessage.model_validate({"channel": channel, "language": "zh_CN", "subject": "S", "text": WORDS, **to})
        return queue.put(session, state.keys, call, actor, body).id


def row(state: ServerState, message_id: str) -> OutgoingMessage:
    with state.database.read() as session:
        return session.get_one(OutgoingMessage, message_id)


def later(state: ServerState) -> None:
    """The clock moves on: whatever waits for its time is due."""
    with state.database.write() as session:
        session.execute(update(OutgoingMessage).values(next_at=utc_now() - timedelta(seconds=1)))


def test_it_reaches_the_gateway_once(state: ServerState, sender: Sender, peer: GatewayPeer) -> None:
    message_id = written(state)
    assert (sender.look(), sender.look()) == (1, 0)
    assert peer.requests == [{"id": message_id, "channel": "sms", "to": NUMBER, "subject": "", "text": WORDS}]
    assert (peer.headers[0]["Authorization"], peer.headers[0]["Idempotency-Key"]) == ("Bearer secret", message_id)
    sent = row(state, message_id)
    assert (sent.state, sent.attempts, sent.ended_at is not None) == ("sent", 1, True)
    with state.database.read() as session:
        told = [event.data["state"] for event in session.scalars(select(Event).where(Event.kind == "message.changed").order_by(Event.id))]
    assert told == ["waiting", "sending", "sent"]


def test_without_a_gateway_it_waits(state: ServerState, sender: Sender, peer: GatewayPeer) -> None:
    letter = written(state, "email")
    later(state)
    assert (sender.look(), peer.requests) == (0, [])
    assert (row(state, letter).state, row(state, letter).attempts) == ("waiting", 0)


def test_at_rest_nobody_reads_it(state: ServerState) -> None:
    written(state)
    with state.database.read() as session:
        stored = str(session.execute(text("SELECT * FROM outgoing_messages")).mappings().one())
        told = str([event.data for event in session.scalars(select(Event))])
    assert NUMBER not in stored + told
    assert WORDS not in stored + told


@pytest.mark.parametrize("status", [500, 503, 429, 401, 302])
def test_a_gateway_in_trouble_is_asked_again(state: ServerState, sender: Sender, peer: GatewayPeer, status: int) -> None:
    message_id = written(state)
    peer.answers = [status, 200]
    assert sender.look() == 0
    waiting = row(state, message_id)
    assert (waiting.state, waiting.attempts, waiting.error) == ("waiting", 1, f"gateway_{status}")
    assert waiting.next_at > utc_now(), "not at once"
    assert sender.look() == 0
    later(state)
    assert sender.look() == 1
    assert row(state, message_id).state == "sent"


def test_nobody_listens_there(state: ServerState, peer: GatewayPeer) -> None:
    with running_peer() as gone:
        url = gone.url
    message_id = written(state)
    assert Sender(state, {"sms": HttpGateway(url)}).look() == 0
    assert (row(state, message_id).state, row(state, message_id).error) == ("waiting", "gateway_away")


def test_what_is_refused_for_good_is_not_repeated(state: ServerState, sender: Sender, peer: GatewayPeer) -> None:
    message_id = written(state)
    peer.answers = [422]
    sender.look()
    later(state)
    assert (sender.look(), len(peer.requests)) == (0, 1)
    assert (row(state, message_id).state, row(state, message_id).error) == ("failed", "gateway_422")


def test_an_answer_lost_on_the_way(state: ServerState, sender: Sender, peer: GatewayPeer) -> None:
    """The gateway has it, the server does not know: the same id again, and the patient gets one."""
    message_id = written(state)
    peer.answers = [0]
    sender.look()
    later(state)
    assert sender.look() == 1
    assert [request["id"] for request in peer.requests] == [message_id, message_id]
    assert (list(peer.delivered), row(state, message_id).state) == ([message_id], "sent")


@pytest.mark.parametrize("gateway_had_it", [False, True])
def test_a_crash_between_claim_and_answer(state: ServerState, sender: Sender, peer: GatewayPeer, gateway_had_it: bool) -> None:
    message_id = written(state)
    with state.database.write() as session:
        claimed = queue.claim(session, state.keys, message_id, utc_now())
    assert claimed is not None
    if gateway_had_it:
        HttpGateway(peer.url).hand_over(claimed)
    assert sender.look() == 0, "the dead process's claim still holds"
    later(state)
    assert sender.look() == 1
    assert list(peer.delivered) == [message_id]
    assert (row(state, message_id).state, row(state, message_id).attempts) == ("sent", 2)
    with state.database.write() as session:
        late = queue.settle(session, claimed, MessageEvent.NOT_REACHED, utc_now(), "gateway_away")
    assert (late, row(state, message_id).state) == (False, "sent"), "a process that comes back to life changes nothing"


def test_many_servers_one_claim(state: ServerState) -> None:
    """Each with a connection of its own, as other server processes would have."""
    messages = [written(state) for _ in range(10)]
    won: list[str] = []
    failures: list[BaseException] = []
    gate = threading.Barrier(4)

    def run() -> None:
        own = Database(state.settings.effective_database_url)
        try:
            gate.wait(30)
            for message_id in messages:
                with own.write() as session:
                    if queue.claim(session, state.keys, message_id, utc_now()) is not None:
                        won.append(message_id)
        except BaseException as error:
            failures.append(error)
        finally:
            own.close()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []
    assert sorted(won) == sorted(messages)


def test_taken_back_in_time_and_too_late(state: ServerState, sender: Sender, peer: GatewayPeer) -> None:
    message_id = written(state)
    with state.database.write() as session:
        actor = Actor(session.get_one(OutgoingMessage, message_id).author_id, "lin", "Lin", "agent", "1001", "none")
        for _ in range(2):
            assert queue.take_back(session, session.get_one(OutgoingMessage, message_id), actor).state == "cancelled"
    assert (sender.look(), peer.requests) == (0, [])
    other = written(state)
    with state.database.write() as session:
        queue.claim(session, state.keys, other, utc_now())
        with pytest.raises(Problem) as refused:
            queue.take_back(session, session.get_one(OutgoingMessage, other), actor)
    assert refused.value.code == "message_on_its_way"
