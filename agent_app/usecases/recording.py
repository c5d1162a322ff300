"""Recording by consent: paused while secrets are said, and stopped for good where the patient refuses. Main thread.

A pause is shown only once the telephone system has carried it out. A refusal is never lost: while the server is away it waits in
the outbox, and what was recorded meanwhile is deleted when it arrives.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from uuid import uuid4

from agent_app.desk_state import ServerLink, Severity
from agent_app.domain.call import CallRef
from agent_app.domain.errors import UserFacingError
from agent_app.domain.server_events import ConsentChanged
from agent_app.ports import PendingWrite, WriteKind
from agent_app.usecases.board import Board
from agent_app.usecases.contexts import Contexts
from agent_app.usecases.delivery import Delivery

_log = logging.getLogger(__name__)

ON, PAUSED, REFUSED = "on", "paused", "refused"


class RecordingConsent:
    def __init__(self, board: Board, contexts: Contexts, delivery: Delivery) -> None:
        self._board = board
        self._contexts = contexts
        self._delivery = delivery
        self._asking: set[CallRef] = set()

    def pause(self, ref: CallRef) -> None:
        self._ask(ref, PAUSED)

    def resume(self, ref: CallRef) -> None:
        self._ask(ref, ON)

    def refuse(self, ref: CallRef) -> None:
        """The patient does not want to be recorded."""
        context = self._contexts.get(ref)
        if context is not None and context.recording == REFUSED:
            return
        if self._board.state.server is ServerLink.ONLINE:
            self._ask(ref, REFUSED)
        else:
            self._board.tasks.spawn(self._owe(ref), "owe refusal")

    def changed(self, event: ConsentChanged) -> None:
        """The server says how it stands, also where another desk asked or a pause lasted too long."""
        context = self._contexts.get(event.ref)
        if context is None:
            return
        self._contexts.remember(replace(context, recording=event.recording, recording_since=event.since))
        self._contexts.refresh_pop()
        if event.automatic and event.recording == ON:
            self._board.notify(Severity.WARNING, "recording_goes_on")

    def _ask(self, ref: CallRef, wanted: str) -> None:
        if ref in self._asking:
            return
        if self._board.state.server is not ServerLink.ONLINE:
            self._board.notify(Severity.WARNING, "recording_needs_server")
            return
        self._asking.add(ref)
        self._board.tasks.spawn(self._tell(ref, wanted), "change recording")

    async def _tell(self, ref: CallRef, wanted: str) -> None:
        board = self._board
        try:
            answer = await board.ports.workers.network(lambda: board.ports.server.set_recording(ref, wanted))
        except UserFacingError as error:
            if wanted == REFUSED and not error.permanent:
                await self._owe(ref)
            elif error.permanent:
                board.notify_error(error)
            else:
                board.notify(Severity.WARNING, "recording_needs_server")
            return
        finally:
            self._asking.discard(ref)
        with board.batch():
            self.changed(ConsentChanged(ref, answer.recording, answer.since))
            board.withdraw_notices("recording_needs_server", "recording_goes_on")
            if not answer.carried_out:
                board.notify(Severity.WARNING, "recording_refusal_waits")

    async def _owe(self, ref: CallRef) -> None:
        board, outbox = self._board, self._board.outbox
        if outbox is None:
            board.notify(Severity.ERROR, "cannot_save_here")
            return
        write = PendingWrite(str(uuid4()), WriteKind.REFUSE_RECORDING, ref, {"recording": REFUSED}, board.ports.clock.now())
        try:
            await board.ports.workers.storage(lambda: outbox.put(write))
        except UserFacingError as error:
            board.notify_error(error)
            return
        _log.info("refusal of call %s waits for the server", ref)
        with board.batch():
            board.notify(Severity.WARNING, "recording_refusal_waits")
            self._delivery.added(write)

    def delivered(self, write: PendingWrite) -> None:
        """A refusal that had waited has arrived."""
        if write.kind is WriteKind.REFUSE_RECORDING:
            self.changed(ConsentChanged(write.ref, REFUSED, None))
            self._board.withdraw_notices("recording_refusal_waits")
