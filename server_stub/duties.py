"""What exactly one process does at a time: the link to the PBX, timers, imports, sharing out. The server's loop.

On SQLite this process does it from start to stop. On PostgreSQL it does it while it has the lease; the others answer desks and the
PBX's questions all the same, and one of them takes over within five seconds when the holder dies, freezes or is cut off.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from typing import Protocol

import structlog

from server_stub.db.lease import Lease
from server_stub.state import ServerState

_log = structlog.get_logger(__name__)


class Duty(Protocol):
    """Can be started again after its stop."""

    def start(self) -> None: ...

    async def stop(self) -> None: ...


class Duties:
    """``create_app`` makes one, and calls ``start`` and ``stop`` from its lifespan."""

    def __init__(self, state: ServerState, duties: Sequence[Duty]) -> None:
        self._state = state
        self._duties = duties
        self._held_until = 0.0
        self._news = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._lease: Lease | None = None

    def start(self) -> None:
        if self._state.database.is_sqlite:
            self._begin()
            return
        loop = asyncio.get_running_loop()

        def renewed(until: float) -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(self._renewed, until)

        self._lease = Lease(self._state.database, self._state.errands.process, renewed)
        self._task = loop.create_task(self._keep(), name="duties")
        self._lease.start()

    async def stop(self) -> None:
        """Lay everything down, then give up the lease: nobody else begins before this one has ended."""
        if self._task is None or self._lease is None:
            await self._end()
            return
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        await asyncio.to_thread(self._lease.stop)

    def _renewed(self, until: float) -> None:
        self._held_until = until
        self._news.set()

    async def _keep(self) -> None:
        """Until cancelled: take up when the lease is had, lay down when it is not renewed in time."""
        while True:
            await self._news.wait()
            self._begin()
            try:
                while (left := self._held_until - time.monotonic()) > 0:  # noqa: ASYNC110 - the time moves on with every renewal
                    await asyncio.sleep(left)
                _log.warning("lease_lost")
            finally:
                self._news.clear()
                await self._end()

    def _begin(self) -> None:
        _log.info("duties_taken_up")
        for duty in self._duties:
            duty.start()

    async def _end(self) -> None:
        for duty in reversed(self._duties):
            await duty.stop()
        _log.info("duties_laid_down")
