"""What the history shows of a call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from agent_app.domain.call import CallDirection, CallRef


@dataclass(frozen=True, slots=True)
class RecordingInfo:
    leg: str
    """``mixed``, ``patient`` or ``agent``."""
    duration_s: float


@dataclass(frozen=True, slots=True)
class CallRecord:
    ref: CallRef
    direction: CallDirection
    queue: str
    number_masked: str
    patient_id: str
    patient_name: str
    agent_name: str
    started_at: datetime
    answered_at: datetime | None
    ended_at: datetime | None
    talk_s: float
    outcome: str
    """``answered``, ``abandoned``, ``no_answer``, ``busy``, ``failed``, ``in_progress``."""
    disposition: str
    notes: str
    recordings: tuple[RecordingInfo, ...]
    agent_id: str = ""
    wait_s: float = 0.0
    hold_s: float = 0.0
