"""The agent's hands in a demo without a person: types and presses keys in the real window by xdotool. The caller's thread."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

from stack.say import SetupError

_WINDOW_WITHIN_S = 30.0
_LOOK_EVERY_S = 0.1
_TYPING_DELAY_MS = "20"


class StandIn:
    """Hands at one display."""

    def __init__(self, display_env: Mapping[str, str]) -> None:
        self._env = os.environ | dict(display_env)

    def wait_for_window(self) -> None:
        """Return when the desk's window is up and has the keyboard. Raises SetupError."""
        deadline = time.monotonic() + _WINDOW_WITHIN_S
        while True:
            name = self._xdotool("getactivewindow", "getwindowname", check=False)
            if name.startswith("Careline"):
                return
            if time.monotonic() > deadline:
                raise SetupError(f"The desk's window did not appear within {_WINDOW_WITHIN_S:.0f} s; see the desk's log.")
            time.sleep(_LOOK_EVERY_S)

    def type(self, text: str) -> None:
        self._xdotool("type", "--delay", _TYPING_DELAY_MS, text)

    def press(self, key: str) -> None:
        """``key`` as xdotool names it: F2, Tab, Return, ctrl+Return."""
        self._xdotool("key", key)

    def photograph(self, file: Path) -> None:
        """The whole screen as a PNG."""
        file.parent.mkdir(parents=True, exist_ok=True)
        done = subprocess.run(["import", "-window", "root", str(file)], env=self._env, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise SetupError(f"The screen could not be photographed: {done.stderr.strip()}")

    def _xdotool(self, *arguments: str, check: bool = True) -> str:
        done = subprocess.run(["xdotool", *arguments], env=self._env, capture_output=True, text=True, check=False)
        if check and done.returncode != 0:
            raise SetupError(f"xdotool {arguments[0]} failed: {done.stderr.strip()}")
        return done.stdout.strip()
