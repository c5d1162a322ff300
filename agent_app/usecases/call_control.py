"""Answer, reject, hang up, hold, resume, mute, DTMF: carried out by the engine where the call allows it. Main thread.

A key pressed a moment too late (the call is gone, or not there yet) is no fault of the person: nothing happens.
"""

from __future__ import annotations

from agent_app.domain.call import Call, CallId
from agent_app.usecases.board import Board

DTMF_CHARACTERS = frozenset("0123456789*#ABCD")


class CallControl:
    def __init__(self, board: Board) -> None:
        self._board = board
        self.hung_up_here: set[CallId] = set()
        """Calls this person ended or refused: their end is no news."""

    def _call(self, call_id: CallId) -> Call | None:
        return self._board.call(call_id)

    def answer(self, call_id: CallId) -> None:
        if (call := self._call(call_id)) is not None and call.can_answer:
            self._board.ports.engine.answer(call_id)

    def reject(self, call_id: CallId) -> None:
        if (call := self._call(call_id)) is not None and call.can_answer:
            self.hung_up_here.add(call_id)
            self._board.ports.engine.reject(call_id)

    def hang_up(self, call_id: CallId) -> None:
        if (call := self._call(call_id)) is not None and call.can_hang_up:
            self.hung_up_here.add(call_id)
            self._board.ports.engine.hang_up(call_id)

    def hold(self, call_id: CallId) -> None:
        if (call := self._call(call_id)) is not None and call.can_hold:
            self._board.ports.engine.hold(call_id)

    def resume(self, call_id: CallId) -> None:
        if (call := self._call(call_id)) is not None and call.can_resume:
            self._board.ports.engine.resume(call_id)

    def set_muted(self, call_id: CallId, muted: bool) -> None:
        if (call := self._call(call_id)) is not None and call.can_mute:
            self._board.ports.engine.set_muted(call_id, muted)

    def send_dtmf(self, call_id: CallId, digits: str) -> None:
        wanted = "".join(character for character in digits.upper() if character in DTMF_CHARACTERS)
        if wanted and (call := self._call(call_id)) is not None and call.can_send_dtmf:
            self._board.ports.engine.send_dtmf(call_id, wanted)
