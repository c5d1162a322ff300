"""A combo box with our own chevron: the style sheet removes the style's arrow. Main thread."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QCompleter

from ui.icons import pixmap


class ChoiceBox(QComboBox):
    def let_type(self) -> None:
        """Any part of the wanted words may be typed to find it; nothing else can be chosen."""
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        finder = QCompleter(self.model(), self)
        finder.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        finder.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        finder.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompleter(finder)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.drawPixmap(self.width() - 28, (self.height() - 16) // 2, pixmap("chevron-down", "text_quiet", 16))
