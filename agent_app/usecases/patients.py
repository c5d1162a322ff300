"""Choose or create the patient of a call, and the queries of the pages. Main thread; the server is asked on a worker.

Creating and choosing go through the outbox: nothing typed is lost while the server is away.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

from agent_app.desk_state import ServerLink, Severity
from agent_app.domain.call import CallRef
from agent_app.domain.errors import UserFacingError
from agent_app.domain.patient import Patient, PatientId
from agent_app.domain.record import CallRecord
from agent_app.ports import PendingWrite, WriteKind
from agent_app.usecases.board import Board
from agent_app.usecases.contexts import Contexts
from agent_app.usecases.delivery import Delivery
from agent_app.usecases.wrap_up import WrapUps

T = TypeVar("T")


class Patients:
    def __init__(self, board: Board, contexts: Contexts, wrap_ups: WrapUps, delivery: Delivery) -> None:
        self._board = board
        self._contexts = contexts
        self._wrap_ups = wrap_ups
        self._delivery = delivery

    def choose(self, ref: CallRef, patient_id: PatientId) -> None:
        """Online the answer shows at once; while the server is away the choice waits in the outbox."""
        if self._board.state.server is ServerLink.ONLINE:
            self._board.tasks.spawn(self._choose(ref, patient_id), "choose patient")
        else:
            self._queue(WriteKind.CHOOSE_PATIENT, ref, {"patient_id": patient_id})

    async def _choose(self, ref: CallRef, patient_id: PatientId) -> None:
        board = self._board
        try:
            context = await board.ports.workers.network(lambda: board.ports.server.choose_patient(ref, patient_id))
        except UserFacingError as error:
            if error.permanent:
                board.notify_error(error)
            else:
                self._queue(WriteKind.CHOOSE_PATIENT, ref, {"patient_id": patient_id})
            return
        if context.ref == ref:
            with board.batch():
                self._contexts.remember(context)
                self._wrap_ups.identify(context)
                self._contexts.refresh_pop()

    def create(
        self, ref: CallRef, *, name: str, sex: str, birth_date: date | None, phone: str, allergies: Sequence[str], notes: str
    ) -> None:
        """The new patient comes back as the call's context, by the event stream."""
        if not name.strip():
            self._board.notify(Severity.WARNING, "patient_name_missing")
            return
        body: dict[str, object] = {
            "name": name.strip(),
            "sex": sex or "unknown",
            "birth_date": birth_date.isoformat() if birth_date is not None else None,
            "phone": phone.strip(),
            "allergies": [text for allergy in allergies if (text := allergy.strip())],
            "notes": notes,
            "call_ref": ref,
        }
        self._queue(WriteKind.NEW_PATIENT, ref, body)

    def _queue(self, kind: WriteKind, ref: CallRef, body: dict[str, object]) -> None:
        write = PendingWrite(str(uuid4()), kind, ref, body, self._board.ports.clock.now())
        self._board.tasks.spawn(self._put(write), f"queue {kind.value}")

    async def _put(self, write: PendingWrite) -> None:
        board, outbox = self._board, self._board.outbox
        if outbox is None:
            board.notify(Severity.ERROR, "cannot_save_here")
            return
        try:
            await board.ports.workers.storage(lambda: outbox.put(write))
        except UserFacingError as error:
            board.notify_error(error)
            return
        self._delivery.added(write)

    # -- queries of the pages; raise UserFacingError -----------------------------------------------------------------

    async def _ask(self, question: Callable[[], T]) -> T:
        return await self._board.ports.workers.network(question)

    async def search(self, text: str) -> Sequence[Patient]:
        wanted = text.strip()
        return await self._ask(lambda: self._board.ports.server.search_patients(wanted)) if wanted else ()

    async def call_history(self, before: datetime | None) -> Sequence[CallRecord]:
        return await self._ask(lambda: self._board.ports.server.calls(before=before))

    async def download_recording(self, ref: CallRef, leg: str, target: Path) -> None:
        await self._ask(lambda: self._board.ports.server.download_recording(ref, leg, target))
