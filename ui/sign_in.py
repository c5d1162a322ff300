"""The sign-in page: user, password, and errors in words that say whether to go on. Main thread."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from agent_app.desk_state import DeskState, SignIn
from ui.account.steps import SignInSteps
from ui.icons import application_icon, icon
from ui.messages import message
from ui.widgets.panel import Panel, column, label, row, set_kind, set_text
from ui.words import translate


class SignInPage(Panel):
    """Signals: ``sign_in_requested`` with user name and password; ``language_requested``."""

    sign_in_requested = Signal(str, str)
    language_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("workspace")
        self._state = DeskState()
        self._mark = label()
        self._mark.setPixmap(application_icon().pixmap(48, 48))
        self._title = label("headline", "Careline")
        self._lead = label("quiet", wrap=True)
        self._user_caption = label("caption")
        self.user = QLineEdit()
        self._password_caption = label("caption")
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.button = QPushButton()
        self.button.setProperty("look", "primary")
        self.button.setMinimumHeight(40)
        self.button.clicked.connect(self._submit)
        self.user.returnPressed.connect(self._from_user)
        self.password.returnPressed.connect(self._submit)
        self._error_box = Panel(kind="notice")
        self.error = label("strong", wrap=True)
        self.hint = label("", wrap=True)
        self._error_box.setLayout(column(self.error, self.hint, spacing=4, margins=(16, 12, 16, 12)))
        self._error_box.hide()
        self._form = QWidget()
        self.steps = SignInSteps()
        self.steps.passwords_differ.connect(lambda: self._say("passwords_differ"))
        self._store = label("small", wrap=True)
        self.language = QPushButton()
        self.language.setProperty("look", "plain")
        self.language.setIcon(icon("languages", "text_quiet", 18))
        self.language.clicked.connect(self.language_requested)
        self._arrange()
        self.retranslate()

    def _arrange(self) -> None:
        card = Panel(kind="card")
        card.setFixedWidth(408)
        card.setLayout(
            column(
                row(self._mark, self._title, None, spacing=16), 8, self._lead, 8, self._error_box, self._form, self.steps, self._store,
                spacing=4, margins=(32, 32, 32, 24),
            )
        )  # fmt: skip
        self._form.setLayout(
            column(
                12, self._user_caption, self.user, 8, self._password_caption, self.password, 20, self.button, 8,
                spacing=4,
            )
        )  # fmt: skip
        self.setLayout(column(None, row(None, card, None), None, row(None, self.language), margins=(24, 24, 24, 16)))
        QWidget.setTabOrder(self.user, self.password)
        QWidget.setTabOrder(self.password, self.button)

    def render_state(self, state: DeskState) -> None:
        was, self._state = self._state, state
        step = state.sign_in_progress is not None
        self.steps.setVisible(step)
        self._form.setVisible(not step and state.sign_in is not SignIn.STARTING)  # no form flashes by where the stored sign-in is good
        busy = state.sign_in in (SignIn.STARTING, SignIn.SIGNING_IN)
        for field in (self.user, self.password, self.button):
            field.setEnabled(not busy)
        self._render_words()
        self.steps.render_progress(state.sign_in_progress)
        if was.sign_in is not SignIn.SIGNED_OUT and state.sign_in is SignIn.SIGNED_OUT:
            if state.sign_in_error == "wrong_password":
                self.password.clear()
            self.focus_first()

    def focus_first(self) -> None:
        (self.password if self.user.text() else self.user).setFocus(Qt.FocusReason.OtherFocusReason)

    def clear_password(self) -> None:
        self.password.clear()

    def retranslate(self) -> None:
        set_text(self._user_caption, translate("SignIn", "User name"))
        set_text(self._password_caption, translate("SignIn", "Password"))
        self.user.setAccessibleName(translate("SignIn", "User name"))
        self.password.setAccessibleName(translate("SignIn", "Password"))
        self.language.setText(" " + translate("SignIn", "Language"))
        self._render_words()

    def _render_words(self) -> None:
        state = self._state
        starting, signing_in = state.sign_in is SignIn.STARTING, state.sign_in is SignIn.SIGNING_IN
        set_text(self._lead, translate("SignIn", "Starting…") if starting else translate("SignIn", "Sign in to your desk"))
        self._lead.setVisible(state.sign_in_progress is None)
        self.button.setText(translate("SignIn", "Signing in…") if signing_in else translate("SignIn", "Sign in"))
        self._show_error(state.sign_in_error, state.sign_in_error_params)
        set_text(
            self._store,
            translate("SignIn", "This computer has no credential store: your sign-in is kept in an encrypted file instead.")
            if state.credentials_in_file
            else "",
        )
        self._store.setVisible(state.credentials_in_file)

    def _show_error(self, code: str, params: Mapping[str, str]) -> None:
        self._error_box.setVisible(bool(code))
        if code:
            words = message(code, params)
            set_text(self.error, words.what)
            set_text(self.hint, " ".join(part for part in (words.safe, words.do) if part))
            set_kind(self._error_box, severity="warning" if code == "server_away" else "error")
            self._error_box.setAccessibleName(words.text)

    def _say(self, code: str) -> None:
        """What the page itself found; gone with the next state."""
        self._show_error(code, {})

    def _from_user(self) -> None:
        if self.password.text():
            self._submit()
        else:
            self.password.setFocus(Qt.FocusReason.TabFocusReason)

    def _submit(self) -> None:
        name = self.user.text().strip()
        if not name or not self.password.text():
            self.focus_first() if not name else self.password.setFocus()
            return
        self.sign_in_requested.emit(name, self.password.text())
