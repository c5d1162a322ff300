"""Administration as the window asks for it, answered at once by a centre in memory."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from agent_app.domain.admin import Administration, AdminKind, AdminRow, Announcement, Values
from tests.unit.core.fake_admin import FakeAdminServer


class FakeAdmin:
    """Implements ``intents.AdminIntents``; ``centre`` is what it asks."""

    def __init__(self) -> None:
        self.centre = FakeAdminServer()

    async def overview(self) -> Administration:
        return self.centre.overview()

    async def create(self, kind: AdminKind, values: Values) -> AdminRow:
        return self.centre.create(kind, values)

    async def change(self, row: AdminRow, values: Values) -> AdminRow:
        return self.centre.change(row, values)

    async def remove(self, row: AdminRow, move_to: str = "") -> bool:
        return self.centre.remove(row, move_to)

    async def reorder(self, kind: AdminKind, keys: Sequence[str]) -> Sequence[AdminRow]:
        return self.centre.reorder(kind, keys)

    async def set_password(self, user: AdminRow, password: str) -> AdminRow:
        return self.centre.set_password(user, password)

    async def announcement(self, which: Announcement) -> bytes:
        return self.centre.announcement(which)

    async def upload_announcement(self, which: Announcement, wav: Path) -> None:
        self.centre.upload_announcement(which, wav)

    async def speak_announcement(self, which: Announcement, words: str) -> None:
        self.centre.speak_announcement(which, words)

    async def drop_announcement(self, which: Announcement) -> None:
        self.centre.drop_announcement(which)
