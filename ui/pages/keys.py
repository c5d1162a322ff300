"""The list of every key, made of the one table. Main thread."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from ui.keys import TABLE, meaning
from ui.widgets.panel import Panel, column, label, set_text
from ui.words import translate


class KeysCard(Panel):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, kind="card")
        self._title = label("title")
        self._meanings: list[QLabel] = []
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for index, key in enumerate(TABLE):
            words = label(wrap=True)
            self._meanings.append(words)
            grid.addWidget(label("key", key.shown), index, 0, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(words, index, 1)
        self.setLayout(column(self._title, 8, grid, None, margins=(24, 20, 24, 20)))
        self.retranslate()

    def retranslate(self) -> None:
        set_text(self._title, translate("KeysCard", "Keys"))
        for words, key in zip(self._meanings, TABLE, strict=True):
            set_text(words, meaning(key.action))
