"""The running desk: adapters, worker threads and the Desk between them; started and ended in order. Main thread."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future

from agent_app.desk import Desk
from agent_app.domain.telephony import TelephonyEvent
from agent_app.domain.user import SessionInfo
from agent_app.intents import DeskIntents
from agent_app.usecases.board import Ports
from agent_app.workers import ThreadWorkers

_log = logging.getLogger(__name__)


class EngineRelay:
    """The engine's listener from before there is a loop: keeps the first events and passes them on in order. Any thread.

    So the SIP stack and the sound devices come up while Qt is still being loaded.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: list[TelephonyEvent] = []
        self._target: Callable[[TelephonyEvent], None] | None = None

    def __call__(self, event: TelephonyEvent) -> None:
        with self._lock:
            if self._target is None:
                self._kept.append(event)
            else:
                self._target(event)

    def connect(self, target: Callable[[TelephonyEvent], None]) -> None:
        with self._lock:
            for event in self._kept:
                target(event)
            self._kept.clear()
            self._target = target


class Program:
    """Implements ``agent_app.intents.DeskProgram``. Made inside the running loop."""

    def __init__(self, ports: Ports, workers: ThreadWorkers, engine_events: EngineRelay, early_resume: Future[SessionInfo | None]) -> None:
        """The engine of ``ports`` was started with ``engine_events``; ``early_resume`` is the first attempt to sign in."""
        self._ports = ports
        self._workers = workers
        self._engine_events = engine_events
        self._early_resume = early_resume
        self._loop = asyncio.get_running_loop()
        self._closed = False
        self._close_window: Callable[[], object] | None = None
        self._desk = Desk(ports, self._post)

    @property
    def desk(self) -> DeskIntents:
        return self._desk

    def on_quit_requested(self, close_window: Callable[[], object]) -> None:
        self._close_window = close_window

    def request_quit(self) -> None:
        """Main thread."""
        if self._close_window is not None:
            self._close_window()

    async def start(self) -> None:
        self._engine_events.connect(self._telephony_event)
        await self._desk.start(asyncio.wrap_future(self._early_resume))

    async def close(self) -> None:
        """Drafts to disk, stream, engine, workers: in this order, so that nothing reports to what is gone."""
        if self._closed:
            return
        self._closed = True
        await self._desk.stop()
        await self._workers.aside(self._ports.engine.close)
        await self._workers.aside(self._workers.close)
        _log.info("desk closed")

    def _telephony_event(self, event: TelephonyEvent) -> None:
        self._post(lambda: self._desk.telephony_event(event))

    def _post(self, work: Callable[[], None]) -> None:
        """Any thread. What comes after the end is nobody's any more."""
        if not self._closed:
            self._loop.call_soon_threadsafe(work)
