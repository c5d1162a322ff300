"""One change by an administrator: in one transaction, against the version they saw, audited, told to everyone. Worker threads."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final, TypeVar

from pydantic import BaseModel
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from server_stub.audit import trail
from server_stub.auth.actor import Actor
from server_stub.db.engine import after_commit
from server_stub.db.models.base import Versioned
from server_stub.errands import CENTRE
from server_stub.events.log import EVERYONE, append
from server_stub.problems import Problem
from server_stub.state import ServerState

_LONGEST_AUDITED: Final = 400

Row = TypeVar("Row", bound=Versioned)


class Change:
    """What one request changes; ``session`` is its write transaction."""

    def __init__(self, state: ServerState, session: Session, actor: Actor) -> None:
        self.state = state
        self.session = session
        self.actor = actor

    def note(self, action: str, what: str, **detail: str) -> None:
        """Audit ``queue.changed`` of ``queue:main``."""
        trail.record(self.session, self.actor.user_id, action, what, **detail)

    def assign(self, row: Versioned, action: str, what: str, values: Mapping[str, Any], **further: str) -> bool:
        """Set the attributes that differ, raise the version and audit old and new; whether anything differed.

        ``further`` are differences outside the row (members), audited alike.
        """
        detail = dict(further)
        for name, value in values.items():
            was = getattr(row, name)
            if was != value:
                setattr(row, name, value)
                detail[name] = f"{_shown(was)} -> {_shown(value)}"
        if detail:
            row.version += 1
            self.note(action, what, **detail)
        self.session.flush()
        return bool(detail)


@contextmanager
def changing(state: ServerState, actor: Actor, what: str) -> Iterator[Change]:
    """A transaction in which something of the kind ``what`` (``queues``) is changed.

    Raises Problem ``changed_meanwhile`` where another process stored the same row at the same moment.
    """
    try:
        with state.database.write() as session:
            yield Change(state, session, actor)
            append(session, "config.changed", EVERYONE, {"what": what})
            after_commit(session, lambda: _tell(state, what))
            state.errands.post(session, CENTRE, what)
    except IntegrityError:
        raise Problem("changed_meanwhile") from None


def _tell(state: ServerState, what: str) -> None:
    for listener in state.hooks.config_changed:
        listener(what)


def newest(row: Row | None, version: int, unknown: str, current: BaseModel | None) -> Row:
    """``row``, if ``version`` is its newest. Raises Problem ``unknown`` where it is gone, ``changed_meanwhile`` with ``current``."""
    if row is None:
        raise Problem(unknown)
    if row.version != version:
        problem = Problem("changed_meanwhile")
        problem.current = current.model_dump(mode="json") if current else None
        raise problem
    return row


def difference(before: object, after: object) -> str:
    """Old and new for the audit."""
    return f"{_shown(before)} -> {_shown(after)}"


def _shown(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    return text if len(text) <= _LONGEST_AUDITED else text[:_LONGEST_AUDITED] + "…"
