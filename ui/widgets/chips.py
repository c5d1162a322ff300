"""A row of small rounded labels that breaks into lines: allergies, alerts. Main thread.

Painted by one widget, so that a new patient costs one repaint and no new widgets.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import theme

_HEIGHT = 28
_GAP = 8
_PAD = 12


class ChipRow(QWidget):
    """``look`` is ``danger`` (allergies, alerts), ``accent`` or ``plain``."""

    def __init__(self, look: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._texts: tuple[str, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)
        theme().changed.connect(self.update)

    def texts(self) -> tuple[str, ...]:
        return self._texts

    def set_texts(self, texts: tuple[str, ...], spoken: str = "") -> None:
        """``spoken`` is what a screen reader says; without it, the texts."""
        self.setAccessibleName(spoken or ", ".join(texts))
        if texts == self._texts:
            return
        self._texts = texts
        self._fit()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, self._height_for(max(self.width(), 120)))

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        ground, ink = {
            "danger": ("danger_soft", "danger_text"),
            "accent": ("accent_soft", "accent_text"),
        }.get(self._look, ("sunken", "text"))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = self.font()
        font.setBold(self._look == "danger")
        painter.setFont(font)
        for text, box in zip(self._texts, self._boxes(self.width()), strict=True):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().color(ground))
            painter.drawRoundedRect(QRectF(box), _HEIGHT / 2, _HEIGHT / 2)
            painter.setPen(theme().color(ink))
            inner = box.adjusted(_PAD, 0, -_PAD, 0)
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
            painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

    def _fit(self) -> None:
        self.setFixedHeight(self._height_for(max(self.width(), 60)))

    def _height_for(self, width: int) -> int:
        boxes = self._boxes(width)
        return boxes[-1].bottom() + 1 if boxes else 0

    def _boxes(self, width: int) -> list[QRect]:
        font = self.font()
        font.setBold(self._look == "danger")
        metrics = QFontMetrics(font)
        boxes: list[QRect] = []
        x = y = 0
        for text in self._texts:
            wide = min(width, metrics.horizontalAdvance(text) + 2 * _PAD + 1)
            if x and x + wide > width:
                x, y = 0, y + _HEIGHT + _GAP
            boxes.append(QRect(x, y, wide, _HEIGHT))
            x += wide + _GAP
        return boxes
