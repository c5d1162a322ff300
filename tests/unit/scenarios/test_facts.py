"""A fact that is absent, of the wrong kind or beyond its limit fails."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from tests.scenarios.lib.facts import Facts, at_most, between, exactly, percentile

TABLE = {"pop_ms": at_most(60), "start_ms": between(1, 100), "mismatches": exactly(0), "ok": exactly(True)}


def test_all_hold() -> None:
    facts = Facts(TABLE, {"pop_ms": -2.0, "start_ms": 50.0, "mismatches": 0, "ok": True})
    assert facts.failures == []


def test_what_was_not_measured_fails() -> None:
    assert len(Facts(TABLE).failures) == len(TABLE)


@pytest.mark.parametrize(
    ("name", "value"),
    [("pop_ms", 60.1), ("pop_ms", math.nan), ("start_ms", 0.0), ("mismatches", 1), ("mismatches", False), ("ok", False), ("ok", 1)],
)
def test_does_not_hold(name: str, value: float) -> None:
    facts = Facts(TABLE, {"pop_ms": 1.0, "start_ms": 50.0, "mismatches": 0, "ok": True})
    facts.record(name, value)
    assert [line for line in facts.failures if line.startswith(name)]


def test_an_unknown_name_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        Facts(TABLE).record("pop", 1)


def test_only_what_was_measured_is_written(tmp_path: Path) -> None:
    Facts(TABLE, {"ok": True}).write(tmp_path / "facts.json")
    assert json.loads((tmp_path / "facts.json").read_text()) == {"ok": True}


def test_percentile_is_a_value_that_was_seen() -> None:
    assert percentile([3.0, 1.0, 2.0, 9.0], 95) == 9.0
    assert percentile([1.0, 2.0], 50) == 1.0
    assert percentile([float(n) for n in range(1, 101)], 95) == 95.0
