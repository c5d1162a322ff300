"""Waiting for a condition with a bound, so that no scenario sleeps for as long as it hopes something takes."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

_LOOK_EVERY_S = 0.02


class NotSeenError(Exception):
    """What was waited for did not come; the text says what."""


def wait_for(what: str, probe: Callable[[], T | None], *, within_s: float, every_s: float = _LOOK_EVERY_S) -> T:
    """The first true answer of ``probe``. Raises NotSeenError after ``within_s`` seconds."""
    deadline = time.monotonic() + within_s
    while True:
        answer = probe()
        if answer:
            return answer
        if time.monotonic() > deadline:
            raise NotSeenError(f"{what} was not seen within {within_s:g} s")
        time.sleep(every_s)
