"""Queues with their hours, members and rules. Caller's change and thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any, Final

from sqlalchemy import delete, func, select
from sqlalchemy import update as sql_update
from sqlalchemy.orm import Session

from server_stub.administration import announcements, members
from server_stub.administration.change import Change, newest
from server_stub.administration.schemas import AdminQueue, ChangedQueue, Member, NewQueue
from server_stub.clock import utc_now
from server_stub.db.engine import after_commit
from server_stub.db.models import Announcement, Call, Holiday, Queue, QueueMember, ServiceNumber
from server_stub.defaults import MAIN_QUEUE
from server_stub.problems import Problem
from server_stub.queues import hours, opening

_WAITS: Final = (
    Call.ended_at.is_(None),
    Call.answered_at.is_(None),
    Call.direction == "inbound",
    Call.source == "live",
    Call.outcome == "in_progress",
)


def all_queues(session: Session, now: datetime, open_of: opening.Openings) -> list[AdminQueue]:
    return _shown(session, session.scalars(select(Queue).order_by(Queue.name)).all(), now, open_of)


def one(change: Change, queue: Queue) -> AdminQueue:
    (row,) = _shown(change.session, [queue], utc_now(), opening.Openings.load(change.session, change.state.settings))
    return row


def _shown(session: Session, rows: Sequence[Queue], now: datetime, open_of: opening.Openings) -> list[AdminQueue]:
    people: dict[str, list[Member]] = {}
    for place in session.scalars(select(QueueMember).order_by(QueueMember.penalty, QueueMember.user_id)):
        people.setdefault(place.queue_name, []).append(Member(user_id=place.user_id, penalty=place.penalty))
    numbers: dict[str, list[str]] = {}
    for number in session.scalars(select(ServiceNumber).order_by(ServiceNumber.number)):
        numbers.setdefault(number.queue_name, []).append(number.number)
    waiting = waiting_callers(session)
    sounds = announcements.of_queues(session)
    return [
        AdminQueue(
            name=row.name,
            labels=row.labels,
            members=people.get(row.name, []),
            hours=row.hours,
            priority=row.priority,
            ring_s=row.ring_s,
            wrap_up_s=row.wrap_up_s,
            required_fields=row.required_fields,
            voicemail=row.voicemail,
            version=row.version,
            numbers=numbers.get(row.name, []),
            announcements=sounds.get(row.name, []),
            open_now=open_of.is_open(row, now),
            waiting=waiting.get(row.name, 0),
        )
        for row in rows
    ]


def waiting_callers(session: Session) -> dict[str, int]:
    """Queue to how many callers wait in it now."""
    counted = select(Call.queue, func.count()).where(*_WAITS, Call.queue.is_not(None)).group_by(Call.queue)
    return {queue: count for queue, count in session.execute(counted) if queue}


def create(change: Change, body: NewQueue) -> AdminQueue:
    """Raises Problem ``name_taken``, ``bad_hours``, ``hours_overlap``, ``unknown_user``."""
    if change.session.get(Queue, body.name) is not None:
        raise Problem("name_taken", name=body.name)
    queue = Queue(name=body.name, version=1, **_values(body))
    change.session.add(queue)
    change.session.flush()
    members.set_members(change, body.name, _members(body))
    change.note("queue.created", f"queue:{body.name}")
    return one(change, queue)


def update(change: Change, name: str, body: ChangedQueue) -> AdminQueue:
    """Raises Problem as ``create`` does, and ``unknown_queue``, ``changed_meanwhile``."""
    queue = _newest(change, name, body.version)
    people = members.set_members(change, name, _members(body))
    change.assign(queue, "queue.changed", f"queue:{name}", _values(body), **({"members": people} if people else {}))
    return one(change, queue)


def remove(change: Change, name: str, version: int, move_to: str | None = None) -> None:
    """Who waits in it goes to the queue ``move_to``. Raises Problem ``main_queue_stays``, ``queue_has_numbers``, ``queue_has_callers``."""
    session = change.session
    queue = _newest(change, name, version)
    if name == MAIN_QUEUE:
        raise Problem("main_queue_stays")
    numbers = session.scalar(select(func.count()).select_from(ServiceNumber).where(ServiceNumber.queue_name == name))
    if numbers:
        raise Problem("queue_has_numbers")
    waiting = waiting_callers(session).get(name, 0)
    if move_to is not None and (move_to == name or session.get(Queue, move_to, with_for_update=True) is None):
        raise Problem("unknown_queue")
    if waiting and (move_to is None or not change.state.pbx_connected):
        raise Problem("queue_has_callers", waiting=str(waiting))
    if move_to is not None:
        session.execute(sql_update(Call).where(*_WAITS, Call.queue == name).values(queue=move_to))
        after_commit(session, partial(change.state.move_callers, name, move_to))
    members.set_members(change, name, {})
    for table in (Holiday, Announcement):
        session.execute(delete(table).where(table.queue_name == name))
    session.delete(queue)
    change.note("queue.deleted", f"queue:{name}")


def _newest(change: Change, name: str, version: int) -> Queue:
    queue = change.session.get(Queue, name, with_for_update=True)
    return newest(queue, version, "unknown_queue", one(change, queue) if queue else None)


def _members(body: NewQueue | ChangedQueue) -> dict[str, int]:
    wanted = {member.user_id: member.penalty for member in body.members}
    if len(wanted) != len(body.members):
        raise Problem("invalid", field="members", why="twice")
    return wanted


def _values(body: NewQueue | ChangedQueue) -> dict[str, Any]:
    week: dict[str, list[dict[str, str]]] | None = None
    if body.hours is not None:
        week = {day: [interval.model_dump() for interval in spans] for day, spans in body.hours.items()}
        check_hours(partial(hours.check_week, week))
    return {
        "labels": body.labels.model_dump(),
        "hours": week,
        "priority": body.priority,
        "ring_s": body.ring_s,
        "wrap_up_s": body.wrap_up_s,
        "required_fields": list(dict.fromkeys(body.required_fields)),
        "voicemail": body.voicemail,
    }


def check_hours(check: Callable[[], None]) -> None:
    """Run one of ``hours``' checks. Raises Problem ``bad_hours``, ``hours_overlap``."""
    try:
        check()
    except hours.BadHours as bad:
        raise Problem(bad.code, day=bad.day) from None
