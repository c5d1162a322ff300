"""A step that fails says so in a sentence that helps."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from stack.say import SetupError, run_logged


def test_a_failure_tells_what_where_and_how_to_go_on(tmp_path: Path) -> None:
    log = tmp_path / "logs" / "apt.log"
    command = [sys.executable, "-c", "print('no space left'); raise SystemExit(3)"]
    with pytest.raises(SetupError) as caught:
        run_logged(command, what="Installing", log=log, hint="Make room.")
    text = str(caught.value)
    assert "Installing failed (exit code 3)" in text
    assert "Make room." in text
    assert "no space left" in text
    assert str(log) in text


def test_a_missing_program_is_named(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="Building could not be started"):
        run_logged([tmp_path / "nothing"], what="Building", log=tmp_path / "log")


def test_output_goes_to_the_log(tmp_path: Path) -> None:
    log = tmp_path / "log"
    run_logged([sys.executable, "-c", "print('hello')"], what="Greeting", log=log)
    assert "hello" in log.read_text()
