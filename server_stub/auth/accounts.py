"""What is done to an account from outside: disabled, given another password or no second factor. Caller's write transaction and thread."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from server_stub.audit import trail
from server_stub.auth import second_factor, sessions
from server_stub.clock import utc_now
from server_stub.db.models import RefreshToken, SignIn, SignInChallenge, User
from server_stub.state import Hooks


def disable(session: Session, hooks: Hooks, user: User, actor: str) -> None:
    """No way in any more, and out at once; the account at the PBX goes when the server next looks."""
    user.disabled = True
    trail.record(session, actor, "user.disabled", user.id)
    end_sessions(session, hooks, user, "account_disabled")


def enable(session: Session, user: User, actor: str) -> None:
    user.disabled = False
    trail.record(session, actor, "user.enabled", user.id)


def set_password(session: Session, hooks: Hooks, user: User, password_hash: str, actor: str) -> None:
    """A password that somebody else knows: it must be changed at the next sign-in."""
    user.password_hash = password_hash
    must_change(session, user.id)
    trail.record(session, actor, "user.password_set", user.id)
    end_sessions(session, hooks, user, "account_changed")


def must_change(session: Session, user_id: str) -> None:
    """The present password was set by somebody else."""
    second_factor.of(session, user_id).password_must_change = True


def reset_second_factor(session: Session, hooks: Hooks, user: User, actor: str) -> None:
    second_factor.remove(session, user.id)
    trail.record(session, actor, "user.second_factor_reset", user.id)
    end_sessions(session, hooks, user, "account_changed")


def end_sessions(session: Session, hooks: Hooks, user: User, reason: str) -> None:
    """Sign the user out wherever they are; half-way sign-ins end too."""
    for challenge in session.scalars(select(SignInChallenge).where(SignInChallenge.user_id == user.id)):
        session.delete(challenge)
    live = session.scalars(select(SignIn).where(SignIn.user_id == user.id, SignIn.revoked_at.is_(None))).all()
    for sign_in in live:
        sessions.revoke(session, sign_in, reason, utc_now())
        session.execute(delete(RefreshToken).where(RefreshToken.sign_in_id == sign_in.id, RefreshToken.used_at.is_not(None)))
    if live:
        for hook in hooks.signed_out:
            hook(session, user)
