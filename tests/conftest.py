"""What tests of every kind share: the run's one PostgreSQL, started by the first test that wants it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.databases import Postgres


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    made = Postgres()
    yield made
    made.stop()
