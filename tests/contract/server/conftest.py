"""One server per test module and database; signing in anew ends the earlier session of the same user, so each test stands alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contract.server.world import Person, World, running_world
from tests.databases import KINDS, Postgres


@pytest.fixture(scope="module", params=KINDS)
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """What the settings say: empty for SQLite."""
    if request.param == "sqlite":
        yield ""
        return
    postgres: Postgres = request.getfixturevalue("postgres")
    url = postgres.new()
    yield url
    postgres.drop(url)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, database_url: str) -> Iterator[World]:
    directory: Path = tmp_path_factory.mktemp("server")
    with running_world(directory, database_url=database_url) as made:
        yield made


@pytest.fixture
def lin(world: World) -> Person:
    return world.sign_in("lin")


@pytest.fixture
def anna(world: World) -> Person:
    return world.sign_in("anna")


@pytest.fixture
def mei(world: World) -> Person:
    return world.sign_in("mei")


@pytest.fixture
def admin(world: World) -> Person:
    return world.sign_in("admin")


@pytest.fixture
def clerk(world: World) -> Person:
    return world.sign_in("clerk")
