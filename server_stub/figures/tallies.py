"""Sums over the calls of a time, made by the database. Caller's session and thread."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Integer, and_, case, cast, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from server_stub.db.models import Call
from server_stub.figures.definitions import Tally

HALF_HOUR_S = 1800
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def day_begin(now: datetime, time_zone: str) -> datetime:
    """Midnight of the centre's local day."""
    local = now.astimezone(ZoneInfo(time_zone))
    return local.replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)


def by_half_hour(
    session: Session, since: datetime, until: datetime, *, target_s: float, short_s: float
) -> Mapping[tuple[str, datetime], Tally]:
    """(queue, beginning of the half hour in which the calls entered it) to its sums."""
    half_hour = _half_hour(session)
    answered = Call.answered_at.is_not(None)
    # Voicemail, a call-back asked for and callers who still wait are not abandons: the outcome says who hung up.
    gave_up = and_(Call.answered_at.is_(None), Call.ended_at.is_not(None), Call.outcome == "abandoned")
    handled = and_(answered, Call.ended_at.is_not(None))
    statement = (
        select(
            Call.queue,
            half_hour.label("half_hour"),
            func.count(),
            _count(answered),
            _count(and_(answered, Call.wait_s <= target_s)),
            _count(and_(gave_up, Call.wait_s < short_s)),
            _count(and_(gave_up, Call.wait_s >= short_s)),
            _count(and_(gave_up, Call.wait_s <= target_s)),
            _sum(answered, Call.wait_s),
            _count(handled),
            _sum(handled, Call.talk_s),
            _sum(handled, Call.wrap_up_s),
        )
        .where(Call.queued_at >= since, Call.queued_at < until)
        .group_by(Call.queue, half_hour)
    )
    return {(row[0], _EPOCH + timedelta(seconds=HALF_HOUR_S * row[1])): Tally(*row[2:]) for row in session.execute(statement)}


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def _sum(condition: ColumnElement[bool], column: InstrumentedAttribute[float]) -> ColumnElement[float]:
    return func.coalesce(func.sum(case((condition, column), else_=0.0)), 0.0)


def _half_hour(session: Session) -> ColumnElement[int]:
    """Number of the half hour since 1970 in which a call was queued."""
    if session.get_bind().dialect.name == "postgresql":
        return cast(func.floor(func.extract("epoch", Call.queued_at) / HALF_HOUR_S), Integer)
    return cast(cast(func.strftime("%s", Call.queued_at), Integer) / HALF_HOUR_S, Integer)
