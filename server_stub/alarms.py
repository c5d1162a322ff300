"""What needs a person now: a recording that is damaged, a key that is gone. Any thread.

Kept in memory, for a server whose disk is full can write down nothing; told to leaders and administrators by the event
``server.alarm`` as soon as that can be stored, and to whoever watches over the server by ``/v1/health`` at once.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import structlog
from sqlalchemy.exc import SQLAlchemyError

from server_stub.auth.rights import Role
from server_stub.clock import utc_now
from server_stub.db.engine import Database
from server_stub.events import log

EVENT: Final = "server.alarm"
_AUDIENCES: Final = (Role.LEADER, Role.ADMINISTRATOR)
_MOST: Final = 50

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Alarm:
    """``code`` has words at the desk; ``params`` fill them and hold no secret and nothing of a patient."""

    code: str
    params: dict[str, str]
    since: datetime


class Alarms:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._active: dict[str, Alarm] = {}
        self._untold: dict[str, tuple[Alarm, bool]] = {}

    def active(self) -> list[Alarm]:
        """Oldest first."""
        with self._lock:
            return sorted(self._active.values(), key=lambda alarm: alarm.since)

    def sounds(self, code: str) -> bool:
        with self._lock:
            return code in self._active

    def sound(self, code: str, **params: str) -> None:
        """Nothing happens where it sounds already. Not inside a write transaction: it makes one of its own."""
        with self._lock:
            if code in self._active or len(self._active) >= _MOST:
                return
            alarm = self._active[code] = Alarm(code, params, utc_now())
            self._untold[code] = (alarm, True)
        _log.error("alarm", code=code, **params)
        self.tell()

    def clear(self, code: str) -> None:
        with self._lock:
            alarm = self._active.pop(code, None)
            if alarm is None:
                return
            self._untold[code] = (alarm, False)
        _log.warning("alarm_over", code=code)
        self.tell()

    def tell(self) -> None:
        """Store the events that could not be stored so far; called again and again until it succeeds."""
        with self._lock:
            untold = dict(self._untold)
        if not untold:
            return
        try:
            with self._database.write() as session:
                for alarm, sounding in untold.values():
                    data = {"code": alarm.code, "params": alarm.params, "since": alarm.since.isoformat(), "active": sounding}
                    for role in _AUDIENCES:
                        log.append(session, EVENT, role.value, data)
        except SQLAlchemyError as error:
            _log.error("alarm_not_told", error=type(error).__name__)
            return
        with self._lock:
            for code, told in untold.items():
                if self._untold.get(code) == told:
                    del self._untold[code]
