"""The live floor for a leader's page. Main thread; the server is asked on a worker."""

from __future__ import annotations

from collections.abc import Callable

from agent_app.domain.floor import Floor
from agent_app.usecases.board import Board


class LiveFloor:
    """Implements ``agent_app.intents.FloorIntents``."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._observers: list[Callable[[], None]] = []

    async def now(self) -> Floor:
        return await self._board.ports.workers.network(self._board.ports.records.floor)

    def on_change(self, observer: Callable[[], None]) -> Callable[[], None]:
        self._observers.append(observer)
        return lambda: self._observers.remove(observer) if observer in self._observers else None

    def changed(self) -> None:
        for observer in tuple(self._observers):
            observer()
