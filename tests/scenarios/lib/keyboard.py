"""An agent's hands: key events given to the X server by XTEST, so that the window gets them the way it gets any keyboard's.

Keys go to whatever window has the focus. Blocks for the length of a key press; the caller's thread.
"""

from __future__ import annotations

import time

from Xlib import XK, X, display
from Xlib.ext import xtest

_BETWEEN_KEYS_S = 0.012
_MODIFIERS = {"Ctrl": "Control_L", "Alt": "Alt_L", "Shift": "Shift_L"}
_NAMED = {"\n": "Return", "\t": "Tab"}


class Keyboard:
    """Connected to one display from the start until ``close()``."""

    def __init__(self, display_name: str) -> None:
        self._display = display.Display(display_name)

    def press(self, chord: str) -> float:
        """Press and release e.g. ``F2``, ``Ctrl+Return``, ``Alt+1``. Returns when it was given to the X server (time.time())."""
        *modifiers, key = chord.split("+")
        return self._strike(XK.string_to_keysym(key), [self._code(XK.string_to_keysym(_MODIFIERS[name]))[0] for name in modifiers])

    def click(self, left: int, top: int) -> None:
        """The left button at this place of the screen."""
        xtest.fake_input(self._display, X.MotionNotify, x=left, y=top)
        xtest.fake_input(self._display, X.ButtonPress, 1)
        xtest.fake_input(self._display, X.ButtonRelease, 1)
        self._display.sync()

    def type(self, text: str) -> None:
        """Type ``text``: printable ASCII, tab and newline, at a quick typist's pace."""
        for character in text:
            # In Latin-1 the symbol's number is the character's.
            self._strike(XK.string_to_keysym(_NAMED[character]) if character in _NAMED else ord(character), [])
            time.sleep(_BETWEEN_KEYS_S)  # real typing takes time too; the X server would take them all at once

    def close(self) -> None:
        self._display.close()

    def _strike(self, keysym: int, held: list[int]) -> float:
        code, shifted = self._code(keysym)
        held = [*held, self._code(XK.string_to_keysym("Shift_L"))[0]] if shifted else held
        for modifier in held:
            xtest.fake_input(self._display, X.KeyPress, modifier)
        self._display.sync()
        at = time.time()
        xtest.fake_input(self._display, X.KeyPress, code)
        self._display.sync()
        xtest.fake_input(self._display, X.KeyRelease, code)
        for modifier in reversed(held):
            xtest.fake_input(self._display, X.KeyRelease, modifier)
        self._display.sync()
        return at

    def _code(self, keysym: int) -> tuple[int, bool]:
        """Key code and whether Shift is needed. Raises ValueError for a symbol this keyboard lacks."""
        for code, index in self._display.keysym_to_keycodes(keysym):
            if index in (0, 1):
                return code, index == 1
        raise ValueError(f"the keyboard has no key for {keysym:#x}")
