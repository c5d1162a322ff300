"""One call in the call bar: who, how long, how well, and only the buttons that are possible now. Main thread."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from agent_app.domain.call import Call, CallState
from agent_app.domain.patient import CallContext
from ui import languages, terms
from ui.keys import Action
from ui.widgets.elided import ElidedLabel
from ui.widgets.key_button import KeyButton
from ui.widgets.level_meter import LevelMeter
from ui.widgets.panel import Panel, column, label, row, set_kind, set_text
from ui.words import translate

_QUALITY_KIND = {terms.Quality.GOOD: "good", terms.Quality.FAIR: "warn", terms.Quality.POOR: "poor"}


class CallTile(Panel):
    """Signals: ``requested`` with the Action the person wants for this call."""

    requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, kind="tile")
        self.call: Call | None = None
        self._context: CallContext | None = None
        self._queue_name = ""
        self.name = ElidedLabel("strong")
        self.vip = label("vip", "VIP")
        self.number = label("small")
        self.queue = ElidedLabel("small")
        self.timer = label("strong")
        self.state = label("small")
        self.quality = label("small")
        self.meter = LevelMeter()
        self.buttons = {
            Action.ANSWER: KeyButton(Action.ANSWER, "phone", look="primary", stacked=True),
            Action.HOLD: KeyButton(Action.HOLD, "pause", stacked=True),
            Action.MUTE: KeyButton(Action.MUTE, "mic", stacked=True),
            Action.KEYPAD: KeyButton(Action.KEYPAD, "grip", stacked=True),
            Action.HANG_UP: KeyButton(Action.HANG_UP, "phone-off", look="danger", stacked=True),
        }
        for action, button in self.buttons.items():
            button.clicked.connect(lambda _checked=False, wanted=action: self.requested.emit(wanted))
        self.setLayout(self._arranged())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(760)
        self.setFixedHeight(56)

    def _arranged(self) -> QHBoxLayout:
        who = column(row(self.name, self.vip, None), row(self.number, self.queue, None, spacing=8), spacing=2)
        how = column(row(self.timer, self.state, self.quality, None), row(self.meter), spacing=4)
        made = row(who, how, spacing=16, margins=(16, 4, 4, 4))
        made.setStretch(0, 1)
        for button in self.buttons.values():
            made.addWidget(button)
        made.setSpacing(6)
        return made

    def render_call(self, call: Call, context: CallContext | None, queue_name: str) -> None:
        if (call, context, queue_name) == (self.call, self._context, self._queue_name):
            return
        self.call, self._context, self._queue_name = call, context, queue_name
        set_kind(self, ringing="true" if call.can_answer else "false")
        self.name.set_full_text(terms.caller_name(call, context))
        self.vip.setVisible(context is not None and context.patient is not None and context.patient.vip)
        set_text(self.number, terms.caller_number(call, context))
        self.queue.set_full_text(queue_name)
        self._render_quality(call)
        self._render_buttons(call)
        self.setAccessibleName(
            ", ".join(part for part in (terms.call_state(call.state), self.name.full_text(), self.number.text()) if part)
        )

    def tick(self, monotonic: float) -> None:
        """Show the running time; seconds of the clock the calls are stamped with."""
        if self.call is None:
            return
        since = self.call.answered_at if self.call.answered_at is not None else self.call.started_at
        set_text(self.timer, languages.duration(monotonic - since))

    def retranslate(self) -> None:
        if self.call is not None:
            call, self.call = self.call, None
            self.render_call(call, self._context, self._queue_name)

    def _render_quality(self, call: Call) -> None:
        set_text(self.state, terms.call_state(call.state))
        measured = call.quality
        judged = measured is not None and call.state is CallState.TALKING
        self.state.setVisible(not judged)
        self.quality.setVisible(judged)
        self.meter.setVisible(judged)
        if measured is not None:
            grade = terms.quality_grade(measured)
            set_text(self.quality, terms.quality_words(grade))
            set_kind(self.quality, kind=_QUALITY_KIND[grade])
            self.meter.show_levels(measured.level_in_db, measured.level_out_db, call.muted)

    def _render_buttons(self, call: Call) -> None:
        possible = possible_actions(call)
        for action, button in self.buttons.items():
            button.setVisible(action in possible)
        self.buttons[Action.ANSWER].set_words(translate("CallTile", "Answer"))
        held = call.can_resume
        self.buttons[Action.HOLD].set_words(translate("CallTile", "Resume") if held else translate("CallTile", "Hold"))
        self.buttons[Action.HOLD].set_icon_name("play" if held else "pause")
        self.buttons[Action.MUTE].set_words(translate("CallTile", "Unmute") if call.muted else translate("CallTile", "Mute"))
        self.buttons[Action.MUTE].set_icon_name("mic-off" if call.muted else "mic")
        self.buttons[Action.KEYPAD].set_words(translate("CallTile", "Keypad"))
        self.buttons[Action.HANG_UP].set_words(translate("CallTile", "Reject") if call.can_answer else translate("CallTile", "Hang up"))


def possible_actions(call: Call) -> frozenset[Action]:
    """What can be done with this call now; the same set makes buttons and keys."""
    possible: set[Action] = set()
    if call.can_answer:
        possible |= {Action.ANSWER, Action.HANG_UP}
    if call.can_hang_up:
        possible.add(Action.HANG_UP)
    if call.can_hold or call.can_resume:
        possible.add(Action.HOLD)
    if call.can_mute:
        possible.add(Action.MUTE)
    if call.can_send_dtmf:
        possible.add(Action.KEYPAD)
    return frozenset(possible)
