"""Whose card is on screen. Contexts are matched to calls by reference alone, never by number or by time.

Main thread; the choice itself (``focus``) is pure.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace

from agent_app.desk_state import DeskState, ServerLink
from agent_app.domain.call import Call, CallRef, CallState
from agent_app.domain.errors import UserFacingError
from agent_app.domain.patient import CallContext
from agent_app.domain.wrap_up import WrapUpDraft
from agent_app.usecases.board import Board

_log = logging.getLogger(__name__)

MAX_KEPT = 64
"""Contexts remembered for unfinished wrap-ups; the oldest goes first."""


def focus(calls: Sequence[Call], offered: CallRef | None, draft: WrapUpDraft | None) -> CallRef | None:
    """The reference whose context belongs on screen.

    A live call comes first, then the call about to ring, then the wrap-up. A live call without a reference
    (direct from another desk) has no context, and nobody else's is shown in its place.
    """
    if calls:
        return calls[0].ref
    if offered is not None:
        return offered
    return draft.ref if draft is not None else None


def is_up(call: Call | None) -> bool:
    """Whether the call was answered here (or dialled here)."""
    return call is not None and call.state not in (CallState.RINGING, CallState.ENDED)


class Contexts:
    def __init__(self, board: Board) -> None:
        self._board = board
        self._known: dict[CallRef, CallContext] = {}
        self._asking: set[CallRef] = set()
        self.offered: CallRef | None = None
        board.derive = self._with_pop

    def get(self, ref: CallRef | None) -> CallContext | None:
        return self._known.get(ref) if ref is not None else None

    def remember(self, context: CallContext) -> None:
        self._known.pop(context.ref, None)
        self._known[context.ref] = context
        needed = {call.ref for call in self._board.state.calls} | {self.offered}
        for ref in [ref for ref in self._known if ref not in needed][: max(0, len(self._known) - MAX_KEPT)]:
            del self._known[ref]

    def forget(self, ref: CallRef) -> None:
        self._known.pop(ref, None)
        if self.offered == ref:
            self.offered = None

    def clear(self) -> None:
        self._known.clear()
        self.offered = None

    def refresh_pop(self) -> None:
        """What is known of the calls changed: show the context of what is in focus now."""
        self._board.update(pop=self._with_pop(self._board.state).pop)

    def _with_pop(self, state: DeskState) -> DeskState:
        return replace(state, pop=self.get(focus(state.calls, self.offered, state.wrap_up)))

    async def ask(self, ref: CallRef) -> CallContext | None:
        """The context of a call whose INVITE came first. None where the server cannot say; asked again when it is back."""
        board = self._board
        if ref in self._asking or board.state.server is ServerLink.AWAY:
            return None
        self._asking.add(ref)
        try:
            context = await board.ports.workers.network(lambda: board.ports.server.call_context(ref))
        except UserFacingError as error:
            _log.info("no context for call %s: %s", ref, error.code)
            return None
        finally:
            self._asking.discard(ref)
        if context.ref != ref:
            _log.error("asked for the context of %s, got that of %s: not shown", ref, context.ref)
            return None
        return context
