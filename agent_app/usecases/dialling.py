"""Dial a number or a patient. The server is told first, so that pop and record know whom; without it numbers are dialled as typed.

Main thread; the server is asked on a network worker.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from uuid import uuid4

from agent_app.desk_state import ServerLink, Severity
from agent_app.domain.call import CallRef
from agent_app.domain.errors import ServerAway, UserFacingError
from agent_app.domain.numbers import DialKind, DialString, parse_dial_string
from agent_app.domain.patient import PatientId
from agent_app.domain.registration import RegistrationState
from agent_app.ports import PreparedOutbound
from agent_app.usecases.board import Board
from agent_app.usecases.contexts import Contexts

PREPARE_TIMEOUT_S = 1.5
"""How long a number waits for the server before it is dialled as typed."""


class Dialling:
    def __init__(self, board: Board, contexts: Contexts) -> None:
        self._board = board
        self._contexts = contexts
        self._numbers: dict[CallRef, DialString | None] = {}
        self._preparing = False

    def dialled(self, ref: CallRef) -> DialString | None:
        """What was typed for the outgoing call ``ref``; None for a patient dialled by id."""
        return self._numbers.get(ref)

    def forget(self, ref: CallRef) -> None:
        self._numbers.pop(ref, None)

    def dial_number(self, text: str) -> None:
        try:
            number = parse_dial_string(text)
        except UserFacingError as error:
            self._board.notify(Severity.WARNING, error.code)
            return
        if not self._may_dial():
            return
        ref = self._new_ref(number)
        if number.kind is DialKind.EXTERNAL and self._board.state.server is not ServerLink.AWAY:
            self._preparing = True
            self._board.tasks.spawn(self._dial_prepared(ref, number), "dial number")
        else:
            self._board.ports.engine.dial(number.digits, ref)

    def dial_patient(self, patient_id: PatientId) -> None:
        ref = self._new_ref(None)
        self._begin_by_server(ref, lambda: self._board.ports.server.prepare_outbound(ref, patient_id=patient_id))

    def call_back(self, of: CallRef) -> None:
        """Dial the other party of an earlier call, whose number only the server knows."""
        ref = self._new_ref(None)
        self._begin_by_server(ref, lambda: self._board.ports.records.prepare_call_back(ref, of))

    def _begin_by_server(self, ref: CallRef, prepare: Callable[[], PreparedOutbound]) -> None:
        if not self._may_dial():
            self._numbers.pop(ref, None)
            return
        if self._board.state.server is ServerLink.AWAY:
            self._numbers.pop(ref, None)
            self._board.notify(Severity.WARNING, "patient_dial_needs_server")
            return
        self._preparing = True
        self._board.tasks.spawn(self._dial_by_server(ref, prepare), "dial by the server")

    def dial_task(self, task_id: int) -> None:
        """Call the patient of a call-back of the worklist; the server knows the number and notes the try."""
        ref = self._new_ref(None)
        self._begin_by_server(ref, lambda: self._board.ports.server.prepare_outbound(ref, call_back=task_id))

    def _new_ref(self, number: DialString | None) -> CallRef:
        ref = CallRef(f"desk-{uuid4()}")
        self._numbers[ref] = number
        return ref

    def _may_dial(self) -> bool:
        board = self._board
        if board.state.calls or self._preparing:
            board.notify(Severity.WARNING, "dial_in_call")
            return False
        if board.state.registration.state is not RegistrationState.REGISTERED:
            board.notify(Severity.WARNING, "not_registered")
            return False
        return True

    async def _dial_prepared(self, ref: CallRef, number: DialString) -> None:
        board = self._board
        target = number.digits
        try:
            ask = board.ports.workers.network(lambda: board.ports.server.prepare_outbound(ref, number=number.digits))
            target = self._accept(ref, await asyncio.wait_for(ask, PREPARE_TIMEOUT_S))
        except (ServerAway, TimeoutError):
            pass  # the PBX dials digits as typed; the record joins later by reference
        except UserFacingError as error:
            self._numbers.pop(ref, None)
            board.notify_error(error)
            return
        finally:
            self._preparing = False
        self._dial(target, ref)

    async def _dial_by_server(self, ref: CallRef, prepare: Callable[[], PreparedOutbound]) -> None:
        board = self._board
        try:
            prepared = await board.ports.workers.network(prepare)
        except UserFacingError as error:
            self._numbers.pop(ref, None)
            if isinstance(error, ServerAway):
                board.notify(Severity.WARNING, "patient_dial_needs_server")
            else:
                board.notify_error(error)
            return
        finally:
            self._preparing = False
        self._dial(self._accept(ref, prepared), ref)

    def _dial(self, target: str, ref: CallRef) -> None:
        if self._board.state.calls:  # a call came in while the server was asked
            self._numbers.pop(ref, None)
            self._board.notify(Severity.WARNING, "dial_in_call")
            return
        self._board.ports.engine.dial(target, ref)

    def _accept(self, ref: CallRef, prepared: PreparedOutbound) -> str:
        if prepared.context.ref == ref:
            self._contexts.remember(prepared.context)
        return prepared.target
