"""The patient as the desk sees one, and the context of a call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import NewType

from agent_app.domain.call import CallDirection, CallRef
from agent_app.domain.worklist import CallBackHint

PatientId = NewType("PatientId", str)


@dataclass(frozen=True, slots=True)
class Contact:
    """One earlier contact with the centre."""

    at: datetime
    kind: str
    """``call_in``, ``call_out``, ``visit``, ``note``."""
    summary: str
    agent_name: str = ""


@dataclass(frozen=True, slots=True)
class Patient:
    id: PatientId
    name: str
    sex: str
    """FHIR administrative gender: male, female, other, unknown."""
    birth_date: date | None
    phone_masked: str
    allergies: tuple[str, ...]
    alerts: tuple[str, ...]
    vip: bool
    language: str
    contacts: tuple[Contact, ...]
    """Newest first."""
    age: int | None = None
    """Whole years, also where the date of birth is hidden."""
    phone: str = ""
    """Whole; only after the identity check of a call."""
    notes: str = ""
    """As ``phone``."""

    @property
    def last_contact(self) -> Contact | None:
        return self.contacts[0] if self.contacts else None


class CallerMatch(Enum):
    ONE = "one"  # exactly one patient has this number
    MANY = "many"  # a family shares it: the agent chooses
    NONE = "none"  # unknown number: a new-patient card
    WITHHELD = "withheld"  # no number was sent
    CHOSEN = "chosen"  # the agent chose or created the patient


@dataclass(frozen=True, slots=True)
class CallContext:
    """Who is calling and why: what the screen pop shows."""

    ref: CallRef
    direction: CallDirection
    queue: str
    queue_label: str
    number: str
    """The caller's number as normalised by the server, empty where withheld."""
    number_masked: str
    match: CallerMatch
    patient: Patient | None
    candidates: tuple[Patient, ...]
    recording: str = "on"
    """``on``, ``paused`` or ``refused``."""
    recording_since: datetime | None = None
    """When it last changed."""
    call_back: CallBackHint | None = None
    """What the caller is owed, or which call of ours they return."""
    identity: str = "not_asked"
    """``not_asked``, ``not_done``, ``passed`` or ``failed``; the patient is masked before it is passed."""
    identity_facts: tuple[str, ...] = ()
    """What can be asked."""
    identity_needed: int = 0


@dataclass(frozen=True, slots=True)
class IdentityAnswer:
    """What came of one identity check."""

    passed: bool
    outcomes: dict[str, str]
    """Fact to ``matches``, ``differs`` or ``not_said``."""
    context: CallContext
