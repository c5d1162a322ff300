"""Two thin bars: what the patient says, what the agent says. Main thread; repainted with each quality report."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme import theme

_FLOOR_DB = -60.0


def fill_of(level_db: float) -> float:
    """0 to 1 of a level in dBFS; everything under -60 dB is silence."""
    return min(1.0, max(0.0, (level_db - _FLOOR_DB) / -_FLOOR_DB))


class LevelMeter(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._levels = (-100.0, -100.0)
        self._muted = False
        self.setFixedHeight(14)
        self.setMinimumWidth(72)

    def show_levels(self, heard_db: float, spoken_db: float, muted: bool) -> None:
        if (heard_db, spoken_db) != self._levels or muted != self._muted:
            self._levels = (heard_db, spoken_db)
            self._muted = muted
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        inks = ("accent", "idle" if self._muted else "good")
        for index, (level, ink) in enumerate(zip(self._levels, inks, strict=True)):
            top = index * 8.0 + 1
            painter.setBrush(theme().color("line"))
            painter.drawRoundedRect(QRectF(0, top, self.width(), 4), 2, 2)
            painter.setBrush(theme().color(ink))
            painter.drawRoundedRect(QRectF(0, top, self.width() * fill_of(level), 4), 2, 2)
