"""The states of a call-back task and every way between them. Pure; any thread."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Final


class TaskState(StrEnum):
    OPEN = "open"  # for anybody to take
    OWNED = "owned"  # one agent has it
    CALLING = "calling"  # its owner is calling the patient
    REACHED = "reached"  # the patient answered; the owner's wrap-up is still to come
    WAITING = "waiting"  # postponed, or nobody answered: not before its time
    CLOSED = "closed"


class TaskEvent(StrEnum):
    MISSED_AGAIN = "missed_again"  # the same patient called in vain once more
    TAKEN = "taken"
    GIVEN_BACK = "given_back"  # by the owner, who logged out, or did nothing for too long
    DIALLED = "dialled"
    NOT_REACHED = "not_reached"
    NOT_DIALLED = "not_dialled"  # the call was prepared and never left
    ANSWERED = "answered"  # the patient answered our call, and the call is over
    WRAPPED_UP = "wrapped_up"
    EXHAUSTED = "exhausted"  # not reached, and there is no further try
    DUE = "due"
    POSTPONED = "postponed"
    CAME_THROUGH = "came_through"  # the patient called in again and was answered
    CLOSED_BY_HAND = "closed_by_hand"


_S, _E = TaskState, TaskEvent

CLOSE_REASONS: Final = ("reached", "came_through", "exhausted", "wrong_number", "not_needed", "do_not_call", "solved_otherwise")
CLOSE_REASONS_BY_HAND: Final = ("solved_otherwise", "not_needed", "wrong_number", "do_not_call")


def _rows(state: TaskState, *, stay: Iterable[TaskEvent], **go: TaskState) -> dict[tuple[TaskState, TaskEvent], TaskState]:
    return {(state, TaskEvent(name)): target for name, target in go.items()} | {(state, event): state for event in stay}


# Every pair stands here. What "stays" is late, repeated or somebody else's, and known to be harmless.
TABLE: Final[dict[tuple[TaskState, TaskEvent], TaskState]] = {
    **_rows(
        _S.OPEN,
        taken=_S.OWNED,
        dialled=_S.CALLING,
        answered=_S.CLOSED,  # by hand, outside the list
        exhausted=_S.CLOSED,
        postponed=_S.WAITING,
        came_through=_S.CLOSED,
        closed_by_hand=_S.CLOSED,
        stay={_E.MISSED_AGAIN, _E.GIVEN_BACK, _E.NOT_REACHED, _E.NOT_DIALLED, _E.WRAPPED_UP, _E.DUE},
    ),
    **_rows(
        _S.OWNED,
        given_back=_S.OPEN,
        dialled=_S.CALLING,
        not_reached=_S.WAITING,
        answered=_S.CLOSED,
        exhausted=_S.CLOSED,
        postponed=_S.WAITING,
        came_through=_S.CLOSED,
        closed_by_hand=_S.CLOSED,
        stay={_E.MISSED_AGAIN, _E.TAKEN, _E.NOT_DIALLED, _E.WRAPPED_UP, _E.DUE},
    ),
    **_rows(
        _S.CALLING,
        not_reached=_S.WAITING,
        not_dialled=_S.OWNED,
        answered=_S.REACHED,
        exhausted=_S.CLOSED,
        postponed=_S.WAITING,
        came_through=_S.CLOSED,
        closed_by_hand=_S.CLOSED,
        # the call goes on when its desk logs out; its end decides
        stay={_E.MISSED_AGAIN, _E.TAKEN, _E.GIVEN_BACK, _E.DIALLED, _E.WRAPPED_UP, _E.DUE},
    ),
    **_rows(
        _S.REACHED,
        given_back=_S.CLOSED,  # they have spoken: nobody calls the patient a second time for want of a wrap-up
        dialled=_S.CALLING,
        wrapped_up=_S.CLOSED,
        postponed=_S.WAITING,
        came_through=_S.CLOSED,
        closed_by_hand=_S.CLOSED,
        missed_again=_S.OPEN,  # cut off, and called in vain afterwards
        stay={_E.TAKEN, _E.NOT_REACHED, _E.NOT_DIALLED, _E.ANSWERED, _E.EXHAUSTED, _E.DUE},
    ),
    **_rows(
        _S.WAITING,
        missed_again=_S.OPEN,  # they are at the telephone now
        taken=_S.OWNED,
        dialled=_S.CALLING,
        answered=_S.CLOSED,
        exhausted=_S.CLOSED,
        due=_S.OPEN,
        came_through=_S.CLOSED,
        closed_by_hand=_S.CLOSED,
        stay={_E.GIVEN_BACK, _E.NOT_REACHED, _E.NOT_DIALLED, _E.WRAPPED_UP, _E.POSTPONED},
    ),
    **_rows(_S.CLOSED, stay=set(_E)),  # the next missed call makes a new task
}

WITH_OWNER: Final = frozenset({_S.OWNED, _S.CALLING, _S.REACHED})


def transition(state: TaskState, event: TaskEvent) -> TaskState:
    return TABLE[state, event]
