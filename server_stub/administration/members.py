"""Who answers which queue, changed from either side. Caller's change and thread.

A membership belongs to the queue's row and to the user's: changing it raises the version of the other side as well, so that neither page
overwrites what the other has just said.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from server_stub.administration.change import Change, difference
from server_stub.db.models import Queue, QueueMember, User
from server_stub.problems import Problem


def check_queues(session: Session, names: Collection[str]) -> None:
    """Raises Problem ``unknown_queue``, ``invalid`` for one named twice."""
    if len(set(names)) != len(names):
        raise Problem("invalid", field="queues", why="twice")
    if len(set(session.scalars(select(Queue.name).where(Queue.name.in_(names))))) != len(names):
        raise Problem("unknown_queue")


def set_queues(change: Change, user_id: str, wanted: Mapping[str, int]) -> str:
    """Make ``wanted`` (queue to penalty) all of the user's memberships; the difference for the audit, empty where there is none."""
    rows = change.session.scalars(select(QueueMember).where(QueueMember.user_id == user_id)).all()
    before = {row.queue_name: row.penalty for row in rows}
    for name in _changed(before, wanted):
        change.session.get_one(Queue, name, with_for_update=True).version += 1
        _set(change.session, name, user_id, wanted.get(name))
    change.session.flush()
    return difference(before, dict(wanted)) if before != wanted else ""


def set_members(change: Change, queue_name: str, wanted: Mapping[str, int]) -> str:
    """Make ``wanted`` (user's id to penalty) all of the queue's members; the difference for the audit. Raises Problem ``unknown_user``."""
    session = change.session
    rows = session.scalars(select(QueueMember).where(QueueMember.queue_name == queue_name)).all()
    before = {row.user_id: row.penalty for row in rows}
    for user_id in _changed(before, wanted):
        user = session.get(User, user_id, with_for_update=True)
        if user is None:
            raise Problem("unknown_user")
        user.version += 1
        _set(session, queue_name, user_id, wanted.get(user_id))
    session.flush()
    return difference(before, dict(wanted)) if before != wanted else ""


def _changed(before: Mapping[str, int], wanted: Mapping[str, int]) -> list[str]:
    """In one order everywhere, so that two changes cannot wait for each other."""
    return sorted(name for name in before.keys() | wanted.keys() if before.get(name) != wanted.get(name))


def _set(session: Session, queue_name: str, user_id: str, penalty: int | None) -> None:
    row = session.get(QueueMember, (queue_name, user_id))
    if penalty is None:
        if row is not None:
            session.delete(row)
    elif row is None:
        session.add(QueueMember(queue_name=queue_name, user_id=user_id, penalty=penalty))
    else:
        row.penalty = penalty
