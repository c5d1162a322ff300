"""Both databases for the tests that use one: a file, or a database of its own in a real PostgreSQL that the run starts once."""

from __future__ import annotations

import itertools

from server_stub.db.engine import Database
from server_stub.db.migrate import migrate
from stack.postgres import PostgresCluster

KINDS = ("sqlite", "postgresql")
_TEMPLATE = "careline_template"


class Postgres:
    """Started when first asked; every database is a copy of one that was migrated once."""

    def __init__(self) -> None:
        self._cluster: PostgresCluster | None = None
        self._numbers = itertools.count(1)

    def cluster(self) -> PostgresCluster:
        if self._cluster is None:
            self._cluster = PostgresCluster(durable=False)
            self._cluster.start()
            database = Database(self._cluster.create_database(_TEMPLATE))
            migrate(database)
            database.close()
        return self._cluster

    def new(self) -> str:
        """URL of an empty database of today's shape."""
        return self.cluster().create_database(f"careline_{next(self._numbers)}", _TEMPLATE)

    def bare(self) -> str:
        """URL of a database without any table."""
        return self.cluster().create_database(f"careline_{next(self._numbers)}")

    def drop(self, url: str) -> None:
        self.cluster().drop_database(url.partition("@/")[2].partition("?")[0])

    def stop(self) -> None:
        if self._cluster is not None:
            self._cluster.stop()
