"""The Outbox port on SQLite: what one person owes the server and what they are typing, on disk before a method returns.

Storage worker only (one thread). WAL with ``synchronous=FULL``: a commit that returned survives a power cut. Payloads are
encrypted; the call's reference and the order are not. An unreadable file is kept aside, never deleted.
"""

from __future__ import annotations

import hashlib
import logging
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from agent_app.domain.call import CallRef
from agent_app.domain.errors import UserFacingError
from agent_app.domain.user import User
from agent_app.domain.wrap_up import WrapUpDraft
from agent_app.ports import CredentialStore, OpenedOutbox, PendingWrite, WriteKind
from agent_app.storage.durable_file import sync_directory
from agent_app.storage.sealing import CannotOpen, Seal, draft_as_json, draft_from_json, new_key, write_as_json, write_from_json

_log = logging.getLogger(__name__)

_SCHEMA = """
CREATE TABLE IF NOT EXISTS identity (only INTEGER PRIMARY KEY CHECK (only = 1), owner BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS writes (
    position INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, payload BLOB NOT NULL, parked_reason TEXT NOT NULL DEFAULT '');
CREATE TABLE IF NOT EXISTS drafts (ref TEXT PRIMARY KEY, payload BLOB NOT NULL, position INTEGER NOT NULL);
"""


class SqliteOutbox:
    def __init__(self, path: Path, seal: Seal, owner: str) -> None:
        """Raises CannotOpen for another key's or another person's file, sqlite3.DatabaseError for a broken one."""
        self._seal = seal
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        try:
            self._prepare(owner)
        except BaseException:
            self._db.close()
            raise
        path.chmod(0o600)
        sync_directory(path.parent)

    def _prepare(self, owner: str) -> None:
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=FULL")
        self._db.execute("PRAGMA busy_timeout=5000")
        if self._db.execute("PRAGMA quick_check").fetchone() != ("ok",):
            raise sqlite3.DatabaseError("quick_check failed")
        self._db.executescript(_SCHEMA)
        found = self._db.execute("SELECT owner FROM identity").fetchone()
        if found is None:
            self._db.execute("INSERT INTO identity VALUES (1, ?)", (self._seal.close({"owner": owner}, "identity"),))
        elif self._seal.open(found[0], "identity") != {"owner": owner}:
            raise CannotOpen("another person's outbox")
        self.pending(), self.parked(), self.drafts()  # every row must open, or the file is set aside as a whole

    def put(self, write: PendingWrite) -> None:
        payload = self._seal.close(write_as_json(write), f"write {write.key}")
        with self._transaction():
            self._db.execute("INSERT INTO writes (key, payload) VALUES (?, ?)", (write.key, payload))
            if write.kind is WriteKind.WRAP_UP:
                self._db.execute("DELETE FROM drafts WHERE ref = ?", (write.ref,))

    def pending(self) -> Sequence[PendingWrite]:
        return self._writes("parked_reason = ''")

    def parked(self) -> Sequence[PendingWrite]:
        return self._writes("parked_reason <> ''")

    def _writes(self, which: str) -> Sequence[PendingWrite]:
        rows = self._db.execute(f"SELECT key, payload, parked_reason FROM writes WHERE {which} ORDER BY position")  # noqa: S608 two constants
        return [write_from_json(key, self._seal.open(payload, f"write {key}"), reason) for key, payload, reason in rows]

    def done(self, key: str) -> None:
        with self._transaction():
            self._db.execute("DELETE FROM writes WHERE key = ?", (key,))

    def park(self, key: str, reason: str) -> None:
        with self._transaction():
            self._db.execute("UPDATE writes SET parked_reason = ? WHERE key = ?", (reason or "server_refused", key))

    def unpark(self, key: str) -> None:
        with self._transaction():
            self._db.execute("UPDATE writes SET parked_reason = '' WHERE key = ?", (key,))

    def save_draft(self, draft: WrapUpDraft) -> None:
        payload = self._seal.close(draft_as_json(draft), f"draft {draft.ref}")
        with self._transaction():
            self._db.execute(
                "INSERT INTO drafts VALUES (?, ?, (SELECT coalesce(max(position), 0) + 1 FROM drafts))"
                " ON CONFLICT (ref) DO UPDATE SET payload = excluded.payload",
                (draft.ref, payload),
            )

    def drafts(self) -> Sequence[WrapUpDraft]:
        rows = self._db.execute("SELECT ref, payload FROM drafts ORDER BY position")
        return [draft_from_json(self._seal.open(payload, f"draft {ref}")) for ref, payload in rows]

    def drop_draft(self, ref: CallRef) -> None:
        with self._transaction():
            self._db.execute("DELETE FROM drafts WHERE ref = ?", (ref,))

    def close(self) -> None:
        """Safe to call twice."""
        self._db.close()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """Raises UserFacingError(``cannot_save_here``) where the disk refuses (full, gone, read-only)."""
        try:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise
        except sqlite3.Error as error:
            _log.error("the outbox cannot be written: %s", error)
            raise UserFacingError("cannot_save_here", permanent=False) from error


class OutboxFiles:
    """The OutboxOpener port: one file and one key per server and user."""

    def __init__(self, directory_of: Callable[[str], Path], server_url: str, credentials: CredentialStore) -> None:
        self._directory_of = directory_of
        self._server_url = server_url
        self._credentials = credentials

    def __call__(self, user: User) -> OpenedOutbox:
        """Raises UserFacingError where the disk or the credential store refuses; nothing is set aside then."""
        owner = f"{self._server_url}\n{user.id}"
        try:
            path = self._directory_of(user.id) / "outbox.db"
        except OSError as error:
            raise UserFacingError("cannot_save_here", permanent=False) from error
        try:
            outbox = self._open(path, owner)
        except (CannotOpen, KeyError, TypeError, ValueError, sqlite3.DatabaseError) as error:
            if isinstance(error, sqlite3.OperationalError):  # locked, full, no right to write: the file itself is sound
                raise UserFacingError("cannot_save_here", permanent=False) from error
            _log.error("the outbox cannot be read (%s): it is kept aside", type(error).__name__)
            kept = set_aside(path)
            return OpenedOutbox(self._open(path, owner), kept.name)
        return OpenedOutbox(outbox)

    def _open(self, path: Path, owner: str) -> SqliteOutbox:
        return SqliteOutbox(path, self._seal(path, owner), owner)

    def _seal(self, path: Path, owner: str) -> Seal:
        """The key is in the store before anything is sealed with it. Raises CannotOpen where it was lost."""
        name = "outbox-key-" + hashlib.sha256(owner.encode()).hexdigest()[:24]
        key = self._credentials.get(name)
        if path.exists():
            if not key:
                raise CannotOpen("the key is gone")
            return Seal(key)
        try:
            return Seal(key or "")
        except CannotOpen:
            key = new_key()
            self._credentials.set(name, key)
            return Seal(key)


def set_aside(path: Path) -> Path:
    """Rename the database and its journal files, so that somebody can still look into them. Returns the new name."""
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    kept = path.with_name(f"{path.stem}.unreadable-{stamp}{path.suffix}")
    for suffix in ("-wal", "-shm", ""):
        part = path.with_name(path.name + suffix)
        if part.exists():
            part.replace(kept.with_name(kept.name + suffix))
    sync_directory(path.parent)
    return kept
