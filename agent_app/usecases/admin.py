"""Administration as a page asks for it: each question on a network worker. Main thread; raises UserFacingError."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from agent_app.domain.admin import Administration, AdminKind, AdminRow, Announcement, Values
from agent_app.usecases.board import Board

T = TypeVar("T")


class Admin:
    """Implements ``intents.AdminIntents``."""

    def __init__(self, board: Board) -> None:
        self._board = board

    async def _ask(self, question: Callable[[], T]) -> T:
        return await self._board.ports.workers.network(question)

    async def overview(self) -> Administration:
        return await self._ask(self._board.ports.server.admin.overview)

    async def create(self, kind: AdminKind, values: Values) -> AdminRow:
        return await self._ask(lambda: self._board.ports.server.admin.create(kind, values))

    async def change(self, row: AdminRow, values: Values) -> AdminRow:
        return await self._ask(lambda: self._board.ports.server.admin.change(row, values))

    async def remove(self, row: AdminRow, move_to: str = "") -> bool:
        return await self._ask(lambda: self._board.ports.server.admin.remove(row, move_to))

    async def reorder(self, kind: AdminKind, keys: Sequence[str]) -> Sequence[AdminRow]:
        return await self._ask(lambda: self._board.ports.server.admin.reorder(kind, keys))

    async def set_password(self, user: AdminRow, password: str) -> AdminRow:
        return await self._ask(lambda: self._board.ports.server.admin.set_password(user, password))

    async def announcement(self, which: Announcement) -> bytes:
        return await self._ask(lambda: self._board.ports.server.admin.announcement(which))

    async def upload_announcement(self, which: Announcement, wav: Path) -> None:
        await self._ask(lambda: self._board.ports.server.admin.upload_announcement(which, wav))

    async def speak_announcement(self, which: Announcement, words: str) -> None:
        await self._ask(lambda: self._board.ports.server.admin.speak_announcement(which, words))

    async def drop_announcement(self, which: Announcement) -> None:
        await self._ask(lambda: self._board.ports.server.admin.drop_announcement(which))
