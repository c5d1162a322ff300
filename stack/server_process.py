"""Runs the central server of a local stack as the process it would be in a hospital.

``kill()`` and ``restart()`` are there for the tests that take it away in mid-call. Blocks the calling thread.
"""

from __future__ import annotations

import json
import ssl
import subprocess
import time
import urllib.request
from collections.abc import Callable, Mapping
from pathlib import Path

from stack.paths import VENV_PYTHON
from stack.processes import start_part
from stack.say import SetupError, tail

_READY_WITHIN_S = 60.0
_STOP_PATIENCE_S = 10.0
_LOOK_EVERY_S = 0.05


class ServerProcess:
    """``python -m server_stub serve`` with the given ``CARELINE_*`` settings. Not thread-safe."""

    def __init__(
        self, url: str, ca_file: Path, settings: Mapping[str, str], log_file: Path, on_change: Callable[[int | None], None] = lambda _: None
    ) -> None:
        """``on_change`` hears the process number after every start and None after every end."""
        self.url = url
        self.log_file = log_file
        self._settings = dict(settings)
        self._tls = ssl.create_default_context(cafile=str(ca_file))
        self._on_change = on_change
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        """Process number of the running server, None when it is not running."""
        return self._process.pid if self._process is not None and self._process.poll() is None else None

    def start(self, *, wait: bool = True) -> None:
        """Start it and return when it answers; without ``wait`` at once. Raises SetupError with the end of its log."""
        if self.pid is not None:
            return
        self._process = start_part([VENV_PYTHON, "-m", "server_stub", "serve"], self._settings, self.log_file)
        self._on_change(self._process.pid)
        if wait:
            self.wait_ready()

    def stop(self) -> None:
        """End it in good order; kill it when it does not end. Idempotent."""
        if self._process is not None:
            self._process.terminate()
            self._reap()

    def kill(self) -> None:
        """End it as a power cut would (``kill -9``)."""
        if self._process is not None:
            self._process.kill()
            self._reap()

    def restart(self) -> None:
        """Stop, start, return when it answers again."""
        self.stop()
        self.start()

    def wait_ready(self, *, with_pbx: bool = False) -> None:
        """Return when it answers, ``with_pbx``: and has its link to the PBX. Raises SetupError."""
        deadline = time.monotonic() + _READY_WITHIN_S
        while True:
            health = self.health()
            if health is not None and (health.get("pbx_connected") or not with_pbx):
                return
            if self.pid is None:
                raise SetupError(f"The server ended while it was starting. Its log {self.log_file} ends with:\n{tail(self.log_file)}")
            if time.monotonic() > deadline:
                missing = "does not answer" if health is None else "answers, but has no link to the PBX"
                raise SetupError(
                    f"The server {missing} after {_READY_WITHIN_S:.0f} s. Its log {self.log_file} ends with:\n{tail(self.log_file)}"
                )
            time.sleep(_LOOK_EVERY_S)

    def health(self) -> dict[str, object] | None:
        """Its answer to ``/v1/health``; None while it gives none."""
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=self._tls))
        try:
            with opener.open(f"{self.url}/v1/health", timeout=2) as answer:
                content: dict[str, object] = json.load(answer)
                return content
        except (OSError, ValueError):  # urllib's errors are OSErrors
            return None

    def _reap(self) -> None:
        if self._process is None:
            return
        try:
            self._process.wait(_STOP_PATIENCE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None
        self._on_change(None)
