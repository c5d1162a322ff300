"""The record an agent makes after a call."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

from agent_app.domain.call import CallRef
from agent_app.domain.machine import Table
from agent_app.domain.patient import PatientId
from agent_app.domain.wrap_up_form import Answers, WrapUpForm


class DraftState(Enum):
    OPEN = "open"  # being typed; kept on disk at every change
    QUEUED = "queued"  # the agent saved it: safe on this desk, on its way to the server
    STORED = "stored"  # the server has it
    PARKED = "parked"  # the server refused it for good: shown with the reason until someone acts


class DraftEvent(Enum):
    EDITED = "edited"
    QUEUED = "queued"
    DELIVERED = "delivered"
    REFUSED = "refused"
    RETRIED = "retried"


_S, _E = DraftState, DraftEvent

DRAFT_TABLE: Table[DraftState, DraftEvent] = Table(
    "draft",
    {
        **{(state, _E.EDITED): _S.OPEN for state in DraftState},  # a later correction is a write of its own
        **{(state, _E.QUEUED): _S.QUEUED for state in DraftState if state is not _S.STORED},
        (_S.STORED, _E.QUEUED): _S.STORED,  # nothing changed since
        (_S.QUEUED, _E.DELIVERED): _S.STORED,
        (_S.PARKED, _E.DELIVERED): _S.STORED,
        (_S.STORED, _E.DELIVERED): _S.STORED,
        (_S.OPEN, _E.DELIVERED): _S.OPEN,  # what was sent is older than what is being typed
        (_S.QUEUED, _E.REFUSED): _S.PARKED,
        (_S.PARKED, _E.REFUSED): _S.PARKED,
        (_S.OPEN, _E.REFUSED): _S.OPEN,
        (_S.STORED, _E.REFUSED): _S.STORED,
        (_S.PARKED, _E.RETRIED): _S.QUEUED,
        **{(state, _E.RETRIED): state for state in DraftState if state is not _S.PARKED},
    },
)


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
    answers: Answers = Answers()
    queue: str = ""
    """Whose rules say what is required; empty until the call's context is known."""

    @property
    def is_empty(self) -> bool:
        return not self.notes.strip() and not self.disposition and self.answers == Answers()

    @property
    def can_save(self) -> bool:
        return bool(self.disposition) and self.state in (DraftState.OPEN, DraftState.PARKED)

    def missing(self, form: WrapUpForm) -> tuple[str, ...]:
        """What its queue requires and it does not say; ``disposition`` always belongs to it."""
        absent = self.answers.missing(form.required.get(self.queue, ()), self.notes)
        return absent if self.disposition else ("disposition", *absent)

    def after(self, event: DraftEvent) -> WrapUpDraft:
        """This draft after ``event``. Raises IllegalTransition."""
        return replace(self, state=DRAFT_TABLE.next(self.state, event))
