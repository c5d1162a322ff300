"""Calls as they go over the wire."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from server_stub.clock import WireTime
from server_stub.patients.schemas import Patient

Ref = Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=r"^[A-Za-z0-9._-]+$")]
ClientRef = Annotated[str, StringConstraints(max_length=80, pattern=r"^desk-[A-Za-z0-9-]{1,74}$")]
Match = Literal["one", "many", "none", "withheld", "chosen"]


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
    patient: Patient | None
    candidates: list[Patient]


class RecordingInfo(BaseModel):
    leg: str
    duration_s: float


class CallRecord(BaseModel):
    ref: str
    client_ref: str
    direction: str
    queue: str
    number_masked: str
    patient_id: str
    patient_name: str
    agent_name: str
    started_at: WireTime
    answered_at: WireTime | None
    ended_at: WireTime | None
    talk_s: float
    outcome: str
    disposition: str
    notes: str
    wrap_up_saved_at: WireTime | None
    recordings: list[RecordingInfo]


class CallList(BaseModel):
    calls: list[CallRecord]


class ChoosePatient(BaseModel):
    model_config = ConfigDict(extra="forbid")

    patient_id: Annotated[str, StringConstraints(max_length=24)]


class SaveWrapUp(BaseModel):
    model_config = ConfigDict(extra="forbid")

    disposition: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    notes: Annotated[str, StringConstraints(max_length=20_000)] = ""
    patient_id: Annotated[str, StringConstraints(max_length=24)] | None = None
    saved_at: WireTime
    then_ready: bool = False


class PrepareOutbound(BaseModel):
    """Exactly one of ``number``, ``patient_id`` and ``call_back_id`` (a task of the worklist)."""

    model_config = ConfigDict(extra="forbid")

    client_ref: ClientRef
    number: Annotated[str, StringConstraints(max_length=64)] = ""
    patient_id: Annotated[str, StringConstraints(max_length=24)] | None = None
    call_back_id: int | None = None


class OutboundPrepared(BaseModel):
    target: Annotated[str, Field(pattern=r"^d-")]
    context: CallContext
