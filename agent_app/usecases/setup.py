"""A centre made from nothing: the questions of the first-run assistant. Main thread; raises UserFacingError."""

from __future__ import annotations

from collections.abc import Callable

from agent_app.domain.setup import NewCentre, SetupState
from agent_app.usecases.board import Board


class Setup:
    """Implements ``intents.SetupIntents``."""

    def __init__(self, board: Board, log_in: Callable[[str, str], None]) -> None:
        self._board = board
        self._log_in = log_in

    async def state(self) -> SetupState:
        return await self._board.ports.workers.network(self._board.ports.server.setup.state)

    async def found(self, new: NewCentre) -> None:
        await self._board.ports.workers.network(lambda: self._board.ports.server.setup.found(new))
        self._log_in(new.username, new.password)

    async def empty(self, password: str) -> str:
        return await self._board.ports.workers.network(lambda: self._board.ports.server.setup.empty(password))
