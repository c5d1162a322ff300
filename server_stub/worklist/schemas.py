"""The worklist as it goes over the wire."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

from server_stub.clock import WireTime

CloseReason = Literal["solved_otherwise", "not_needed", "wrong_number", "do_not_call"]
Notes = Annotated[str, StringConstraints(max_length=2000)]


class Attempt(BaseModel):
    at: WireTime
    agent_name: str
    outcome: str
    """``pending``, ``reached``, ``no_answer``, ``busy``, ``failed`` or ``not_dialled``."""


class Task(BaseModel):
    id: int
    state: str
    """``open``, ``owned``, ``calling``, ``reached``, ``waiting`` or ``closed``."""
    why: str
    """``abandoned``, ``short``, ``out_of_hours`` or ``voicemail``."""
    missed_calls: int
    first_at: WireTime
    last_at: WireTime
    waited_s: float
    queue: str
    number_masked: str
    patient_id: str
    patient_name: str
    vip: bool
    voicemail_ref: str
    voicemail_s: float
    owner_id: str
    owner_name: str
    owned_until: WireTime | None
    due_at: WireTime | None
    attempts: list[Attempt]
    attempts_left: int
    notes: str
    closed_at: WireTime | None
    close_reason: str


class Worklist(BaseModel):
    mine: list[Task]
    open: list[Task]
    """To be taken by anybody, the most urgent first; at most 100."""
    waiting: list[Task]
    """Not before their time, the next first; at most 100."""
    open_count: int


class Take(BaseModel):
    model_config = ConfigDict(extra="forbid")

    id: int | None = None
    """None: the most urgent one of the agent's queues."""


class Postpone(BaseModel):
    model_config = ConfigDict(extra="forbid")

    until: WireTime
    notes: Notes | None = None


class Close(BaseModel):
    model_config = ConfigDict(extra="forbid")

    reason: CloseReason
    notes: Notes | None = None


class SetNotes(BaseModel):
    model_config = ConfigDict(extra="forbid")

    notes: Notes
