"""Writes down what was started, so that exactly that can be ended, by this command or by a later one.

One JSON file in the stack's folder, replaced whole at every change. A process is named by number and start time, so a stale file
left by a power cut or ``kill -9`` never leads to somebody else's process.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from stack.processes import ProcessIdentity, end, identify, is_running


class Ledger:
    """The processes and facts of one stack. Not thread-safe."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.facts: dict[str, object] = {}
        self._processes: dict[str, ProcessIdentity] = {}
        self._read()

    def note(self, name: str, pid: int | None) -> None:
        """Remember the running process ``pid`` under ``name`` (None, or one that is gone, forgets the name)."""
        process = identify(pid) if pid else None
        if process is None:
            self._processes.pop(name, None)
        else:
            self._processes[name] = process
        self.write()

    def running(self) -> list[str]:
        """Names of the noted processes that still run, in the order they were noted."""
        return [name for name, process in self._processes.items() if is_running(process)]

    def process(self, name: str) -> ProcessIdentity | None:
        """The process noted under ``name``; None where there is none or it ended."""
        process = self._processes.get(name)
        return process if process is not None and is_running(process) else None

    def end_all(self) -> list[str]:
        """End every noted process that still runs but this one, the last noted first, and remove the file. The names of those ended."""
        ended = [name for name, process in reversed(self._processes.items()) if process.pid != os.getpid() and end(process)]
        self._processes.clear()
        self.file.unlink(missing_ok=True)
        return ended

    def write(self) -> None:
        self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        content = {
            "processes": {name: [process.pid, process.started_ticks] for name, process in self._processes.items()},
            **self.facts,
        }
        partial = self.file.with_suffix(".part")
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as stream:
            json.dump(content, stream, indent=2)
        partial.replace(self.file)

    def _read(self) -> None:
        try:
            content = json.loads(self.file.read_text())
            self._processes = {name: ProcessIdentity(pid, ticks) for name, (pid, ticks) in content.pop("processes").items()}
            self.facts = content
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return  # none yet, or cut short
