"""Somebody else changed the same row: both versions beside each other, and the choice. Main thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from ui.admin import words
from ui.admin.edits import Edits
from ui.widgets.panel import Panel, column, label, row, set_text
from ui.words import translate


class ConflictPanel(Panel):
    """Signals: ``mine_chosen``, ``theirs_chosen``."""

    mine_chosen = Signal()
    theirs_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, kind="banner")
        self._gone = False
        self._overlap = False
        self._title = label("strong", wrap=True)
        self._lead = label("", wrap=True)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)
        self._heads = (label("caption"), label("caption"))
        self._cells: list[QLabel] = []
        self.mine, self.theirs = QPushButton(), QPushButton()
        self.mine.clicked.connect(self.mine_chosen)
        self.theirs.clicked.connect(self.theirs_chosen)
        self._grid.addWidget(self._heads[0], 0, 1)
        self._grid.addWidget(self._heads[1], 0, 2)
        self.setLayout(column(self._title, self._lead, self._grid, row(self.mine, self.theirs, None), spacing=6, margins=(16, 12, 16, 12)))
        self.hide()
        self.retranslate()

    def show_edits(self, edits: Edits, captions: dict[str, str], said: Callable[[str, Any], str]) -> None:
        """``captions``: codes of the fields' names; ``said``: a field's value in words."""
        for cell in self._cells:
            self._grid.removeWidget(cell)
            cell.deleteLater()
        self._cells = []
        self._gone, self._overlap = edits.gone, bool(edits.theirs)
        shown = [name for name in (*edits.theirs, *edits.changed_by_others) if name in captions]
        self.setVisible(edits.gone or bool(shown))
        for at, name in enumerate(shown, start=1):
            overlap = name in edits.theirs
            theirs = edits.theirs[name] if overlap else edits.value(name)
            mine = edits.changes[name] if overlap else None
            texts = (words.field_name(captions[name]), said(name, mine) if overlap else "–", said(name, theirs))
            for column_at, text in enumerate(texts):
                cell = label("caption" if column_at == 0 else "", text, wrap=True)
                self._grid.addWidget(cell, at, column_at)
                self._cells.append(cell)
        self.retranslate()

    def retranslate(self) -> None:
        for head in self._heads:
            head.setVisible(not self._gone)
        set_text(self._heads[0], translate("Admin", "You typed"))
        set_text(self._heads[1], translate("Admin", "Now stored"))
        if self._gone:
            title = translate("Admin", "Somebody else has deleted this meanwhile.")
            lead = translate("Admin", "What you typed is still here.")
        elif self._overlap:
            title = translate("Admin", "Somebody else has changed the same fields meanwhile.")
            lead = translate("Admin", "Nothing was overwritten. Choose which of the two is to be stored.")
        else:
            title = translate("Admin", "Somebody else has changed other fields meanwhile.")
            lead = translate("Admin", "Their changes are shown below. Yours are kept: save them again.")
        set_text(self._title, title)
        set_text(self._lead, lead)
        if self._gone:
            self.mine.setText(translate("Admin", "Make it anew"))
            self.theirs.setText(translate("Admin", "Let it go"))
        else:
            self.mine.setText(translate("Admin", "Keep mine") if self._overlap else translate("Admin", "Understood"))
            self.theirs.setText(translate("Admin", "Take theirs"))
        self.theirs.setVisible(self._gone or self._overlap)
