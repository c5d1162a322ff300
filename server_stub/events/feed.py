"""Brings every committed event of every process on one PostgreSQL to this process's desks.

Two threads with a connection each. One listens, and reads the table whenever it is woken and once a second all the same: a wake-up
that is lost costs a second, never an event. The other sends the wake-ups, after the commit and outside any transaction that holds
data: ``NOTIFY`` carries nothing, and many commits at once need one.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Any, Final

import psycopg
import structlog

from server_stub.db.engine import Database
from server_stub.db.postgres import connect_arguments
from server_stub.events.log import StreamEvent, last_id, read_all_after

LOOK_EVERY_S: Final = 1.0
RETRY_AFTER_S: Final = 0.5
BATCH: Final = 500
_CHANNEL: Final = "careline_events"

_log = structlog.get_logger(__name__)


def wake_all(database: Database) -> None:
    """Let the listeners of all processes look at once; for a program that appends events and runs no feed of its own."""
    with psycopg.connect(**connect_arguments(database.engine), autocommit=True) as connection:
        connection.execute("SELECT pg_notify(%s, '')", [_CHANNEL])


class Feed:
    """From ``start`` to ``stop``; ``deliver`` is called on the listening thread, with events in the order of their ids."""

    def __init__(self, database: Database, deliver: Callable[[Sequence[StreamEvent]], None]) -> None:
        self._database = database
        self._deliver = deliver
        self._position = 0
        self._news = threading.Event()
        self._stopped = threading.Event()
        self._threads = [
            threading.Thread(target=self._keep, args=(self._listen,), name="event listener", daemon=True),
            threading.Thread(target=self._keep, args=(self._notify,), name="event notifier", daemon=True),
        ]

    def start(self) -> None:
        """Begin behind the newest event: nobody reads here yet. Raises OperationalError."""
        with self._database.read() as session:
            self._position = last_id(session)
        for thread in self._threads:
            thread.start()

    def wake(self) -> None:
        """Something was committed. Any thread; returns at once."""
        self._news.set()

    def stop(self) -> None:
        """Blocks for at most some seconds."""
        self._stopped.set()
        self._news.set()
        for thread in self._threads:
            thread.join(LOOK_EVERY_S + 5)

    def _keep(self, work: Callable[[psycopg.Connection[Any]], None]) -> None:
        """Run ``work`` with a connection, and with a new one when that one broke."""
        while not self._stopped.is_set():
            try:
                with psycopg.connect(**connect_arguments(self._database.engine), autocommit=True) as connection:
                    work(connection)
            except Exception as error:  # also what the pool says of a database that is away
                _log.warning("event_feed_broken", thread=threading.current_thread().name, error=type(error).__name__)
                self._stopped.wait(RETRY_AFTER_S)

    def _listen(self, connection: psycopg.Connection[Any]) -> None:
        connection.execute(f"LISTEN {_CHANNEL}")
        while not self._stopped.is_set():
            self._read()
            for _ in connection.notifies(timeout=LOOK_EVERY_S, stop_after=1):
                pass

    def _read(self) -> None:
        while True:
            with self._database.read() as session:
                events = read_all_after(session, self._position, BATCH)
            if not events:
                return
            self._position = events[-1].id
            self._deliver(events)

    def _notify(self, connection: psycopg.Connection[Any]) -> None:
        while True:
            self._news.wait()
            self._news.clear()
            connection.execute("SELECT pg_notify(%s, '')", [_CHANNEL])
            if self._stopped.is_set():
                return
