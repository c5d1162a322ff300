"""Turns the demo into an empty centre: copies everything aside, then drops it. Worker threads, or the command line's main thread."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Final

from sqlalchemy import delete, exists, select
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from server_stub import defaults
from server_stub.audit import trail
from server_stub.clock import utc_now
from server_stub.db.engine import after_commit
from server_stub.db.models import Base, Call, Cursor, Event, SignIn, User
from server_stub.events.log import append, session_audience
from server_stub.matters import first_lists
from server_stub.messages import first_templates
from server_stub.problems import Problem
from server_stub.state import ServerState

MARK: Final = "emptied"
"""Name of the cursor that keeps the demo's data from coming back."""
_STAY: Final = frozenset({Cursor.__tablename__, Event.__tablename__})
"""How far the PBX's records were read: else old calls would be read in again. Events: their numbers must go on."""


def was_emptied(session: Session) -> bool:
    return session.get(Cursor, MARK) is not None


def copy_aside(state: ServerState) -> Path:
    """Everything that will be dropped, in a folder of its own beside it. Raises OSError, ValueError where that cannot be done."""
    folder = state.settings.data_dir / f"before-emptying-{utc_now():%Y%m%d-%H%M%S-%f}"
    folder.mkdir(mode=0o700)
    url = make_url(state.settings.effective_database_url)
    if state.database.is_sqlite:
        with closing(sqlite3.connect(str(url.database))) as source, closing(sqlite3.connect(folder / "careline.sqlite")) as target:
            source.backup(target)
        (folder / "careline.sqlite").chmod(0o600)
    else:
        _dump(url.host or "", url.port or 5432, url.username or "", url.password or "", url.database or "", folder / "careline.dump")
    return folder


def empty(state: ServerState, folder: Path, actor: str) -> None:
    """Drop everything but the schema and put back what every centre begins with. Raises Problem ``calls_in_progress``."""
    with state.database.write() as session:
        live = exists().where(Call.ended_at.is_(None), Call.source == "live")
        if session.scalar(select(live)):
            raise Problem("calls_in_progress")
        desks = list(session.scalars(select(SignIn.id).where(SignIn.revoked_at.is_(None))))
        extensions = list(session.scalars(select(User.extension).where(User.extension.is_not(None))))
        for user in session.scalars(select(User).join(SignIn, SignIn.user_id == User.id).where(SignIn.revoked_at.is_(None)).distinct()):
            for hook in state.hooks.signed_out:
                hook(session, user)
        session.flush()
        session.expunge_all()
        for table in reversed(Base.metadata.sorted_tables):
            if table.name not in _STAY:
                session.execute(delete(table))
        session.merge(Cursor(name=MARK, position={}, updated_at=utc_now()))
        trail.record(session, trail.SYSTEM, "centre.emptied", "centre", by=actor, copy=folder.name)
        for sign_in in desks:
            append(session, "session.revoked", session_audience(sign_in), {"code": "centre_emptied"})
        after_commit(session, lambda: _tell(state, [extension for extension in extensions if extension]))
    recordings = state.settings.data_dir / "recordings"
    if recordings.is_dir():
        recordings.rename(folder / "recordings")
    defaults.ensure(state.database, state.settings)
    first_lists.ensure(state.database)
    first_templates.ensure(state.database)
    for listener in state.hooks.config_changed:
        listener("centre")  # the PBX lets go of queues, numbers and announcements that are no more


def _tell(state: ServerState, extensions: list[str]) -> None:
    for listener in state.hooks.account_changed:
        for extension in extensions:
            listener(extension)


def _dump(host: str, port: int, user: str, password: str, database: str, file: Path) -> None:
    """PostgreSQL's own copy; the password goes by the environment, where no process list shows it."""
    program = shutil.which("pg_dump")
    if program is None:
        raise ValueError("pg_dump is not installed: no copy can be kept, so nothing is emptied")
    arguments = [program, "--format=custom", f"--host={host}", f"--port={port}", f"--username={user}", f"--file={file}", database]
    done = subprocess.run(arguments, env={**os.environ, "PGPASSWORD": password}, capture_output=True, check=False)
    if done.returncode:
        raise ValueError(f"pg_dump failed: {done.stderr.decode(errors='replace').strip()[:200]}")
    file.chmod(0o600)
