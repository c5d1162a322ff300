"""Who sent a request: the dependency that every protected route has. Worker threads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy import select

from server_stub.auth.rights import Right, may
from server_stub.auth.tokens import read_access
from server_stub.db.models import SignIn, User
from server_stub.events.log import EVERYONE, session_audience
from server_stub.problems import Problem
from server_stub.state import ServerState

_bearer = HTTPBearer(auto_error=False, description="An access token from /v1/auth/login or /v1/auth/refresh")


@dataclass(frozen=True, slots=True)
class Actor:
    """The signed-in user behind a request."""

    user_id: str
    username: str
    display_name: str
    role: str
    extension: str
    sign_in_id: str

    def may(self, right: Right) -> bool:
        return may(self.role, right)

    @property
    def audiences(self) -> frozenset[str]:
        """The audiences of events this actor reads."""
        return frozenset({EVERYONE, self.role, self.user_id, session_audience(self.sign_in_id)})


async def server_state(request: Request) -> ServerState:
    state: ServerState = request.app.state.server
    return state


State = Annotated[ServerState, Depends(server_state)]


def current_actor(state: State, credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]) -> Actor:
    """Raises Problem ``not_signed_in``, ``token_expired``, ``account_disabled`` or the reason the session was ended."""
    if credentials is None:
        raise Problem("not_signed_in")
    claims = read_access(state.keys.token_key, credentials.credentials)
    statement = select(User, SignIn).join(SignIn, SignIn.user_id == User.id).where(SignIn.id == claims.sign_in_id)
    with state.database.read() as session:
        found = session.execute(statement).one_or_none()
    if found is None or found[0].id != claims.user_id:
        raise Problem("not_signed_in")
    user, sign_in = found
    if user.disabled:
        raise Problem("account_disabled")
    if sign_in.revoked_at is not None:
        raise Problem(sign_in.revoked_reason)
    return Actor(user.id, user.username, user.display_name, user.role, user.extension or "", sign_in.id)


CurrentActor = Annotated[Actor, Depends(current_actor)]


def holding(right: Right) -> Callable[[Actor], Actor]:
    """A dependency that lets through who has ``right``. Raises Problem ``not_allowed``."""

    def check(actor: CurrentActor) -> Actor:
        if not actor.may(right):
            raise Problem("not_allowed")
        return actor

    return check
