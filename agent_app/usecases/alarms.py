"""What is wrong at the server, shown to leaders and administrators until it is over. Main thread."""

from __future__ import annotations

from agent_app.desk_state import Notice, Severity
from agent_app.domain.errors import UserFacingError
from agent_app.domain.messages import MESSAGES
from agent_app.domain.server_events import ServerAlarm
from agent_app.usecases.board import ALARM_PREFIX, Board

_TOLD = ("leader", "administrator")


class Alarms:
    def __init__(self, board: Board) -> None:
        self._board = board

    def changed(self, event: ServerAlarm) -> None:
        if event.active:
            self._sound(event.code)
        else:
            self._over(event.code)

    def ask(self) -> None:
        """Signed in, or back after a cut: alarms may have come or gone unheard."""
        session = self._board.state.session
        if session is not None and session.user.role in _TOLD:
            self._board.tasks.spawn(self._ask(), "ask for alarms")

    async def _ask(self) -> None:
        board = self._board
        try:
            sounding = await board.ports.workers.network(board.ports.server.alarms)
        except UserFacingError:
            return  # asked again when the stream stands the next time
        before = board.state.notices
        wanted = [_notice(code) for code in sounding]
        with board.batch():
            board.update(notices=tuple(n for n in before if not n.code.startswith(ALARM_PREFIX) or _of(n) in wanted))
            for code in sounding:
                if _notice(code) not in map(_of, before):
                    self._sound(code)

    def _sound(self, code: str) -> None:
        name, values = _notice(code)
        self._board.notify(Severity.ERROR, name, **({"what": values[0]} if values else {}))

    def _over(self, code: str) -> None:
        over = _notice(code)
        self._board.update(notices=tuple(n for n in self._board.state.notices if _of(n) != over))


def _of(notice: Notice) -> tuple[str, tuple[str, ...]]:
    return notice.code, tuple(notice.params.values())


def _notice(code: str) -> tuple[str, tuple[str, ...]]:
    """The notice's code and the values of its parameters; an alarm that this desk has no words for is shown by its code."""
    name = ALARM_PREFIX + code
    return (name, ()) if name in MESSAGES else (f"{ALARM_PREFIX}other", (code,))
