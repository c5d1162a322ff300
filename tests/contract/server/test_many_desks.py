"""Fifty simulated desks with real tokens and streams at one server on PostgreSQL; the full size and its times are ``bench.desks``."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.desks import Floor
from bench.served import Served, served

DESKS = 50


@pytest.fixture
def server() -> Iterator[Served]:
    with tempfile.TemporaryDirectory(prefix="careline-desks-", dir="/tmp") as directory:
        Path(directory).chmod(0o711)
        with served(Path(directory), "postgresql") as made:
            made.run("made-up-data", "--agents", str(DESKS), "--patients", "100", "--calls", "100")
            made.start()
            yield made


async def test_every_desk_hears_every_event_and_comes_back_after_a_restart(server: Served) -> None:
    floor = Floor(server, DESKS)
    try:
        await floor.sign_in()
        assert len({desk.token for desk in floor.desks}) == DESKS
        await floor.open_streams()
        numbers = [await floor.tell() for _ in range(5)]
        await floor.restart()
        numbers.append(await floor.tell())
        assert floor.heard == dict.fromkeys(numbers, DESKS)
    finally:
        await floor.close()
