"""Whether the call on screen is recorded; pause while secrets are said, and the patient's refusal. Main thread."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from agent_app.desk_state import DeskState
from agent_app.domain.call import Call, CallRef, CallState
from agent_app.domain.patient import CallContext
from ui import languages
from ui.keys import Action
from ui.widgets.key_button import KeyButton
from ui.widgets.panel import Panel, column, label, row, set_kind, set_text
from ui.words import translate


class ConsentCard(Panel):
    """Signals, each with the call's ref: ``pause_requested``, ``resume_requested``, ``refuse_requested``."""

    pause_requested = Signal(str)
    resume_requested = Signal(str)
    refuse_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, kind="card")
        self._context: CallContext | None = None
        self._caption = label("caption")
        self.words = label("quiet", wrap=True)
        self.pause = KeyButton(Action.PAUSE_RECORDING, "circle-pause", stacked=True)
        self.pause.clicked.connect(self.toggle_pause)
        self.refuse = KeyButton(Action.REFUSE_RECORDING, "mic-off", stacked=True)
        self.refuse.clicked.connect(self.refuse_now)
        self.setLayout(column(self._caption, self.words, 4, row(self.pause, self.refuse, spacing=8), spacing=4, margins=(24, 14, 24, 14)))
        self.retranslate()

    def render_state(self, state: DeskState) -> None:
        """Shown while the call on screen is joined with the patient; only then anything is recorded."""
        call, pop = state.current_call, state.pop
        there = pop is not None and call is not None and call.ref == pop.ref and _is_joined(call)
        context = pop if there else None
        if context != self._context:
            self._context = context
            self._render()
        self.setVisible(there)

    def tick(self, now: datetime) -> None:
        context = self._context
        if context is not None and context.recording == "paused" and context.recording_since is not None:
            paused_s = max(0.0, (now - context.recording_since).total_seconds())
            set_text(self.words, translate("ConsentCard", "Paused for {time}").format(time=languages.duration(paused_s)))

    def toggle_pause(self) -> None:
        ref = self._ref()
        if ref is not None and self._context is not None and self._context.recording != "refused":
            (self.resume_requested if self._context.recording == "paused" else self.pause_requested).emit(ref)

    def refuse_now(self) -> None:
        ref = self._ref()
        if ref is not None and self._context is not None and self._context.recording != "refused":
            self.refuse_requested.emit(ref)

    def retranslate(self) -> None:
        set_text(self._caption, translate("ConsentCard", "Recording"))
        self.refuse.set_words(translate("ConsentCard", "Patient refuses"))
        self._render()

    def _ref(self) -> CallRef | None:
        return self._context.ref if self._context is not None else None

    def _render(self) -> None:
        recording = self._context.recording if self._context is not None else "on"
        words, kind = {
            "paused": (translate("ConsentCard", "Paused"), "warn"),
            "refused": (translate("ConsentCard", "Not recorded: the patient refused"), "strong"),
        }.get(recording, (translate("ConsentCard", "This call is recorded"), "quiet"))
        set_text(self.words, words)
        set_kind(self.words, kind=kind)
        paused = recording == "paused"
        self.pause.set_words(translate("ConsentCard", "Resume") if paused else translate("ConsentCard", "Pause"))
        self.pause.set_icon_name("play" if paused else "circle-pause")
        for button in (self.pause, self.refuse):
            button.setVisible(recording != "refused")
        self.setAccessibleName(words)


def _is_joined(call: Call) -> bool:
    return call.state in (CallState.TALKING, CallState.HELD)
