"""Facts of a call in any order, late and twice: one row, one pop, the right status."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import permutations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from server_stub.agents import store
from server_stub.agents.service import agents_of
from server_stub.agents.status import AgentEvent, AgentState
from server_stub.calls import registry
from server_stub.clock import utc_now
from server_stub.db.models import AuditEntry, Call, CallLeg, Event
from server_stub.pbx.live_calls import LiveCalls
from server_stub.state import ServerState

REF = "careline-1-1795370000.12"
CLIENT = "desk-0f6e7c1e-4a3b-4a7e-9f61-2b9d7f3a9c10"
T0 = utc_now()


def at(seconds: float) -> datetime:
    return T0 + timedelta(seconds=seconds)


def user(session: Session, extension: str = "1001") -> str:
    found = store.user_of_extension(session, extension)
    assert found
    return found


def make_ready(state: ServerState, extension: str = "1001") -> None:
    with state.database.write() as session:
        for event in (AgentEvent.SIGN_IN, AgentEvent.SAY_READY):
            agents_of(state).happened(session, user(session, extension), event)


def status_of(state: ServerState, extension: str = "1001") -> AgentState:
    with state.database.read() as session:
        return store.load(session, user(session, extension)).state


def events(state: ServerState, kind: str) -> list[dict[str, object]]:
    with state.database.read() as session:
        return [event.data for event in session.scalars(select(Event).where(Event.kind == kind).order_by(Event.id))]


def only_call(state: ServerState) -> Call:
    with state.database.read() as session:
        return session.scalars(select(Call)).one()


def legs(state: ServerState) -> list[CallLeg]:
    with state.database.read() as session:
        return list(session.scalars(select(CallLeg).order_by(CallLeg.id)))


def test_the_pop_is_sent_once_whoever_tells_of_it(state: ServerState) -> None:
    make_ready(state)
    calls = LiveCalls(state)
    for seconds in (3.0, 3.01, 3.0):
        with state.database.write() as session:
            calls.offered(session, REF, "1001", at(seconds), number="13800001000", queue="main")
    (offered,) = events(state, "call.offered")
    assert offered["context"]["patient"]["id"] == "P-1000"  # type: ignore[index]
    assert len(legs(state)) == 1
    assert status_of(state) is AgentState.RINGING
    with state.database.read() as session:
        shown = session.scalars(select(AuditEntry).where(AuditEntry.action == "patient.shown")).all()
        assert [(entry.actor, entry.object, entry.detail) for entry in shown] == [(user(session), "P-1000", {"call": REF})]


def test_a_second_ring_of_the_same_agent_is_another_leg(state: ServerState) -> None:
    make_ready(state)
    calls = LiveCalls(state)
    with state.database.write() as session:
        calls.offered(session, REF, "1001", at(1), number="", queue="main")
        calls.not_answered(session, REF, "1001", at(16), rejected=False)
        calls.offered(session, REF, "1001", at(1.001), number="", queue="main")  # late news of the first
        calls.offered(session, REF, "1001", at(30), number="", queue="main")
    assert [leg.end_reason for leg in legs(state)] == ["no_answer", ""]
    assert [event["reason"] for event in events(state, "call.withdrawn")] == ["no_answer"]


def test_rejected_is_not_answering(state: ServerState) -> None:
    make_ready(state)
    with state.database.write() as session:
        LiveCalls(state).offered(session, REF, "1001", at(1), number="", queue="main")
        LiveCalls(state).not_answered(session, REF, "1001", at(2), rejected=True)
    assert status_of(state) is AgentState.NOT_ANSWERING
    assert [event["reason"] for event in events(state, "call.withdrawn")] == ["rejected"]


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_any_order_makes_one_answered_call(state: ServerState, order: tuple[int, ...]) -> None:
    """What the PBX says may be handled beside, or after, what the dial plan asks."""
    make_ready(state)
    calls = LiveCalls(state)
    steps: list[Callable[[Session], object]] = [
        lambda session: calls.arrived(session, REF, "13800001000", at(0), "main"),
        lambda session: calls.offered(session, REF, "1001", at(3), number="13800001000", queue="main"),
        lambda session: calls.connected(session, REF, "1001", at(5), queue="main"),
        lambda session: calls.desk_left(session, REF, "1001", at(15)),
    ]
    for step in order:
        with state.database.write() as session:
            steps[step](session)
    for _ in range(2):
        with state.database.write() as session:
            calls.over(session, REF, at(15))
    call = only_call(state)
    assert (call.outcome, call.number, call.patient_id, call.ended_at) == ("answered", "13800001000", 1000, at(15))
    assert call.answered_at == at(5)
    assert len(events(state, "call.ended")) == 1
    assert status_of(state) in (AgentState.WRAP_UP, AgentState.READY), "nobody stays in a call that is over"
    if order == (0, 1, 2, 3):
        assert status_of(state) is AgentState.WRAP_UP
        assert call.talk_s == 10.0


def test_the_end_frees_whoever_is_still_in_the_call(state: ServerState) -> None:
    make_ready(state)
    with state.database.write() as session:
        LiveCalls(state).offered(session, REF, "1001", at(1), number="", queue="main")
        LiveCalls(state).over(session, REF, at(2))
    assert status_of(state) is AgentState.READY
    assert only_call(state).outcome == "abandoned"


def test_a_lost_desk_in_a_ring_and_in_a_call(state: ServerState) -> None:
    make_ready(state)
    make_ready(state, "1002")
    calls = LiveCalls(state)
    with state.database.write() as session:
        calls.offered(session, REF, "1001", at(1), number="", queue="main")
        calls.desk_gone(session, REF, "1001", at(3))
        calls.not_answered(session, REF, "1001", at(3.1), rejected=False)  # the PBX's late word about it
        calls.offered(session, REF, "1002", at(4), number="", queue="main")
        calls.connected(session, REF, "1002", at(5))
        calls.desk_gone(session, REF, "1002", at(9))
        calls.desk_left(session, REF, "1002", at(9.1))
    assert status_of(state) is status_of(state, "1002") is AgentState.NOT_READY
    assert [event["reason"] for event in events(state, "call.withdrawn")] == ["desk_gone"]
    assert [leg.end_reason for leg in legs(state)] == ["desk_gone", "desk_gone"]
    call = only_call(state)
    assert (call.outcome, call.talk_s, call.ended_at) == ("answered", 4.0, None)


def test_hold_is_counted(state: ServerState) -> None:
    make_ready(state)
    calls = LiveCalls(state)
    with state.database.write() as session:
        calls.connected(session, REF, "1001", at(0))
        for second, held in ((2, True), (2.5, True), (5, False), (5.1, False), (6, True)):
            calls.held(session, REF, "1001", at(second), held=held)
        calls.desk_left(session, REF, "1001", at(8))
    assert only_call(state).hold_s == pytest.approx(5.0)


@pytest.mark.parametrize(
    ("dial_status", "outcome"), [("BUSY", "busy"), ("NOANSWER", "no_answer"), ("CONGESTION", "failed"), ("ANSWER", "answered")]
)
def test_calls_dialled_at_a_desk(state: ServerState, dial_status: str, outcome: str) -> None:
    make_ready(state)
    calls = LiveCalls(state)
    with state.database.write() as session:
        registry.ensure(session, CLIENT, direction="outbound")
        calls.dialled(session, REF, CLIENT, "1001", "13800001000", at(0))
        calls.dialled(session, REF, CLIENT, "1001", "13800001000", at(0.1))
        assert store.load(session, user(session)).state is AgentState.TALKING
        calls.dial_ended(session, REF, "1001", dial_status, at(4))
        calls.desk_left(session, REF, "1001", at(9))
        calls.over(session, REF, at(9))
    call = only_call(state)
    assert (call.ref, call.client_ref, call.outcome, call.patient_id) == (REF, CLIENT, outcome, 1000)
    assert call.talk_s == (5.0 if outcome == "answered" else 0)
    assert status_of(state) is AgentState.WRAP_UP
    assert events(state, "call.ended")[0]["ref"] == CLIENT
    statuses = events(state, "agent.status")
    assert {event["call_ref"] for event in statuses[2:]} == {CLIENT}, "the desk knows the call by its own name"


def test_a_desk_the_server_does_not_know_changes_no_status(state: ServerState) -> None:
    calls = LiveCalls(state)
    with state.database.write() as session:
        calls.offered(session, REF, "9999", at(1), number="", queue="main")
        calls.connected(session, REF, "9999", at(2))
        calls.over(session, REF, at(3))
    assert (only_call(state).agent_id, legs(state)) == (None, [])
