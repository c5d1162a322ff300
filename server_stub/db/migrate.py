"""Brings the tables to the newest shape at start. Runs on the main thread, before anything else uses the database."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection

from server_stub.db.engine import Database

HEAD = "v0080"
"""The newest revision; a test compares it with the scripts."""


def alembic_config() -> Config:
    config = Config()
    config.set_main_option("script_location", "server_stub.db:migrations")
    return config


def migrate(database: Database) -> None:
    """Run what is missing. Raises alembic's CommandError where the database is newer than this program."""
    with database.engine.connect() as connection:
        if MigrationContext.configure(connection).get_current_revision() == HEAD:
            return
    config = alembic_config()
    with database.engine.connect() as connection:
        if database.is_sqlite:
            _let_tables_be_rebuilt(connection)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _let_tables_be_rebuilt(connection: Connection) -> None:
    """SQLite changes a column by making the table anew, which rows that refer to it would forbid. Outside any transaction.

    The connection is thrown away afterwards, so none is left without its foreign keys.
    """
    connection.connection.cursor().execute("PRAGMA foreign_keys=OFF")
    connection.detach()
