"""The steps of a sign-in after the password. Worker threads."""

from __future__ import annotations

from datetime import datetime

from fastapi import APIRouter, Request
from sqlalchemy.orm import Session as DbSession

from server_stub.audit import trail
from server_stub.auth import password_policy, passwords, second_factor, steps, waits
from server_stub.auth.actor import State
from server_stub.auth.routes import begin_session, source_of
from server_stub.auth.schemas import ChallengeBody, ChallengeCode, ChallengePassword, Enrolled, Enrolment, Session
from server_stub.clock import utc_now
from server_stub.db.models import SignInChallenge, User
from server_stub.problems import Problem
from server_stub.state import ServerState

router = APIRouter(prefix="/v1/auth", tags=["auth"])


@router.post("/second-factor")
def show_second_factor(state: State, request: Request, body: ChallengeCode) -> Session:
    """A code of the authenticator or a recovery code; each is good once."""
    attempt = _attempt(state, request, body.challenge)
    with attempt.turn():
        now = utc_now()
        with state.database.write() as session:
            challenge, user = steps.find(session, body.challenge, now)
            used = second_factor.check(session, state.keys, user.id, body.code, now)
            if used:
                challenge.factor_shown = True
                if used == "recovery_code":
                    trail.record(session, user.id, "second_factor.recovery_code_used", user.id)
            else:
                trail.record(session, user.id, "second_factor.refused", user.id)
                attempt.failed(session, user.id)
        if not used:
            raise Problem("wrong_code")
    return _go_on(state, attempt, body.challenge, now)


@router.post("/password")
def change_password(state: State, request: Request, body: ChallengePassword) -> Session:
    """The new password of someone whose present one an administrator set."""
    now = utc_now()
    with state.database.write() as session:
        challenge, user = steps.find(session, body.challenge, now)
        _expect(state, session, challenge, user, "password_must_change")
        old_hash = user.password_hash
    password_policy.check(body.new_password, user.username)
    if passwords.verify(old_hash, body.new_password):
        raise Problem("password_unchanged")
    new_hash = passwords.hash_password(body.new_password)
    with state.database.write() as session:
        challenge, user = steps.find(session, body.challenge, now)
        _expect(state, session, challenge, user, "password_must_change")
        user.password_hash = new_hash
        second_factor.of(session, user.id).password_must_change = False
        trail.record(session, user.id, "password.changed", user.id)
    return _go_on(state, _attempt(state, request, body.challenge), body.challenge, now)


@router.post("/second-factor/enrol")
def enrol(state: State, body: ChallengeBody) -> Enrolment:
    """A secret for the authenticator app; in force once confirmed."""
    with state.database.write() as session:
        challenge, user = steps.find(session, body.challenge, utc_now())
        _expect(state, session, challenge, user, "second_factor_enrolment_needed")
        secret, uri = second_factor.begin(session, state.keys, user)
    return Enrolment(secret=secret, uri=uri)


@router.post("/second-factor/confirm")
def confirm(state: State, request: Request, body: ChallengeCode) -> Enrolled:
    """A first code of the new authenticator: recovery codes, and the session."""
    attempt = _attempt(state, request, body.challenge)
    with attempt.turn():
        now = utc_now()
        with state.database.write() as session:
            challenge, user = steps.find(session, body.challenge, now)
            _expect(state, session, challenge, user, "second_factor_enrolment_needed")
            codes = second_factor.confirm(session, state.keys, user.id, body.code, now)
            if codes is not None:
                challenge.factor_shown = True
                trail.record(session, user.id, "second_factor.enrolled", user.id)
            else:
                attempt.failed(session, user.id)
        if codes is None:
            raise Problem("wrong_code")
    try:
        return Enrolled(recovery_codes=codes, session=_go_on(state, attempt, body.challenge, now))
    except Problem:
        return Enrolled(recovery_codes=codes, session=None)


def _attempt(state: ServerState, request: Request, challenge: str) -> waits.Attempt:
    with state.database.write() as session:
        _, user = steps.find(session, challenge, utc_now())
        return waits.Attempt(state, user.username, source_of(request))


def _expect(state: ServerState, session: DbSession, challenge: SignInChallenge, user: User, step: str) -> None:
    """Raises Problem with the step that is due instead, ``challenge_expired`` where none is."""
    due = steps.missing(session, state.settings, user, challenge)
    if due != step:
        raise Problem(due or "challenge_expired")


def _go_on(state: ServerState, attempt: waits.Attempt, token: str, now: datetime) -> Session:
    """The session, or Problem with the next step and the same challenge."""
    with state.database.write() as session:
        challenge, user = steps.find(session, token, now)
        missing = steps.missing(session, state.settings, user, challenge)
        if not missing:
            session.delete(challenge)
            return begin_session(state, session, user, attempt, now)
    raise Problem(missing, challenge=token)
