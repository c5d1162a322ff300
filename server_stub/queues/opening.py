"""Whether a queue is open now, from what the administrator stored. Caller's session and thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from server_stub import centre
from server_stub.clock import utc_now
from server_stub.db.models import Holiday, Queue
from server_stub.queues import hours
from server_stub.settings import Settings

_NEAR = timedelta(days=3)
"""Further than any night shift or time zone reaches."""


@dataclass(frozen=True, slots=True)
class Openings:
    """The centre's clock and the holidays around now."""

    zone: ZoneInfo
    holidays: dict[str | None, dict[date, list[Any]]]
    """Queue (None: all of them) to day to intervals."""

    @classmethod
    def load(cls, session: Session, settings: Settings) -> Openings:
        today = utc_now().date()
        near = select(Holiday).where(Holiday.day.between(today - _NEAR, today + _NEAR))
        holidays: dict[str | None, dict[date, list[Any]]] = {}
        for row in session.scalars(near):
            holidays.setdefault(row.queue_name, {})[row.day] = row.hours
        return cls(ZoneInfo(centre.of(session, settings).time_zone), holidays)

    def is_open(self, queue: Queue, now: datetime) -> bool:
        """A queue's own holiday goes before one for all."""
        days = self.holidays.get(None, {}) | self.holidays.get(queue.name, {})
        return hours.is_open(queue.hours, days, now, self.zone)
