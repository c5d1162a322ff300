"""A date field with our own chevron over its calendar's button. Main thread."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QDateEdit

from ui.icons import pixmap


class DateBox(QDateEdit):
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        QPainter(self).drawPixmap(self.width() - 28, (self.height() - 16) // 2, pixmap("chevron-down", "text_quiet", 16))
