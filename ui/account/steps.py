"""What the sign-in page asks after the password: a code, a new password, or the enrolment of a second factor. Main thread."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from agent_app.domain.account import SignInProgress, SignInStep
from ui.account.qr import QrCode
from ui.widgets.panel import Panel, column, label, row, set_text
from ui.words import translate


class SignInSteps(Panel):
    """Signals: ``code_given``, ``password_given``, ``enrolment_confirmed`` with what was typed; ``codes_kept``; ``cancelled``.

    ``passwords_differ`` where the repetition is another one.
    """

    code_given = Signal(str)
    password_given = Signal(str)
    enrolment_confirmed = Signal(str)
    codes_kept = Signal()
    cancelled = Signal()
    passwords_differ = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._progress: SignInProgress | None = None
        self.lead = label(wrap=True)
        self.qr = QrCode()
        self.secret = label("strong", wrap=True)
        self.secret.setFont(_fixed_font())
        self.secret.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.secret.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._secret_note = label("small", wrap=True)
        self.codes = label(wrap=True)
        self.codes.setFont(_fixed_font())
        self.codes.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.copy = QPushButton()
        self.copy.clicked.connect(self._copy)
        self._first_caption, self._second_caption = label("caption"), label("caption")
        self.first, self.second = QLineEdit(), QLineEdit()
        self.first.returnPressed.connect(self._from_first)
        self.second.returnPressed.connect(self._submit)
        self.button = QPushButton()
        self.button.setProperty("look", "primary")
        self.button.setMinimumHeight(40)
        self.button.clicked.connect(self._submit)
        self.back = QPushButton()
        self.back.setProperty("look", "plain")
        self.back.clicked.connect(self.cancelled)
        self.setLayout(
            column(
                8, self.lead, 8, row(None, self.qr, None), self._secret_note, self.secret, self.codes, row(self.copy, None), 8,
                self._first_caption, self.first, self._second_caption, self.second, 16, self.button, row(None, self.back, None),
                spacing=4,
            )
        )  # fmt: skip

    def render_progress(self, progress: SignInProgress | None) -> None:
        """Called by the sign-in page with every state."""
        was, self._progress = self._progress, progress
        if progress is None:
            self._wipe()
            return
        if was is None or was.step is not progress.step:
            self._wipe()
            self._arrange_for(progress.step)
        self._render(progress)
        if was is None or was.step is not progress.step or (was.busy and not progress.busy):
            if progress.step is not SignInStep.NEW_PASSWORD:
                self.first.clear()
            self.focus_first()

    def focus_first(self) -> None:
        shown = self.button if self.first.isHidden() else self.first
        shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        if self._progress is not None:
            self._render(self._progress)

    def _wipe(self) -> None:
        """Nothing secret stays in a hidden widget."""
        for field in (self.first, self.second):
            field.clear()
        self.qr.show_text("")
        self.secret.clear()
        self.codes.clear()

    def _arrange_for(self, step: SignInStep) -> None:
        new_password, enrol, codes = (step is wanted for wanted in (SignInStep.NEW_PASSWORD, SignInStep.ENROL, SignInStep.RECOVERY_CODES))
        visible: dict[bool, list[QWidget]] = {True: [], False: []}
        visible[enrol] += [self.qr, self.secret, self._secret_note]
        visible[codes] += [self.codes, self.copy]
        visible[not codes] += [self.first, self._first_caption]
        visible[new_password] += [self.second, self._second_caption]
        for shown, widgets in visible.items():
            for widget in widgets:
                widget.setVisible(shown)
        self.back.setVisible(not codes)
        mode = QLineEdit.EchoMode.Password if new_password else QLineEdit.EchoMode.Normal
        self.first.setEchoMode(mode)
        self.second.setEchoMode(mode)

    def _render(self, progress: SignInProgress) -> None:
        step = progress.step
        for widget in (self.first, self.second, self.button):
            widget.setEnabled(not progress.busy)
        if progress.enrolment is not None:
            self.qr.show_text(progress.enrolment.uri)
            set_text(self.secret, _grouped(progress.enrolment.secret))
        set_text(self.codes, _in_two_columns(progress.recovery_codes))
        set_text(self.lead, _lead(step))
        set_text(self._secret_note, translate("SignInSteps", "Or type this key into the app:"))
        new_password = step is SignInStep.NEW_PASSWORD
        first = translate("SignInSteps", "New password") if new_password else translate("SignInSteps", "Code")
        second = translate("SignInSteps", "New password once more")
        set_text(self._first_caption, first)
        set_text(self._second_caption, second)
        self.first.setAccessibleName(first)
        self.second.setAccessibleName(second)
        words = {
            SignInStep.SECOND_FACTOR: translate("SignInSteps", "Sign in"),
            SignInStep.NEW_PASSWORD: translate("SignInSteps", "Change the password"),
            SignInStep.ENROL: translate("SignInSteps", "Confirm"),
            SignInStep.RECOVERY_CODES: translate("SignInSteps", "I have kept the codes"),
        }
        self.button.setText(words[step])
        self.back.setText(translate("SignInSteps", "Back to the password"))
        self.copy.setText(translate("SignInSteps", "Copy the codes"))

    def _from_first(self) -> None:
        if self.second.isHidden():
            self._submit()
        else:
            self.second.setFocus(Qt.FocusReason.TabFocusReason)

    def _submit(self) -> None:
        progress, typed = self._progress, self.first.text()
        if progress is None or progress.busy:
            return
        if progress.step is SignInStep.RECOVERY_CODES:
            self.codes_kept.emit()
        elif not typed.strip():
            self.first.setFocus()
        elif progress.step is SignInStep.SECOND_FACTOR:
            self.code_given.emit(typed)
        elif progress.step is SignInStep.ENROL:
            self.enrolment_confirmed.emit(typed)
        elif typed != self.second.text():
            self.second.clear()
            self.second.setFocus()
            self.passwords_differ.emit()
        else:
            self.password_given.emit(typed)

    def _copy(self) -> None:
        if self._progress is not None:
            QGuiApplication.clipboard().setText("\n".join(self._progress.recovery_codes))


def _lead(step: SignInStep) -> str:
    if step is SignInStep.SECOND_FACTOR:
        return translate("SignInSteps", "Type the six digits your authenticator app shows now, or a recovery code.")
    if step is SignInStep.NEW_PASSWORD:
        return translate("SignInSteps", "Somebody else set your password. Choose one that only you know: at least ten characters.")
    if step is SignInStep.ENROL:
        return translate(
            "SignInSteps",
            "Your role needs a second factor. Take a picture of this code with an authenticator app, then type its six digits.",
        )
    return translate(
        "SignInSteps", "Keep these recovery codes where only you find them. Each one opens the desk once if your telephone is lost."
    )


def _grouped(secret: str) -> str:
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


def _in_two_columns(codes: tuple[str, ...]) -> str:
    return "\n".join("     ".join(codes[start : start + 2]) for start in range(0, len(codes), 2))


def _fixed_font() -> QFont:
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPixelSize(15)
    return font
