"""The history of calls at the desk: pages, details, notes added later. Main thread; the server is asked on a worker."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar
from uuid import uuid4

from agent_app.desk_state import Severity
from agent_app.domain.call import CallRef
from agent_app.domain.errors import UserFacingError
from agent_app.domain.history import AgentName, CallDetail, CallFilters, CallPage
from agent_app.ports import PendingWrite, WriteKind
from agent_app.usecases.board import Board
from agent_app.usecases.delivery import Delivery

T = TypeVar("T")


class History:
    """Implements ``agent_app.intents.HistoryIntents``."""

    def __init__(self, board: Board, delivery: Delivery, call_back: Callable[[CallRef], None]) -> None:
        self._board = board
        self._delivery = delivery
        self._call_back = call_back

    async def page(self, filters: CallFilters, *, after: str = "") -> CallPage:
        return await self._ask(lambda: self._board.ports.records.history(filters, after))

    async def agents(self) -> Sequence[AgentName]:
        return await self._ask(self._board.ports.records.agents)

    async def detail(self, ref: CallRef) -> CallDetail:
        return await self._ask(lambda: self._board.ports.records.detail(ref))

    def call_back(self, ref: CallRef) -> None:
        self._call_back(ref)

    def add_note(self, ref: CallRef, text: str) -> None:
        """Through the outbox: what was written is kept, also while the server is away."""
        if text.strip():
            now = self._board.ports.clock.now()
            body: dict[str, object] = {"text": text.strip(), "written_at": now.isoformat()}
            write = PendingWrite(str(uuid4()), WriteKind.CALL_NOTE, ref, body, now)
            self._board.tasks.spawn(self._put(write), "keep a note")

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

    async def _ask(self, question: Callable[[], T]) -> T:
        return await self._board.ports.workers.network(question)
