"""A field that finds one of many choices by a part of its words: arrows move, Enter takes, Esc gives the old choice back. Main thread."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget


class SearchChoice(QLineEdit):
    """Signals: ``chosen`` with the code, empty where the field was cleared."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices: tuple[tuple[str, str], ...] = ()
        self._code = ""
        self._model = QStringListModel(self)
        self._completer = QCompleter(self._model, self)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setMaxVisibleItems(9)
        self._completer.activated.connect(self._take)
        self.setCompleter(self._completer)
        self.setClearButtonEnabled(True)
        self.textEdited.connect(self._edited)

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Pairs of code and words, in the order they are shown."""
        if tuple(choices) != self._choices:
            self._choices = tuple(choices)
            self._model.setStringList([words for _, words in choices])
            self._show()

    def set_code(self, code: str) -> None:
        """What was chosen; a code that is not offered any more is shown as it is."""
        if code != self._code:
            self._code = code
            if not self.hasFocus() or self.text() != self._words():
                self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self._take_first()
        elif event.key() == Qt.Key.Key_Escape:
            self._show()
        elif event.key() == Qt.Key.Key_Down and not self.text():
            self._completer.setCompletionPrefix("")
            self._completer.complete()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self._show()

    def _edited(self, text: str) -> None:
        if not text and self._code:
            self._code = ""
            self.chosen.emit("")

    def _take_first(self) -> None:
        """The only or first one that fits what was typed."""
        typed = self.text().strip().casefold()
        found = [words for _, words in self._choices if typed and typed in words.casefold()]
        if found:
            self._take(found[0])

    def _take(self, words: str) -> None:
        code = next((code for code, shown in self._choices if shown == words), "")
        if code:
            self._code = code
            self._show()
            self.chosen.emit(code)

    def _words(self) -> str:
        return next((words for code, words in self._choices if code == self._code), self._code)

    def _show(self) -> None:
        if self.text() != self._words():
            self.setText(self._words())
            self.setCursorPosition(0)
