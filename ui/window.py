"""The one window: sign-in page or rail, call bar and workspace. Renders every state, sends every intent. Main thread."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QStackedWidget, QToolTip, QWidget

from agent_app.desk_state import DeskState, SignIn
from agent_app.intents import DeskIntents
from ui import languages, terms
from ui.account.idle import IdleWatch
from ui.account.lock_page import LockPage
from ui.call_bar import CallBar
from ui.icons import application_icon
from ui.notices import NoticeStack
from ui.preferences import Preferences
from ui.rail import Rail
from ui.setup.assistant import SetupAssistant
from ui.sign_in import SignInPage
from ui.tasks import Tasks
from ui.widgets.keypad import Keypad
from ui.widgets.panel import column, row
from ui.wiring import Wiring, page_makers
from ui.words import translate
from ui.workspace import Workspace

_FRAMED_AFTER_MS = 200


def _utc_now() -> datetime:
    return datetime.now(UTC)


class MainWindow(QWidget):
    """Signals: ``closing`` once, when the person (or the system) closes the window."""

    closing = Signal()

    def __init__(
        self,
        preferences: Preferences,
        *,
        now: Callable[[], datetime] = _utc_now,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self.setObjectName("window")
        self.preferences = preferences
        self.tasks = Tasks()
        self._now, self._monotonic = now, monotonic
        self._seen = False
        self._state = DeskState()
        self._wiring: Wiring | None = None
        self._unsubscribe: Callable[[], None] | None = None
        self.sign_in = SignInPage()
        self.sign_in.user.setText(preferences.user)
        self.rail = Rail()
        self.call_bar = CallBar()
        self.workspace = Workspace(page_makers(self), folded=preferences.side_panel_folded)
        self._frame = QWidget()
        right = column(self.call_bar, self.workspace, spacing=0)
        right.setStretch(1, 1)
        self._frame.setLayout(row(self.rail, right, spacing=0))
        self._frame.layout().setStretch(1, 1)  # type: ignore[union-attr]
        self._views = QStackedWidget()
        self._views.addWidget(self.sign_in)
        self.lock_page = LockPage()
        self._views.addWidget(self._frame)
        self._views.addWidget(self.lock_page)
        self._idle = IdleWatch(self, monotonic)
        self._focus_before_lock: QWidget | None = None
        self.setLayout(column(self._views))
        self.setup = SetupAssistant(self._views, self.tasks, self._show_view)
        self.keypad = Keypad(self)
        self.notices = NoticeStack(self)
        self._seconds = QTimer(self)
        self._seconds.setInterval(1000)
        self._seconds.timeout.connect(self.tick)
        self.setWindowIcon(application_icon())
        self.setMinimumSize(1180, 720)
        self._restore()
        self._entitle()

    # binding and rendering

    @property
    def state(self) -> DeskState:
        return self._state

    @property
    def desk(self) -> DeskIntents:
        if self._wiring is None:
            raise RuntimeError("the window is not bound to a desk yet")
        return self._wiring.desk

    def bind(self, desk: DeskIntents) -> None:
        """From now on render ``desk.state`` and send intents to it."""
        self._wiring = Wiring(self, desk)
        self.setup.bind(desk)
        self._unsubscribe = desk.subscribe(self.render_state)

    def unbind(self) -> None:
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None
        if self._wiring is not None:
            self._wiring.stop()
        self._idle.stop()

    def render_state(self, state: DeskState) -> None:
        signed_in = state.sign_in is SignIn.SIGNED_IN
        previous, self._state = self._state, state
        self.sign_in.render_state(state)
        self.rail.render_state(state)
        self.call_bar.render_state(state)
        self.workspace.render_state(state)
        self.lock_page.render_state(state)
        self.notices.render_notices(() if state.locked else state.notices)
        if self.keypad.call_id is not None and not any(call.id == self.keypad.call_id and call.can_send_dtmf for call in state.calls):
            self.keypad.close_now()
        self.setup.after_render(state)
        if state.locked and not previous.locked:
            self._cover()
        self._show_view()
        if state.locked != previous.locked:
            self._idle.touch()
            self._focus_after_lock(state)
        if signed_in and previous.sign_in is not SignIn.SIGNED_IN:
            self._seconds.start()
            self._idle.touch()
            self.sign_in.clear_password()
            self.workspace.setFocus()  # else the first button of the rail would have it
        if (previous.status, previous.calls, previous.wrap_up) != (state.status, state.calls, state.wrap_up):
            self.tick()
        self._entitle()
        if self._wiring is not None:
            self._wiring.after_render(previous, state)

    def _show_view(self) -> None:
        signed_in = self._state.sign_in is SignIn.SIGNED_IN
        inside = self.lock_page if self._state.locked else self._frame
        self._views.setCurrentWidget(inside if signed_in else self.setup.shown(self.sign_in))

    def keep_setup_code(self, code: str) -> None:
        """This desk has emptied the demo: its assistant knows the code for the new centre."""
        self.setup.keep_code(code)

    def tick(self) -> None:
        """Everything that shows a running time, once a second."""
        now = self._now() + timedelta(seconds=self._state.server_ahead_s)
        self.call_bar.tick(now, self._monotonic())
        self.workspace.wrap_up.tick(now)
        self.workspace.desk_page.consent.tick(now)
        self.lock_page.tick(self._monotonic())
        self._lock_if_idle()

    # the idle lock

    def _lock_if_idle(self) -> None:
        """Never in a call: whoever listens does not type."""
        state = self._state
        if state.calls:
            self._idle.touch()
        elif state.sign_in is SignIn.SIGNED_IN and not state.locked and self._idle.idle_s >= self.preferences.lock_after_min * 60:
            self.desk.account.lock()

    def _cover(self) -> None:
        """Nothing may stand above the lock page: keypad, menus, dialogs."""
        self._focus_before_lock = self.focusWidget()
        self.keypad.close_now()
        QToolTip.hideText()
        for other in QApplication.topLevelWidgets():
            if other is not self and other.isVisible() and isinstance(other, QMenu | QDialog):
                other.close()

    def _focus_after_lock(self, state: DeskState) -> None:
        before, self._focus_before_lock = self._focus_before_lock, None if not state.locked else self._focus_before_lock
        if state.locked:
            self.lock_page.focus_first()
        elif before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    # what belongs to the window itself

    def open_languages(self) -> None:
        """The menu of languages; never modal."""
        menu = QMenu(self)
        for number, (code, name) in enumerate(languages.LANGUAGES.items(), start=1):
            action = menu.addAction(f"&{number}   {name}")
            action.setCheckable(True)
            action.setChecked(code == languages.current())
            action.triggered.connect(lambda _checked=False, chosen=code: self.switch_language(chosen))
        menu.popup(self.mapToGlobal(QPoint(self.width() // 2 - 80, 80)))

    def switch_language(self, code: str) -> None:
        self.preferences.language = code
        languages.switch(code)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            # the words of children change after this event: what is made of the state is rendered anew behind them
            QTimer.singleShot(0, self, self._render_again)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._seen:
            self._seen = True
            QTimer.singleShot(_FRAMED_AFTER_MS, self, self._keep_on_screen)  # the frame is known once the system has drawn it

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.notices.place()
        if not self.keypad.isHidden():
            self.place_keypad()

    def place_keypad(self) -> None:
        self.keypad.move(self.width() - self.keypad.width() - 24, self.call_bar.height() + 8)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Only tells: the loop ends when the program has closed in order. A person may be asked once; the system never is."""
        if event.spontaneous() and self._state.sign_in is SignIn.SIGNED_IN and self.workspace.holds_back_close():
            event.ignore()
            return
        self.preferences.geometry = self.saveGeometry()
        self.preferences.save()
        event.accept()
        self.closing.emit()

    def _render_again(self) -> None:
        self.call_bar.render_state(self._state)
        self.workspace.render_state(self._state)
        self.lock_page.render_state(self._state)
        self.tick()
        self._entitle()

    def _entitle(self) -> None:
        parts = ["Careline"]
        if self._state.locked:
            parts.append(translate("LockPage", "Locked"))
        elif self._state.sign_in is SignIn.SIGNED_IN and self._state.session is not None:
            user = self._state.session.user
            parts.append(f"{user.display_name} ({user.extension})" if user.extension else user.display_name)
            if self._state.has_telephone:
                parts.append(terms.agent_state(self._state.status.state))
        else:
            parts.append(translate("Window", "Sign in"))
        title = " – ".join(parts)
        if title != self.windowTitle():
            self.setWindowTitle(title)

    def _restore(self) -> None:
        stored = self.preferences.geometry
        if stored is None or not self.restoreGeometry(stored):
            self.resize(1280, 800)

    def _keep_on_screen(self) -> None:
        """The frame and a task bar take their part of the screen: what the window is too large for them, it gives up."""
        if self.isMaximized() or self.isFullScreen():
            return
        room, frame, inner = self.screen().availableGeometry(), self.frameGeometry(), self.geometry()
        if room.width() < self.minimumWidth() or room.height() < self.minimumHeight():
            return  # too small a screen for the desk at all: nothing is gained
        wide = min(inner.width(), room.width() - (frame.width() - inner.width()))
        high = min(inner.height(), room.height() - (frame.height() - inner.height()))
        if (wide, high) != (inner.width(), inner.height()):
            self.resize(wide, high)
        frame = self.frameGeometry()
        left = max(room.left(), min(frame.left(), room.right() + 1 - frame.width()))
        top = max(room.top(), min(frame.top(), room.bottom() + 1 - frame.height()))
        if (left, top) != (frame.left(), frame.top()):
            self.move(left, top)
