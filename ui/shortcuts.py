"""Makes the window's shortcuts from the one table of keys. They work while one types in a field. Main thread."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ui.keys import TABLE, Action


class Shortcuts:
    """Calls ``pressed(action, number)``; number is 0 for keys without one."""

    def __init__(self, window: QWidget, pressed: Callable[[Action, int], None]) -> None:
        self._made: list[QShortcut] = []
        for key in TABLE:
            for sequence in key.sequences:
                numbers = range(1, 10) if "%n" in sequence else (0,)
                for number in numbers:
                    self._add(window, sequence.replace("%n", str(number)), pressed, key.action, number)

    def _add(self, window: QWidget, sequence: str, pressed: Callable[[Action, int], None], action: Action, number: int) -> None:
        shortcut = QShortcut(QKeySequence(sequence), window)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.setAutoRepeat(False)  # a key held down must not hang up the next call too
        shortcut.activated.connect(lambda: pressed(action, number))
        self._made.append(shortcut)
