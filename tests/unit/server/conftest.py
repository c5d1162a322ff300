"""A real database in a directory of the test's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from server_stub import defaults
from server_stub.db.migrate import migrate
from server_stub.settings import Settings
from server_stub.state import ServerState


@pytest.fixture
def state(tmp_path: Path, database_url: str) -> Iterator[ServerState]:
    made = ServerState.build(Settings(data_dir=tmp_path / "data", database_url=database_url))
    migrate(made.database)
    defaults.ensure(made.database, made.settings)
    yield made
    made.database.close()
