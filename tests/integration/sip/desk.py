"""A softphone process as tests use it: commands, and events that are waited for."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

Event = dict[str, Any]

_ROOT = Path(__file__).parents[3]


class Desk:
    """One engine process. Events are consumed in order: ``wait`` skips what comes before the one waited for."""

    def __init__(self, log: Path, env: Mapping[str, str] | None = None, **options: Any) -> None:
        self.seen: list[Event] = []
        self._events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self._log = log
        self._errors = log.open("wb")
        self.process = subprocess.Popen(
            [sys.executable, "-X", "faulthandler", "-m", "tests.integration.sip.softphone", json.dumps(options)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            cwd=_ROOT,
            env={**os.environ, **(env or {})},
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def tell(self, command: str, **values: Any) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps({"command": command, **values}).encode() + b"\n")
        self.process.stdin.flush()

    def wait(self, kind: str, limit_s: float = 15.0, **values: Any) -> Event:
        """The next event of this kind with these values. Fails after ``limit_s``."""
        return self.wait_for(
            lambda event: event["event"] == kind and all(event.get(key) == value for key, value in values.items()), limit_s
        )

    def wait_for(self, fits: Callable[[Event], bool], limit_s: float = 15.0) -> Event:
        deadline = time.monotonic() + limit_s
        passed: list[Event] = []
        while True:
            try:
                event = self._events.get(timeout=max(0.01, deadline - time.monotonic()))
            except queue.Empty:
                raise AssertionError(f"the softphone did not say it in time; it said {passed}\n{self._tail()}") from None
            passed.append(event)
            assert event["event"] != "Gone" or fits(event), f"the softphone process ended: {self.process.wait()}\n{self._tail()}"
            if fits(event):
                return event

    def register(self, account: Mapping[str, object], limit_s: float = 15.0) -> None:
        self.tell("set_account", account=account)
        self.wait("RegistrationReported", limit_s, accepted=True)

    def facts(self) -> Event:
        self.tell("facts")
        return self.wait("Facts")

    def close(self, limit_s: float = 6.0) -> int:
        """Close in good order; the exit code."""
        if self.process.poll() is None:
            self.tell("close")
        assert self.process.stdin is not None
        self.process.stdin.close()
        code = self.process.wait(limit_s)
        self._done()
        return code

    def kill(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self._done()

    def errors(self) -> str:
        return self._log.read_text(errors="replace")

    def _done(self) -> None:
        self._reader.join(5)
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()
        self._errors.close()

    def _tail(self) -> str:
        return self.errors()[-2000:]

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if not line.startswith(b"{"):
                continue  # PJSIP's own words before its log level is set
            event = json.loads(line)
            event["at"] = time.monotonic()
            self.seen.append(event)
            self._events.put(event)
        self._events.put({"event": "Gone"})
