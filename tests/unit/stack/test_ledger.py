"""What was started is ended, and never anything else."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from stack.ledger import Ledger
from stack.processes import ProcessIdentity, end, identify, is_running


@pytest.fixture
def sleeper() -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(["sleep", "60"]) as process:
        yield process
        process.kill()


def test_ends_what_was_noted_also_from_a_later_command(tmp_path: Path, sleeper: subprocess.Popen[bytes]) -> None:
    file = tmp_path / "stack.json"
    Ledger(file).note("server", sleeper.pid)
    later = Ledger(file)
    assert later.running() == ["server"]
    assert later.end_all() == ["server"]
    assert sleeper.wait(5) != 0
    assert not file.exists()


def test_leaves_a_later_process_of_the_same_number_alone(tmp_path: Path, sleeper: subprocess.Popen[bytes]) -> None:
    file = tmp_path / "stack.json"
    ledger = Ledger(file)
    ledger.note("server", sleeper.pid)
    content = json.loads(file.read_text())
    content["processes"]["server"][1] -= 1  # the process that was noted began earlier
    file.write_text(json.dumps(content))
    stale = Ledger(file)
    assert stale.running() == []
    assert stale.end_all() == []
    assert sleeper.poll() is None


def test_never_ends_the_command_that_reads_it(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "stack.json")
    ledger.note("demo command", os.getpid())
    assert ledger.end_all() == []


def test_ends_in_the_opposite_order_of_starting(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "stack.json")
    with subprocess.Popen(["sleep", "60"]) as first, subprocess.Popen(["sleep", "60"]) as second:
        ledger.note("server", first.pid)
        ledger.note("desk", second.pid)
        assert ledger.end_all() == ["desk", "server"]


def test_facts_survive_and_the_file_is_private(tmp_path: Path, sleeper: subprocess.Popen[bytes]) -> None:
    ledger = Ledger(tmp_path / "stack.json")
    ledger.facts["kept"] = {"trunk": 1}
    ledger.note("server", sleeper.pid)
    assert Ledger(ledger.file).facts == {"kept": {"trunk": 1}}
    assert ledger.file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("broken", ["", "{", "[]", '{"processes": 3}', '{"processes": {"a": [1]}}'])
def test_a_broken_file_names_nothing(tmp_path: Path, broken: str) -> None:
    file = tmp_path / "stack.json"
    file.write_text(broken)
    assert Ledger(file).running() == []


def test_a_process_that_does_not_listen_is_killed() -> None:
    deaf = subprocess.Popen(["sh", "-c", "trap '' TERM; echo ready; while :; do sleep 1; done"], stdout=subprocess.PIPE)
    with deaf:
        assert deaf.stdout is not None
        deaf.stdout.readline()
        process = identify(deaf.pid)
        assert process is not None
        assert end(process, patience_s=0.1)
        assert not is_running(process)


def test_a_zombie_is_not_running() -> None:
    with subprocess.Popen(["true"], stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        child.stdout.read()  # its end; it stays a zombie until it is waited for
        before = ProcessIdentity(child.pid, 0)
        while identify(child.pid) is not None:
            pass
        assert not is_running(before)
