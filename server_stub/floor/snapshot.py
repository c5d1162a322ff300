"""Takes the floor from the database: a handful of indexed reads and one sum over today. Worker threads.

Many leaders look at one floor: what was taken is given to all who ask within the next second.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from server_stub import centre
from server_stub.agents.status import AgentState
from server_stub.clock import utc_now
from server_stub.db.models import AgentStatusRow, Call, Queue, Team, User
from server_stub.figures import tallies
from server_stub.figures.definitions import Convention, Tally
from server_stub.floor import schemas
from server_stub.patients import numbers
from server_stub.state import ServerState

GOOD_FOR_S = 1.0
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
"""A bound instead of IS NOT NULL: for that SQLite would not use the index."""


class FloorService:
    def __init__(self, state: ServerState) -> None:
        self._state = state
        self._lock = threading.Lock()
        self._taken: schemas.Floor | None = None
        self._taken_at = 0.0

    def floor(self) -> schemas.Floor:
        with self._lock:
            if self._taken is None or time.monotonic() - self._taken_at > GOOD_FOR_S:
                begun = time.monotonic()
                with self._state.database.read() as session:
                    self._taken = take(session, self._state, utc_now())
                self._taken_at = begun
            return self._taken


def take(session: Session, state: ServerState, now: datetime) -> schemas.Floor:
    settings = state.settings
    begin = tallies.day_begin(now, centre.of(session, settings).time_zone)
    sums = tallies.by_half_hour(
        session, begin, begin + timedelta(hours=27), target_s=settings.service_level_s, short_s=settings.short_abandon_s
    )
    convention = Convention(settings.service_level_convention)
    waiting = _waiting(session)
    queues = session.scalars(select(Queue).order_by(Queue.name)).all()
    return schemas.Floor(
        at=now,
        pbx_connected=state.pbx_connected,
        pbx_since=state.pbx_changed_at,
        day_begins=begin,
        service_level_s=settings.service_level_s,
        service_level_convention=convention.value,
        short_abandon_s=settings.short_abandon_s,
        total=_figures(sum(sums.values(), Tally()), convention),
        queues=[
            schemas.FloorQueue(
                name=queue.name,
                labels=queue.labels,
                waiting=waiting.get(queue.name, []),
                figures=_figures(sum((tally for (name, _), tally in sums.items() if name == queue.name), Tally()), convention),
            )
            for queue in queues
        ],
        agents=_agents(session),
        half_hours=_half_hours(sums),
    )


def _figures(tally: Tally, convention: Convention) -> schemas.Figures:
    return schemas.Figures(
        offered=tally.offered,
        answered=tally.answered,
        abandoned=tally.abandoned,
        short_abandons=tally.short_abandons,
        abandon_rate=tally.abandon_rate,
        asa_s=tally.asa_s,
        service_level=tally.service_level(convention),
        aht_s=tally.aht_s,
    )


def _waiting(session: Session) -> dict[str, list[schemas.WaitingCaller]]:
    found: dict[str, list[schemas.WaitingCaller]] = {}
    statement = select(Call).where(Call.waiting_since > _LONG_AGO, Call.ended_at.is_(None)).order_by(Call.waiting_since)
    for call in session.scalars(statement.options(joinedload(Call.patient))):
        caller = schemas.WaitingCaller(
            ref=call.ref,
            number_masked=numbers.mask(call.number),
            patient_name=call.patient.name if call.patient else "",
            vip=call.patient is not None and call.patient.vip,
            since=call.waiting_since or call.started_at,
        )
        found.setdefault(call.queue, []).append(caller)
    return found


def _agents(session: Session) -> list[schemas.FloorAgent]:
    statement = (
        select(AgentStatusRow, User.display_name, User.extension, Team.name, Call.queue)
        .join(User, User.id == AgentStatusRow.user_id)
        .outerjoin(Team, Team.id == User.team_id)
        .outerjoin(Call, Call.ref == AgentStatusRow.call_ref)
        .where(AgentStatusRow.state != AgentState.LOGGED_OUT.value)
        .order_by(User.display_name)
    )
    return [
        schemas.FloorAgent(
            id=status.user_id,
            name=name,
            extension=extension or "",
            team=team or "",
            state=status.state,
            reason=status.reason,
            since=status.since,
            queue=queue or "",
        )
        for status, name, extension, team, queue in session.execute(statement)
    ]


def _half_hours(sums: Mapping[tuple[str, datetime], Tally]) -> list[schemas.HalfHour]:
    by_time: dict[datetime, Tally] = {}
    for (_, at), tally in sums.items():
        by_time[at] = by_time.get(at, Tally()) + tally
    return [
        schemas.HalfHour(at=at, offered=tally.offered, answered=tally.answered, abandoned=tally.abandoned + tally.short_abandons)
        for at, tally in sorted(by_time.items())
    ]
