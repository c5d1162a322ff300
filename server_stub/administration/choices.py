"""Dispositions and reasons for not being ready: labels, order, retired instead of deleted. Caller's change and thread."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server_stub.administration.change import Change, newest
from server_stub.administration.schemas import AdminChoice, ChangedChoice, NewChoice
from server_stub.db.models import AgentStatusRow, Disposition, NotReadyReason, WrapUp
from server_stub.db.models.agents import ChoiceRow
from server_stub.problems import Problem

Table = type[Disposition] | type[NotReadyReason]
_WORDS: dict[Table, str] = {Disposition: "disposition", NotReadyReason: "not_ready_reason"}
_UNKNOWN: dict[Table, str] = {Disposition: "unknown_disposition", NotReadyReason: "unknown_reason"}


def everything(session: Session, table: Table) -> list[AdminChoice]:
    return [_shown(row) for row in _rows(session, table)]


def _rows(session: Session, table: Table) -> list[ChoiceRow]:
    return list(session.scalars(select(table).order_by(table.position, table.code)))


def _shown(row: ChoiceRow) -> AdminChoice:
    return AdminChoice(code=row.code, labels=row.labels, position=row.position, retired=row.retired, version=row.version)


def create(change: Change, table: Table, body: NewChoice) -> AdminChoice:
    """Raises Problem ``name_taken``."""
    session = change.session
    if session.get(table, body.code) is not None:
        raise Problem("name_taken", name=body.code)
    last = session.scalar(select(func.max(table.position)))
    row = table(code=body.code, position=0 if last is None else last + 1, labels=body.labels.model_dump(), retired=False, version=1)
    session.add(row)
    session.flush()
    change.note(f"{_WORDS[table]}.created", body.code)
    return _shown(row)


def update(change: Change, table: Table, code: str, body: ChangedChoice) -> AdminChoice:
    """Raises Problem ``last_choice``, ``changed_meanwhile``."""
    row = _newest(change.session, table, code, body.version)
    if body.retired and not row.retired:
        _keep_one(change.session, table)
    change.assign(row, f"{_WORDS[table]}.changed", code, {"labels": body.labels.model_dump(), "retired": body.retired})
    return _shown(row)


def order(change: Change, table: Table, codes: list[str]) -> list[AdminChoice]:
    """Put them in this order. Raises Problem ``changed_meanwhile`` where ``codes`` are not just those that there are."""
    rows = {row.code: row for row in _rows(change.session, table)}
    if sorted(codes) != sorted(rows):
        raise Problem("changed_meanwhile")
    was = list(rows)
    for position, code in enumerate(codes):
        rows[code].position = position
    change.session.flush()
    if codes != was:
        change.note(f"{_WORDS[table]}.ordered", _WORDS[table], order=f"{','.join(was)} -> {','.join(codes)}"[:800])
    return everything(change.session, table)


def remove(change: Change, table: Table, code: str, version: int) -> bool:
    """Whether it is gone; what stands in records is retired instead. Raises Problem ``last_choice``."""
    row = _newest(change.session, table, code, version)
    if not row.retired:
        _keep_one(change.session, table)
    if _is_used(change.session, table, code):
        change.assign(row, f"{_WORDS[table]}.changed", code, {"retired": True})
        return False
    change.session.delete(row)
    change.note(f"{_WORDS[table]}.deleted", code)
    return True


def _keep_one(session: Session, table: Table) -> None:
    """Without a disposition no wrap-up could be saved, without a reason nobody could say why."""
    if session.scalar(select(func.count()).select_from(table).where(table.retired.is_(False))) == 1:
        raise Problem("last_choice")


def _is_used(session: Session, table: Table, code: str) -> bool:
    if table is Disposition:
        used = select(WrapUp.id).where(WrapUp.disposition == code).limit(1)
        return session.scalar(used) is not None
    in_use = (AgentStatusRow.reason == code) | (AgentStatusRow.wish_reason == code)
    return session.scalar(select(AgentStatusRow.user_id).where(in_use).limit(1)) is not None


def _newest(session: Session, table: Table, code: str, version: int) -> ChoiceRow:
    row: ChoiceRow | None = session.get(table, code, with_for_update=True)
    return newest(row, version, _UNKNOWN[table], _shown(row) if row else None)
