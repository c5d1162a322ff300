"""Runs the steps of a scenario: says each, keeps going where one fails, and never forgets that it did. The caller's thread."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import requests
from Xlib.error import XError

from stack.say import SetupError
from tests.scenarios.lib.waiting import NotSeenError

# What the world under test can do to a step; anything else is a fault of the scenario and ends it.
EXPECTED_FAILURES = (NotSeenError, SetupError, requests.RequestException, subprocess.SubprocessError, OSError, XError, EOFError, KeyError)


class Steps:
    """Collects the failures of one run."""

    def __init__(self, on_failure: Callable[[str], None]) -> None:
        """``on_failure`` is told the failed step's name, for a screenshot."""
        self.failures: list[str] = []
        self._on_failure = on_failure
        self._began = time.monotonic()

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """One step; what goes wrong in it is kept as a failure and the scenario goes on."""
        print(f"[{time.monotonic() - self._began:6.1f} s] {name}", flush=True)
        try:
            yield
        except EXPECTED_FAILURES as error:
            self.fail(f"{name}: {type(error).__name__}: {error}")

    def fail(self, text: str) -> None:
        print(f"    FAILED {text}", flush=True)
        self.failures.append(text)
        self._on_failure(text.partition(":")[0])

    def expect(self, holds: bool, text: str) -> bool:
        """Keep ``text`` as a failure where ``holds`` is false; says which it was."""
        if holds:
            print(f"    ok {text}", flush=True)
        else:
            self.fail(text)
        return holds
