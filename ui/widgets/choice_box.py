"""A combo box with our own chevron: the style sheet removes the style's arrow. Main thread."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox

from ui.icons import pixmap


class ChoiceBox(QComboBox):
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.drawPixmap(self.width() - 28, (self.height() - 16) // 2, pixmap("chevron-down", "text_quiet", 16))
