"""Own state with reason and running time, and the ready / not-ready control. Main thread."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from agent_app.desk_state import DeskState
from agent_app.domain.agent_status import AgentState
from ui import languages, terms
from ui.keys import Action
from ui.theme import theme
from ui.widgets.key_button import KeyButton
from ui.widgets.panel import Panel, column, label, row, set_text
from ui.words import translate

STATE_INK = {
    AgentState.READY: "good",
    AgentState.RINGING: "accent",
    AgentState.TALKING: "accent",
    AgentState.HOLD: "warn",
    AgentState.WRAP_UP: "warn",
    AgentState.NOT_ANSWERING: "danger",
}


class Dot(QWidget):
    """A filled circle in a token's colour."""

    def __init__(self, size: int = 10, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ink = "idle"
        self.setFixedSize(QSize(size, size))

    def set_ink(self, ink: str) -> None:
        if ink != self._ink:
            self._ink = ink
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color(self._ink))
        painter.drawEllipse(self.rect())


class StatusBlock(Panel):
    """Signals: ``ready_requested``; ``not_ready_requested`` with the reason's code."""

    ready_requested = Signal()
    not_ready_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = DeskState()
        self.dot = Dot()
        self._name = label("strong")
        self._detail = label("small")
        self.ready = KeyButton(Action.READY, "circle-check", look="primary")
        self.not_ready = KeyButton(Action.NOT_READY, "circle-pause")
        self.ready.clicked.connect(self.ready_requested)
        self.not_ready.clicked.connect(self.open_reasons)
        words = column(None, row(self.dot, self._name, None), self._detail, None, spacing=0)
        self.setLayout(row(words, self.ready, self.not_ready, spacing=12))
        self.setMinimumWidth(128)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.retranslate()

    def render_state(self, state: DeskState) -> None:
        self._state = state
        self.ready.setVisible(can_become_ready(state))
        self.not_ready.setVisible(can_become_not_ready(state))
        self.dot.set_ink(STATE_INK.get(state.status.state, "idle"))
        set_text(self._name, terms.agent_state(state.status.state))

    def tick(self, now: datetime) -> None:
        """Show the running time; ``now`` is aware."""
        status = self._state.status
        parts = [self._reason()] if self._reason() else []
        if status.since is not None:
            parts.append(languages.duration((now - status.since).total_seconds()))
        set_text(self._detail, "  ".join(parts))
        self.setAccessibleName(", ".join([translate("StatusBlock", "Your state"), self._name.text(), *parts]))

    def retranslate(self) -> None:
        self.ready.set_words(translate("StatusBlock", "Ready"))
        self.not_ready.set_words(translate("StatusBlock", "Pause"))
        set_text(self._name, terms.agent_state(self._state.status.state))

    def open_reasons(self) -> None:
        """The menu of reasons; 1 to 9 pick one. Never modal: calls go on ringing behind it."""
        if self._state.session is None or not can_become_not_ready(self._state):
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for number, choice in enumerate(self._state.session.not_ready_reasons[:9], start=1):
            action = menu.addAction(f"&{number}   {choice.label(languages.current()).replace('&', '&&')}")
            action.triggered.connect(lambda _checked=False, code=choice.code: self.not_ready_requested.emit(code))
        anchor = self.not_ready if self.not_ready.isVisible() else self
        menu.popup(anchor.mapToGlobal(QPoint(0, anchor.height() + 4)))

    def _reason(self) -> str:
        status = self._state.status
        if status.state is not AgentState.NOT_READY or self._state.session is None:
            return ""
        for choice in self._state.session.not_ready_reasons:
            if choice.code == status.reason:
                return choice.label(languages.current())
        return translate("StatusBlock", "just signed in") if status.reason == "signed_in" else ""  # never a bare code


def can_become_ready(state: DeskState) -> bool:
    """Not while a call is here: the server would refuse."""
    return state.has_telephone and state.status.can_become_ready and not state.calls


def can_become_not_ready(state: DeskState) -> bool:
    return state.has_telephone and state.status.can_become_not_ready and not state.calls
