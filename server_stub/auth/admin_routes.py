"""An administrator over others' ways in: second factor and waits. Worker threads."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path
from sqlalchemy.orm import Session

from server_stub.audit import trail
from server_stub.auth import accounts, second_factor, waits
from server_stub.auth.actor import Actor, State, holding
from server_stub.auth.rights import Right
from server_stub.auth.schemas import UserAccountSecurity
from server_stub.clock import utc_now
from server_stub.db.models import User, UserSecurity
from server_stub.problems import Problem

router = APIRouter(prefix="/v1/admin/users", tags=["administration"])
Administrator = Annotated[Actor, Depends(holding(Right.ADMINISTER))]
UserId = Annotated[str, Path(max_length=40)]


@router.get("/{user_id}/security")
def user_security(state: State, administrator: Administrator, user_id: UserId) -> UserAccountSecurity:
    del administrator  # any will do
    with state.database.read() as session:
        user = _user(session, user_id)
        row = session.get(UserSecurity, user.id)
        return UserAccountSecurity(
            second_factor=second_factor.enrolled(session, user.id),
            second_factor_required=second_factor.required(state.settings, user),
            recovery_codes_left=second_factor.recovery_codes_left(session, user.id),
            locked_s=waits.locked_s(session, user.username, utc_now()),
            password_must_change=row is not None and row.password_must_change,
        )


@router.post("/{user_id}/second-factor/reset", status_code=204)
def reset_second_factor(state: State, administrator: Administrator, user_id: UserId) -> None:
    """The telephone is lost: without a factor from now on; a role that needs one enrols anew at the next sign-in."""
    with state.database.write() as session:
        accounts.reset_second_factor(session, state.hooks, _user(session, user_id), administrator.user_id)


@router.post("/{user_id}/unlock", status_code=204)
def unlock_user(state: State, administrator: Administrator, user_id: UserId) -> None:
    """Forget the failures counted on this user's name."""
    with state.database.write() as session:
        user = _user(session, user_id)
        waits.forget(session, user.username)
        trail.record(session, administrator.user_id, "user.unlocked", user.id)


def _user(session: Session, user_id: str) -> User:
    user = session.get(User, user_id)
    if user is None:
        raise Problem("unknown_user")
    return user
