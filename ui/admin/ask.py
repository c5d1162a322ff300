"""A question above the form, and a password that is shown once; both never modal: calls go on being answered beside them. Main thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from ui.widgets.choice_box import ChoiceBox
from ui.widgets.panel import Panel, column, label, row, set_text
from ui.words import translate

Said = Callable[[], str]
"""Gives words in the language in force."""


class AskPanel(Panel):
    """Asks before something that cannot be taken back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, kind="banner")
        self._question: Said = str
        self._answer: Said = str
        self._confirmed: Callable[[Any], None] = lambda _choice: None
        self._words = label("strong", wrap=True)
        self.choice = ChoiceBox()
        self.choice.hide()
        self.yes, self.no = QPushButton(), QPushButton()
        self.yes.setProperty("look", "danger")
        self.yes.clicked.connect(self._confirm)
        self.no.clicked.connect(self.hide)
        self.setLayout(column(self._words, self.choice, row(self.yes, self.no, None), spacing=8, margins=(16, 12, 16, 12)))
        self.hide()

    def ask(self, question: Said, answer: Said, confirmed: Callable[[Any], None], choices: Sequence[tuple[Any, str]] = ()) -> None:
        """``confirmed`` is called with the chosen value (None without ``choices``)."""
        self._question, self._answer, self._confirmed = question, answer, confirmed
        self.choice.clear()
        for value, words in choices:
            self.choice.addItem(words, value)
        self.choice.setVisible(bool(choices))
        self.retranslate()
        self.show()
        self.no.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        set_text(self._words, self._question())
        self.choice.setAccessibleName(self._words.text())
        self.yes.setText(self._answer())
        self.no.setText(translate("Admin", "No, leave it"))

    def _confirm(self) -> None:
        self.hide()
        self._confirmed(self.choice.currentData() if self.choice.count() else None)


class PasswordPanel(Panel):
    """A password made by the desk, for handing over; gone for good when closed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, kind="prominent")
        self._name = ""
        self._words, self._hint = label("strong", wrap=True), label("small", wrap=True)
        self.field = QLineEdit()
        self.field.setReadOnly(True)
        self.copy, self.done = QPushButton(), QPushButton()
        self.copy.clicked.connect(self._copy)
        self.done.clicked.connect(self.forget)
        self.setLayout(column(self._words, row(self.field, self.copy, self.done), self._hint, spacing=8, margins=(16, 12, 16, 12)))
        self.hide()
        self.retranslate()

    def show_password(self, name: str, password: str) -> None:
        self._name = name
        self.field.setText(password)
        self.retranslate()
        self.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.selectAll()

    def forget(self) -> None:
        self.field.clear()
        self.hide()

    def retranslate(self) -> None:
        set_text(self._words, translate("Admin", "Password for {name}").format(name=self._name))
        set_text(self._hint, translate("Admin", "Shown only now. Hand it over, and let them choose their own after signing in."))
        self.field.setAccessibleName(translate("Admin", "Password"))
        self.copy.setText(translate("Admin", "Copy"))
        self.done.setText(translate("Admin", "Done"))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.field.text())
