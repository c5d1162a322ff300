"""What an operator does to accounts from the command line, audited as ``system``. Main thread.

For when nobody can sign in any more. A running server refuses the account's next request at once; its telephone at the PBX goes or
comes with the server's next link-up.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from sqlalchemy.orm import Session

from server_stub.audit import trail
from server_stub.auth import accounts, password_policy, passwords, users, waits
from server_stub.db.migrate import migrate
from server_stub.db.models import User
from server_stub.problems import Problem
from server_stub.settings import load_settings
from server_stub.setup import code, emptying
from server_stub.state import ServerState

ACCOUNT_COMMANDS = {
    "disable-user": "switch a user off",
    "enable-user": "switch a user on again",
    "reset-password": "set a password (read from standard input) that must be changed at the next sign-in",
    "reset-second-factor": "remove a user's second factor and recovery codes",
    "unlock-user": "forget the wrong passwords counted on a user name",
}


def on_account(command: str, settings: Path | None, username: str, read_password: Callable[[], str]) -> None:
    """Raises ValueError with what the operator can mend."""
    password_hash = ""
    if command == "reset-password":
        password = read_password()
        try:
            password_policy.check(password, username)
        except Problem as problem:
            raise ValueError(problem.kind.title) from problem
        password_hash = passwords.hash_password(password)
    state = _state(settings)
    try:
        with state.database.write() as session:
            user = users.by_name(session, username)
            if user is None:
                raise ValueError(f"there is no user {username!r}")
            _apply(state, session, command, user, password_hash)
    finally:
        state.database.close()


def _apply(state: ServerState, session: Session, command: str, user: User, password_hash: str) -> None:
    if command == "disable-user":
        accounts.disable(session, state.hooks, user, trail.SYSTEM)
    elif command == "enable-user":
        accounts.enable(session, user, trail.SYSTEM)
    elif command == "reset-password":
        accounts.set_password(session, state.hooks, user, password_hash, trail.SYSTEM)
        waits.forget(session, user.username)
    elif command == "reset-second-factor":
        accounts.reset_second_factor(session, state.hooks, user, trail.SYSTEM)
    else:
        waits.forget(session, user.username)
        trail.record(session, trail.SYSTEM, "user.unlocked", user.id)


def empty_centre(settings: Path | None, *, sure: bool) -> None:
    """Copy everything aside and begin anew. Raises ValueError."""
    if not sure:
        raise ValueError("this drops all users, patients and calls (a copy is kept beside them): say --yes")
    state = _state(settings)
    try:
        folder = emptying.copy_aside(state)
        emptying.empty(state, folder, "command line")
        print(f"kept in {folder}\nset-up code: {code.current(state.settings.data_dir)}", file=sys.stderr)
    except Problem as problem:
        raise ValueError(problem.kind.title) from problem
    finally:
        state.database.close()


def _state(settings: Path | None) -> ServerState:
    state = ServerState.build(load_settings(settings))
    with state.database.alone():
        migrate(state.database)
    return state
