"""A real database in a directory of the test's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from server_stub import defaults
from server_stub.db.migrate import migrate
from server_stub.settings import Settings
from server_stub.state import ServerState
from tests.databases import KINDS, Postgres


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """What the settings say: empty for SQLite."""
    if request.param == "sqlite":
        yield ""
        return
    postgres: Postgres = request.getfixturevalue("postgres")
    url = postgres.new()
    yield url
    postgres.drop(url)


@pytest.fixture
def state(tmp_path: Path, database_url: str) -> Iterator[ServerState]:
    made = ServerState.build(Settings(data_dir=tmp_path / "data", database_url=database_url))
    migrate(made.database)
    defaults.ensure(made.database, made.settings)
    yield made
    made.database.close()
