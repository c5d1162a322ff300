"""In a demo's centre: the way to one of one's own. Main thread."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from agent_app.domain.errors import UserFacingError
from agent_app.domain.setup import SetupState
from ui.messages import message
from ui.pages.host import PageHost
from ui.widgets.panel import Panel, column, label, row, set_text
from ui.words import translate


class EmptyDemoPanel(Panel):
    """Signals: ``emptied`` with the set-up code of the centre to come."""

    emptied = Signal(str)

    def __init__(self, host: PageHost, parent: QWidget | None = None) -> None:
        super().__init__(parent, kind="prominent")
        self._host = host
        self._refusal: UserFacingError | None = None
        self._title, self._words = label("strong", wrap=True), label("", wrap=True)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.textEdited.connect(lambda _text: self.retranslate())
        self.button = QPushButton()
        self.button.setProperty("look", "danger")
        self.button.clicked.connect(self._empty)
        self.problem = label("error", wrap=True)
        asked = row(self.password, self.button, spacing=8)
        self.setLayout(column(self._title, self._words, asked, self.problem, spacing=8, margins=(16, 12, 16, 12)))
        self.hide()
        self.retranslate()

    def ask(self) -> None:
        """Show it only where this is a demo."""
        self._host.tasks.ask("demo", self._host.desk.setup.state(), done=self._told, failed=lambda _error: None)

    def _told(self, told: SetupState) -> None:
        self.setVisible(told.demo)

    def retranslate(self) -> None:
        set_text(self._title, translate("Setup", "This is the demo's centre"))
        set_text(
            self._words,
            translate(
                "Setup",
                "Emptying it removes its people, patients and calls (the server keeps a copy), signs everybody out and begins a centre "
                "of your own.",
            ),
        )
        self.password.setPlaceholderText(translate("Setup", "Your password"))
        self.password.setAccessibleName(translate("Setup", "Your password"))
        self.button.setText(translate("Setup", "Empty the demo"))
        self.button.setEnabled(bool(self.password.text()))
        words = message(self._refusal.code, self._refusal.params).text if self._refusal is not None else ""
        set_text(self.problem, words)
        self.problem.setVisible(bool(words))

    def _empty(self) -> None:
        self._refusal = None
        secret = self.password.text()
        self.password.clear()
        self.retranslate()
        self._host.tasks.ask("empty", self._host.desk.setup.empty(secret), done=self.emptied.emit, failed=self._failed)

    def _failed(self, error: UserFacingError) -> None:
        self._refusal = error
        self.retranslate()
