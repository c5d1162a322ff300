"""Keeps recordings encrypted and opens them again. Blocks; worker threads.

Every file has a key of its own, which lies in its row, sealed with a master key (``sealing.master_keys``). Whoever deletes the row's
key has deleted the recording wherever a copy of its file may lie.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

import structlog
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from server_stub.audit import trail
from server_stub.calls import registry
from server_stub.clock import utc_now
from server_stub.db.engine import after_commit
from server_stub.db.models import Call, Recording
from server_stub.durable_file import sync_directory
from server_stub.sealing.master_keys import KeyMissing, Wrapped
from server_stub.sealing.sealed_file import Contents, Damaged, SealedFile, new_key, seal
from server_stub.settings import Settings
from server_stub.state import ServerState

SUFFIX: Final = ".sealed"
KEY_MADE: Final = "recordings.key_made"
_POSTGRES_KEYS_LOCK: Final = 0x4B455953

_log = structlog.get_logger(__name__)


def directory(settings: Settings) -> Path:
    return settings.data_dir / "recordings"


def locate(settings: Settings, stored_path: str) -> Path | None:
    """The file of a recording; None where it is missing or the path leads out of the directory."""
    root = directory(settings).resolve()
    path = (root / stored_path).resolve()
    return path if path.is_relative_to(root) and path.is_file() else None


def store(
    state: ServerState, ref: str, leg: str, source: Path, duration_s: float, also: Callable[[Session, Call], None] | None = None
) -> bool:
    """Encrypt ``source`` as the recording of that leg; it takes the place of an earlier one. False where the call is unknown.

    When this returns the file is synced, was read back and compared, and its row is committed: ``source`` may be removed (of a
    call whose patient refuses to be recorded, nothing is kept). ``also`` runs in the row's transaction. Raises OSError, KeyMissing
    (nothing is stored then).
    """
    ensure_master_key(state)
    sealed = _sealed_copy(state.settings, source, f"{ref}-{leg}")
    try:
        with state.database.write() as session:
            call = registry.find(session, ref)
            if call is not None and not call.recording_erased:
                row = session.get(Recording, (call.id, leg)) or Recording(call_id=call.id, leg=leg)
                _forget_file_after(session, state.settings, row.path)
                row.duration_s, row.stored_at = round(duration_s, 3), utc_now()
                _take_over(state, session, row, sealed)
                session.add(row)
                call.recorded = True
                if also is not None:
                    also(session, call)
    except BaseException:
        sealed.path.unlink(missing_ok=True)
        raise
    if call is None or call.recording_erased:
        sealed.path.unlink(missing_ok=True)
    return call is not None


@dataclass(frozen=True, slots=True)
class _SealedCopy:
    path: Path
    key: bytes
    contents: Contents


def _sealed_copy(settings: Settings, source: Path, name: str) -> _SealedCopy:
    """A new file, synced, its name too, and read back. Every attempt has a name of its own: a row never finds another key's file."""
    folder = directory(settings)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path, key = folder / f"{name}.{secrets.token_hex(4)}{SUFFIX}", new_key()
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as target, source.open("rb") as clear:
            contents = seal(clear, target, key)
            target.flush()
            os.fsync(target.fileno())
        sync_directory(folder)
        _compare(path, key, contents)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return _SealedCopy(path, key, contents)


def _compare(path: Path, key: bytes, contents: Contents) -> None:
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            for part in SealedFile(file, key).read():
                digest.update(part)
    except Damaged as error:
        raise OSError(f"{path.name} does not read back") from error
    if digest.hexdigest() != contents.sha256:
        raise OSError(f"{path.name} does not read back as it was written")


def _take_over(state: ServerState, session: Session, row: Recording, sealed: _SealedCopy) -> None:
    lock_keys(session, shared=True)
    wrapped = state.master_keys.wrap(sealed.key, key_context(sealed.path.name))
    row.path, row.sha256 = sealed.path.name, sealed.contents.sha256
    row.key_id, row.wrapped_key = wrapped.key_id, wrapped.sealed


def key_context(file_name: str) -> str:
    """What a recording's key is bound to, so that one row's key is of no use in another's."""
    return f"recording {file_name}"


def lock_keys(session: Session, *, shared: bool) -> None:
    """Nobody forgets a master key while another process seals with it. SQLite has one writer anyway."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text(f"SELECT pg_advisory_xact_lock{'_shared' if shared else ''}(:key)"), {"key": _POSTGRES_KEYS_LOCK})


def ensure_master_key(state: ServerState) -> None:
    """Make the first key of a new centre. Raises KeyMissing where there was one and it is gone: a new one would only hide that."""
    if state.master_keys.files():
        return
    with state.database.read() as session:
        used = session.scalar(select(Recording.key_id).where(Recording.key_id != "").limit(1))
    if used:
        raise KeyMissing(f"key {used} is not in {state.master_keys.directory}")
    key_id = state.master_keys.make()
    with state.database.write() as session:
        note_key(session, key_id)
    _log.info("master_key_made", key_id=key_id)


def note_key(session: Session, key_id: str) -> None:
    """Remember in this database that the key is its own: only such a key is ever deleted."""
    trail.record(session, trail.SYSTEM, KEY_MADE, key_id)


class OpenRecording:
    """The sound of one recording, in clear, whole or in ranges. Close it."""

    def __init__(self, file: BinaryIO, sealed: SealedFile | None) -> None:
        self._file = file
        self._sealed = sealed
        self.size = sealed.size if sealed else os.fstat(file.fileno()).st_size

    def check(self, start: int, stop: int) -> None:
        """Raises Damaged where the range cannot be read, so that it shows before the first byte has gone out."""
        if self._sealed is not None:
            self._sealed.check(start, stop)

    def read(self, start: int, stop: int) -> Iterator[bytes]:
        if self._sealed is not None:
            yield from self._sealed.read(start, stop)
            return
        self._file.seek(start)
        while start < stop and (part := self._file.read(min(1 << 16, stop - start))):
            start += len(part)
            yield part

    def close(self) -> None:
        self._file.close()


def open_recording(state: ServerState, row: Recording) -> OpenRecording:
    """Raises FileNotFoundError, Damaged, KeyMissing."""
    path = locate(state.settings, row.path)
    if path is None:
        raise FileNotFoundError(row.path)
    key = state.master_keys.unwrap(Wrapped(row.key_id, row.wrapped_key or b""), key_context(row.path)) if row.key_id else None
    file = path.open("rb")
    try:
        return OpenRecording(file, SealedFile(file, key) if key is not None else None)
    except BaseException:
        file.close()
        raise


def delete_for(session: Session, settings: Settings, call: Call, *, by: str, why: str) -> int:
    """Delete every recording of ``call`` for good, keys first; returns how many. In the caller's write transaction.

    ``why`` is a code for the audit (``refused``). The keys are gone with the commit, the files right after it; a crash in between
    leaves a file that nobody can open. What the PBX still has in its spool is not touched here.
    """
    rows = session.scalars(select(Recording).where(Recording.call_id == call.id)).all()
    for row in rows:
        _forget_file_after(session, settings, row.path)
        row.wrapped_key = bytes(len(row.wrapped_key or b""))  # overwritten in its page before the row is freed
        trail.record(session, by, "recording.deleted", call.ref, leg=row.leg, why=why)
    session.flush()
    for row in rows:
        session.delete(row)
    session.flush()
    session.expire(call, ["recordings"])
    call.recorded = False
    return len(rows)


def seal_in_place(state: ServerState, row: Recording) -> None:
    """Encrypt a recording that lies in clear from before. Raises OSError, KeyMissing."""
    ensure_master_key(state)
    path = locate(state.settings, row.path)
    if path is None:
        raise FileNotFoundError(row.path)
    sealed = _sealed_copy(state.settings, path, path.stem)
    try:
        with state.database.write() as session:
            fresh = session.get(Recording, (row.call_id, row.leg))
            taken = fresh is not None and fresh.path == row.path and not fresh.key_id
            if fresh is not None and taken:
                _forget_file_after(session, state.settings, fresh.path)
                _take_over(state, session, fresh, sealed)
    except BaseException:
        sealed.path.unlink(missing_ok=True)
        raise
    if not taken:
        sealed.path.unlink(missing_ok=True)


def _forget_file_after(session: Session, settings: Settings, stored_path: str | None) -> None:
    """Remove the file once the transaction is committed."""
    path = locate(settings, stored_path) if stored_path else None
    if path is not None:
        after_commit(session, lambda: path.unlink(missing_ok=True))
