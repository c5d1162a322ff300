"""Calls as they go over the wire."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from server_stub.clock import WireTime
from server_stub.patients.schemas import Patient

Ref = Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=r"^[A-Za-z0-9._-]+$")]
ClientRef = Annotated[str, StringConstraints(max_length=80, pattern=r"^desk-[A-Za-z0-9-]{1,74}$")]
Match = Literal["one", "many", "none", "withheld", "chosen"]
Identity = Literal["not_asked", "not_done", "passed", "failed"]
Resolved = Literal["yes", "partly", "no"]
BookingIntent = Literal["none", "wanted"]
BookingResult = Literal["booked", "waiting_list", "declined", "not_possible"]
Code = Annotated[str, StringConstraints(min_length=1, max_length=60)]


class CallBackHint(BaseModel):
    """What is owed to this caller, or which call of ours they return."""

    task_id: int | None
    """The open task of the worklist."""
    why: str
    """Of the task; empty without one."""
    missed_calls: int
    notes: str
    tried_at: WireTime | None
    """When we called them in vain; None: we did not."""
    tried_by: str


class CallContext(BaseModel):
    """Who is calling and why: what the screen pop shows."""

    ref: str
    client_ref: str
    direction: str
    queue: str
    queue_label: str
    number: str
    """Empty for roles that see masked numbers only."""
    number_masked: str
    match: Match
    recording: str
    """``on``, ``paused`` or ``refused``."""
    recording_since: WireTime | None
    """When it last changed; null: never."""
    identity: Identity
    """``not_asked``: the centre checks nobody, or this reader sees everything. Until ``passed`` the patient is masked."""
    identity_facts: list[str]
    """What can be asked: ``birth_date``, ``phone_last4``, ``last_visit``."""
    identity_needed: int
    """How many of them must match."""
    patient: Patient | None
    candidates: list[Patient]
    call_back: CallBackHint | None = None


class RecordingInfo(BaseModel):
    leg: str
    duration_s: float


class GapInfo(BaseModel):
    """Silence in the recording, in seconds from its beginning; ``to_s`` null while it lasts."""

    from_s: float
    to_s: float | None


class CallRecord(BaseModel):
    ref: str
    client_ref: str
    direction: str
    queue: str
    number_masked: str
    identity: str
    """``passed``, ``failed``, or empty: nobody has asked."""
    patient_id: str
    patient_name: str
    agent_id: str
    agent_name: str
    started_at: WireTime
    answered_at: WireTime | None
    ended_at: WireTime | None
    wait_s: float
    talk_s: float
    hold_s: float
    outcome: str
    disposition: str
    notes: str
    matter: str
    source: str
    resolved: str
    booking_intent: str
    booking_result: str
    follow_up: bool | None
    follow_up_on: date | None
    follow_up_reason: str
    incomplete: bool
    missing: list[str]
    """What the queue requires and the wrap-up does not say."""
    wrap_up_saved_at: WireTime | None
    recordings: list[RecordingInfo]
    recording: str
    """``on``, ``paused`` or ``refused``: by consent, whether or not there is a file."""
    recording_gaps: list[GapInfo]


class CallList(BaseModel):
    calls: list[CallRecord]
    next: str
    """Ask for what lies behind these with ``after=``; empty where these are the last."""


class LegInfo(BaseModel):
    """One ringing of one agent."""

    agent_name: str
    offered_at: WireTime
    answered_at: WireTime | None
    ended_at: WireTime | None
    end_reason: str


class WrapUpVersion(BaseModel):
    version: int
    author_name: str
    disposition: str
    notes: str
    saved_at: WireTime


class NoteInfo(BaseModel):
    version: int
    author_name: str
    text: str
    written_at: WireTime


class CallDetail(BaseModel):
    """All there is about one call."""

    record: CallRecord
    number: str
    """Empty for roles that see masked numbers only."""
    queued_at: WireTime | None
    wrap_up_s: float
    legs: list[LegInfo]
    wrap_ups: list[WrapUpVersion]
    notes: list[NoteInfo]


class AddNote(BaseModel):
    model_config = ConfigDict(extra="forbid")

    text: Annotated[str, StringConstraints(min_length=1, max_length=20_000, strip_whitespace=True)]
    written_at: WireTime


class AgentName(BaseModel):
    id: str
    name: str


class AgentNames(BaseModel):
    agents: list[AgentName]


class ChoosePatient(BaseModel):
    model_config = ConfigDict(extra="forbid")

    patient_id: Annotated[str, StringConstraints(max_length=24)]


class SaveWrapUp(BaseModel):
    model_config = ConfigDict(extra="forbid")

    disposition: Annotated[str, StringConstraints(min_length=1, max_length=40)] | None = None
    """Null only where the time ran out before the agent chose one."""
    notes: Annotated[str, StringConstraints(max_length=20_000)] = ""
    patient_id: Annotated[str, StringConstraints(max_length=24)] | None = None
    matter: Code | None = None
    source: Code | None = None
    resolved: Resolved | None = None
    booking_intent: BookingIntent | None = None
    booking_result: BookingResult | None = None
    follow_up: bool | None = None
    follow_up_on: date | None = None
    follow_up_reason: Annotated[str, StringConstraints(strip_whitespace=True, max_length=400)] = ""
    saved_at: WireTime
    then_ready: bool = False


class PrepareOutbound(BaseModel):
    """Exactly one of ``number``, ``patient_id``, ``call_back_id`` (a task of the worklist) and ``call_ref`` (that call's other party)."""

    model_config = ConfigDict(extra="forbid")

    client_ref: ClientRef
    number: Annotated[str, StringConstraints(max_length=64)] = ""
    patient_id: Annotated[str, StringConstraints(max_length=24)] | None = None
    call_back_id: int | None = None
    call_ref: Ref | None = None


class OutboundPrepared(BaseModel):
    target: Annotated[str, Field(pattern=r"^d-")]
    context: CallContext
