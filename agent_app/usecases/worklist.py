"""Call-backs at the desk: what the server tells of the list, the page's queries, and writes that must not be lost.

Main thread; the server is asked on a worker. Taking is asked directly (it is a race that the server decides); closing,
postponing and notes go through the outbox.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from agent_app.desk_state import Severity
from agent_app.domain.call import CallRef
from agent_app.domain.errors import UserFacingError
from agent_app.domain.server_events import WorklistChanged
from agent_app.domain.worklist import CallBack, Worklist
from agent_app.ports import PendingWrite, WriteKind
from agent_app.usecases.board import Board
from agent_app.usecases.delivery import Delivery


class CallBacks:
    """Implements ``intents.WorklistIntents``."""

    def __init__(self, board: Board, delivery: Delivery, dial: Callable[[int], None]) -> None:
        self._board = board
        self._delivery = delivery
        self._dial = dial

    # -- what the server says ----------------------------------------------------------------------------------------

    def changed(self, event: WorklistChanged) -> None:
        before = self._board.state.worklist
        mine = before.mine if event.mine is None else event.mine
        self._board.update(worklist=type(before)(event.open, mine, before.changes + 1))
        if event.closed_reason == "came_through":
            self._board.notify(Severity.INFO, "call_back_came_through")

    def begin(self) -> None:
        """Signed in, or back after a cut: the counts may have changed unheard."""
        session = self._board.state.session
        if session is not None and session.sip is not None:
            self._board.tasks.spawn(self._count(), "count call-backs")

    async def _count(self) -> None:
        try:
            await self.list()
        except UserFacingError:
            return  # the rail shows no number; the page says what is wrong when it is opened

    # -- the page ------------------------------------------------------------------------------------------------------

    async def list(self) -> Worklist:
        """Raises UserFacingError."""
        found = await self._board.ports.workers.network(self._board.ports.server.call_backs.worklist)
        before = self._board.state.worklist
        self._board.update(worklist=type(before)(found.open_count, len(found.mine), before.changes))
        return found

    async def take(self, task_id: int | None = None) -> CallBack:
        """Raises UserFacingError: ``taken_already``, ``nothing_to_take``."""
        return await self._board.ports.workers.network(lambda: self._board.ports.server.call_backs.take(task_id))

    async def give_back(self, task_id: int) -> CallBack:
        return await self._board.ports.workers.network(lambda: self._board.ports.server.call_backs.give_back(task_id))

    def call(self, task_id: int) -> None:
        self._dial(task_id)

    def postpone(self, task_id: int, until: datetime, notes: str) -> None:
        at = until.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        self._queue(WriteKind.POSTPONE_CALL_BACK, task_id, {"until": at, "notes": notes})

    def close(self, task_id: int, reason: str, notes: str) -> None:
        self._queue(WriteKind.CLOSE_CALL_BACK, task_id, {"reason": reason, "notes": notes})

    def write_notes(self, task_id: int, notes: str) -> None:
        self._queue(WriteKind.CALL_BACK_NOTES, task_id, {"notes": notes})

    def _queue(self, kind: WriteKind, task_id: int, body: dict[str, Any]) -> None:
        write = PendingWrite(str(uuid4()), kind, CallRef(str(task_id)), body, self._board.ports.clock.now())
        self._board.tasks.spawn(self._put(write), f"queue {kind.value}")

    async def _put(self, write: PendingWrite) -> None:
        board, outbox = self._board, self._board.outbox
        if outbox is None:
            board.notify(Severity.ERROR, "cannot_save_here")
            return
        try:
            await board.ports.workers.storage(lambda: outbox.put(write))
        except UserFacingError as error:
            board.notify_error(error)
            return
        self._delivery.added(write)

    def delivered(self, write: PendingWrite) -> None:
        """The server has it: a page that shows the list asks again."""
        if write.kind in (WriteKind.POSTPONE_CALL_BACK, WriteKind.CLOSE_CALL_BACK, WriteKind.CALL_BACK_NOTES):
            before = self._board.state.worklist
            self._board.update(worklist=type(before)(before.open, before.mine, before.changes + 1))
