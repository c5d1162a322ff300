"""What PostgreSQL needs to behave like the one writer of SQLite. Any thread.

Every write transaction begins by taking its turn: an advisory lock, given first come first served to the writers of all processes
and dropped by the commit, after what was written can be seen. So status changes, idempotency keys, versions and the ids of events
need no further care, no two transactions wait for each other's rows, and a reader behind an event's id never misses a lower one.

A process that froze or was cut off in its turn is thrown out by the server after some seconds; everybody else goes on then.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from psycopg.types.string import StrDumper
from sqlalchemy import Connection, Engine, create_engine, event, text

WRITES: Final = "careline_writes"
"""The execution option that marks a connection of writers."""
READING: Final[dict[str, Any]] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}

_TURN: Final = 0x43415245
_START_UP: Final = _TURN + 1
_LONGEST_IDLE_TURN_MS: Final = 5_000
_LONGEST_WAIT_MS: Final = 15_000
_SERVER_OPTIONS: Final = " ".join(
    f"-c {name}={value}"
    for name, value in {
        "idle_in_transaction_session_timeout": _LONGEST_IDLE_TURN_MS,
        "lock_timeout": _LONGEST_WAIT_MS,
        "client_connection_check_interval": 1_000,
        "tcp_keepalives_idle": 2,
        "tcp_keepalives_interval": 1,
        "tcp_keepalives_count": 3,
        "tcp_user_timeout": 5_000,
        "TimeZone": "UTC",
        "jit": "off",
    }.items()
)
CONNECT: Final[dict[str, Any]] = {
    "connect_timeout": 5,
    "keepalives_idle": 2,
    "keepalives_interval": 1,
    "keepalives_count": 3,
    "tcp_user_timeout": 5_000,
    "application_name": "careline",
    "options": _SERVER_OPTIONS,
}


class _WithoutNul(StrDumper):
    """PostgreSQL's text cannot hold U+0000, which nobody typed; dropping it is better than losing the note around it."""

    def dump(self, obj: str) -> Any:
        return super().dump(obj.replace("\0", "") if "\0" in obj else obj)


def make_engine(url: str) -> Engine:
    """Few connections a process: of its writers only one at a time needs one, and PostgreSQL allows 100 in all by default."""
    engine = create_engine(url, pool_pre_ping=True, pool_size=10, max_overflow=20, connect_args=CONNECT)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _take_turn)
    return engine


def connect_arguments(engine: Engine) -> dict[str, Any]:
    """What ``psycopg.connect`` needs for a connection beside the pool's."""
    _, named = engine.dialect.create_connect_args(engine.url)
    return {**named, **CONNECT}


def _prepare(connection: Any, _record: Any) -> None:
    connection.adapters.register_dumper(str, _WithoutNul)


def _take_turn(connection: Connection) -> None:
    if connection.get_execution_options().get(WRITES, False):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_TURN})")


@contextmanager
def alone(engine: Engine) -> Iterator[None]:
    """Hold a lock of its own, so that two processes that start at once do it one after the other."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("SET lock_timeout = '120s'"))
        connection.execute(text(f"SELECT pg_advisory_lock({_START_UP})"))
        try:
            yield
        finally:
            connection.execute(text(f"SELECT pg_advisory_unlock({_START_UP})"))
            connection.execute(text(f"SET lock_timeout = {_LONGEST_WAIT_MS}"))


def after_given_ids(connection: Connection, table: str) -> None:
    """Let ``table`` go on counting behind the ids it was given. SQLite does that by itself."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table} HAVING max(id) > 0")  # noqa: S608 - a literal
