"""A few exclusive answers side by side; pressing the chosen one again takes it back. Main thread."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

_HEIGHT = 34


class Segments(QWidget):
    """Signals: ``chosen`` with the code, empty where it was taken back. Tab reaches it once, arrows move within."""

    chosen = Signal(str)

    def __init__(self, codes: tuple[str, ...], *, columns: int = 3) -> None:
        super().__init__()
        self._code = ""
        self.buttons: dict[str, QPushButton] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        for place, code in enumerate(codes):
            button = _Segment(self)
            button.clicked.connect(lambda _checked=False, wanted=code: self._clicked(wanted))
            grid.addWidget(button, place // columns, place % columns)
            self.buttons[code] = button
        for column in range(columns):
            grid.setColumnStretch(column, 1)
        self.setFocusProxy(next(iter(self.buttons.values())))

    def set_words(self, words: dict[str, str]) -> None:
        for code, text in words.items():
            self.buttons[code].setText(text)
            self.buttons[code].setToolTip(text)

    def set_code(self, code: str) -> None:
        self._code = code
        for other, button in self.buttons.items():
            button.setChecked(other == code)

    def move_focus(self, button: QPushButton, step: int) -> None:
        order = list(self.buttons.values())
        order[(order.index(button) + step) % len(order)].setFocus(Qt.FocusReason.TabFocusReason)

    def _clicked(self, code: str) -> None:
        self.set_code("" if code == self._code else code)
        self.chosen.emit(self._code)


class _Segment(QPushButton):
    def __init__(self, owner: Segments) -> None:
        super().__init__()
        self._owner = owner
        self.setCheckable(True)
        self.setProperty("look", "choice")
        self.setFixedHeight(_HEIGHT)
        self.setMinimumWidth(40)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            self._owner.move_focus(self, step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.click()
        else:
            super().keyPressEvent(event)
