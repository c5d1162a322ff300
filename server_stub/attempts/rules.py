"""What a try to reach somebody came to, and when the next one is due. Pure; any thread.

One table for all lists: a person who is called for two reasons should not be called by two sets of rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final


class Outcome(StrEnum):
    PENDING = "pending"  # is being dialled or talked
    REACHED = "reached"  # somebody answered
    NO_ANSWER = "no_answer"
    BUSY = "busy"
    FAILED = "failed"  # the network could not put it through
    NOT_DIALLED = "not_dialled"  # prepared, then never dialled: no try at all


_OF_CALL: Final = {"answered": Outcome.REACHED, "no_answer": Outcome.NO_ANSWER, "busy": Outcome.BUSY, "failed": Outcome.FAILED}

MAX_ATTEMPTS: Final = 5
_PAUSES: Final = {
    Outcome.BUSY: (timedelta(minutes=5), timedelta(minutes=15), timedelta(minutes=30)),
    Outcome.NO_ANSWER: (timedelta(minutes=30), timedelta(hours=2), timedelta(hours=4)),
    Outcome.FAILED: (timedelta(minutes=15), timedelta(hours=1), timedelta(hours=4)),
}
"""By how many tries there were already; the last goes on. Who is busy is at the telephone; who does not answer is not."""


@dataclass(frozen=True, slots=True)
class Next:
    """What follows from a try that did not reach anybody."""

    exhausted: bool
    at: datetime | None
    """When to try again; None where there is no next time."""


def outcome_of_call(outcome: str) -> Outcome:
    """The outcome the PBX's records give a call that is over, as that of a try."""
    return _OF_CALL.get(outcome, Outcome.FAILED)


def counts(outcome: Outcome) -> bool:
    """Whether this was a try that the person could have noticed."""
    return outcome in (Outcome.NO_ANSWER, Outcome.BUSY, Outcome.FAILED, Outcome.REACHED)


def after(outcome: Outcome, attempts: int, now: datetime, *, most: int = MAX_ATTEMPTS) -> Next:
    """``attempts`` counts the tries so far, this one included. Raises KeyError for an outcome that has no next."""
    if attempts >= most:
        return Next(exhausted=True, at=None)
    pauses = _PAUSES[outcome]
    return Next(exhausted=False, at=now + pauses[min(max(attempts, 1), len(pauses)) - 1])
