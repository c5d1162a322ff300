"""The first set-up over HTTP. Worker threads."""

from __future__ import annotations

import sys
from typing import Final
from zoneinfo import available_timezones

import structlog
from fastapi import APIRouter, Request
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from server_stub import centre
from server_stub.audit import trail
from server_stub.auth import password_policy, passwords, users, waits
from server_stub.auth.actor import CurrentActor, State
from server_stub.auth.rights import Right, Role
from server_stub.auth.routes import source_of
from server_stub.db.models import Centre, User
from server_stub.problems import Problem
from server_stub.setup import code, emptying
from server_stub.setup.schemas import EmptyBody, SetupBody, SetupCode, SetupDone, SetupState
from server_stub.state import ServerState

router = APIRouter(prefix="/v1/setup", tags=["setup"])

_NAME: Final = "\x00set-up"  # no user's name
_ONE_AT_A_TIME: Final = 0x43415353

_log = structlog.get_logger(__name__)


@router.get("")
def setup_state(state: State) -> SetupState:
    with state.database.read() as session:
        return SetupState(needed=_needed(session), demo=state.settings.demo and not emptying.was_emptied(session))


@router.post("", status_code=201)
def set_up(state: State, request: Request, body: SetupBody) -> SetupDone:
    """Make the first administrator and name the centre; once."""
    attempt = waits.Attempt(state, _NAME, source_of(request))
    with attempt.turn():
        with state.database.read() as session:
            if not _needed(session):
                raise Problem("setup_done")
        if not code.is_right(state.settings.data_dir, body.setup_code):
            with state.database.write() as session:
                trail.record(session, "", "setup.refused", "centre")
                attempt.failed(session)
            raise Problem("setup_code_wrong")
    if body.centre.time_zone not in available_timezones():
        raise Problem("invalid", field="centre.time_zone", why="time_zone")
    password_policy.check(body.administrator.password, body.administrator.username)
    password_hash = passwords.hash_password(body.administrator.password)
    with state.database.write() as session:
        _lock(session)
        if not _needed(session):
            raise Problem("setup_done")
        user = users.create(
            session,
            state.keys,
            username=body.administrator.username,
            display_name=body.administrator.display_name,
            role=Role.ADMINISTRATOR,
            password_hash=password_hash,
        )
        row = session.get(Centre, centre.ROW_ID) or centre.from_settings(state.settings)
        session.add(row)
        row.name, row.time_zone = body.centre.name, body.centre.time_zone
        row.language, row.country_code = body.centre.language, body.centre.country_code
        attempt.succeeded(session)
        trail.record(session, user.id, "setup.done", "centre")
        username = user.username
    code.used(state.settings.data_dir)
    return SetupDone(username=username)


@router.post("/empty")
def empty_demo(state: State, request: Request, actor: CurrentActor, body: EmptyBody) -> SetupCode:
    """Turn the demo into an empty centre. What was there is kept in a folder beside the database."""
    if not actor.may(Right.ADMINISTER):
        raise Problem("not_allowed")
    attempt = waits.Attempt(state, actor.username, source_of(request))
    with attempt.turn():
        with state.database.read() as session:
            if not state.settings.demo or emptying.was_emptied(session):
                raise Problem("not_demo")
            stored = session.get_one(User, actor.user_id).password_hash
        if not passwords.verify(stored, body.password):
            with state.database.write() as session:
                attempt.failed(session, actor.user_id)
            raise Problem("password_refused")
    try:
        folder = emptying.copy_aside(state)
    except (OSError, ValueError) as error:
        _log.error("no_copy_before_emptying", error=str(error))
        raise Problem("no_copy") from error
    emptying.empty(state, folder, actor.username)
    return SetupCode(setup_code=code.current(state.settings.data_dir))


def announce(state: ServerState) -> None:
    """At the server's start: where there is no user yet, tell the operator how to begin."""
    with state.database.read() as session:
        if not _needed(session):
            return
    setup_code = code.current(state.settings.data_dir)
    where = code.file_of(state.settings.data_dir)
    print(f"careline: no users yet. Set-up code (also in {where}): {setup_code}", file=sys.stderr, flush=True)
    _log.warning("setup_needed", file=str(where))


def _needed(session: Session) -> bool:
    return session.scalar(select(User.id).limit(1)) is None


def _lock(session: Session) -> None:
    """SQLite has one writer; on PostgreSQL two set-ups at once take turns here."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ONE_AT_A_TIME})
