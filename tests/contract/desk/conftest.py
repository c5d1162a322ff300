"""The real server is started once for all contract tests of the desk."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.contract.desk.centres import Centre, FakeSide, RealSide


@pytest.fixture(scope="session")
def real_centre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealSide]:
    side = RealSide(tmp_path_factory.mktemp("centre"))
    yield side
    side.close()


@pytest.fixture
def real(real_centre: RealSide) -> Iterator[RealSide]:
    """The real server alone, for what only a wire can show. Running again after the test, whatever the test did to it."""
    yield real_centre
    real_centre.stop_desks()
    real_centre.process.start()


@pytest.fixture(params=["fake", "real"])
def centre(request: pytest.FixtureRequest) -> Centre:
    if request.param == "fake":
        return FakeSide()
    side: RealSide = request.getfixturevalue("real")
    return side
