"""Brings very many rows into either database: COPY on PostgreSQL, executemany on SQLite, indexes made afterwards, all at once.

For made-up data alone: what is half done when the power fails is thrown away with its database. Nobody else may use it meanwhile.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from sqlalchemy import Index, Table, text

from server_stub.db.engine import Database
from server_stub.db.models import Base
from server_stub.db.postgres import after_given_ids
from server_stub.demo.made_up import Row


class Bulk:
    """One connection of its own, from ``bulk`` to its end."""

    def __init__(self, connection: Any, columns: Mapping[str, Sequence[str]], *, is_sqlite: bool) -> None:
        self._cursor = connection.cursor()
        self._is_sqlite = is_sqlite
        self._connection = connection
        self._inserts = {name: _Insert(Base.metadata.tables[name], given) for name, given in columns.items()}

    def add(self, block: Mapping[str, Iterable[Row]]) -> None:
        """Insert and commit."""
        if self._is_sqlite:
            self._cursor.execute("BEGIN IMMEDIATE")
        for name, rows in block.items():
            insert = self._inserts[name]
            if self._is_sqlite:
                self._cursor.executemany(insert.statement, (row + insert.rest for row in rows))
            else:
                self._copy(insert, rows)
        if self._is_sqlite:
            self._cursor.execute("COMMIT")
        else:
            self._connection.commit()

    def _copy(self, insert: _Insert, rows: Iterable[Row]) -> None:
        lines = io.StringIO()
        for row in rows:
            lines.write("\t".join(["\\N" if value is None else str(value) for value in row + insert.rest]))
            lines.write("\n")
        with self._cursor.copy(insert.copy) as copy:
            copy.write(lines.getvalue())


class _Insert:
    """How rows of one table are written: the columns that are given, then those that have the model's default."""

    def __init__(self, table: Table, given: Sequence[str]) -> None:
        others = [column for column in table.columns if column.name not in given and not column.primary_key and column.default is not None]
        self.rest: Row = tuple(_plain(column.default.arg) for column in others)  # type: ignore[union-attr]
        names = ", ".join((*given, *(column.name for column in others)))
        marks = ", ".join("?" * (len(given) + len(others)))
        self.statement = f"INSERT INTO {table.name} ({names}) VALUES ({marks})"  # noqa: S608 - names of our own tables
        self.copy = f"COPY {table.name} ({names}) FROM STDIN"


def _plain(default: Any) -> str | int | float:
    return int(default) if isinstance(default, bool) else default if isinstance(default, str | int | float) else str(default)


@contextmanager
def bulk(database: Database, columns: Mapping[str, Sequence[str]]) -> Iterator[Bulk]:
    """Without the tables' indexes and checks inside, with them afterwards, and the planner's statistics new."""
    tables = [Base.metadata.tables[name] for name in columns]
    indexes = [index for table in tables for index in sorted(table.indexes, key=lambda index: str(index.name))]
    _drop(database, indexes)
    raw = database.engine.raw_connection()
    driver = raw.driver_connection
    if driver is None:
        raise RuntimeError("the connection was closed as soon as it was opened")
    _without_checks(driver, is_sqlite=database.is_sqlite)
    try:
        yield Bulk(driver, columns, is_sqlite=database.is_sqlite)
    finally:
        raw.invalidate()  # its settings are for nobody else
        raw.close()
        _make(database, indexes, tables)


def _without_checks(driver: Any, *, is_sqlite: bool) -> None:
    if is_sqlite:
        for pragma in ("foreign_keys=OFF", "synchronous=OFF", "cache_size=-262144"):
            driver.execute(f"PRAGMA {pragma}")
        return
    driver.execute("SET synchronous_commit = off")
    try:
        driver.execute("SET session_replication_role = replica")
        driver.commit()
    except psycopg.Error:  # not the owner of the whole server: keys are checked row by row, slower
        driver.rollback()


def _drop(database: Database, indexes: Sequence[Index]) -> None:
    with database.engine.begin() as connection:
        for index in indexes:
            index.drop(connection, checkfirst=True)


def _make(database: Database, indexes: Sequence[Index], tables: Sequence[Table]) -> None:
    with database.engine.begin() as connection:
        if not database.is_sqlite:
            connection.execute(text("SET LOCAL maintenance_work_mem = '256MB'"))
        for index in indexes:
            index.create(connection)
        for table in tables:
            if "id" in table.columns:
                after_given_ids(connection, table.name)
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))
