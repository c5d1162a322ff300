"""What an operator does with the keys of recordings: make a new one, drop an old one, encrypt what lies in clear. Command line's thread.

All of it may run beside a working server and be repeated after being cut short.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from sqlalchemy import func, select

from server_stub.audit import trail
from server_stub.calls import recordings
from server_stub.db.models import AuditEntry, Recording
from server_stub.sealing.master_keys import Wrapped
from server_stub.state import ServerState

_BATCH: Final = 200


def rotate(state: ServerState) -> tuple[str, int]:
    """Make a master key and seal every recording's key with it; the sound itself stays as it is. Returns id and number of recordings.

    Raises OSError, KeyMissing (what was done until then stays done; run it again).
    """
    key_id = state.master_keys.make()
    with state.database.write() as session:
        recordings.note_key(session, key_id)
    return key_id, rewrap(state)


def rewrap(state: ServerState) -> int:
    """Seal with the newest master key what an older one seals. Returns how many."""
    done = 0
    while True:
        with state.database.write() as session:
            recordings.lock_keys(session, shared=True)
            current = state.master_keys.current()
            older = Recording.key_id.not_in(("", current))
            rows = session.scalars(select(Recording).where(older).limit(_BATCH)).all()
            for row in rows:
                context = recordings.key_context(row.path)
                key = state.master_keys.unwrap(Wrapped(row.key_id, row.wrapped_key or b""), context)
                wrapped = state.master_keys.wrap(key, context)
                row.key_id, row.wrapped_key = wrapped.key_id, wrapped.sealed
            if rows:
                trail.record(session, trail.SYSTEM, "recordings.rewrapped", current, count=str(len(rows)))
        done += len(rows)
        if not rows:
            return done


def forget_old(state: ServerState) -> list[str]:
    """Delete the master keys that seal nothing in this database any more; backups made before need them still. Returns their ids.

    A key that this database did not have made is left alone: the command may have been given another centre's settings.
    """
    forgotten: list[str] = []
    with state.database.write() as session:
        recordings.lock_keys(session, shared=False)
        used = set(session.scalars(select(Recording.key_id).distinct()))
        own = set(session.scalars(select(AuditEntry.object).where(AuditEntry.action == recordings.KEY_MADE)))
        for file in state.master_keys.files()[:-1]:
            if file.key_id in own - used:
                trail.record(session, trail.SYSTEM, "recordings.key_forgotten", file.key_id)
                _overwrite_and_remove(file.path)
                forgotten.append(file.key_id)
    return forgotten


def missing(state: ServerState) -> dict[str, int]:
    """Master keys that recordings need and that are not there, with how many recordings each."""
    with state.database.read() as session:
        statement = select(Recording.key_id, func.count()).where(Recording.key_id != "").group_by(Recording.key_id)
        used: dict[str, int] = {row[0]: row[1] for row in session.execute(statement)}
    there = state.master_keys.ids()
    return {key_id: count for key_id, count in used.items() if key_id not in there}


def encrypt_clear(state: ServerState) -> tuple[int, list[str]]:
    """Encrypt recordings that lie in clear from before there was encryption. Returns how many, and the files that are not there.

    Raises OSError, KeyMissing; what was done until then stays done.
    """
    with state.database.read() as session:
        rows = session.scalars(select(Recording).where(Recording.key_id == "")).all()
    done, lost = 0, []
    for row in rows:
        try:
            recordings.seal_in_place(state, row)
        except FileNotFoundError:
            lost.append(row.path)
        else:
            done += 1
    if done:
        with state.database.write() as session:
            trail.record(session, trail.SYSTEM, "recordings.encrypted", "recordings", count=str(done))
    return done, lost


def _overwrite_and_remove(path: Path) -> None:
    """Best effort on file systems that write in place; a journal or a copy of the disk may keep it."""
    with path.open("r+b") as file:
        file.write(bytes(path.stat().st_size))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()
