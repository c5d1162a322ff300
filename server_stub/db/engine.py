"""Engine and sessions. Used from any worker thread; a session belongs to one thread.

SQLite runs in WAL mode with ``synchronous=FULL``: what was acknowledged survives a power cut. It has one writer, so
writers of this process queue on a lock (first come, first served) instead of on SQLite's polling, and a write
transaction begins IMMEDIATE: it never fails half-way because another one was faster.

On PostgreSQL the writers of all processes take turns in the same way, by an advisory lock that every write transaction begins
with (``db.postgres``). What a write decides from what it read therefore holds when it commits, on either database.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker

from server_stub.db import postgres

BUSY_TIMEOUT_MS = 5000
BUSY_RETRIES = 3
SYNCHRONOUS = "FULL"

_WRITES = postgres.WRITES
_AFTER_COMMIT = "careline_after_commit"


class Database:
    """One engine with its two kinds of transaction: ``read()`` and ``write()``."""

    def __init__(self, url: str) -> None:
        self.on_commit: Callable[[Session], None] | None = None
        """Called after every commit of ``write()``, on the writer's thread, in the order of the commits."""
        self.is_sqlite = make_url(url).get_backend_name() == "sqlite"
        self.engine = _sqlite_engine(url) if self.is_sqlite else postgres.make_engine(url)
        reading = {} if self.is_sqlite else postgres.READING
        self._readers = sessionmaker(self.engine.execution_options(**reading), expire_on_commit=False)
        self._writers = sessionmaker(self.engine.execution_options(**{_WRITES: True}), expire_on_commit=False)
        self._write_lock = threading.Lock()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A consistent view; nothing done in it is kept."""
        with self._readers() as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """One transaction, committed at the end of the block and rolled back by an exception.

        Keep it short: every other writer waits. Callbacks given to ``after_commit`` run when it is durable, in the order of the
        commits. Raises OperationalError where another process holds the file, or its turn, for over 15 s.
        """
        with self._write_lock, self._transaction() as session:
            yield session

    @contextmanager
    def _transaction(self) -> Iterator[Session]:
        with self._writers() as session:
            self._begin(session)
            try:
                yield session
            except BaseException:
                session.rollback()
                raise
            session.commit()
            if self.on_commit is not None:
                self.on_commit(session)
            callbacks: list[Callable[[], None]] = session.info.pop(_AFTER_COMMIT, [])
            for callback in callbacks:
                callback()

    @staticmethod
    def _begin(session: Session) -> None:
        """Take the file's write lock (PostgreSQL: the turn) now, so that being busy shows before anything was done."""
        for attempt in range(BUSY_RETRIES):
            try:
                session.connection()
            except OperationalError as error:
                if attempt + 1 == BUSY_RETRIES or "locked" not in str(error.orig):
                    raise
                session.rollback()
                time.sleep(0.01 * (attempt + 1))
            else:
                return

    @contextmanager
    def alone(self) -> Iterator[None]:
        """No other process starts up on this database meanwhile: for migrations and what is put into empty tables."""
        if self.is_sqlite:
            yield
            return
        with postgres.alone(self.engine):
            yield

    def close(self) -> None:
        """Close every connection; the last one of SQLite folds the WAL into the file."""
        self.engine.dispose()


def after_commit(session: Session, callback: Callable[[], None]) -> None:
    """Run ``callback`` on this thread once the session's ``Database.write()`` block has been committed; never if it fails.

    It must return at once and must not raise: post to a loop, set an event.
    """
    session.info.setdefault(_AFTER_COMMIT, []).append(callback)


def _sqlite_engine(url: str) -> Engine:
    path = make_url(url).database
    if not path or path == ":memory:":
        raise ValueError("the server needs a database file")
    _make_private(Path(path))
    engine = create_engine(url, connect_args={"timeout": BUSY_TIMEOUT_MS / 1000}, pool_size=20, max_overflow=30)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _make_private(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        path.touch(mode=0o600)


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver's own implicit BEGIN would come too late
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute(f"PRAGMA synchronous={SYNCHRONOUS}")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
