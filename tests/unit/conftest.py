"""One Qt application for all unit tests of a run, whichever test asks for it first: without a screen."""

from __future__ import annotations

import pytest


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    return ["careline-tests", "-platform", "offscreen"]
