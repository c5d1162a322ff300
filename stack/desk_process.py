"""Runs one desk as the process an agent would start. Blocks the calling thread while stopping."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from stack.paths import VENV_PYTHON
from stack.processes import start_part

_STOP_PATIENCE_S = 10.0


class DeskProcess:
    """``python -m agent_app.main`` for one profile. Not thread-safe."""

    def __init__(
        self,
        server_url: str,
        ca_file: Path,
        *,
        profile: str,
        data_dir: Path,
        env: Mapping[str, str],
        log_file: Path,
        arguments: Sequence[str] = (),
    ) -> None:
        """``env`` is added to the environment: DISPLAY, PULSE_SERVER, HOME and whatever else makes this desk's surroundings."""
        self.log_file = log_file
        self._command: list[str | Path] = [VENV_PYTHON, "-m", "agent_app.main", "--server", server_url, "--ca", ca_file]
        self._command += ["--profile", profile, "--data-dir", data_dir, *arguments]
        self._env = dict(env)
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        """Process number of the running desk, None when it is not running."""
        return self._process.pid if self._process is not None and self._process.poll() is None else None

    @property
    def exit_code(self) -> int | None:
        """Of the last run; None while it runs or was never started. Negative: the signal that ended it."""
        return None if self._process is None else self._process.poll()

    def start(self) -> None:
        """Start it; returns at once (what is on the screen tells when it is ready)."""
        if self.pid is not None:
            return
        self._process = start_part(self._command, self._env, self.log_file)

    def wait(self, timeout_s: float | None = None) -> int | None:
        """Wait for its end, at most ``timeout_s``; its exit code, None when it still runs."""
        if self._process is None:
            return None
        try:
            return self._process.wait(timeout_s)
        except subprocess.TimeoutExpired:
            return None

    def stop(self) -> None:
        """Ask it to end, kill it when it does not. Idempotent."""
        if self.pid is not None and self._process is not None:
            self._process.terminate()
            if self.wait(_STOP_PATIENCE_S) is None:
                self.kill()

    def kill(self) -> None:
        """End it as a power cut would (``kill -9``)."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
