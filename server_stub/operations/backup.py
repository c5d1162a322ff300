"""A backup of a working server's SQLite data directory, and its restore. Blocks; command line's thread.

The database is copied with SQLite's own backup, so everything acknowledged before it began is in it; then exactly the recordings that
this copy names, and the server's keys. Master keys go to a directory of their own: who gets hold of the backup hears nothing.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from sqlalchemy.engine import make_url

from server_stub.clock import to_wire, utc_now
from server_stub.durable_file import sync_directory, write_durably
from server_stub.settings import Settings

FORMAT: Final = "careline-backup-1"
MANIFEST: Final = "manifest.json"
DATABASE: Final = "careline.sqlite"
_SERVER_KEYS: Final = ("token.key", "vault.key")


class BackupRefused(ValueError):
    """The backup cannot be made or restored; the message is one sentence for an operator."""


def back_up(settings: Settings, target: Path, keys_target: Path | None = None) -> int:
    """Write a backup into ``target``, which must not exist; returns how many files. Raises BackupRefused, OSError."""
    source = _database_of(settings)
    for place in (target, *([keys_target] if keys_target else [])):
        if place.exists():
            raise BackupRefused(f"{place} is there already: a backup overwrites nothing")
    if keys_target and keys_target.absolute().is_relative_to(target.absolute()):
        raise BackupRefused("the master keys must not lie in the backup they open")
    began = utc_now()
    (target / "recordings").mkdir(mode=0o700, parents=True)
    with (
        closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as live,
        closing(sqlite3.connect(target / DATABASE)) as copy,
    ):
        live.backup(copy)
    (target / DATABASE).chmod(0o600)
    with closing(sqlite3.connect(target / DATABASE)) as copy:
        copy.execute("PRAGMA journal_mode=DELETE")
        named = [row[0] for row in copy.execute("SELECT path FROM recordings")]
    folder = settings.data_dir / "recordings"
    for name in named:
        if Path(name).name == name and (folder / name).is_file():  # one deleted meanwhile stays deleted
            _copy(folder / name, target / "recordings" / name)
    for name in _SERVER_KEYS:
        if (settings.data_dir / name).is_file():
            _copy(settings.data_dir / name, target / name)
    if keys_target:
        keys_target.mkdir(mode=0o700, parents=True)
        for file in sorted(settings.effective_keys_dir.glob("*.key")):
            _copy(file, keys_target / file.name)
        sync_directory(keys_target)
    files = {str(path.relative_to(target)): _digest(path) for path in sorted(target.rglob("*")) if path.is_file()}
    _sync(target / DATABASE)
    sync_directory(target / "recordings")
    manifest = {"format": FORMAT, "began_at": to_wire(began), "database": "sqlite", "files": files}
    write_durably(target / MANIFEST, json.dumps(manifest, indent=1).encode())
    return len(files)


def restore(settings: Settings, source: Path, keys_source: Path | None = None) -> str:
    """Put a backup in place of nothing: the data directory must be missing or empty. Returns when the backup was begun.

    Everything is checked before anything is written, and takes its place by one rename. Raises BackupRefused, OSError.
    """
    target = _database_of(settings).parent
    began_at = check(source)
    keys_dir = settings.effective_keys_dir
    if target.exists() and any(target.iterdir()):
        raise BackupRefused(f"{target} is not empty: move it away first, a restore overwrites nothing")
    if keys_source and keys_dir.exists() and any(keys_dir.iterdir()):
        raise BackupRefused(f"{keys_dir} is not empty: move it away, or restore without --keys to go on with the keys in it")
    if keys_source and not any(keys_source.glob("*.key")):
        raise BackupRefused(f"{keys_source} has no keys in it")
    aside = target.with_name(f"{target.name}.restoring")
    shutil.rmtree(aside, ignore_errors=True)
    (aside / "recordings").mkdir(mode=0o700, parents=True)
    aside.chmod(0o700)
    for path in sorted(source.rglob("*")):
        if path.is_file() and path.name != MANIFEST:
            _copy(path, aside / path.relative_to(source))
    sync_directory(aside / "recordings")
    sync_directory(aside)
    if keys_source:
        keys_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        for file in sorted(keys_source.glob("*.key")):
            _copy(file, keys_dir / file.name)
        sync_directory(keys_dir)
    if target.exists():
        target.rmdir()
    aside.rename(target)
    sync_directory(target.parent)
    return began_at


def check(source: Path) -> str:
    """Whether ``source`` is a whole, undamaged backup; returns when it was begun. Raises BackupRefused."""
    try:
        manifest = json.loads((source / MANIFEST).read_text(encoding="utf-8"))
        told, files, began_at = manifest["format"], dict(manifest["files"]), str(manifest["began_at"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BackupRefused(f"{source} is no backup of Careline, or it was not finished: it has no readable {MANIFEST}") from error
    if told != FORMAT or DATABASE not in files:
        raise BackupRefused(f"{source} is a backup of another kind ({told!s:.40})")
    there = {str(path.relative_to(source)) for path in source.rglob("*") if path.is_file()} - {MANIFEST}
    if foreign := sorted(there - set(files)):
        raise BackupRefused(f"the backup is not as it was made: {foreign[0]} does not belong to it")
    for name, digest in files.items():
        if name not in there or _digest(source / name) != digest:
            raise BackupRefused(f"the backup is damaged: {name} is missing or was changed")
    return began_at


def _database_of(settings: Settings) -> Path:
    url = make_url(settings.effective_database_url)
    if url.get_backend_name() != "sqlite" or not url.database:
        raise BackupRefused("this command knows SQLite only: use pg_dump and pg_restore for PostgreSQL, see docs/operations.md")
    path = Path(url.database)
    if path.name != DATABASE or path.parent.resolve() != settings.data_dir.resolve():
        raise BackupRefused(f"the database is not {DATABASE} in the data directory")
    return path


def _copy(source: Path, target: Path) -> None:
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with source.open("rb") as clear, os.fdopen(descriptor, "wb") as file:
        shutil.copyfileobj(clear, file, 1 << 20)
        file.flush()
        os.fsync(file.fileno())


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
