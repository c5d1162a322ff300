"""What is asked of the history of calls and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from agent_app.domain.record import CallRecord


@dataclass(frozen=True, slots=True)
class CallFilters:
    """What the calls of a list have in common; empty and None mean: whatever. Carried out by the server."""

    since: datetime | None = None
    until: datetime | None = None
    direction: str = ""
    queue: str = ""
    agent: str = ""
    """A user's id, ``me`` or ``team``; only leaders and administrators may ask for others."""
    outcome: str = ""
    disposition: str = ""
    about: str = ""
    """A patient's id or part of the name, or at least four digits that the number ends with."""
    recorded: bool = False
    wrap_up_missing: bool = False


@dataclass(frozen=True, slots=True)
class CallPage:
    calls: tuple[CallRecord, ...]
    next: str
    """The place where the following page begins; empty where there is none."""


@dataclass(frozen=True, slots=True)
class AgentName:
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Leg:
    """One ringing of one agent."""

    agent_name: str
    offered_at: datetime
    answered_at: datetime | None
    ended_at: datetime | None
    end_reason: str


@dataclass(frozen=True, slots=True)
class WrapUpVersion:
    version: int
    author_name: str
    disposition: str
    notes: str
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class CallNote:
    version: int
    author_name: str
    text: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class CallDetail:
    record: CallRecord
    number: str
    """Empty where this role sees masked numbers only."""
    queued_at: datetime | None
    wrap_up_s: float
    legs: tuple[Leg, ...]
    wrap_ups: tuple[WrapUpVersion, ...]
    notes: tuple[CallNote, ...]
