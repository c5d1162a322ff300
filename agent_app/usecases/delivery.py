"""Sends what the outbox holds: in order within a call, exactly once by key, with patience while the server is away.

Main thread; disk and network are touched on the workers. A write leaves the outbox only after the server's answer, so a
crash between the two sends it again under the same key, and the server gives its first answer again.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from enum import Enum

from agent_app.desk_state import ServerLink, Severity
from agent_app.domain.call import CallRef
from agent_app.domain.errors import CertificateRefused, ServerAway, SessionLost, UserFacingError
from agent_app.ports import Outbox, PendingWrite
from agent_app.usecases.board import Board

_log = logging.getLogger(__name__)

BACK_OFF_S = (0.5, 1.0, 2.0, 4.0, 8.0)
"""Seconds between attempts while the server is away; the last one repeats."""


class _Outcome(Enum):
    DELIVERED = "delivered"
    PARKED = "parked"  # refused for good
    LATER = "later"  # this one could not be taken now, others may
    AWAY = "away"  # nobody answers: no use in trying the others


class Delivery:
    def __init__(self, board: Board, on_delivered: Callable[[PendingWrite], None], on_parked: Callable[[PendingWrite], None]) -> None:
        self._board = board
        self._on_delivered = on_delivered
        self._on_parked = on_parked
        self._outbox: Outbox | None = None
        self._pending: list[PendingWrite] = []
        self._parked: list[PendingWrite] = []
        self._wake = asyncio.Event()
        self._stopping = False
        self._task: asyncio.Task[object] | None = None

    async def open(self, outbox: Outbox) -> None:
        """Begin with what an earlier run left."""
        workers = self._board.ports.workers
        self._pending = list(await workers.storage(outbox.pending))
        self._parked = list(await workers.storage(outbox.parked))
        self._outbox, self._stopping = outbox, False
        self._publish()
        self._task = self._board.tasks.spawn(self._run(outbox), "delivery")

    def added(self, write: PendingWrite) -> None:
        """``write`` is in the outbox, synced."""
        self._pending.append(write)
        if self._board.state.server is ServerLink.AWAY:
            self._board.notify(Severity.WARNING, "saved_here")
        self._publish()
        self.wake()

    def wake(self) -> None:
        """Try now: the server is back, or there is something new."""
        self._wake.set()

    def retry(self, key: str) -> None:
        """A person asks to send a parked write again."""
        outbox = self._outbox
        if outbox is not None and any(write.key == key for write in self._parked):
            self._board.tasks.spawn(self._retry(outbox, key), "retry parked write")

    async def _retry(self, outbox: Outbox, key: str) -> None:
        workers = self._board.ports.workers
        await workers.storage(lambda: outbox.unpark(key))
        self._pending = list(await workers.storage(outbox.pending))
        self._parked = list(await workers.storage(outbox.parked))
        self._publish()
        self.wake()

    async def stop(self) -> None:
        """Ends after the attempt under way: nothing of this person is sent later as another's."""
        self._stopping = True
        self.wake()
        task, self._task = self._task, None
        if task is not None:
            await asyncio.gather(task, return_exceptions=True)
        self._outbox = None
        self._pending, self._parked = [], []

    async def _run(self, outbox: Outbox) -> None:
        failures = 0
        while not self._stopping:
            self._wake.clear()
            try:
                all_sent = await self._attempt_all(outbox)
            except Exception:  # a fault in one write must not end the sending of all later ones
                _log.exception("delivery: attempt failed")
                all_sent = False
            if all_sent:
                failures = 0
                await self._wake.wait()
                continue
            delay = BACK_OFF_S[min(failures, len(BACK_OFF_S) - 1)]
            failures += 1
            try:
                await asyncio.wait_for(self._wake.wait(), delay)
            except TimeoutError:
                continue

    async def _attempt_all(self, outbox: Outbox) -> bool:
        """Whether nothing is left to send."""
        held_back: set[CallRef] = set()
        while not self._stopping:
            write = next((write for write in self._pending if write.ref not in held_back), None)
            if write is None:
                break
            outcome = await self._attempt(outbox, write)
            if outcome is _Outcome.AWAY:
                if self._board.state.server is not ServerLink.ONLINE:
                    self._board.notify(Severity.WARNING, "saved_here")
                return False
            if outcome is _Outcome.LATER:
                held_back.add(write.ref)
        return not held_back

    async def _attempt(self, outbox: Outbox, write: PendingWrite) -> _Outcome:
        workers, server = self._board.ports.workers, self._board.ports.server
        try:
            await workers.network(lambda: server.deliver(write))
        except SessionLost as lost:
            self._board.on_session_lost(lost.code)
            return _Outcome.AWAY
        except (ServerAway, CertificateRefused):
            return _Outcome.AWAY
        except UserFacingError as error:
            if not error.permanent:
                return _Outcome.LATER
            await self._park(outbox, write, error.code)
            return _Outcome.PARKED
        await workers.storage(lambda: outbox.done(write.key))
        self._pending = [other for other in self._pending if other.key != write.key]
        _log.info("delivered %s of call %s", write.kind.value, write.ref)
        with self._board.batch():
            self._on_delivered(write)
            self._publish()
            if not self._pending and any(notice.code == "saved_here" for notice in self._board.state.notices):
                self._board.withdraw_notices("saved_here")
                self._board.notify(Severity.INFO, "all_sent")
        return _Outcome.DELIVERED

    async def _park(self, outbox: Outbox, write: PendingWrite, reason: str) -> None:
        _log.warning("the server refused %s of call %s for good: %s", write.kind.value, write.ref, reason)
        await self._board.ports.workers.storage(lambda: outbox.park(write.key, reason))
        self._pending = [other for other in self._pending if other.key != write.key]
        parked = replace(write, parked_reason=reason)
        self._parked.append(parked)
        with self._board.batch():
            self._on_parked(parked)
            self._board.notify(Severity.ERROR, "write_parked", reason=reason)
            self._publish()

    def _publish(self) -> None:
        self._board.update(waiting_writes=len(self._pending), parked=tuple(self._parked))
