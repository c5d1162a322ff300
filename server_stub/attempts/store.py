"""Tries and the do-not-call list in the database. Caller's session and thread."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from server_stub.attempts.rules import Outcome
from server_stub.db.models import Call, CallAttempt, DoNotCall
from server_stub.patients import numbers


def begin(session: Session, purpose: str, purpose_id: int, client_ref: str, user_id: str, now: datetime) -> CallAttempt:
    """Note that ``user_id`` is about to dial; the same ``client_ref`` again is the same try."""
    row = session.scalar(select(CallAttempt).where(CallAttempt.client_ref == client_ref))
    if row is None:
        row = CallAttempt(purpose=purpose, purpose_id=purpose_id, client_ref=client_ref, user_id=user_id, began_at=now)
        row.outcome = Outcome.PENDING.value
        session.add(row)
        session.flush()
    return row


def of_call(session: Session, call: Call) -> CallAttempt | None:
    """The try that this call is, if it is one."""
    if not call.client_ref:
        return None
    return session.scalar(select(CallAttempt).where(CallAttempt.client_ref == call.client_ref))


def end(attempt: CallAttempt, outcome: Outcome, at: datetime) -> bool:
    """Write down how it ended; False where that was known already."""
    if attempt.outcome != Outcome.PENDING.value:
        return False
    attempt.outcome, attempt.ended_at = outcome.value, at
    return True


def of_purpose(session: Session, purpose: str, ids: Sequence[int]) -> dict[int, list[CallAttempt]]:
    """The tries of each id, oldest first."""
    found: dict[int, list[CallAttempt]] = {}
    wanted = select(CallAttempt).where(CallAttempt.purpose == purpose, CallAttempt.purpose_id.in_(ids)).order_by(CallAttempt.id)
    for row in session.scalars(wanted):
        found.setdefault(row.purpose_id, []).append(row)
    return found


def must_not_call(session: Session, number: str, country_code: str) -> bool:
    """Whether the holder of the normalised ``number`` asked not to be called."""
    return session.get(DoNotCall, numbers.match_key(number, country_code)) is not None


def forbid(session: Session, number: str, country_code: str, user_id: str, now: datetime) -> None:
    """The holder of ``number`` does not want to be called."""
    key = numbers.match_key(number, country_code)
    if key and session.get(DoNotCall, key) is None:
        session.add(DoNotCall(match_key=key, since=now, by_id=user_id))
        session.flush()


def allow(session: Session, number: str, country_code: str) -> None:
    """They may be called again: they left a message that asks for it."""
    row = session.get(DoNotCall, numbers.match_key(number, country_code))
    if row is not None:
        session.delete(row)
        session.flush()
