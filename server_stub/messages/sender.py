"""Takes what waits to its gateway, one message after another. A duty: one server process at a time; the server's loop.

Two of them at once would do no harm either: the database gives each attempt to one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Final

import structlog

from server_stub.clock import utc_now
from server_stub.messages import queue
from server_stub.messages.gateway import Gateway, NotReached, Refused
from server_stub.messages.states import MessageEvent
from server_stub.state import ServerState

LOOK_EVERY_S: Final = 2.0

_log = structlog.get_logger(__name__)


class Sender:
    def __init__(self, state: ServerState, gateways: Mapping[str, Gateway]) -> None:
        self._state = state
        self._gateways = gateways
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        if self._gateways:
            self._task = asyncio.get_running_loop().create_task(self._run(), name="messages")

    async def stop(self) -> None:
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _run(self) -> None:
        """Until cancelled. A fault is logged and tried again at the next look."""
        while True:
            try:
                await asyncio.to_thread(self.look)
            except Exception as error:
                _log.exception("messages_failed", error=type(error).__name__)
            await asyncio.sleep(LOOK_EVERY_S)

    def look(self) -> int:
        """Try what is due; how many were handed over. Worker thread, blocking."""
        with self._state.database.read() as session:
            ids = queue.due(session, list(self._gateways), utc_now())
        return sum(self._attempt(message_id) for message_id in ids)

    def _attempt(self, message_id: str) -> bool:
        with self._state.database.write() as session:
            claimed = queue.claim(session, self._state.keys, message_id, utc_now())
        if claimed is None:
            return False
        event, error = MessageEvent.TAKEN_OVER, ""
        try:
            self._gateways[claimed.channel].hand_over(claimed)
        except NotReached as failure:
            event, error = MessageEvent.NOT_REACHED, str(failure)
        except Refused as failure:
            event, error = MessageEvent.REFUSED, str(failure)
        with self._state.database.write() as session:
            queue.settle(session, claimed, event, utc_now(), error)
        return event is MessageEvent.TAKEN_OVER
