"""The local stack for real: two beside each other, gone without a trace, leftovers of a killed run ended at the next."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from stack.ledger import Ledger
from stack.local_stack import LocalStack
from stack.paths import CLONE
from stack.processes import identify

pytestmark = pytest.mark.pbx


def test_two_stacks_run_side_by_side_and_leave_nothing(tmp_path: Path) -> None:
    with LocalStack(tmp_path / "one") as one, LocalStack(tmp_path / "two") as two:
        for stack in (one, two):
            assert stack.server.health() == {"status": "ok", "pbx_connected": True, "alarms": []}
        assert one.pbx.pid is not None
        assert two.pbx.pid is not None
        processes = [identify(pid) for pid in (one.pbx.pid, one.server.pid, two.pbx.pid, two.server.pid) if pid is not None]
        assert len({process.pid for process in processes if process is not None}) == 4
    assert [process for process in processes if process is not None and identify(process.pid) == process] == []
    assert not (tmp_path / "one" / "stack.json").exists()


def test_the_server_comes_back_after_a_kill_with_its_link(tmp_path: Path) -> None:
    with LocalStack(tmp_path) as stack:
        stack.server.kill()
        assert stack.server.health() is None
        stack.server.start()
        stack.server.wait_ready(with_pbx=True)
        assert Ledger(tmp_path / "stack.json").running() == ["pbx", "server"]


def test_secrets_are_files_of_their_owner_and_on_no_command_line(tmp_path: Path) -> None:
    with LocalStack(tmp_path) as stack:
        secrets = [file for file in (tmp_path / "secrets").iterdir() if file.name != "system-name"]
        assert {file.name for file in secrets} == {"pbx-token", "ami", "ari"}
        assert {file.stat().st_mode & 0o777 for file in secrets} == {0o600}
        for pid in (stack.pbx.pid, stack.server.pid):
            shown = Path(f"/proc/{pid}/cmdline").read_bytes() + Path(f"/proc/{pid}/environ").read_bytes()
            assert [file.name for file in secrets if file.read_bytes().strip() in shown] == []


def test_leftovers_of_a_killed_run_are_ended_by_the_next(tmp_path: Path) -> None:
    script = (
        "import sys, time; from pathlib import Path; from stack.local_stack import LocalStack\n"
        "LocalStack(Path(sys.argv[1])).start(); print('up', flush=True); time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", script, tmp_path], stdout=subprocess.PIPE, cwd=CLONE) as run:
        assert run.stdout is not None
        assert run.stdout.readline() == b"up\n"
        os.kill(run.pid, signal.SIGKILL)
    ledger = Ledger(tmp_path / "stack.json")
    left = [process for name in ("server", "pbx") if (process := ledger.process(name))]
    assert len(left) == 2
    with LocalStack(tmp_path) as stack:
        assert stack.server.health() is not None
        assert [process for process in left if identify(process.pid) == process] == []


def test_no_tcp_port_is_open_beyond_loopback(tmp_path: Path) -> None:
    with LocalStack(tmp_path) as stack:
        listening = subprocess.run(["ss", "-Hltnp"], capture_output=True, text=True, check=True).stdout.splitlines()
        ours = [line for line in listening if f"pid={stack.pbx.pid}," in line or f"pid={stack.server.pid}," in line]
        assert ours
        assert [line for line in ours if not line.split()[3].startswith("127.0.0.1")] == []
        with socket.create_connection(("127.0.0.1", int(stack.server_url.rpartition(":")[2])), timeout=5):
            pass
