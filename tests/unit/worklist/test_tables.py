"""States of a task, rules of trying again, and sharing out: pure tables."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from server_stub.attempts import rules
from server_stub.attempts.rules import Outcome
from server_stub.worklist.sharing import FreeTask, ReadyAgent, share
from server_stub.worklist.states import TABLE, TaskEvent, TaskState, transition
from server_stub.worklist.tasks import priority_of, stronger

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
S, E = TaskState, TaskEvent

MOVES = {
    (S.OPEN, E.TAKEN): S.OWNED,
    (S.OPEN, E.DIALLED): S.CALLING,
    (S.OPEN, E.ANSWERED): S.CLOSED,
    (S.OPEN, E.EXHAUSTED): S.CLOSED,
    (S.OPEN, E.POSTPONED): S.WAITING,
    (S.OWNED, E.GIVEN_BACK): S.OPEN,
    (S.OWNED, E.DIALLED): S.CALLING,
    (S.OWNED, E.NOT_REACHED): S.WAITING,
    (S.OWNED, E.ANSWERED): S.CLOSED,
    (S.OWNED, E.EXHAUSTED): S.CLOSED,
    (S.OWNED, E.POSTPONED): S.WAITING,
    (S.CALLING, E.NOT_REACHED): S.WAITING,
    (S.CALLING, E.NOT_DIALLED): S.OWNED,
    (S.CALLING, E.ANSWERED): S.REACHED,
    (S.CALLING, E.EXHAUSTED): S.CLOSED,
    (S.CALLING, E.POSTPONED): S.WAITING,
    (S.REACHED, E.MISSED_AGAIN): S.OPEN,
    (S.REACHED, E.GIVEN_BACK): S.CLOSED,
    (S.REACHED, E.DIALLED): S.CALLING,
    (S.REACHED, E.WRAPPED_UP): S.CLOSED,
    (S.REACHED, E.POSTPONED): S.WAITING,
    (S.WAITING, E.MISSED_AGAIN): S.OPEN,
    (S.WAITING, E.TAKEN): S.OWNED,
    (S.WAITING, E.DIALLED): S.CALLING,
    (S.WAITING, E.ANSWERED): S.CLOSED,
    (S.WAITING, E.EXHAUSTED): S.CLOSED,
    (S.WAITING, E.DUE): S.OPEN,
    **{(state, event): S.CLOSED for state in set(S) - {S.CLOSED} for event in (E.CAME_THROUGH, E.CLOSED_BY_HAND)},
}


@pytest.mark.parametrize("state", S)
@pytest.mark.parametrize("event", E)
def test_every_pair(state: TaskState, event: TaskEvent) -> None:
    assert transition(state, event) is MOVES.get((state, event), state)


def test_the_table_is_whole() -> None:
    assert set(TABLE) == {(state, event) for state in S for event in E}


def test_every_open_state_has_a_way_to_the_end() -> None:
    reach = {S.CLOSED}
    for _ in S:
        reach |= {state for (state, _), after in TABLE.items() if after in reach}
    assert reach == set(S)


@pytest.mark.parametrize("outcome", [Outcome.BUSY, Outcome.NO_ANSWER, Outcome.FAILED])
def test_pauses_grow_and_end(outcome: Outcome) -> None:
    times = [rules.after(outcome, tries, NOW).at for tries in range(1, rules.MAX_ATTEMPTS)]
    assert all(a is not None and b is not None and NOW < a <= b for a, b in pairwise(times))
    assert rules.after(outcome, rules.MAX_ATTEMPTS, NOW) == rules.Next(exhausted=True, at=None)


def test_the_busy_are_tried_again_sooner() -> None:
    busy, silent = rules.after(Outcome.BUSY, 1, NOW).at, rules.after(Outcome.NO_ANSWER, 1, NOW).at
    assert busy == NOW + timedelta(minutes=5)
    assert silent == NOW + timedelta(minutes=30)


@pytest.mark.parametrize(
    ("of_call", "outcome", "counts"),
    [
        ("answered", Outcome.REACHED, True),
        ("no_answer", Outcome.NO_ANSWER, True),
        ("busy", Outcome.BUSY, True),
        ("failed", Outcome.FAILED, True),
        ("in_progress", Outcome.FAILED, True),
    ],
)
def test_outcomes_come_from_the_call(of_call: str, outcome: Outcome, counts: bool) -> None:
    assert rules.outcome_of_call(of_call) is outcome
    assert rules.counts(outcome) is counts
    assert not rules.counts(Outcome.NOT_DIALLED)


def test_who_is_called_first() -> None:
    in_order = [
        priority_of("voicemail", 1, vip=True),
        priority_of("abandoned", 1, vip=True),
        priority_of("voicemail", 3, vip=False),
        priority_of("voicemail", 1, vip=False),
        priority_of("abandoned", 2, vip=False),
        priority_of("out_of_hours", 1, vip=False),
        priority_of("short", 1, vip=False),
    ]
    assert in_order == sorted(in_order, reverse=True)
    assert len(set(in_order)) == len(in_order)
    assert stronger("voicemail", "short") == "voicemail" == stronger("short", "voicemail")


def agent(name: str, *queues: str, has: int = 0, waits_min: int = 0) -> ReadyAgent:
    return ReadyAgent(name, frozenset(queues), has, NOW - timedelta(minutes=waits_min))


MAIN = frozenset({"main", "heart"})


def test_shared_out_evenly_the_longest_ready_first() -> None:
    free = [FreeTask(number, "main") for number in range(1, 7)]
    given = share(free, [agent("anna", "main"), agent("lin", "main", waits_min=5)], MAIN)
    assert given == [(1, "lin"), (2, "anna"), (3, "lin"), (4, "anna"), (5, "lin"), (6, "anna")]


def test_never_more_than_each_may_have() -> None:
    free = [FreeTask(number, "main") for number in range(1, 10)]
    given = share(free, [agent("anna", "main", has=2), agent("lin", "main")], MAIN, each=3)
    assert sorted(user for _, user in given) == ["anna", "lin", "lin", "lin"]


def test_to_agents_of_the_queue_and_who_had_it_before() -> None:
    both = [agent("anna", "heart"), agent("lin", "main", "heart", has=1)]
    assert share([FreeTask(1, "main")], both, MAIN) == [(1, "lin")]
    assert share([FreeTask(1, "heart")], both, MAIN) == [(1, "anna")]
    assert share([FreeTask(1, "heart", "lin")], both, MAIN) == [(1, "lin")]
    assert share([FreeTask(1, "main")], [agent("anna", "heart")], MAIN) == [], "stays open for the queue's own agents"
    assert share([FreeTask(1, "gone")], [agent("anna", "heart")], MAIN) == [(1, "anna")], "of a queue that is no more"
    assert share([FreeTask(1, "main")], [], MAIN) == []
