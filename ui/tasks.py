"""The one owner of the window's asyncio tasks (queries for pages). Main thread.

A task nobody holds can vanish in the middle; a failure nobody reads is lost. Both are prevented here.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from agent_app.domain.errors import UserFacingError

_log = logging.getLogger(__name__)
T = TypeVar("T")


class Tasks:
    """Holds running queries by name; a new one of the same name replaces (cancels) the old."""

    def __init__(self) -> None:
        self._running: dict[str, asyncio.Task[Any]] = {}
        self._closed = False

    def ask(
        self,
        name: str,
        query: Coroutine[Any, Any, T],
        *,
        done: Callable[[T], None],
        failed: Callable[[UserFacingError], None],
    ) -> None:
        """Run ``query`` and hand its outcome to ``done`` or ``failed`` on the main thread."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:  # a timer of a page outlived the loop
            self._closed = True
        if self._closed:
            query.close()
            return
        self.cancel(name)
        task = loop.create_task(self._run(name, query, done, failed))
        self._running[name] = task
        task.add_done_callback(lambda ended: self._forget(name, ended))

    def cancel(self, name: str) -> None:
        running = self._running.pop(name, None)
        if running is not None:
            running.cancel()

    async def close(self) -> None:
        """Cancel what runs and wait for its end."""
        self._closed = True
        running = list(self._running.values())
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        self._running.clear()

    def _forget(self, name: str, ended: asyncio.Task[Any]) -> None:
        if self._running.get(name) is ended:
            del self._running[name]

    async def _run(
        self, name: str, query: Coroutine[Any, Any, T], done: Callable[[T], None], failed: Callable[[UserFacingError], None]
    ) -> None:
        try:
            answer = await query
        except UserFacingError as error:
            failed(error)
        except Exception:
            _log.exception("query %s failed", name)
            failed(UserFacingError("unexpected_error", permanent=False))
        else:
            done(answer)
