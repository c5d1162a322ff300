"""Which of several processes does what only one may do. On PostgreSQL; a server on SQLite is alone and needs none.

A row says who holds it and until when by the database's clock, so no machine's own clock matters. The holder renews it every second
and counts it as lost, by its own stopwatch from before the renewal was sent, half a second before anybody else may take it: also
where it was cut off from the database, or frozen. A thread with a connection of its own, so that neither a full pool nor a writer
stuck in its turn takes the lease away.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any, Final

import psycopg
import structlog
from sqlalchemy import text
from sqlalchemy.orm import Session

from server_stub.db.engine import Database
from server_stub.db.postgres import connect_arguments

LEASE_S: Final = 4.0
OURS_S: Final = 3.5
RENEWED_EVERY_S: Final = 1.0
PBX: Final = "pbx"

_TAKE: Final = """
INSERT INTO leases (name, holder, expires_at, pbx_connected)
VALUES (%(name)s, %(holder)s, clock_timestamp() + %(seconds)s * interval '1 second', false)
ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at,
    pbx_connected = leases.pbx_connected AND leases.holder = excluded.holder
WHERE leases.holder = excluded.holder OR leases.expires_at < clock_timestamp()
"""
_GIVE_UP: Final = "UPDATE leases SET expires_at = clock_timestamp() - interval '1 second', pbx_connected = false WHERE holder = %s"

_log = structlog.get_logger(__name__)


class Lease:
    """Held or not; ``renewed`` is told, on the lease's thread, until when by ``time.monotonic`` after every time it was had."""

    def __init__(self, database: Database, holder: str, renewed: Callable[[float], None]) -> None:
        self._arguments = connect_arguments(database.engine)
        self._holder = holder
        self._renewed = renewed
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="lease", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Give it up, so that another process need not wait. Blocks for a moment."""
        self._stopped.set()
        self._thread.join(LEASE_S)

    def _keep(self) -> None:
        while not self._stopped.is_set():
            try:
                with psycopg.connect(**self._arguments, autocommit=True) as connection:
                    # A lease is worth nothing after a crash of the database: no need to wait for the disk.
                    connection.execute("SET synchronous_commit = off")
                    connection.execute("SET statement_timeout = 1000")
                    self._renew(connection)
                    connection.execute(_GIVE_UP, [self._holder])
            except psycopg.Error as error:
                _log.warning("lease_not_renewed", error=type(error).__name__)
                self._stopped.wait(RENEWED_EVERY_S / 4)

    def _renew(self, connection: psycopg.Connection[Any]) -> None:
        while not self._stopped.is_set():
            began = time.monotonic()
            had = connection.execute(_TAKE, {"name": PBX, "holder": self._holder, "seconds": LEASE_S}).rowcount
            if had:
                self._renewed(began + OURS_S)
            self._stopped.wait(RENEWED_EVERY_S)


def note_pbx(session: Session, *, connected: bool) -> None:
    """The holder's link to the PBX came up or broke: for the other processes' desks, in the transaction of its event."""
    session.execute(text("UPDATE leases SET pbx_connected = :connected WHERE name = :name"), {"connected": connected, "name": PBX})


def pbx_connected(session: Session) -> bool:
    """Whether a living holder has the link."""
    alive = "SELECT pbx_connected AND expires_at > CURRENT_TIMESTAMP FROM leases WHERE name = :name"
    return bool(session.scalar(text(alive), {"name": PBX}))
