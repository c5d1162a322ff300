"""What the desk acknowledged survives a power cut: the outbox, its drafts, its key and the stored token."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from agent_app.domain.user import User
from agent_app.storage.credentials import Credentials
from agent_app.storage.outbox import OutboxFiles
from agent_app.storage.profile import Profile
from stack.paths import CLONE
from tests.durability.powercut import PowerCut

LIN = User("u-1", "lin", "Lin", "agent", "1001")
SERVER = "https://clinic.example"
WRITES = 40

# Acknowledges each thing on its standard output the moment the storage has returned, and dies by kill -9 at the end.
_DESK = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from agent_app.domain.call import CallRef
from agent_app.domain.wrap_up import WrapUpDraft
from agent_app.ports import PendingWrite, WriteKind
from tests.durability.test_outbox_powercut import LIN, WRITES, opened

directory, synchronous = Path(sys.argv[1]), sys.argv[2]
outbox, credentials = opened(directory)
outbox._db.execute(f"PRAGMA synchronous={synchronous}")
credentials.set("token", "rotated")
print("token", flush=True)
for number in range(WRITES):
    ref = CallRef(f"careline-1.{number}")
    outbox.save_draft(WrapUpDraft(ref, notes=f"typed {number}"))
    print("draft", ref, flush=True)
    if number % 2:
        outbox.put(PendingWrite(f"key-{number}", WriteKind.WRAP_UP, ref, {"notes": f"typed {number}"}, datetime.now(UTC)))
        print("write", ref, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def opened(directory: Path):  # type: ignore[no-untyped-def]
    profile = Profile(directory, "desk")
    profile.open()
    credentials = Credentials(profile.directory, "careline/desk", system_store=False)
    files = OutboxFiles(lambda user: profile.user_directory(SERVER, user), SERVER, credentials)
    found = files(LIN)
    assert found.set_aside == ""
    return found.outbox, credentials


def run_until_the_cut(directory: Path, scratch: Path, synchronous: str) -> list[str]:
    directory.mkdir()
    cut = PowerCut(directory, scratch)
    desk = subprocess.run(
        [sys.executable, "-c", _DESK, str(directory), synchronous],
        env={**os.environ, **cut.environment()},
        cwd=CLONE,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
        timeout=120,
    )
    acknowledged = desk.stdout.splitlines()
    assert len(acknowledged) == 1 + WRITES + WRITES // 2
    cut.lose_unsynced()
    return acknowledged


def what_is_left(directory: Path) -> list[str]:
    """In a process of its own: this one must not touch the files twice."""
    program = (
        "import sys\nfrom pathlib import Path\nfrom tests.durability.test_outbox_powercut import opened\n"
        "outbox, credentials = opened(Path(sys.argv[1]))\n"
        "print('token', credentials.get('token'))\n"
        "[print('draft', draft.ref, draft.notes) for draft in outbox.drafts()]\n"
        "[print('write', write.ref, write.key) for write in outbox.pending()]\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(directory)], cwd=CLONE, capture_output=True, text=True, check=False, timeout=60
    )
    return done.stdout.splitlines() if done.returncode == 0 else []


def test_everything_acknowledged_is_there_after_the_cut(tmp_path: Path) -> None:
    run_until_the_cut(tmp_path / "desks", tmp_path / "cut", "FULL")
    drafts = [f"draft careline-1.{number} typed {number}" for number in range(0, WRITES, 2)]
    writes = [f"write careline-1.{number} key-{number}" for number in range(1, WRITES, 2)]
    assert what_is_left(tmp_path / "desks") == ["token rotated", *drafts, *writes]


@pytest.mark.parametrize("synchronous", ["OFF", "NORMAL"])
def test_without_syncing_the_same_check_fails(tmp_path: Path, synchronous: str) -> None:
    """Else the test above would prove nothing. NORMAL syncs the journal too seldom."""
    run_until_the_cut(tmp_path / "desks", tmp_path / "cut", synchronous)
    left = what_is_left(tmp_path / "desks")
    assert sum(line.startswith("write") for line in left) < WRITES // 2
