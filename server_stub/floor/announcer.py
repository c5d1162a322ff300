"""Tells leaders' desks that the floor changed, at most once in two seconds however much happens. The server's loop.

The event carries nothing: who looks at the floor asks for it, who does not is not bothered with it.
"""

from __future__ import annotations

import asyncio

import structlog
from sqlalchemy.orm import Session

from server_stub.auth.rights import Right, Role, may
from server_stub.db.engine import after_commit
from server_stub.events.log import append
from server_stub.state import ServerState

EVERY_S = 2.0

_log = structlog.get_logger(__name__)


class FloorAnnouncer:
    def __init__(self, state: ServerState) -> None:
        self._state = state
        self._loop: asyncio.AbstractEventLoop | None = None
        self._due: asyncio.TimerHandle | None = None
        self._said_at = float("-inf")
        self._saying: set[asyncio.Task[None]] = set()
        state.hooks.floor_changed.append(self._changed)

    def start(self) -> None:
        self._loop = asyncio.get_running_loop()

    async def stop(self) -> None:
        self._loop = None
        if self._due is not None:
            self._due.cancel()
        await asyncio.gather(*self._saying, return_exceptions=True)

    def _changed(self, session: Session) -> None:
        """Any thread, inside the transaction that changes the floor."""
        after_commit(session, self._touch)

    def _touch(self) -> None:
        loop = self._loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(self._ask)

    def _ask(self) -> None:
        if self._due is None and self._loop is not None:
            self._due = self._loop.call_at(max(self._loop.time(), self._said_at + EVERY_S), self._say)

    def _say(self) -> None:
        if self._loop is None:
            return
        self._due, self._said_at = None, self._loop.time()
        task = asyncio.ensure_future(asyncio.to_thread(self._append))
        self._saying.add(task)
        task.add_done_callback(self._saying.discard)
        task.add_done_callback(_report)

    def _append(self) -> None:
        with self._state.database.write() as session:
            for role in Role:
                if may(role, Right.SEE_FLOOR):
                    append(session, "floor.changed", role.value, {})


def _report(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (error := task.exception()):
        _log.error("floor_not_announced", error=type(error).__name__)
