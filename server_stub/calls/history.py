"""The history of calls: filters and paging, all of it in SQL. Caller's session and thread.

A page is asked for by the last call of the page before (keyset), never by a count of rows: what it costs does not grow with how far
one has scrolled, and calls that come in meanwhile neither repeat nor hide any. Which index serves which filter stands with the table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, false, literal, select, text, tuple_
from sqlalchemy.orm import Session, joinedload, selectinload

from server_stub.db.columns import UtcDateTime
from server_stub.db.models import Call, Patient, User
from server_stub.db.models.calls import WRAP_UP_MISSING
from server_stub.patients import queries
from server_stub.problems import Problem

SHORTEST_NUMBER_PART = 4
MASKED_DIGITS = 4
"""What a masked number shows: who may not see numbers may not search by more either."""
PATIENTS_MEANT = 200

_CURSOR = re.compile(r"^(\d{1,17})-(\d{1,18})$")
_NUMBER_PART = re.compile(r"^[+\d ().-]+$")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Filters:
    """What the calls of a list have in common; None and empty mean: whatever."""

    agent_id: str | None = None
    team_id: str | None = None
    """Empty: of nobody, as the asker is in no team."""
    since: datetime | None = None
    until: datetime | None = None
    """Exclusive."""
    direction: str = ""
    queue: str = ""
    outcome: str = ""
    disposition: str = ""
    about: str = ""
    """A patient's id or part of the name, or at least four digits a number ends with."""
    recorded: bool = False
    wrap_up_missing: bool = False


def cursor_of(call: Call) -> str:
    """Stands for this call's place in the list."""
    return f"{(call.started_at - _EPOCH) // timedelta(microseconds=1)}-{call.id}"


def page(
    session: Session, filters: Filters, *, after: str = "", before: datetime | None = None, limit: int, sees_numbers: bool
) -> Sequence[Call]:
    """Newest first: at most ``limit`` calls behind the cursor ``after``. Raises Problem ``invalid`` for a cursor that is none."""
    related = (
        joinedload(Call.patient),
        joinedload(Call.agent),
        selectinload(Call.wrap_ups),
        selectinload(Call.recordings),
        selectinload(Call.recording_gaps),
    )
    statement = select(Call).where(*_conditions(session, filters, sees_numbers=sees_numbers))
    if before is not None:
        statement = statement.where(Call.started_at < before)
    if after:
        statement = statement.where(tuple_(Call.started_at, Call.id) < _place(after))
    ordered = statement.order_by(Call.started_at.desc(), Call.id.desc()).limit(limit)
    return session.scalars(ordered.options(*related)).all()


def _place(cursor: str) -> ColumnElement[tuple[datetime, int]]:
    found = _CURSOR.match(cursor)
    if found is None:
        raise Problem("invalid", field="after", why="no_cursor")
    at = _EPOCH + timedelta(microseconds=int(found[1]))
    return tuple_(literal(at, UtcDateTime), literal(int(found[2])))


def _conditions(session: Session, filters: Filters, *, sees_numbers: bool) -> list[ColumnElement[bool]]:
    equal = (
        (Call.agent_id, filters.agent_id),
        (Call.direction, filters.direction),
        (Call.queue, filters.queue),
        (Call.outcome, filters.outcome),
        (Call.disposition, filters.disposition),
    )
    made: list[ColumnElement[bool]] = [column == value for column, value in equal if value]
    if filters.team_id is not None:
        made.append(Call.agent_id.in_(select(User.id).where(User.team_id == filters.team_id)))
    if filters.since is not None:
        made.append(Call.started_at >= filters.since)
    if filters.until is not None:
        made.append(Call.started_at < filters.until)
    if filters.recorded:
        made.append(text("recorded"))  # type: ignore[arg-type] # the very words of the partial index
    if filters.wrap_up_missing:
        made.append(text(WRAP_UP_MISSING))  # type: ignore[arg-type]
    if filters.about.strip():
        made.append(_about(session, filters.about.strip(), sees_numbers=sees_numbers))
    return made


def _about(session: Session, wanted: str, *, sees_numbers: bool) -> ColumnElement[bool]:
    patient_id = queries.parse_id(wanted.upper())
    if patient_id is not None:
        return Call.patient_id == patient_id
    if _NUMBER_PART.match(wanted):
        return _ends_with("".join(filter(str.isdigit, wanted)), sees_numbers=sees_numbers)
    key = queries.name_key(wanted)
    meant = select(Patient.id).where(Patient.name_key.contains(key, autoescape=True)).order_by(Patient.name_key).limit(PATIENTS_MEANT)
    ids = session.scalars(meant).all()
    return Call.patient_id.in_(ids) if ids else false()


def _ends_with(digits: str, *, sees_numbers: bool) -> ColumnElement[bool]:
    """Calls whose number ends so: a range of the index over the reversed digits."""
    if len(digits) < SHORTEST_NUMBER_PART or (len(digits) > MASKED_DIGITS and not sees_numbers):
        return false()
    first = digits[::-1]
    return (Call.number_reversed >= first) & (Call.number_reversed < first + ":")  # ":" is the sign behind "9"
