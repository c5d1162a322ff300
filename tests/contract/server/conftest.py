"""One server per test module; signing in anew ends the earlier session of the same user, so each test stands alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contract.server.world import Person, World, running_world


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    directory: Path = tmp_path_factory.mktemp("server")
    with running_world(directory) as made:
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
