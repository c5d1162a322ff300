"""What the centre lets the desk choose from, read anew when administration changes it. Main thread.

Nothing that is being typed is touched; an outcome that a draft already holds stays offered until the draft is gone, also where it
was retired meanwhile.
"""

from __future__ import annotations

import logging
from dataclasses import replace

from agent_app.domain.errors import SessionLost, UserFacingError
from agent_app.domain.user import Choice, ChoicesRead, SessionInfo
from agent_app.usecases.board import Board

_log = logging.getLogger(__name__)

_SHOWN = frozenset({"", "queues", "dispositions", "not_ready_reasons"})
"""Changes of these change what a desk offers; empty: anything may have changed."""


class Choices:
    def __init__(self, board: Board) -> None:
        self._board = board
        self._seen: SessionInfo | None = None
        """The session whose choices are as new as the stream."""
        self._asked = 0

    def changed(self, what: str) -> None:
        """The server said that administration changed ``what``."""
        board = self._board
        board.update(config_changes=board.state.config_changes + 1)
        if what in _SHOWN:
            self._asked += 1
            board.tasks.spawn(self._read(self._asked), "read choices")

    def snapshot(self) -> None:
        """Events may be missing before this one. After a sign-in the session itself has just brought them."""
        session = self._board.state.session
        if session is not None and self._seen is not None and self._seen.user.id == session.user.id:
            self.changed("")
        self._seen = session

    async def _read(self, asked: int) -> None:
        board = self._board
        try:
            read = await board.ports.workers.network(board.ports.server.choices)
        except SessionLost as error:
            board.notify_error(error)
            return
        except UserFacingError as error:
            _log.warning("choices not read: %s", error.code)  # the next change or reconnection asks again
            return
        session = board.state.session
        if session is not None and asked == self._asked:
            board.update(session=self._with(session, read))

    def _with(self, session: SessionInfo, read: ChoicesRead) -> SessionInfo:
        drafts = (*self._board.state.unfinished, *((self._board.state.wrap_up,) if self._board.state.wrap_up else ()))
        drafted = {draft.disposition for draft in drafts}
        offered = {choice.code for choice in read.dispositions}
        kept: tuple[Choice, ...] = tuple(choice for choice in session.dispositions if choice.code in drafted and choice.code not in offered)
        return replace(
            session,
            dispositions=(*read.dispositions, *kept),
            not_ready_reasons=read.not_ready_reasons,
            queues=read.queues,
        )
