"""The agent's calls per hour of today as bars. Main thread; the only module that loads pyqtgraph and numpy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QVBoxLayout, QWidget

from agent_app.domain.record import CallRecord
from ui.theme import theme
from ui.words import translate

_FIRST_HOUR, _LAST_HOUR = 7, 20


class TodayPlot(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: Counter[int] = Counter()
        pg.setConfigOptions(antialias=True)
        self._plot = pg.PlotWidget()
        self._plot.setMouseEnabled(False, False)
        self._plot.hideButtons()
        self._plot.setMenuEnabled(False)
        self._plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._plot.setFixedHeight(200)
        self._bars = pg.BarGraphItem(x=[], height=[], width=0.64)
        self._plot.addItem(self._bars)
        inner = QVBoxLayout(self)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self._plot)
        theme().changed.connect(self._draw)

    def show_records(self, records: Sequence[CallRecord]) -> None:
        self._counts = Counter(record.started_at.astimezone().hour for record in records)
        self._name()
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._name()
        super().changeEvent(event)

    def _name(self) -> None:
        self.setAccessibleName(
            translate("TodayPlot", "Calls per hour")
            + ": "
            + ", ".join(f"{hour}:00 – {count}" for hour, count in sorted(self._counts.items()))
        )

    def _draw(self) -> None:
        colors = theme()
        first = min([_FIRST_HOUR, *self._counts])
        last = max([_LAST_HOUR, *self._counts])
        self._plot.setBackground(colors.color("surface"))
        hours = list(range(first, last + 1))
        self._bars.setOpts(x=hours, height=[self._counts.get(hour, 0) for hour in hours], brush=colors.color("accent"), pen=pg.mkPen(None))
        top = max([4, *self._counts.values()])
        self._plot.setXRange(first - 0.6, last + 0.6, padding=0)
        self._plot.setYRange(0, top * 1.1, padding=0)
        font = QFont(self.font())
        font.setPixelSize(12)
        for side in ("bottom", "left"):
            axis = self._plot.getAxis(side)
            axis.setTickFont(font)
            axis.setPen(pg.mkPen(colors.color("line")))
            axis.setTextPen(pg.mkPen(colors.color("text_quiet")))
            axis.setStyle(tickLength=0)
        self._plot.getAxis("bottom").setTicks([[(hour, f"{hour}:00") for hour in hours if hour % 3 == 0]])
        step = max(1, round(top / 4))
        self._plot.getAxis("left").setTicks([[(value, str(value)) for value in range(0, top + 1, step)]])
