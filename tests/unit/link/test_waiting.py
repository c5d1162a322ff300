"""Who waits in which queue since when, from the PBX's events and from its snapshot, and how long they did."""

from __future__ import annotations

from datetime import timedelta

from server_stub.agents.service import agents_of
from server_stub.agents.status import AgentEvent, Happening
from server_stub.clock import utc_now
from server_stub.floor.snapshot import take
from server_stub.pbx import snapshot as snapshots
from server_stub.pbx.live_calls import LiveCalls
from server_stub.pbx.live_state import LiveChannel
from server_stub.state import ServerState
from tests.unit.link.test_live_calls import REF, at, make_ready, only_call, user


def waiting(state: ServerState) -> dict[str, list[str]]:
    with state.database.read() as session:
        return {queue.name: [caller.ref for caller in queue.waiting] for queue in take(session, state, utc_now()).queues if queue.waiting}


def test_a_caller_waits_until_answered(state: ServerState) -> None:
    make_ready(state)
    calls = LiveCalls(state)
    with state.database.write() as session:
        calls.arrived(session, REF, "13800001000", at(-5))
        calls.queued(session, REF, "13800001000", at(0), "main")
    assert waiting(state) == {"main": [REF]}
    with state.database.write() as session:
        calls.offered(session, REF, "1001", at(8), number=None, queue="main")
        calls.connected(session, REF, "1001", at(12), queue="main")
        calls.left_queue(session, REF, at(12.1))
    assert waiting(state) == {}
    assert only_call(state).wait_s == 12.0, "from entering the queue, not from the call's beginning"


def test_the_wait_is_the_same_when_the_queue_is_told_of_last(state: ServerState) -> None:
    make_ready(state)
    calls = LiveCalls(state)
    with state.database.write() as session:
        calls.connected(session, REF, "1001", at(12), queue="main")
        calls.queued(session, REF, "13800001000", at(4), "main")
    assert waiting(state) == {}
    assert only_call(state).wait_s == 8.0


def test_who_gives_up_waited_until_then(state: ServerState) -> None:
    calls = LiveCalls(state)
    with state.database.write() as session:
        calls.queued(session, REF, "", at(0), "main")
        calls.gave_up(session, REF, at(7))
        calls.over(session, REF, at(7.2))
    call = only_call(state)
    assert (call.wait_s, call.outcome, call.waiting_since) == (7.0, "abandoned", None)


def test_a_caller_whose_desk_was_lost_waits_again(state: ServerState) -> None:
    make_ready(state)
    calls = LiveCalls(state)
    with state.database.write() as session:
        calls.queued(session, REF, "", at(0), "main")
        calls.connected(session, REF, "1001", at(3), queue="main")
        calls.left_queue(session, REF, at(3))
        calls.desk_gone(session, REF, "1001", at(30))
        calls.queued(session, REF, "", at(31), "main")
    assert waiting(state) == {"main": [REF]}
    call = only_call(state)
    assert (call.queued_at, call.wait_s) == (at(0), 3.0)


def test_a_snapshot_of_the_pbx_decides_who_waits(state: ServerState) -> None:
    """One left while nobody watched, another came."""
    calls, now = LiveCalls(state), utc_now()
    other = "careline-1-1795370000.99"
    with state.database.write() as session:
        calls.queued(session, REF, "", at(0), "main")
    channels = tuple(LiveChannel(f"u-{ref}", f"PJSIP/trunk-{number}", ref) for number, ref in enumerate((REF, other)))
    taken = snapshots.Snapshot((), channels, (), (snapshots.Waiting(other, "main", 42.0),))
    with state.database.write() as session:
        snapshots.mend(session, calls, taken, now)
    assert waiting(state) == {"main": [other]}
    with state.database.read() as session:
        (queue,) = take(session, state, now).queues
    assert queue.waiting[0].since == now - timedelta(seconds=42)


def test_wrap_up_time_counts_for_its_call(state: ServerState) -> None:
    make_ready(state)
    calls = LiveCalls(state)
    with state.database.write() as session:
        calls.connected(session, REF, "1001", at(0), queue="main")
        calls.desk_left(session, REF, "1001", at(10))
        calls.over(session, REF, at(10))
        agents_of(state).apply(session, user(session), Happening(AgentEvent.SAY_READY, at(35)))
    assert only_call(state).wrap_up_s == 25.0
