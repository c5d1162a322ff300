"""The live floor: today's figures, queues and who waits in them, agents and what they do. Main thread.

Asked for when it is opened and at every change the server tells of, while it is on screen; the clocks run here in between.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from agent_app.domain.agent_status import AgentState
from agent_app.domain.errors import UserFacingError
from agent_app.domain.floor import Floor, FloorAgent
from ui import languages, terms
from ui.floor.figures import FigureCards, values
from ui.floor.rows import Row, RowsTable
from ui.messages import message
from ui.pages.host import PageHost
from ui.widgets.panel import Panel, column, label, row, set_text
from ui.words import translate

_STATE_INKS = {"ready": "good", "ringing": "accent_text", "talking": "accent_text", "not_answering": "danger_text"}


class FloorPage(Panel):
    def __init__(self, host: PageHost, parent: QWidget | None = None, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        from ui.floor.plot import HalfHourPlot

        self._host = host
        self._monotonic = monotonic
        self._floor: Floor | None = None
        self._came_at = 0.0
        self._said: tuple[str, dict[str, str]] | None = None
        self._unsubscribe: Callable[[], None] | None = None
        self._title = label("headline")
        self.stale = label("error", wrap=True)
        self.figures = FigureCards()
        self.queues, self.waiting, self.agents = RowsTable(), RowsTable(), RowsTable(wide=1)
        self._waiting_title, self._agents_title, self._plot_title = label("title"), label("title"), label("small")
        self.plot = HalfHourPlot()
        self._seconds = QTimer(self)
        self._seconds.setInterval(1000)
        self._seconds.timeout.connect(self.tick)
        left, right, below = Panel(kind="card"), Panel(kind="card"), Panel(kind="card")
        self.queues.setFixedHeight(150)
        left.setLayout(column(self.queues, self._waiting_title, self.waiting, spacing=8, margins=(12, 12, 12, 12)))
        right.setLayout(column(self._agents_title, self.agents, spacing=8, margins=(12, 12, 12, 12)))
        self._legend = (label("legend"), label("good"), label("poor"))
        below.setLayout(column(row(self._plot_title, 16, *self._legend, None), self.plot, spacing=4, margins=(12, 8, 12, 8)))
        beside = row(left, right, spacing=12)
        beside.setStretch(0, 3)
        beside.setStretch(1, 2)
        made = column(self._title, self.stale, self.figures, beside, below, spacing=8, margins=(8, 8, 0, 0))
        made.setStretch(3, 1)
        self.setLayout(made)
        self.retranslate()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._unsubscribe is None:
            self._unsubscribe = self._host.desk.floor.on_change(self.ask)
        self._seconds.start()
        self.ask()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._seconds.stop()
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None

    def ask(self) -> None:
        self._host.tasks.ask("floor", self._host.desk.floor.now(), done=self.show_floor, failed=self._failed)

    def show_floor(self, floor: Floor) -> None:
        self._floor, self._came_at, self._said = floor, self._monotonic(), None
        self.figures.show_floor(floor)
        self.plot.show_half_hours(floor.half_hours)
        self.tick()

    def tick(self) -> None:
        """Everything that shows a running time."""
        floor = self._floor
        self._say()
        if floor is None:
            return
        names = {queue.name: queue.label(languages.current()) for queue in floor.queues}
        self._show_queues(floor, names)
        callers = [(caller, names[queue.name]) for queue in floor.queues for caller in queue.waiting]
        callers.sort(key=lambda pair: pair[0].since)
        rows: list[Row] = []
        for caller, queue in callers:
            who = caller.patient_name or caller.number_masked or translate("Floor", "Number withheld")
            rows.append((f"{who}  ★" if caller.vip else who, queue, languages.duration(self._age(caller.since))))
        late = [self._age(caller.since) > floor.service_level_s for caller, _ in callers]
        self.waiting.rows.set_rows(rows, ["warn" if one else "" for one in late])
        set_text(self._waiting_title, translate("Floor", "%n caller(s) waiting", "", len(callers)))
        agents = [self._agent_row(agent, names) for agent in floor.agents]
        self.agents.rows.set_rows(agents, [_STATE_INKS.get(agent.state, "") for agent in floor.agents])
        set_text(self._agents_title, translate("Floor", "%n agent(s) signed in", "", len(agents)))

    def _show_queues(self, floor: Floor, names: dict[str, str]) -> None:
        rows: list[Row] = []
        for queue in floor.queues:
            shown = values(queue.figures)
            longest = languages.duration(max(self._age(caller.since) for caller in queue.waiting)) if queue.waiting else "–"
            told = [shown[code] for code in ("offered", "answered", "abandoned", "service_level")]
            rows.append((names[queue.name], str(len(queue.waiting)), longest, *told))
        self.queues.rows.set_rows(rows, ["warn" if queue.waiting else "" for queue in floor.queues])

    def _agent_row(self, agent: FloorAgent, names: dict[str, str]) -> Row:
        try:
            state = terms.agent_state(AgentState(agent.state))
        except ValueError:
            state = agent.state  # of a newer server
        session = self._host.state.session
        reasons = session.not_ready_reasons if session is not None else ()
        reason = next((choice.label(languages.current()) for choice in reasons if choice.code == agent.reason), "")
        queue = names.get(agent.queue, agent.queue)
        doing = " · ".join(part for part in (state, reason, queue) if part)
        return (agent.name, doing, languages.duration(self._age(agent.since)))

    def _age(self, since: datetime) -> float:
        """Seconds since then, by the server's clock."""
        assert self._floor is not None  # noqa: S101 - asked only while there is one
        return (self._floor.at - since).total_seconds() + self._monotonic() - self._came_at

    def _failed(self, error: UserFacingError) -> None:
        self._said = (error.code, dict(error.params))
        self._say()

    def _say(self) -> None:
        """What is on screen may be old: since when."""
        words = ""
        if self._said is not None:
            words = message(*self._said).text
            if self._floor is not None:
                words += " " + translate("Floor", "Shown as of {time}.").format(time=languages.clock_time(self._floor.at))
        elif self._floor is not None and not self._floor.pbx_connected:
            words = translate(
                "Floor", "The telephone exchange has not reported since {time}: who waits and who talks is shown as it was then."
            ).format(time=languages.moment(self._floor.pbx_since))
        set_text(self.stale, words)
        self.stale.setVisible(bool(words))

    def retranslate(self) -> None:
        set_text(self._title, translate("Floor", "Floor"))
        self.queues.set_headers(
            (
                translate("Floor", "Queue"),
                translate("Floor", "Waiting"),
                translate("Floor", "Longest"),
                translate("Floor", "Offered"),
                translate("Floor", "Answered"),
                translate("Floor", "Abandoned"),
                translate("Floor", "In time"),
            )
        )
        self.waiting.set_headers((translate("Floor", "Caller"), translate("Floor", "Queue"), translate("Floor", "Waits")))
        self.agents.set_headers((translate("Floor", "Agent"), translate("Floor", "Status"), translate("Floor", "For")))
        self.queues.setAccessibleName(translate("Floor", "Queues"))
        self.waiting.setAccessibleName(translate("Floor", "Callers waiting, longest first"))
        self.agents.setAccessibleName(translate("Floor", "Agents"))
        set_text(self._plot_title, translate("Floor", "Today by half hour"))
        told = (translate("Floor", "Offered"), translate("Floor", "Answered"), translate("Floor", "Gave up"))
        for mark, words in zip(self._legend, told, strict=True):
            set_text(mark, f"■ {words}")
        self.tick()
