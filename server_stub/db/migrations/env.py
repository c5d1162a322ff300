"""Alembic's entry: runs on the connection that ``server_stub.db.migrate`` hands over."""

from __future__ import annotations

from alembic import context

from server_stub.db.models import Base


def run() -> None:
    connection = context.config.attributes["connection"]
    # Batch mode: SQLite cannot alter a column in place.
    context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()


run()
