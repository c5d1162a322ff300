"""Drops what nobody can ask for any more. Main thread, at start.

Records of people and calls, and the audit, are never touched here.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete

from server_stub.db.engine import Database
from server_stub.db.models import Event, FailedSignIns, Idempotency, OutboundToken, RefreshToken, SignInChallenge

EVENTS_KEPT: Final = timedelta(days=7)
ANSWERS_KEPT: Final = timedelta(days=90)
"""Longer than any desk's outbox may have been away: a repeat after that would be a second write."""
FAILURES_KEPT: Final = timedelta(days=1)
"""Far longer than they count."""


def tidy(database: Database, now: datetime) -> None:
    """A reader behind the dropped events is reset to a snapshot."""
    with database.write() as session:
        session.execute(delete(Event).where(Event.at < now - EVENTS_KEPT))
        session.execute(delete(Idempotency).where(Idempotency.created_at < now - ANSWERS_KEPT))
        session.execute(delete(RefreshToken).where(RefreshToken.expires_at < now))
        session.execute(delete(OutboundToken).where(OutboundToken.expires_at < now - EVENTS_KEPT))
        session.execute(delete(SignInChallenge).where(SignInChallenge.expires_at < now))
        session.execute(delete(FailedSignIns).where(FailedSignIns.last_at < now - FAILURES_KEPT))
