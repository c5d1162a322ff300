"""One's own password and second factor, and the idle lock's question. Worker threads.

Whoever stands at a desk that was left open may try passwords here: they are counted like those of a sign-in.
"""

from __future__ import annotations

from fastapi import APIRouter, Request

from server_stub.audit import trail
from server_stub.auth import password_policy, passwords, second_factor, waits
from server_stub.auth.actor import Actor, CurrentActor, State
from server_stub.auth.routes import source_of
from server_stub.auth.schemas import AccountSecurity, CodeBody, Enrolment, NewPasswordBody, PasswordBody, RecoveryCodes
from server_stub.clock import utc_now
from server_stub.db.models import User
from server_stub.problems import Problem
from server_stub.state import ServerState

router = APIRouter(prefix="/v1/me", tags=["me"])


@router.get("/security")
def security(state: State, actor: CurrentActor) -> AccountSecurity:
    with state.database.read() as session:
        return AccountSecurity(
            second_factor=second_factor.enrolled(session, actor.user_id),
            second_factor_required=second_factor.required(state.settings, session.get_one(User, actor.user_id)),
            recovery_codes_left=second_factor.recovery_codes_left(session, actor.user_id),
        )


@router.put("/password", status_code=204)
def set_password(state: State, request: Request, actor: CurrentActor, body: NewPasswordBody) -> None:
    """Change one's own password."""
    _check_password(state, request, actor, body.password, "password.change_refused")
    password_policy.check(body.new_password, actor.username)
    if body.new_password == body.password:
        raise Problem("password_unchanged")
    new_hash = passwords.hash_password(body.new_password)
    with state.database.write() as session:
        session.get_one(User, actor.user_id).password_hash = new_hash
        second_factor.of(session, actor.user_id).password_must_change = False
        trail.record(session, actor.user_id, "password.changed", actor.user_id)


@router.post("/unlock", status_code=204)
def unlock(state: State, request: Request, actor: CurrentActor, body: PasswordBody) -> None:
    """Whether it is still the signed-in user who sits at the locked desk."""
    _check_password(state, request, actor, body.password, "desk.unlock_refused")
    with state.database.write() as session:
        trail.record(session, actor.user_id, "desk.unlocked", actor.user_id)


@router.post("/second-factor")
def enrol(state: State, request: Request, actor: CurrentActor, body: PasswordBody) -> Enrolment:
    """A secret for the authenticator app; in force once confirmed. An earlier factor stays in force until then."""
    _check_password(state, request, actor, body.password, "second_factor.change_refused")
    with state.database.write() as session:
        secret, uri = second_factor.begin(session, state.keys, session.get_one(User, actor.user_id))
    return Enrolment(secret=secret, uri=uri)


@router.post("/second-factor/confirm")
def confirm(state: State, request: Request, actor: CurrentActor, body: CodeBody) -> RecoveryCodes:
    attempt = waits.Attempt(state, actor.username, source_of(request))
    with attempt.turn():
        with state.database.write() as session:
            if second_factor.of(session, actor.user_id).totp_pending_sealed is None:
                raise Problem("no_enrolment")
            codes = second_factor.confirm(session, state.keys, actor.user_id, body.code, utc_now())
            if codes is None:
                attempt.failed(session, actor.user_id)
            else:
                trail.record(session, actor.user_id, "second_factor.enrolled", actor.user_id)
        if codes is None:
            raise Problem("code_refused")
    return RecoveryCodes(recovery_codes=codes)


@router.post("/second-factor/remove", status_code=204)
def remove(state: State, request: Request, actor: CurrentActor, body: PasswordBody) -> None:
    _check_password(state, request, actor, body.password, "second_factor.change_refused")
    with state.database.write() as session:
        if second_factor.required(state.settings, session.get_one(User, actor.user_id)):
            raise Problem("second_factor_required")
        second_factor.remove(session, actor.user_id)
        trail.record(session, actor.user_id, "second_factor.removed", actor.user_id)


def _check_password(state: ServerState, request: Request, actor: Actor, password: str, refused: str) -> None:
    """Raises Problem ``password_refused``, ``account_locked``. ``refused`` is the audit's word for a wrong one."""
    attempt = waits.Attempt(state, actor.username, source_of(request))
    with attempt.turn():
        with state.database.read() as session:
            stored = session.get_one(User, actor.user_id).password_hash
        right = passwords.verify(stored, password)
        with state.database.write() as session:
            if right:
                attempt.succeeded(session)
            else:
                trail.record(session, actor.user_id, refused, actor.user_id)
                attempt.failed(session, actor.user_id)
    if not right:
        raise Problem("password_refused")
