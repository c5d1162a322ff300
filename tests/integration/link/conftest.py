"""One real PBX with one real server for the tests of this folder; every test begins with nobody signed in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from stack.local_stack import LocalStack
from tests.integration.link.world import World


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[LocalStack, Path]]:
    directory = tmp_path_factory.mktemp("link")
    with LocalStack(directory / "stack", settings={"CARELINE_WRAP_UP_S": "20"}) as running:
        yield running, directory


@pytest.fixture
def world(stack: tuple[LocalStack, Path], tmp_path: Path) -> Iterator[World]:
    running, directory = stack
    if running.server.pid is None:
        running.server.start()
    if running.pbx.pid is None:
        running.pbx.start()
    running.server.wait_ready(with_pbx=True)
    world = World(running, directory)
    yield world
    world.clear()
