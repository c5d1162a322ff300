"""The record an agent makes after a call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from agent_app.domain.call import CallRef
from agent_app.domain.patient import PatientId


class DraftState(Enum):
    OPEN = "open"  # being typed; kept on disk at every change
    QUEUED = "queued"  # the agent saved it: safe on this desk, on its way to the server
    STORED = "stored"  # the server has it
    PARKED = "parked"  # the server refused it for good: shown with the reason until someone acts


@dataclass(frozen=True, slots=True)
class WrapUpDraft:
    ref: CallRef
    patient_id: PatientId | None = None
    who: str = ""
    """Name or masked number, so that an unfinished draft can be recognised later."""
    disposition: str = ""
    notes: str = ""
    opened_at: datetime | None = None
    call_ended: bool = False
    state: DraftState = DraftState.OPEN

    @property
    def is_empty(self) -> bool:
        return not self.notes.strip() and not self.disposition

    @property
    def can_save(self) -> bool:
        return bool(self.disposition) and self.state in (DraftState.OPEN, DraftState.PARKED)
