"""Sign-ins and their refresh tokens. Caller's write transaction and thread.

Rotation: a refresh token is exchanged once. An answer can be lost on the way, so for 60 s the same token may be exchanged
again, unless one of its successors was already used: then somebody else holds a copy, and the whole sign-in ends.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from server_stub.audit import trail
from server_stub.auth import tokens
from server_stub.db.models import RefreshToken, SignIn, User
from server_stub.events.log import append, session_audience


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What became of a refresh: either ``refused`` is a problem's code, or the others are set."""

    refused: str = ""
    user: User | None = None
    sign_in_id: str = ""
    token: str = ""


def begin(session: Session, user: User, now: datetime) -> tuple[str, str]:
    """Sign ``user`` in here and out everywhere else; returns the sign-in's id and its first refresh token."""
    live = select(SignIn).where(SignIn.user_id == user.id, SignIn.revoked_at.is_(None))
    for earlier in session.scalars(live):
        revoke(session, earlier, "signed_in_elsewhere", now)
    sign_in = SignIn(id=uuid.uuid4().hex, user_id=user.id, created_at=now)
    session.add(sign_in)
    session.flush()
    trail.record(session, user.id, "session.begun", user.id, sign_in=sign_in.id)
    return sign_in.id, _add_token(session, sign_in.id, None, now)


def revoke(session: Session, sign_in: SignIn, reason: str, now: datetime) -> None:
    """End a sign-in and tell its desk. ``reason`` is the code its later requests are answered with."""
    sign_in.revoked_at, sign_in.revoked_reason = now, reason
    append(session, "session.revoked", session_audience(sign_in.id), {"code": reason})
    trail.record(session, sign_in.user_id, "session.ended", sign_in.user_id, sign_in=sign_in.id, reason=reason)


def refresh(session: Session, token: str, now: datetime) -> Refreshed:
    """Exchange ``token``. Never raises for a bad one: what it found out (reuse) must be committed."""
    row = session.get(RefreshToken, tokens.hash_refresh(token))
    if row is None or row.expires_at <= now:
        return Refreshed(refused="refresh_refused")
    sign_in = session.get_one(SignIn, row.sign_in_id)
    user = session.get_one(User, sign_in.user_id)
    if user.disabled:
        return Refreshed(refused="account_disabled")
    if sign_in.revoked_at is not None:
        return Refreshed(refused=sign_in.revoked_reason)
    if row.used_at is not None and (_successor_used(session, row) or now - row.used_at > tokens.REFRESH_GRACE):
        revoke(session, sign_in, "token_reused", now)
        return Refreshed(refused="token_reused", user=user)
    if row.used_at is None:
        row.used_at = now
        _drop_siblings(session, row)
    return Refreshed(user=user, sign_in_id=sign_in.id, token=_add_token(session, sign_in.id, row.token_hash, now))


def of_token(session: Session, token: str) -> SignIn | None:
    row = session.get(RefreshToken, tokens.hash_refresh(token))
    return session.get(SignIn, row.sign_in_id) if row else None


def _successor_used(session: Session, row: RefreshToken) -> bool:
    used = exists().where(RefreshToken.parent_hash == row.token_hash, RefreshToken.used_at.is_not(None))
    return bool(session.scalar(select(used)))


def _drop_siblings(session: Session, row: RefreshToken) -> None:
    """The other tokens of a repeated exchange: now that one is used, nobody honest holds them."""
    if row.parent_hash is not None:
        others = RefreshToken.parent_hash == row.parent_hash, RefreshToken.token_hash != row.token_hash
        session.execute(delete(RefreshToken).where(*others))


def _add_token(session: Session, sign_in_id: str, parent_hash: str | None, now: datetime) -> str:
    token = tokens.make_refresh()
    expires_at = now + tokens.REFRESH_LIFETIME
    row = RefreshToken(token_hash=tokens.hash_refresh(token), sign_in_id=sign_in_id, parent_hash=parent_hash)
    row.created_at, row.expires_at = now, expires_at
    session.add(row)
    return token
