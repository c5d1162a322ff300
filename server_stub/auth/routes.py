"""Signing in, staying signed in, signing out. Worker threads: hashing a password takes its time."""

from __future__ import annotations

from datetime import datetime

from fastapi import APIRouter, Request
from sqlalchemy.orm import Session as DbSession

from server_stub.audit import trail
from server_stub.auth import choices, passwords, sessions, steps, tokens, users, waits
from server_stub.auth.actor import State
from server_stub.auth.schemas import Login, RefreshBody, Session, SessionSip, SessionUser
from server_stub.clock import utc_now
from server_stub.db.models import SipAccount, User
from server_stub.problems import Problem
from server_stub.state import ServerState

router = APIRouter(prefix="/v1/auth", tags=["auth"])


@router.post("/login")
def login(state: State, request: Request, body: Login) -> Session:
    """Sign in here; an earlier session of the same user ends. An unknown user and a wrong password look alike."""
    attempt = waits.Attempt(state, body.username, source_of(request))
    with attempt.turn():
        with state.database.read() as session:
            user = users.by_name(session, body.username)
        if not passwords.verify(user.password_hash if user else None, body.password) or user is None:
            with state.database.write() as session:
                trail.record(session, user.id if user else "", "login.refused", user.id if user else "unknown")
                attempt.failed(session, user.id if user else "")
            raise Problem("wrong_password")
    if user.disabled:
        raise Problem("account_disabled")
    now = utc_now()
    with state.database.write() as session:
        user = session.get_one(User, user.id)
        missing = steps.missing(session, state.settings, user, None)
        if not missing:
            return begin_session(state, session, user, attempt, now)
        challenge = steps.begin(session, user, now)
    raise Problem(missing, challenge=challenge)


def source_of(request: Request) -> str:
    """The address a request comes from."""
    return request.client.host if request.client is not None else ""


def begin_session(state: ServerState, session: DbSession, user: User, attempt: waits.Attempt, now: datetime) -> Session:
    """Nothing is missing any more: the session, and its answer."""
    attempt.succeeded(session)
    sign_in_id, token = sessions.begin(session, user, now)
    for hook in state.hooks.signed_in:
        hook(session, user)
    return _answer(state, session, user, sign_in_id, token)


@router.post("/refresh")
def refresh(state: State, body: RefreshBody) -> Session:
    """Exchange the refresh token. Repeatable for 60 s where the answer was lost; a copied token ends the session."""
    with state.database.write() as session:
        result = sessions.refresh(session, body.refresh_token, utc_now())
        if not result.refused and result.user is not None:
            return _answer(state, session, result.user, result.sign_in_id, result.token)
        if result.user is not None:
            for hook in state.hooks.signed_out:
                hook(session, result.user)
    raise Problem(result.refused)


@router.post("/logout", status_code=204)
def logout(state: State, body: RefreshBody) -> None:
    """End the session of this refresh token. An unknown or already ended one is no error: the wish is fulfilled."""
    with state.database.write() as session:
        sign_in = sessions.of_token(session, body.refresh_token)
        if sign_in is None or sign_in.revoked_at is not None:
            return
        sessions.revoke(session, sign_in, "logged_out", utc_now())
        user = session.get_one(User, sign_in.user_id)
        for hook in state.hooks.signed_out:
            hook(session, user)


def _answer(state: ServerState, session: DbSession, user: User, sign_in_id: str, refresh_token: str) -> Session:
    return Session(
        access_token=tokens.make_access(state.keys.token_key, tokens.AccessClaims(user.id, sign_in_id), utc_now()),
        expires_in_s=tokens.ACCESS_LIFETIME_S,
        refresh_token=refresh_token,
        user=SessionUser(
            id=user.id, username=user.username, display_name=user.display_name, role=user.role, extension=user.extension or ""
        ),
        sip=_sip(state, session, user),
        **choices.offered(session),
    )


def _sip(state: ServerState, session: DbSession, user: User) -> SessionSip | None:
    account = session.get(SipAccount, user.extension) if user.extension else None
    if account is None:
        return None
    settings = state.settings
    return SessionSip(
        username=account.extension,
        password=state.keys.open(account.secret_sealed),
        domain=settings.sip_domain,
        port=settings.sip_tls_port,
        ca_pem=settings.ca.read_text(encoding="ascii") if settings.ca else "",
    )
