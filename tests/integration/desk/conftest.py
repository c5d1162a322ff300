"""A real PBX, a real server with demo data, and one agent's real desk without a screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from stack.headset import VirtualHeadset
from stack.local_stack import LocalStack
from tests.integration.desk.seat import Seat
from tests.integration.link.world import World


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[LocalStack, Path]]:
    directory = tmp_path_factory.mktemp("desk")
    with LocalStack(directory / "stack") as running:
        yield running, directory


@pytest.fixture
def world(stack: tuple[LocalStack, Path]) -> Iterator[World]:
    running, directory = stack
    if running.server.pid is None:
        running.server.start()
    if running.pbx.pid is None:
        running.pbx.start()
    running.server.wait_ready(with_pbx=True)
    made = World(running, directory)
    yield made
    made.clear()


@pytest.fixture(scope="module")
def headset() -> Iterator[VirtualHeadset]:
    with VirtualHeadset("bad-input") as plugged:
        yield plugged


@pytest.fixture
def seat(world: World, headset: VirtualHeadset, tmp_path: Path) -> Iterator[Seat]:
    with Seat(tmp_path / "seat", world.stack.server_url, world.stack.ca_file, headset.env) as made:
        yield made
