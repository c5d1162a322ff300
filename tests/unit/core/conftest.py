"""The world of the desk's tests, ended in order after each."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.unit.core.world import World


@pytest_asyncio.fixture
async def world() -> AsyncIterator[World]:
    """A desk whose agent is signed in, registered and online."""
    made = await World().signed_in()
    yield made
    await made.stop()


@pytest_asyncio.fixture
async def fresh() -> AsyncIterator[World]:
    """A desk that was just made: nobody signed in, nothing started."""
    made = World()
    yield made
    await made.stop()
