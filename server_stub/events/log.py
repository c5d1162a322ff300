"""The append-only table of events. ``append`` runs in the caller's transaction, on the caller's thread.

An event therefore exists exactly if what it tells was committed. Readers are woken afterwards by the broker.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server_stub.clock import utc_now
from server_stub.db.models import Event

EVERYONE = "all"

_PENDING = "careline_events"


@dataclass(frozen=True)
class StreamEvent:
    """One event as readers get it."""

    id: int
    kind: str
    audience: str
    data: dict[str, Any]

    @cached_property
    def wire(self) -> bytes:
        """In the wire format, made once for all readers; JSON has no raw line breaks, so one ``data`` line does."""
        data = json.dumps(self.data, ensure_ascii=False, separators=(",", ":"))
        return f"id: {self.id}\nevent: {self.kind}\ndata: {data}\n\n".encode()


def session_audience(sign_in_id: str) -> str:
    """The audience that is one signed-in desk, not every desk of its user."""
    return f"session:{sign_in_id}"


def append(session: Session, kind: str, audience: str, data: dict[str, Any]) -> int:
    """Add an event to the caller's write transaction and return its id.

    ``audience`` is a user's id, a role, ``all`` or ``session_audience(...)``. ``data`` must be JSON as it stands.
    """
    event = Event(at=utc_now(), kind=kind, audience=audience, data=data)
    session.add(event)
    session.flush()
    session.info.setdefault(_PENDING, []).append(StreamEvent(event.id, kind, audience, data))
    return event.id


def take_pending(session: Session) -> list[StreamEvent]:
    """The events appended in this session's transaction, once."""
    pending: list[StreamEvent] = session.info.pop(_PENDING, [])
    return pending


def last_id(session: Session) -> int:
    """Id of the newest event, 0 where there is none."""
    return session.scalar(select(func.max(Event.id))) or 0


def first_id(session: Session) -> int:
    """Id of the oldest event that is still kept, 0 where there is none."""
    return session.scalar(select(func.min(Event.id))) or 0


def read_after(session: Session, after: int, audiences: Collection[str], limit: int) -> Sequence[StreamEvent]:
    """At most ``limit`` events behind ``after`` that are meant for one of ``audiences``, oldest first."""
    rows = session.scalars(select(Event).where(Event.id > after, Event.audience.in_(audiences)).order_by(Event.id).limit(limit))
    return [StreamEvent(row.id, row.kind, row.audience, row.data) for row in rows]


def read_all_after(session: Session, after: int, limit: int) -> Sequence[StreamEvent]:
    """At most ``limit`` events behind ``after``, whoever they are meant for, oldest first."""
    rows = session.execute(select(Event.id, Event.kind, Event.audience, Event.data).where(Event.id > after).order_by(Event.id).limit(limit))
    return [StreamEvent(*row) for row in rows]
