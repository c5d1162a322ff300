"""The steps of a sign-in after the password: what is still missing, and the token that carries it over. Caller's write transaction."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from server_stub.auth import second_factor, tokens
from server_stub.db.models import SignInChallenge, User, UserSecurity
from server_stub.problems import Problem
from server_stub.settings import Settings

LIFETIME: Final = timedelta(minutes=10)


def missing(session: Session, settings: Settings, user: User, challenge: SignInChallenge | None) -> str:
    """The code of what the sign-in still needs; empty where it is complete."""
    factor_shown = challenge is not None and challenge.factor_shown
    security = session.get(UserSecurity, user.id)
    if security is not None and security.totp_sealed is not None and not factor_shown:
        return "second_factor_needed"
    if security is not None and security.password_must_change:
        return "password_must_change"
    if second_factor.required(settings, user) and not second_factor.enrolled(session, user.id):
        return "second_factor_enrolment_needed"
    return ""


def begin(session: Session, user: User, now: datetime) -> str:
    """The token of a new challenge."""
    token = secrets.token_urlsafe(32)
    row = SignInChallenge(token_hash=tokens.hash_refresh(token), user_id=user.id, expires_at=now + LIFETIME, factor_shown=False)
    session.add(row)
    session.flush()
    return token


def find(session: Session, token: str, now: datetime) -> tuple[SignInChallenge, User]:
    """Locked until the transaction's end. Raises Problem ``challenge_expired``, ``account_disabled``."""
    row = session.get(SignInChallenge, tokens.hash_refresh(token), with_for_update=True)
    if row is None or row.expires_at <= now:
        raise Problem("challenge_expired")
    user = session.get_one(User, row.user_id)
    if user.disabled:
        raise Problem("account_disabled")
    return row, user
