"""One Qt application for all unit tests of a run, whichever test asks for it first: without a screen. And either database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.databases import KINDS, Postgres


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    return ["careline-tests", "-platform", "offscreen"]


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
