"""Offered, answered and abandoned calls of each half hour of today. Main thread; loads pyqtgraph and numpy, so import it late."""

from __future__ import annotations

from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QVBoxLayout, QWidget

from agent_app.domain.floor import HalfHour
from ui import languages
from ui.theme import theme
from ui.words import translate

_INKS = ("accent", "good", "danger")
_WIDTH = 0.14
"""Hours; three bars stand in each half hour."""


class HalfHourPlot(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._half_hours: Sequence[HalfHour] = ()
        self._plot = pg.PlotWidget()
        self._plot.setMouseEnabled(False, False)
        self._plot.hideButtons()
        self._plot.setMenuEnabled(False)
        self._plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._bars = [pg.BarGraphItem(x=[], height=[], width=_WIDTH) for _ in _INKS]
        for bars in self._bars:
            self._plot.addItem(bars)
        inner = QVBoxLayout(self)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self._plot)
        self.setFixedHeight(150)
        theme().changed.connect(self._draw)
        self._draw()

    def show_half_hours(self, half_hours: Sequence[HalfHour]) -> None:
        if half_hours != self._half_hours:
            self._half_hours = half_hours
            self._draw()
        words = translate("FloorPlot", "{time}: {offered} offered, {answered} answered, {abandoned} gave up")
        self.setAccessibleName(
            "; ".join(
                words.format(time=languages.clock_time(one.at), offered=one.offered, answered=one.answered, abandoned=one.abandoned)
                for one in half_hours
            )
        )

    def _draw(self) -> None:
        colors = theme()
        self._plot.setBackground(colors.color("surface"))
        hours = [local.hour + local.minute / 60 for local in (one.at.astimezone() for one in self._half_hours)]
        counts = ([one.offered for one in self._half_hours], [one.answered for one in self._half_hours])
        heights = (*counts, [one.abandoned for one in self._half_hours])
        for number, (bars, ink) in enumerate(zip(self._bars, _INKS, strict=True)):
            places = [hour + 0.1 + number * (_WIDTH + 0.01) for hour in hours]
            bars.setOpts(x=places, height=heights[number], brush=colors.color(ink), pen=pg.mkPen(None))
        first, last = min([7.0, *hours]), max([20.0, *hours]) + 0.5
        top = max([4, *heights[0]])
        self._plot.setXRange(first, last, padding=0.01)
        self._plot.setYRange(0, top * 1.1, padding=0)
        font = QFont(self.font())
        font.setPixelSize(12)
        for side in ("bottom", "left"):
            axis = self._plot.getAxis(side)
            axis.setTickFont(font)
            axis.setPen(pg.mkPen(colors.color("line")))
            axis.setTextPen(pg.mkPen(colors.color("text_quiet")))
            axis.setStyle(tickLength=0)
        self._plot.getAxis("bottom").setTicks([[(hour, f"{hour}:00") for hour in range(int(first), int(last) + 1, 2)]])
        step = max(1, round(top / 3))
        self._plot.getAxis("left").setTicks([[(value, str(value)) for value in range(0, top + 1, step)]])
