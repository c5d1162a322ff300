"""Call-backs as the desk shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from agent_app.domain.call import CallRef


class CallBackState(Enum):
    OPEN = "open"  # for anybody to take
    OWNED = "owned"
    CALLING = "calling"
    REACHED = "reached"  # the wrap-up is still to come
    WAITING = "waiting"  # postponed, or not reached
    CLOSED = "closed"


CLOSE_REASONS = ("solved_otherwise", "not_needed", "wrong_number", "do_not_call")
"""What a person may close a call-back with."""


@dataclass(frozen=True, slots=True)
class CallAttempt:
    at: datetime
    agent_name: str
    outcome: str
    """``pending``, ``reached``, ``no_answer``, ``busy`` or ``failed``."""


@dataclass(frozen=True, slots=True)
class CallBack:
    """One patient (or number) who is owed a call."""

    id: int
    state: CallBackState
    why: str
    """``abandoned``, ``short``, ``out_of_hours`` or ``voicemail``."""
    missed_calls: int
    first_at: datetime
    last_at: datetime
    waited_s: float
    queue: str
    number_masked: str
    patient_id: str
    patient_name: str
    vip: bool
    voicemail_ref: CallRef | None
    voicemail_s: float
    owner_id: str
    owner_name: str
    due_at: datetime | None
    attempts: tuple[CallAttempt, ...]
    attempts_left: int
    notes: str


@dataclass(frozen=True, slots=True)
class Worklist:
    mine: tuple[CallBack, ...]
    open: tuple[CallBack, ...]
    """The most urgent first."""
    waiting: tuple[CallBack, ...]
    """The next first."""
    open_count: int


@dataclass(frozen=True, slots=True)
class CallBackHint:
    """What a caller is owed, or which call of ours they return."""

    task_id: int | None
    why: str
    missed_calls: int
    notes: str
    tried_at: datetime | None
    tried_by: str


@dataclass(frozen=True, slots=True)
class WorklistCounts:
    """Of the present moment, for the rail."""

    open: int = 0
    mine: int = 0
    changes: int = 0
    """Goes up with every change the server tells: a page that shows the list asks again."""
