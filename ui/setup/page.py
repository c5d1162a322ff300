"""The first-run assistant before anybody can sign in: the centre, then one's own account. Main thread.

Going back, leaving and coming again keep what was typed. What follows (queues, numbers, agents) is said on the administrator's page.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimeZone, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QStackedWidget, QWidget

from agent_app.domain.errors import UserFacingError
from agent_app.domain.setup import NewCentre
from ui import languages
from ui.icons import application_icon
from ui.messages import message
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.panel import Panel, column, label, row, set_text
from ui.words import QT_TRANSLATE_NOOP, translate

_FIELDS = {
    "code": QT_TRANSLATE_NOOP("Setup", "Set-up code"),
    "name": QT_TRANSLATE_NOOP("Setup", "Name of the centre"),
    "zone": QT_TRANSLATE_NOOP("Setup", "Time zone"),
    "language": QT_TRANSLATE_NOOP("Setup", "Language in which callers are greeted first"),
    "country_code": QT_TRANSLATE_NOOP("Setup", "Country code of telephone numbers"),
    "display_name": QT_TRANSLATE_NOOP("Setup", "Your name"),
    "username": QT_TRANSLATE_NOOP("Setup", "User name for signing in"),
    "password": QT_TRANSLATE_NOOP("Setup", "Password (at least 10 characters)"),
    "again": QT_TRANSLATE_NOOP("Setup", "The same password again"),
}
_LEAST_PASSWORD = 10
_SECOND_STEP = frozenset({"invalid", "password_too_short", "password_is_name", "password_common", "username_taken"})
"""Refusals that are about the account; all others are about what stands before it."""


class SetupPage(Panel):
    """Signals: ``founded`` with a NewCentre to be made; ``left`` where the person goes to the sign-in instead."""

    founded = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("workspace")
        self._refusal: UserFacingError | None = None
        self._problem: Callable[[], str] = str
        self._busy = False
        self.code, self.name, self.country_code = QLineEdit(), QLineEdit(), QLineEdit("86")
        self.zone, self.language = ChoiceBox(), ChoiceBox()
        self.zone.let_type()
        self.zone.addItems(sorted(bytes(zone.data()).decode() for zone in QTimeZone.availableTimeZoneIds() if b"/" in bytes(zone.data())))
        self.zone.setCurrentText(bytes(QTimeZone.systemTimeZoneId().data()).decode())
        for code, name in languages.LANGUAGES.items():
            self.language.addItem(name, code)
        self.language.setCurrentIndex(self.language.findData(languages.current()))
        self.display_name, self.username, self.password, self.again = QLineEdit(), QLineEdit(), QLineEdit(), QLineEdit()
        for field in (self.password, self.again):
            field.setEchoMode(QLineEdit.EchoMode.Password)
        self._captions = {name: label("caption", wrap=True) for name in _FIELDS}
        self._mark = label()
        self._mark.setPixmap(application_icon().pixmap(48, 48))
        self._title, self._lead, self._step = label("headline"), label("quiet", wrap=True), label("small")
        self.problem = label("error", wrap=True)
        self._code_hint = label("small", wrap=True)
        self.back, self.next, self.leave = QPushButton(), QPushButton(), QPushButton()
        self.next.setProperty("look", "primary")
        self.leave.setProperty("look", "plain")
        self.steps = QStackedWidget()
        self.steps.addWidget(self._form(("code", "name", "zone", "language", "country_code"), self._code_hint))
        self.steps.addWidget(self._form(("display_name", "username", "password", "again")))
        self.next.clicked.connect(self.go_on)
        self.back.clicked.connect(self.go_back)
        self.leave.clicked.connect(self.left)
        for name in _FIELDS:
            field = getattr(self, name)
            if isinstance(field, QLineEdit):
                field.returnPressed.connect(self.go_on)
                field.textEdited.connect(lambda _text: self._clear())
        self._arrange()
        self.retranslate()

    def _form(self, names: tuple[str, ...], hint: QWidget | None = None) -> QWidget:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(4)
        at = 0
        for name in names:
            field: QWidget = getattr(self, name)
            self._captions[name].setBuddy(field)
            grid.addWidget(self._captions[name], at, 0)
            grid.addWidget(field, at + 1, 0)
            grid.setRowMinimumHeight(at + 2, 6)
            at += 3
            if hint is not None and name == "code":
                grid.addWidget(hint, at, 0)
                grid.setRowMinimumHeight(at + 1, 6)
                at += 2
        grid.setRowStretch(at, 1)
        made = QWidget()
        made.setLayout(grid)
        return made

    def _arrange(self) -> None:
        card = Panel(kind="card")
        card.setFixedWidth(480)
        card.setLayout(
            column(
                row(self._mark, self._title, None, spacing=16), 4, self._lead, self._step, 8, self.steps, self.problem, 8,
                row(self.next, self.back, None, self.leave),
                spacing=4, margins=(32, 28, 32, 24),
            )
        )  # fmt: skip
        self.setLayout(column(None, row(None, card, None), None, margins=(24, 16, 24, 16)))

    def begin(self, code: str = "") -> None:
        """``code``: the set-up code where this desk knows it already."""
        if code:
            self.code.setText(code)
        self._busy = False
        self.retranslate()
        self.focus_first()

    def focus_first(self) -> None:
        first = (self.code if not self.code.text() else self.name) if self.steps.currentIndex() == 0 else self.display_name
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_refusal(self, error: UserFacingError) -> None:
        """The server did not make it; everything typed stands."""
        self._busy, self._refusal = False, error
        field = error.params.get("field", "")
        about_centre = error.code not in _SECOND_STEP or field.startswith(("centre", "setup_code"))
        self.steps.setCurrentIndex(0 if about_centre and error.permanent else self.steps.currentIndex())
        self.retranslate()

    def go_back(self) -> None:
        self.steps.setCurrentIndex(0)
        self._clear()
        self.focus_first()

    def go_on(self) -> None:
        if self._busy or self._missing():
            return
        if self.steps.currentIndex() == 0:
            self.steps.setCurrentIndex(1)
            self._clear()
            self.focus_first()
            return
        self._busy = True
        self._clear()
        self.founded.emit(
            NewCentre(
                setup_code=self.code.text().strip(),
                name=self.name.text().strip(),
                time_zone=self.zone.currentText(),
                language=self.language.currentData(),
                country_code=self.country_code.text().strip().lstrip("+"),
                username=self.username.text().strip(),
                display_name=self.display_name.text().strip(),
                password=self.password.text(),
            )
        )

    def forget_secrets(self) -> None:
        for field in (self.code, self.password, self.again):
            field.clear()

    def retranslate(self) -> None:
        first = self.steps.currentIndex() == 0
        set_text(self._title, translate("Setup", "A new centre"))
        set_text(self._lead, translate("Setup", "This server has no users yet. You make the centre and become its administrator."))
        set_text(self._step, translate("Setup", "Step {step} of 2").format(step=1 if first else 2))
        set_text(self._code_hint, translate("Setup", "The server wrote it at its start, and into the file setup-code of its data folder."))
        for name, caption in self._captions.items():
            words = translate("Setup", _FIELDS[name])
            set_text(caption, words)
            getattr(self, name).setAccessibleName(words)
        zone_field = self.zone.lineEdit()
        if zone_field is not None:
            zone_field.setAccessibleName(translate("Setup", _FIELDS["zone"]))
        self.next.setText(translate("Setup", "Next") if first else translate("Setup", "Make the centre"))
        self.next.setEnabled(not self._busy)
        self.back.setText(translate("Setup", "Back"))
        self.back.setVisible(not first)
        self.leave.setText(translate("Setup", "To the sign-in"))
        words = self._problem()
        if self._refusal is not None:
            words = message(self._refusal.code, self._refusal.params).text
        set_text(self.problem, words)
        self.problem.setVisible(bool(words))

    def _clear(self) -> None:
        self._refusal, self._problem = None, str
        self.retranslate()

    def _missing(self) -> bool:
        """Say what is missing on this step and go there."""
        first = self.steps.currentIndex() == 0
        names = ("code", "name", "country_code") if first else ("display_name", "username", "password")
        for name in names:
            field: QLineEdit = getattr(self, name)
            if not field.text().strip():
                return self._complain(
                    field,
                    lambda name=name: translate("Setup", "This is missing: {what}").format(what=translate("Setup", _FIELDS[name])),  # type: ignore[misc]
                )
        if first and self.zone.findText(self.zone.currentText()) < 0:
            return self._complain(self.zone, lambda: translate("Setup", "Choose a time zone of the list."))
        if not first and len(self.password.text()) < _LEAST_PASSWORD:
            return self._complain(self.password, lambda: message("password_too_short", {"least": str(_LEAST_PASSWORD)}).what)
        if not first and self.password.text() != self.again.text():
            return self._complain(self.again, lambda: translate("Setup", "The two passwords differ."))
        return False

    def _complain(self, field: QWidget, words: Callable[[], str]) -> bool:
        self._problem = words
        self.retranslate()
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        return True
