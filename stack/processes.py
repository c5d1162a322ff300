"""Names a process so that it cannot be confused with a later one of the same number.

A process number is used again after its process ended; number and start time together are not. Everything that ends a process
it no longer holds as a child (``--stop``, leftovers of a killed run) goes through here.
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from stack.paths import CLONE

_LOOK_EVERY_S = 0.05


@dataclass(frozen=True, slots=True)
class ProcessIdentity:
    """A process number with the kernel's start time of that process, in clock ticks since boot."""

    pid: int
    started_ticks: int


def identify(pid: int) -> ProcessIdentity | None:
    """The identity of the process that has this number now; None where there is none (or only a zombie)."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return None
    fields = stat.rpartition(")")[2].split()  # the name in parentheses may itself hold spaces and parentheses
    if fields[0] in "ZX":
        return None
    return ProcessIdentity(pid, int(fields[19]))


def is_running(process: ProcessIdentity) -> bool:
    return identify(process.pid) == process


def start_part(command: Sequence[str | Path], env: Mapping[str, str], log_file: Path) -> subprocess.Popen[bytes]:
    """Start a part of the local stack as a child in a session of its own, its output added to ``log_file``.

    ``env`` is added to the caller's environment, of which nothing called CARELINE_ is passed on: the settings given are all there are.
    """
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("CARELINE_")}
    with log_file.open("ab") as log:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            cwd=CLONE,
            env=inherited | dict(env),
            start_new_session=True,
        )


def end(process: ProcessIdentity, *, patience_s: float = 10.0, group: bool = False) -> bool:
    """Ask ``process`` to end, then kill it; only if it is still the same one. True where it was running.

    ``group`` also signals the process group it leads.
    """
    if not is_running(process):
        return False
    send = os.killpg if group and os.getpgid(process.pid) == process.pid else os.kill
    for number, patience in ((signal.SIGTERM, patience_s), (signal.SIGKILL, 5.0)):
        try:
            send(process.pid, number)
        except ProcessLookupError:
            return True
        if _gone_within(process, patience):
            return True
    return True


def _gone_within(process: ProcessIdentity, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while is_running(process):
        if time.monotonic() > deadline:
            return False
        time.sleep(_LOOK_EVERY_S)
    return True
