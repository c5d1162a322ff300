"""The keypad: digits typed or clicked are sent as tones to the call. Main thread."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from agent_app.domain.call import CallId
from ui.widgets.panel import Panel, column, label, set_text
from ui.words import translate

_DIGITS = "123456789*0#"


class Keypad(Panel):
    """Signals: ``digit_pressed`` with the call's id and one digit; ``closed``."""

    digit_pressed = Signal(int, str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, kind="dropdown")
        self.call_id: CallId | None = None
        self._sent = ""
        self._shown = label("title")
        self._hint = label("small")
        grid = QGridLayout()
        grid.setSpacing(4)
        for index, digit in enumerate(_DIGITS):
            button = QPushButton(digit)
            button.setFixedSize(56, 44)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setAccessibleName(digit)
            button.clicked.connect(lambda _checked=False, pressed=digit: self._press(pressed))
            grid.addWidget(button, index // 3, index % 3)
        self.setLayout(column(self._shown, grid, self._hint, margins=(12, 12, 12, 12)))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.hide()
        self.retranslate()

    def open_for(self, call_id: CallId) -> None:
        self.call_id = call_id
        self._sent = ""
        set_text(self._shown, "")
        self.adjustSize()
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_now(self) -> None:
        if not self.isHidden():
            self.call_id = None
            self.hide()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = event.text().upper()
        if event.key() == Qt.Key.Key_Escape:
            self.close_now()
        elif typed and typed in "0123456789*#ABCD":
            self._press(typed)
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        set_text(self._hint, translate("Keypad", "Type digits · Esc closes"))
        self.setAccessibleName(translate("Keypad", "Keypad"))

    def _press(self, digit: str) -> None:
        if self.call_id is not None:
            self._sent = (self._sent + digit)[-16:]
            set_text(self._shown, self._sent)
            self.digit_pressed.emit(self.call_id, digit)
