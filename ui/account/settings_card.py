"""Settings: idle lock, own password, second factor. Main thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from agent_app.domain.account import AccountSecurity, Enrolment
from agent_app.domain.errors import UserFacingError
from ui.account.qr import QrCode
from ui.keys import Action, tooltip
from ui.messages import message
from ui.pages.host import PageHost
from ui.preferences import LOCK_CHOICES_MIN
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.panel import Panel, column, label, row, set_kind, set_text
from ui.words import translate


class AccountCard(Panel):
    def __init__(self, host: PageHost, parent: QWidget | None = None) -> None:
        super().__init__(parent, kind="card")
        self._host = host
        self._security: AccountSecurity | None = None
        self._enrolment: Enrolment | None = None
        self._codes: tuple[str, ...] = ()
        self._said = ""
        self._said_params: dict[str, str] = {}
        self._title, self._lock_caption = label("title"), label("caption")
        self.lock_after = ChoiceBox()
        for minutes in LOCK_CHOICES_MIN:
            self.lock_after.addItem("", minutes)
        self.lock_after.setCurrentIndex(LOCK_CHOICES_MIN.index(host.preferences.lock_after_min))
        self.lock_after.activated.connect(self._lock_chosen)
        self.lock_now = QPushButton()
        self.lock_now.clicked.connect(lambda: host.desk.account.lock())
        self._password_title, self._factor_title = label("strong"), label("strong")
        self.old, self.new, self.again = _password_field(), _password_field(), _password_field()
        self.change = QPushButton()
        self.change.clicked.connect(self._change_password)
        self.again.returnPressed.connect(self._change_password)
        self.factor_state = label("quiet", wrap=True)
        self.factor_password = _password_field()
        self.begin, self.remove = QPushButton(), QPushButton()
        self.begin.clicked.connect(self._begin_factor)
        self.factor_password.returnPressed.connect(self._begin_factor)
        self.remove.clicked.connect(self._remove_factor)
        self.qr = QrCode()
        self.secret = label("small", wrap=True)
        self.secret.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.code = QLineEdit()
        self.code.returnPressed.connect(self._confirm_factor)
        self.confirm = QPushButton()
        self.confirm.setProperty("look", "primary")
        self.confirm.clicked.connect(self._confirm_factor)
        self.codes = label(wrap=True)
        self.codes.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._box = Panel(kind="notice")
        self.said = label(wrap=True)
        self._box.setLayout(column(self.said, margins=(12, 8, 12, 8)))
        self.setLayout(
            column(
                self._title, self._lock_caption, row(self.lock_after, self.lock_now, None), 12, self._box, self._password_title, self.old,
                self.new, self.again, row(self.change, None), 12, self._factor_title, self.factor_state, self.factor_password,
                row(self.begin, self.remove, None), row(None, self.qr, None), self.secret, self.code, row(self.confirm, None), self.codes,
                spacing=8, margins=(24, 20, 24, 20),
            )
        )  # fmt: skip
        self.retranslate()
        self.ask()

    def ask(self) -> None:
        """How the account stands; asked when the page opens."""
        self._query("account security", self._host.desk.account.security(), self._know)

    def retranslate(self) -> None:
        set_text(self._title, translate("Account", "Security"))
        set_text(self._lock_caption, translate("Account", "Lock the desk when nobody is at it, after"))
        self.lock_after.setAccessibleName(translate("Account", "Lock the desk when nobody is at it, after"))
        for index, minutes in enumerate(LOCK_CHOICES_MIN):
            self.lock_after.setItemText(index, translate("Account", "%n minute(s)", "", minutes))
        lock = translate("Account", "Lock now")
        self.lock_now.setText(lock)
        self.lock_now.setToolTip(tooltip(lock, Action.LOCK))
        set_text(self._password_title, translate("Account", "Password"))
        self.change.setText(translate("Account", "Change the password"))
        set_text(self._factor_title, translate("Account", "Second factor"))
        self.begin.setText(translate("Account", "Set up an authenticator"))
        self.remove.setText(translate("Account", "Remove it"))
        self.confirm.setText(translate("Account", "Confirm"))
        placeholders = (
            (self.old, translate("Account", "Present password")),
            (self.new, translate("Account", "New password, at least ten characters")),
            (self.again, translate("Account", "New password once more")),
            (self.factor_password, translate("Account", "Your password")),
            (self.code, translate("Account", "Six digits of the app")),
        )
        for field, words in placeholders:
            field.setPlaceholderText(words)
            field.setAccessibleName(words)
        self._render()

    def _render(self) -> None:
        security, enrolling = self._security, self._enrolment is not None
        for widget in (self.qr, self.secret, self.code, self.confirm):
            widget.setVisible(enrolling)
        self.begin.setVisible(security is not None and not enrolling)
        self.factor_password.setVisible(security is not None and not enrolling)
        self.remove.setVisible(security is not None and security.second_factor and not security.second_factor_required and not enrolling)
        self.codes.setVisible(bool(self._codes))
        if security is None:
            state = ""
        elif security.second_factor:
            state = translate("Account", "In force. Recovery codes left: {count}").format(count=security.recovery_codes_left)
        else:
            state = translate("Account", "None. An authenticator app on your telephone guards the account even if the password is known.")
        set_text(self.factor_state, state)
        if self._enrolment is not None:
            words = translate("Account", "Take a picture with the app, or type this key: {key}")
            set_text(self.secret, words.format(key=self._enrolment.secret))
        kept = translate("Account", "Keep these recovery codes; they are shown this once:")
        set_text(self.codes, "\n".join((kept, *self._codes)) if self._codes else "")
        self._box.setVisible(bool(self._said))
        if self._said:
            set_text(self.said, message(self._said, self._said_params).text)

    # -- what the person asks ------------------------------------------------------------------------------------

    def _lock_chosen(self, index: int) -> None:
        self._host.preferences.lock_after_min = LOCK_CHOICES_MIN[index]

    def _change_password(self) -> None:
        if self.new.text() != self.again.text():
            self._say("passwords_differ", {}, "error")
        elif self.old.text() and self.new.text():
            asked = self._host.desk.account.change_password(self.old.text(), self.new.text())
            self._query("change password", asked, lambda _done: self._password_changed())
        else:
            (self.new if self.old.text() else self.old).setFocus()

    def _password_changed(self) -> None:
        for field in (self.old, self.new, self.again):
            field.clear()
        self._say("password_changed", {}, "info")

    def _begin_factor(self) -> None:
        if not self.factor_password.text():
            self.factor_password.setFocus()
            return
        self._query("second factor", self._host.desk.account.begin_factor(self.factor_password.text()), self._enrol)

    def _enrol(self, enrolment: Enrolment) -> None:
        self._enrolment, self._codes = enrolment, ()
        self.factor_password.clear()
        self.qr.show_text(enrolment.uri)
        self._say("", {}, "info")
        self.code.setFocus()

    def _confirm_factor(self) -> None:
        if self.code.text().strip():
            self._query("second factor", self._host.desk.account.confirm_factor(self.code.text()), self._enrolled)
        else:
            self.code.setFocus()

    def _enrolled(self, codes: tuple[str, ...]) -> None:
        self._enrolment, self._codes = None, codes
        self.code.clear()
        self.qr.show_text("")
        self.secret.clear()
        self._say("", {}, "info")
        self.ask()

    def _remove_factor(self) -> None:
        if not self.factor_password.text():
            self.factor_password.setFocus()
            return
        self._query("second factor", self._host.desk.account.remove_factor(self.factor_password.text()), lambda _done: self._removed())

    def _removed(self) -> None:
        self.factor_password.clear()
        self._codes = ()
        self._say("", {}, "info")
        self.ask()

    # ------------------------------------------------------------------------------------------------------------

    def _know(self, security: AccountSecurity) -> None:
        self._security = security
        self._render()

    def _query(self, name: str, question: Any, done: Callable[[Any], None]) -> None:
        self._host.tasks.ask(name, question, done=done, failed=self._failed)

    def _failed(self, error: UserFacingError) -> None:
        self.code.clear()
        self._say(error.code, error.params, "error" if error.permanent else "warning")

    def _say(self, code: str, params: dict[str, str], severity: str) -> None:
        self._said, self._said_params = code, params
        set_kind(self._box, severity=severity)
        self._render()


def _password_field() -> QLineEdit:
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    return field
