"""Keeps what a wrap-up can be answered with: read when the server is reached and whenever the centre changed. Main thread."""

from __future__ import annotations

import logging

from agent_app.domain.errors import UserFacingError
from agent_app.usecases.board import Board

_log = logging.getLogger(__name__)


class WrapUpForms:
    """Without an answer the form stays as it was: matters typed while the server is away are those of this morning."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._asking = False

    def read_soon(self) -> None:
        if not self._asking:
            self._asking = True
            self._board.tasks.spawn(self._read(), "read wrap-up form")

    async def _read(self) -> None:
        board = self._board
        try:
            form = await board.ports.workers.network(board.ports.server.wrap_up_form)
        except UserFacingError as error:
            _log.info("no wrap-up form: %s", error.code)
            return
        finally:
            self._asking = False
        board.update(form=form)
