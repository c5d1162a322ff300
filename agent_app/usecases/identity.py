"""The identity check of a call: the server compares, the desk shows what came of it. Main thread."""

from __future__ import annotations

from collections.abc import Mapping

from agent_app.domain.call import CallRef
from agent_app.domain.patient import IdentityAnswer
from agent_app.usecases.board import Board
from agent_app.usecases.contexts import Contexts


class IdentityChecks:
    def __init__(self, board: Board, contexts: Contexts) -> None:
        self._board = board
        self._contexts = contexts

    async def check(self, ref: CallRef, said: Mapping[str, str]) -> IdentityAnswer:
        """Raises UserFacingError. The call's context, with what was hidden, comes with the answer."""
        board = self._board
        answer = await board.ports.workers.network(lambda: board.ports.server.check_identity(ref, said))
        if answer.context.ref == ref:
            self._contexts.remember(answer.context)
            self._contexts.refresh_pop()
        return answer
