"""Agents' status in the database and on the wire. Caller's session and thread."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from server_stub.agents import schemas
from server_stub.agents.status import AgentState, AgentStatus
from server_stub.calls import registry
from server_stub.clock import utc_now
from server_stub.db.models import AgentStatusRow, User


def load(session: Session, user_id: str) -> AgentStatus:
    """The agent's status; logged out for whoever never had one."""
    row = session.get(AgentStatusRow, user_id)
    return _to_value(row) if row else AgentStatus()


def save(session: Session, user_id: str, status: AgentStatus) -> None:
    row = session.get(AgentStatusRow, user_id)
    if row is None:
        row = AgentStatusRow(user_id=user_id, since=utc_now())
        session.add(row)
    row.state, row.reason = status.state.value, status.reason
    row.since = status.since or utc_now()
    row.call_ref = status.call_ref or None
    row.wrap_up_ends_at = status.wrap_up_ends_at
    row.extensions_used = status.extensions
    row.wish, row.wish_reason = status.wish.value if status.wish else "", status.wish_reason
    session.flush()


def all_signed_in(session: Session) -> dict[str, AgentStatus]:
    """The status of every agent who is not logged out, by user id."""
    rows = session.scalars(select(AgentStatusRow).where(AgentStatusRow.state != AgentState.LOGGED_OUT.value))
    return {row.user_id: _to_value(row) for row in rows}


def user_of_extension(session: Session, extension: str) -> str | None:
    """Id of the user whose desk ``extension`` is."""
    return session.scalar(select(User.id).where(User.extension == extension)) if extension else None


def to_wire(session: Session, status: AgentStatus) -> schemas.AgentStatus:
    call = registry.find(session, status.call_ref) if status.call_ref else None
    return schemas.AgentStatus(
        state=status.state.value,
        reason=status.reason,
        since=status.since,
        call_ref=(call.desk_ref if call else status.call_ref) or None,
        wrap_up_ends_at=status.wrap_up_ends_at,
    )


def _to_value(row: AgentStatusRow) -> AgentStatus:
    return AgentStatus(
        state=AgentState(row.state),
        reason=row.reason,
        since=row.since,
        call_ref=row.call_ref or "",
        wrap_up_ends_at=row.wrap_up_ends_at,
        extensions=row.extensions_used,
        wish=AgentState(row.wish) if row.wish else None,
        wish_reason=row.wish_reason,
    )
