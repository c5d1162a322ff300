"""What the list of calls is filtered by. The server filters; here it is only chosen. Main thread."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPushButton, QWidget

from agent_app.domain.history import AgentName, CallFilters
from agent_app.domain.user import Choice
from ui import languages, terms
from ui.icons import icon
from ui.theme import theme
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.panel import Panel, column, row
from ui.words import QT_TRANSLATE_NOOP, translate

_TYPING_PAUSE_MS = 300
_PERIODS = {
    "": QT_TRANSLATE_NOOP("CallFilters", "Any time"),
    "today": QT_TRANSLATE_NOOP("CallFilters", "Today"),
    "yesterday": QT_TRANSLATE_NOOP("CallFilters", "Yesterday"),
    "week": QT_TRANSLATE_NOOP("CallFilters", "Last 7 days"),
    "month": QT_TRANSLATE_NOOP("CallFilters", "Last 30 days"),
}
_DIRECTIONS = {
    "": QT_TRANSLATE_NOOP("CallFilters", "In and out"),
    "inbound": QT_TRANSLATE_NOOP("CallFilters", "Incoming"),
    "outbound": QT_TRANSLATE_NOOP("CallFilters", "Outgoing"),
}
_OUTCOMES = ("answered", "abandoned", "no_answer", "busy", "failed", "in_progress")


def period(code: str, now: datetime) -> tuple[datetime | None, datetime | None]:
    """Begin and end (exclusive) of a period in local time; ``now`` is aware."""
    local = now.astimezone()
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    days = {"today": 0, "yesterday": 1, "week": 6, "month": 29}
    if code not in days:
        return None, None
    # by the calendar, not by 24 hours: a day of daylight saving is longer or shorter
    begin = (midnight.replace(tzinfo=None) - timedelta(days=days[code])).astimezone()
    return begin, midnight if code == "yesterday" else None


class FilterBar(Panel):
    """Signals: ``changed`` when something else is to be shown (a little after the last key typed)."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._agents: Sequence[AgentName] = ()
        self._queues: Sequence[Choice] = ()
        self._dispositions: Sequence[Choice] = ()
        self._all_calls = False
        self.about = QLineEdit()
        self.about.setClearButtonEnabled(True)
        self.about.setMinimumWidth(220)
        self.period, self.direction, self.queue, self.outcome, self.disposition, self.agent = (ChoiceBox() for _ in range(6))
        self.recorded, self.wrap_up_missing = QCheckBox(), QCheckBox()
        self.clear_button = QPushButton()
        self.clear_button.setProperty("look", "plain")
        self.clear_button.clicked.connect(self.clear)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_TYPING_PAUSE_MS)
        self._pause.timeout.connect(self.changed)
        self.about.textEdited.connect(lambda _text: self._pause.start())
        self.about.returnPressed.connect(self._at_once)
        for box in self._boxes():
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.currentIndexChanged.connect(lambda _index: self._at_once())
        for check in (self.recorded, self.wrap_up_missing):
            check.toggled.connect(lambda _on: self._at_once())
        upper = row(self.about, self.period, self.agent, self.direction, self.clear_button)
        upper.setStretch(0, 1)
        lower = row(self.outcome, self.disposition, self.queue, 8, self.recorded, 8, self.wrap_up_missing, None)
        self.setLayout(column(upper, lower, spacing=8))
        theme().changed.connect(self._tint)
        self._tint()
        self.retranslate()

    @property
    def about_pending(self) -> bool:
        return self._pause.isActive()

    def filters(self, now: datetime) -> CallFilters:
        since, until = period(self.period.currentData() or "", now)
        return CallFilters(
            since=since,
            until=until,
            direction=self.direction.currentData() or "",
            queue=self.queue.currentData() or "",
            agent=self.agent.currentData() or "",
            outcome=self.outcome.currentData() or "",
            disposition=self.disposition.currentData() or "",
            about=self.about.text().strip(),
            recorded=self.recorded.isChecked(),
            wrap_up_missing=self.wrap_up_missing.isChecked(),
        )

    def offer(self, queues: Sequence[Choice], dispositions: Sequence[Choice], *, all_calls: bool) -> None:
        """What can be chosen; ``all_calls``: also other agents' calls."""
        if (queues, dispositions, all_calls) != (self._queues, self._dispositions, self._all_calls):
            self._queues, self._dispositions, self._all_calls = queues, dispositions, all_calls
            self._fill()

    def offer_agents(self, agents: Sequence[AgentName]) -> None:
        self._agents = agents
        self._fill()

    def clear(self) -> None:
        with_blocked = [QSignalBlocker(widget) for widget in (*self._boxes(), self.recorded, self.wrap_up_missing)]
        self.about.clear()
        for box in self._boxes():
            box.setCurrentIndex(0)
        self.recorded.setChecked(False)
        self.wrap_up_missing.setChecked(False)
        del with_blocked
        self._at_once()

    def retranslate(self) -> None:
        names = {
            self.about: translate("CallFilters", "Patient, patient id or last digits of the number"),
            self.period: translate("CallFilters", "Period"),
            self.direction: translate("CallFilters", "Direction"),
            self.queue: translate("CallFilters", "Queue"),
            self.outcome: translate("CallFilters", "How the call ended"),
            self.disposition: translate("CallFilters", "Outcome written in the wrap-up"),
            self.agent: translate("CallFilters", "Whose calls"),
        }
        for widget, words in names.items():
            widget.setAccessibleName(words)
            widget.setToolTip(words)
        self.about.setPlaceholderText(translate("CallFilters", "Patient or last digits"))
        self.recorded.setText(translate("CallFilters", "With recording"))
        self.wrap_up_missing.setText(translate("CallFilters", "Wrap-up missing"))
        self.clear_button.setText(translate("CallFilters", "Clear filters"))
        self._fill()

    def _boxes(self) -> tuple[ChoiceBox, ...]:
        return (self.period, self.direction, self.queue, self.outcome, self.disposition, self.agent)

    def _fill(self) -> None:
        language = languages.current()
        _refill(self.period, [(code, translate("CallFilters", words)) for code, words in _PERIODS.items()])
        _refill(self.direction, [(code, translate("CallFilters", words)) for code, words in _DIRECTIONS.items()])
        any_outcome = [("", translate("CallFilters", "Any end"))]
        _refill(self.outcome, any_outcome + [(code, terms.outcome(code)) for code in _OUTCOMES])
        any_disposition = [("", translate("CallFilters", "Any outcome"))]
        _refill(self.disposition, any_disposition + [(choice.code, choice.label(language)) for choice in self._dispositions])
        any_queue = [("", translate("CallFilters", "Every queue"))]
        _refill(self.queue, any_queue + [(choice.code, choice.label(language)) for choice in self._queues])
        everybody = [
            ("", translate("CallFilters", "Everybody")),
            ("team", translate("CallFilters", "My team")),
            ("me", translate("CallFilters", "My own")),
        ]
        _refill(self.agent, everybody + [(agent.id, agent.name) for agent in self._agents])
        self.agent.setVisible(self._all_calls)
        self.queue.setVisible(len(self._queues) > 1)

    def _at_once(self) -> None:
        self._pause.stop()
        self.changed.emit()

    def _tint(self) -> None:
        self.clear_button.setIcon(icon("x", "text_quiet", 16))
        self.clear_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)


def _refill(box: ChoiceBox, entries: list[tuple[str, str]]) -> None:
    """New words, the same choice."""
    chosen = box.currentData()
    blocked = QSignalBlocker(box)
    box.clear()
    for code, words in entries:
        box.addItem(words, code)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    del blocked
