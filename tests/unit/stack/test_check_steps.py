"""The count of ``./check`` is pytest's own, and nothing that did not run counts as passed."""

from __future__ import annotations

from pathlib import Path

import pytest

from stack.check_steps import STEPS, Outcome, read_report


def _report(tmp_path: Path, attributes: str) -> Path:
    file = tmp_path / "report.xml"
    file.write_text(f'<testsuites><testsuite name="pytest" {attributes}></testsuite></testsuites>')
    return file


@pytest.mark.parametrize(
    ("attributes", "outcome"),
    [
        ('tests="7" failures="0" errors="0" skipped="0"', Outcome(passed=7)),
        ('tests="7" failures="1" errors="2" skipped="1"', Outcome(passed=3, failed=3, skipped=1)),
        ('tests="0" failures="0" errors="0" skipped="0"', Outcome()),
    ],
)
def test_counts_are_read_from_the_report(tmp_path: Path, attributes: str, outcome: Outcome) -> None:
    assert read_report(_report(tmp_path, attributes)) == outcome


def test_a_missing_or_broken_report_is_a_failure(tmp_path: Path) -> None:
    broken = tmp_path / "broken.xml"
    broken.write_text("<testsuites>")
    assert read_report(tmp_path / "missing.xml") == read_report(broken) == Outcome(failed=1)


def test_the_summary_is_in_the_form_that_is_counted() -> None:
    assert (Outcome(3, 1) + Outcome(passed=2)).summary() == "5 passed, 1 failed"
    assert Outcome(3, 0, 2).summary() == "3 passed, 0 failed, 2 skipped"


def test_steps_have_names_of_their_own() -> None:
    assert len({step.name for step in STEPS}) == len(STEPS)
