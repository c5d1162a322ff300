"""What calls make of the list: live, imported, twice, late."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from server_stub.agents import store as agents
from server_stub.agents.service import agents_of
from server_stub.agents.status import AgentEvent
from server_stub.attempts import store
from server_stub.calls import registry
from server_stub.clock import utc_now
from server_stub.db.models import Call, CallAttempt, CallBackTask, Event, MissedCall, Patient, User
from server_stub.pbx.cel_import import CelImport
from server_stub.pbx.live_calls import LiveCalls
from server_stub.state import ServerState
from server_stub.worklist import tasks
from server_stub.worklist.sharing import Keeper
from server_stub.worklist.states import TaskEvent
from server_stub.worklist.wiring import WorklistWiring
from tests.unit.link.test_cel import CLIENT, extra, line
from tests.unit.link.test_cel_import import put

NOW = utc_now()
NUMBER = "13800001000"


@pytest.fixture(autouse=True)
def _wired(state: ServerState) -> None:
    WorklistWiring(state)


def missed(state: ServerState, ref: str, *, ago_min: float = 10, waits_s: float = 80, number: str = NUMBER) -> None:
    """A caller waited in vain, as the link tells it: joined, gave up, over."""
    began = NOW - timedelta(minutes=ago_min)
    ended = began + timedelta(seconds=waits_s)
    calls = LiveCalls(state)
    with state.database.write() as session:
        calls.arrived(session, ref, number, began, "main")
        calls.gave_up(session, ref, ended)
        calls.over(session, ref, ended)


def answered(state: ServerState, ref: str, *, ago_min: float = 1, number: str = NUMBER) -> None:
    began = NOW - timedelta(minutes=ago_min)
    with state.database.write() as session:
        LiveCalls(state).arrived(session, ref, number, began, "main")
        LiveCalls(state).connected(session, ref, "1001", began + timedelta(seconds=5))


def our_call(state: ServerState, client_ref: str, task_id: int, status: str, *, extension: str = "1001") -> None:
    """An agent calls the patient back, as desk, dial plan and link tell it."""
    ref = client_ref.replace("desk-", "careline-")
    calls = LiveCalls(state)
    with state.database.write() as session:
        user = agents.user_of_extension(session, extension)
        assert user
        store.begin(session, "call_back", task_id, client_ref, user, NOW)
        tasks.claim(session, task_id, user, NOW, also_waiting=True)
        tasks.move(session, tasks.require(session, task_id), TaskEvent.DIALLED, NOW)
        calls.dialled(session, ref, client_ref, extension, NUMBER, NOW)
        calls.dial_ended(session, ref, extension, status, NOW)
        calls.over(session, ref, NOW + timedelta(seconds=20))


def listed(state: ServerState) -> list[CallBackTask]:
    with state.database.read() as session:
        return list(session.scalars(select(CallBackTask).order_by(CallBackTask.id)))


def only(state: ServerState) -> CallBackTask:
    (task,) = listed(state)
    return task


def ready(state: ServerState, *extensions: str) -> list[str]:
    users = []
    with state.database.write() as session:
        for extension in extensions:
            user = agents.user_of_extension(session, extension)
            assert user
            for event in (AgentEvent.SIGN_IN, AgentEvent.SAY_READY):
                agents_of(state).happened(session, user, event)
            users.append(user)
    return users


def test_an_abandoned_call_makes_a_task(state: ServerState) -> None:
    missed(state, "r1")
    task = only(state)
    assert (task.state, task.why, task.patient_id, task.number, task.queue) == ("open", "abandoned", 1000, NUMBER, "main")
    assert (task.missed_calls, task.waited_s, task.open_key) == (1, 80.0, "p:1000")


def test_told_again_it_is_the_same(state: ServerState) -> None:
    missed(state, "r1")
    with state.database.write() as session:
        call = registry.find(session, "r1")
        assert call is not None
        for hook in state.hooks.call_over * 2:
            hook(session, call)
    assert only(state).missed_calls == 1


def test_a_second_call_joins_and_raises(state: ServerState) -> None:
    missed(state, "r1", ago_min=10)
    before = only(state).priority
    missed(state, "r2", ago_min=5, waits_s=30, number="+86" + NUMBER)
    task = only(state)
    assert (task.missed_calls, task.waited_s, task.priority > before) == (2, 30.0, True)
    assert task.last_at - task.first_at == timedelta(minutes=5)


def test_a_short_abandon_is_listed_last(state: ServerState) -> None:
    missed(state, "r1", number="13900000001", waits_s=3)
    missed(state, "r2", number="13900000002", waits_s=6)
    short, long = listed(state)
    assert (short.why, long.why) == ("short", "abandoned")
    assert short.priority < long.priority


def test_a_withheld_number_makes_none(state: ServerState) -> None:
    missed(state, "r1", number="anonymous")
    assert listed(state) == []


def test_a_vip_goes_first(state: ServerState) -> None:
    with state.database.write() as session:
        session.get_one(Patient, 1000).vip = True
    missed(state, "r1")
    missed(state, "r2", number="13900000001")
    vip, other = listed(state)
    assert vip.priority > other.priority + 50


def test_who_came_through_is_not_called(state: ServerState) -> None:
    missed(state, "r1")
    answered(state, "r2")
    task = only(state)
    assert (task.state, task.close_reason, task.open_key) == ("closed", "came_through", None)
    missed(state, "r3", ago_min=-1)
    assert [task.state for task in listed(state)] == ["closed", "open"], "the next missed call is a new task"


def test_the_owner_is_told(state: ServerState) -> None:
    missed(state, "r1")
    (lin,) = ready(state, "1001")
    Keeper(state).look(NOW)
    assert only(state).owner_id == lin
    answered(state, "r2")
    with state.database.read() as session:
        told = [event.data for event in session.scalars(select(Event).where(Event.kind == "worklist.changed", Event.audience == lin))]
    assert told[-1] == {"open": 0, "mine": 0, "closed": {"id": only(state).id, "reason": "came_through", "by": "system"}}


def test_records_make_the_task_once_and_an_answered_call_closes_it(state: ServerState) -> None:
    def record(ref: str, minutes_ago: float, *, talks: bool) -> list[bytes]:
        began = NOW.timestamp() - minutes_ago * 60 - 1795370000
        trunk, desk = "PJSIP/trunk-00000001", "PJSIP/1001-00000002"
        mark = extra(f"queue=main&number={NUMBER}")
        talk = [line("CARELINE_CONNECTED", began + 3, desk, extra=extra("agent=1001"), own="CARELINE_CONNECTED", ref=ref)]
        return [
            line("CHAN_START", began, trunk, ref=ref),
            line("CARELINE_INBOUND", began + 0.1, trunk, extra=mark, own="CARELINE_INBOUND", ref=ref),
            *(talk if talks else []),
            line("HANGUP", began + 40, trunk, ref=ref),
            line("LINKEDID_END", began + 40, trunk, ref=ref),
        ]

    put(state, *record("a-1.1", 30, talks=False))
    assert CelImport(state).import_new(None) == 1
    assert only(state).why == "abandoned"
    put(state, *record("a-1.2", 20, talks=True))
    CelImport(state).import_new(None)
    assert only(state).close_reason == "came_through"
    put(state, *record("a-1.0", 25, talks=False))
    CelImport(state).import_new(None)
    assert len(listed(state)) == 1, "a call that is learned of late, after which the patient was answered, owes nothing"


def test_reached_and_wrapped_up(state: ServerState) -> None:
    missed(state, "r1")
    our_call(state, CLIENT, only(state).id, "ANSWER")
    assert only(state).state == "reached"
    with state.database.write() as session:
        call, lin = registry.find(session, CLIENT), agents.user_of_extension(session, "1001")
        assert call is not None
        for hook in state.hooks.wrap_up_saved:
            hook(session, session.get_one(User, lin), call, False)
    assert (only(state).state, only(state).close_reason) == ("closed", "reached")


@pytest.mark.parametrize(
    ("status", "outcome", "minutes"), [("BUSY", "busy", 5), ("NOANSWER", "no_answer", 30), ("CONGESTION", "failed", 15)]
)
def test_not_reached_waits_its_time(state: ServerState, status: str, outcome: str, minutes: int) -> None:
    missed(state, "r1")
    our_call(state, CLIENT, only(state).id, status)
    task = only(state)
    assert (task.state, task.attempts, task.owner_id) == ("waiting", 1, None)
    assert task.due_at is not None
    assert timedelta(minutes=minutes - 1) < task.due_at - utc_now() <= timedelta(minutes=minutes)
    with state.database.read() as session:
        assert session.scalars(select(CallAttempt.outcome)).all() == [outcome]
    Keeper(state).look(utc_now() + timedelta(minutes=minutes + 1))
    assert only(state).state == "open"


def test_so_many_tries_and_no_more(state: ServerState) -> None:
    missed(state, "r1")
    for number in range(5):
        assert only(state).state in ("open", "waiting")
        our_call(state, f"{CLIENT[:-1]}{number}", only(state).id, "NOANSWER")
    assert (only(state).state, only(state).close_reason, only(state).attempts) == ("closed", "exhausted", 5)


def test_shared_out_evenly_and_given_back(state: ServerState) -> None:
    for number in range(4):
        missed(state, f"r{number}", number=f"1390000000{number}")
    lin, anna = ready(state, "1001", "1002")
    Keeper(state).look(NOW)
    assert sorted(task.owner_id or "" for task in listed(state)) == sorted([lin, lin, anna, anna])
    with state.database.write() as session:
        agents_of(state).happened(session, lin, AgentEvent.SIGN_OUT)
        tasks.give_back_all(session, lin, NOW)
    assert [task.owner_id for task in listed(state)].count(None) == 2
    Keeper(state).look(NOW + tasks.HELD_FOR + timedelta(seconds=1))
    owners = [task.owner_id for task in listed(state)]
    assert lin not in owners, "who is not there gets none"


def test_who_does_nothing_gives_it_back(state: ServerState) -> None:
    missed(state, "r1")
    (lin,) = ready(state, "1001")
    Keeper(state).look(NOW)
    assert only(state).owner_id == lin
    with state.database.write() as session:
        agents_of(state).happened(session, lin, AgentEvent.SAY_NOT_READY, reason="lunch")
    Keeper(state).look(NOW + tasks.HELD_FOR + timedelta(seconds=1))
    task = only(state)
    assert (task.state, task.owner_id, task.last_owner_id) == ("open", None, lin)


def test_prepared_and_never_dialled_is_no_try(state: ServerState) -> None:
    missed(state, "r1")
    (lin,) = ready(state, "1001")
    with state.database.write() as session:
        tasks.claim(session, only(state).id, lin, NOW)
        store.begin(session, "call_back", only(state).id, CLIENT, lin, NOW)
        tasks.move(session, tasks.require(session, only(state).id), TaskEvent.DIALLED, NOW)
    Keeper(state).look(NOW + timedelta(minutes=4))
    assert only(state).state == "calling"
    Keeper(state).look(NOW + timedelta(minutes=6))
    assert (only(state).state, only(state).attempts, only(state).owner_id) == ("owned", 0, lin)


def test_a_message_raises_the_task_and_is_asked_for_by_who_is_not_to_be_called(state: ServerState) -> None:
    with state.database.write() as session:
        lin = agents.user_of_extension(session, "1001")
        assert lin
        store.forbid(session, NUMBER, "86", lin, NOW)
    missed(state, "r1")
    assert listed(state) == []
    with state.database.write() as session:
        call = registry.find(session, "r1")
        assert call is not None
        for hook in state.hooks.voicemail_stored * 2:
            hook(session, call)
        assert not store.must_not_call(session, NUMBER, "86")
    task = only(state)
    assert (task.why, task.voicemail_ref, task.missed_calls) == ("voicemail", "r1", 1)


def test_a_message_joins_the_task_of_its_call(state: ServerState) -> None:
    missed(state, "r1")
    before = only(state).priority
    with state.database.write() as session:
        call = registry.find(session, "r1")
        assert call is not None
        for hook in state.hooks.voicemail_stored:
            hook(session, call)
    task = only(state)
    assert (task.why, task.missed_calls, task.voicemail_ref) == ("voicemail", 1, "r1")
    assert task.priority > before
    with state.database.read() as session:
        assert session.scalars(select(MissedCall.why)).all() == ["voicemail"]
        assert len(session.scalars(select(Call)).all()) == 1
