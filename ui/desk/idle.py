"""The desk between calls: what is unfinished, and the agent's own calls today. Main thread.

The plot (pyqtgraph, numpy) is loaded when there is something to draw and nobody waits for a pop.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from agent_app.desk_state import DeskState
from agent_app.domain.record import CallRecord
from ui.desk.unfinished import UnfinishedList
from ui.widgets.panel import Panel, column, label, row, set_text
from ui.words import translate


class IdleView(Panel):
    """Signals: ``draft_chosen`` with a ref; ``retry_requested`` with a write's key."""

    draft_chosen = Signal(str)
    retry_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = ""
        self._records: tuple[CallRecord, ...] = ()
        self.greeting = label("headline")
        self._lead = label("quiet", wrap=True)
        self.unfinished = UnfinishedList()
        self.unfinished.draft_chosen.connect(self.draft_chosen)
        self.unfinished.retry_requested.connect(self.retry_requested)
        self.today = Panel(kind="card")
        self._today_title = label("title")
        self._today_words = label("quiet", wrap=True)
        self._plot_box = column()
        self._plot: QWidget | None = None
        self.today.setLayout(column(self._today_title, self._today_words, 8, self._plot_box, None, spacing=4, margins=(24, 20, 24, 20)))
        cards = row(self.today, self.unfinished, spacing=16)
        cards.setStretch(0, 2)
        cards.setStretch(1, 1)
        self.setLayout(column(self.greeting, self._lead, 12, cards, None, spacing=4, margins=(8, 8, 8, 0)))
        self.retranslate()

    def render_state(self, state: DeskState) -> None:
        name = state.session.user.display_name if state.session is not None else ""
        if name != self._name:
            self._name = name
            self.retranslate()
        self.unfinished.render_state(state)

    def show_today(self, records: Sequence[CallRecord]) -> None:
        """The agent's own calls since midnight."""
        self._records = tuple(records)
        self._fill_today()
        if records:
            from ui.desk.today_plot import TodayPlot

            if self._plot is None:
                self._plot = TodayPlot()
                self._plot_box.addWidget(self._plot)
            if isinstance(self._plot, TodayPlot):
                self._plot.show_records(records)
        if self._plot is not None:
            self._plot.setVisible(bool(records))

    def retranslate(self) -> None:
        set_text(self.greeting, translate("IdleView", "Hello, {name}").format(name=self._name) if self._name else "")
        set_text(self._lead, translate("IdleView", "The next call opens here by itself."))
        set_text(self._today_title, translate("IdleView", "Your calls today"))
        self._fill_today()

    def _fill_today(self) -> None:
        answered = sum(1 for record in self._records if record.answered_at is not None)
        minutes = round(sum(record.talk_s for record in self._records) / 60)
        words = (
            translate("IdleView", "%n call(s) answered", "", answered) + "  ·  " + translate("IdleView", "%n minute(s) talked", "", minutes)
            if self._records
            else translate("IdleView", "None yet.")
        )
        set_text(self._today_words, words)
