"""One quiet dot for one thing that must work: telephone line, server, headset. Main thread."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from ui.icons import pixmap
from ui.theme import theme


class HealthDot(QAbstractButton):
    """Icon with a dot; says why in tooltip and accessible name, and on click in the window."""

    def __init__(self, icon_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self.ink = "idle"
        self.words = ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedSize(QSize(32, 40))

    def show_health(self, ink: str, words: str) -> None:
        if (ink, words) == (self.ink, self.words):
            return
        self.ink, self.words = ink, words
        self.setToolTip(words)
        self.setAccessibleName(words)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus() or self.underMouse():
            painter.setPen(theme().color("accent") if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(theme().color("hover"))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 8, 8)
        painter.drawPixmap(7, 11, pixmap(self._icon_name, "text_quiet", 18))
        painter.setPen(theme().color("surface"))
        painter.setBrush(theme().color(self.ink))
        painter.drawEllipse(19, 22, 9, 9)
