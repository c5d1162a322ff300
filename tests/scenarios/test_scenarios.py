"""Every scenario, played whole. Screenshots and facts stay in pytest's folder for the run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.scenarios.run import SCENARIOS, run

pytestmark = [pytest.mark.desktop, pytest.mark.pbx]


@pytest.mark.parametrize("name", sorted(SCENARIOS))
def test_scenario(name: str, tmp_path: Path) -> None:
    code = run(name, tmp_path / "facts.json", tmp_path / "screens")
    facts = json.loads((tmp_path / "facts.json").read_text())
    assert code == 0, f"see the captured output; facts: {facts}"
    assert set(facts) == set(SCENARIOS[name].table)
