"""The lock page: over everything while nobody sits here. No patient's name or number; calls stay in hand. Main thread."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from agent_app.desk_state import DeskState
from agent_app.domain.call import Call
from agent_app.domain.errors import UserFacingError
from ui import languages, terms
from ui.icons import application_icon
from ui.keys import Action
from ui.messages import message
from ui.widgets.call_tile import possible_actions
from ui.widgets.key_button import KeyButton
from ui.widgets.panel import Panel, column, label, row, set_kind, set_text
from ui.words import translate

ALLOWED = frozenset({Action.ANSWER, Action.HOLD, Action.MUTE, Action.HANG_UP})
"""What can be done with a call while the desk is locked, by button or key."""


class LockedCall(Panel):
    """One call without who it is. Signals: ``requested`` with the Action."""

    requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, kind="tile")
        self.call: Call | None = None
        self.state, self.timer = label("strong"), label("small")
        self.buttons = {
            Action.ANSWER: KeyButton(Action.ANSWER, "phone", look="primary", stacked=True),
            Action.HOLD: KeyButton(Action.HOLD, "pause", stacked=True),
            Action.MUTE: KeyButton(Action.MUTE, "mic", stacked=True),
            Action.HANG_UP: KeyButton(Action.HANG_UP, "phone-off", look="danger", stacked=True),
        }
        made = row(column(self.state, self.timer, spacing=2), spacing=8, margins=(16, 6, 8, 6))
        made.setStretch(0, 1)
        for action, button in self.buttons.items():
            button.clicked.connect(lambda _checked=False, wanted=action: self.requested.emit(wanted))
            made.addWidget(button)
        self.setLayout(made)
        self.hide()

    def render_call(self, call: Call | None) -> None:
        self.call = call
        self.setVisible(call is not None)
        if call is None:
            return
        set_kind(self, ringing="true" if call.can_answer else "false")
        set_text(self.state, terms.call_state(call.state))
        possible = possible_actions(call)
        for action, button in self.buttons.items():
            button.setVisible(action in possible)
        self.buttons[Action.ANSWER].set_words(translate("CallTile", "Answer"))
        self.buttons[Action.HOLD].set_words(translate("CallTile", "Resume") if call.can_resume else translate("CallTile", "Hold"))
        self.buttons[Action.HOLD].set_icon_name("play" if call.can_resume else "pause")
        self.buttons[Action.MUTE].set_words(translate("CallTile", "Unmute") if call.muted else translate("CallTile", "Mute"))
        self.buttons[Action.MUTE].set_icon_name("mic-off" if call.muted else "mic")
        self.buttons[Action.HANG_UP].set_words(translate("CallTile", "Reject") if call.can_answer else translate("CallTile", "Hang up"))
        self.setAccessibleName(terms.call_state(call.state))

    def tick(self, monotonic: float) -> None:
        if self.call is not None:
            since = self.call.answered_at if self.call.answered_at is not None else self.call.started_at
            set_text(self.timer, languages.duration(monotonic - since))

    def retranslate(self) -> None:
        self.render_call(self.call)


class LockPage(Panel):
    """Signals: ``unlock_requested`` with the password; ``call_requested`` with Action and Call; ``sign_out_requested``."""

    unlock_requested = Signal(str)
    call_requested = Signal(object, object)
    sign_out_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("workspace")
        self._state = DeskState()
        self._error: UserFacingError | None = None
        self._busy = False
        self.calls = [LockedCall(), LockedCall()]
        for tile in self.calls:
            tile.requested.connect(lambda action, asked=tile: self._requested(action, asked))
        mark = label()
        mark.setPixmap(application_icon().pixmap(48, 48))
        self._title, self.who, self._lead = label("headline"), label("strong"), label("quiet", wrap=True)
        self._caption = label("caption")
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.returnPressed.connect(self._submit)
        self.button = QPushButton()
        self.button.setProperty("look", "primary")
        self.button.setMinimumHeight(40)
        self.button.clicked.connect(self._submit)
        self.sign_out = QPushButton()
        self.sign_out.setProperty("look", "plain")
        self.sign_out.clicked.connect(self.sign_out_requested)
        self._error_box = Panel(kind="notice")
        set_kind(self._error_box, severity="error")
        self.error = label("strong", wrap=True)
        self._hint = label(wrap=True)
        self._error_box.setLayout(column(self.error, self._hint, spacing=4, margins=(16, 12, 16, 12)))
        card = Panel(kind="card")
        card.setFixedWidth(440)
        card.setLayout(
            column(
                row(mark, self._title, None, spacing=16), 8, self.who, self._lead, 8, self._error_box, 8, self._caption, self.password,
                16, self.button, row(None, self.sign_out, None), spacing=4, margins=(32, 32, 32, 20),
            )
        )  # fmt: skip
        calls = column(*self.calls, spacing=8)
        holder = QWidget()
        holder.setFixedWidth(560)
        holder.setLayout(calls)
        self.setLayout(column(row(None, holder, None), None, row(None, card, None), None, margins=(24, 24, 24, 24)))
        self.retranslate()

    def render_state(self, state: DeskState) -> None:
        was, self._state = self._state, state
        for index, tile in enumerate(self.calls):
            tile.render_call(state.calls[index] if index < len(state.calls) else None)
        self.sign_out.setVisible(not state.calls)
        if state.locked and not was.locked:
            self._error, self._busy = None, False
            self.password.clear()
        if not state.locked:
            self.password.clear()
        self._render_words()

    def focus_first(self) -> None:
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_busy(self) -> None:
        self._busy, self._error = True, None
        self._render_words()

    def show_error(self, error: UserFacingError) -> None:
        self._busy, self._error = False, error
        self.password.clear()
        self._render_words()
        self.focus_first()

    def tick(self, monotonic: float) -> None:
        for tile in self.calls:
            tile.tick(monotonic)

    def retranslate(self) -> None:
        set_text(self._title, translate("LockPage", "Locked"))
        set_text(self._lead, translate("LockPage", "Calls go on and what you typed is kept. Your password opens the desk."))
        set_text(self._caption, translate("LockPage", "Password"))
        self.password.setAccessibleName(translate("LockPage", "Password"))
        self.button.setText(translate("LockPage", "Unlock"))
        self.sign_out.setText(translate("LockPage", "Sign out instead"))
        self._render_words()

    def _render_words(self) -> None:
        user = self._state.session.user if self._state.session is not None else None
        set_text(self.who, user.display_name if user is not None else "")
        self.password.setEnabled(not self._busy)
        self.button.setEnabled(not self._busy)
        self._error_box.setVisible(self._error is not None)
        if self._error is not None:
            words = message(self._error.code, self._error.params)
            set_text(self.error, words.what)
            set_text(self._hint, " ".join(part for part in (words.safe, words.do) if part))
            self._error_box.setAccessibleName(words.text)

    def _requested(self, action: Action, tile: LockedCall) -> None:
        if tile.call is not None:
            self.call_requested.emit(action, tile.call)

    def _submit(self) -> None:
        if self.password.text() and not self._busy:
            self.unlock_requested.emit(self.password.text())
        else:
            self.focus_first()
