"""The left rail: the pages that work, Settings at the bottom. Main thread."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QToolButton, QWidget

from ui.icons import application_icon, icon
from ui.keys import Action, tooltip
from ui.theme import theme
from ui.widgets.panel import Panel, column, label, row
from ui.words import QT_TRANSLATE_NOOP, translate


class Page(Enum):
    DESK = "desk"
    PATIENTS = "patients"
    CALLS = "calls"
    SETTINGS = "settings"


_ENTRIES: dict[Page, tuple[str, str]] = {
    Page.DESK: ("headset", QT_TRANSLATE_NOOP("Rail", "Desk")),
    Page.PATIENTS: ("users", QT_TRANSLATE_NOOP("Rail", "Patients")),
    Page.CALLS: ("history", QT_TRANSLATE_NOOP("Rail", "Calls")),
    Page.SETTINGS: ("settings", QT_TRANSLATE_NOOP("Rail", "Settings")),
}


def page_number(number: int) -> Page | None:
    """The page of Ctrl+``number``, counted from 1."""
    pages = list(_ENTRIES)
    return pages[number - 1] if 1 <= number <= len(pages) else None


class Rail(Panel):
    """Signals: ``page_requested`` with the Page."""

    page_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, kind="rail")
        mark = label()
        mark.setPixmap(application_icon().pixmap(32, 32))
        self._group = QButtonGroup(self)
        self.buttons: dict[Page, QToolButton] = {}
        for page in _ENTRIES:
            button = QToolButton()
            button.setProperty("look", "rail")
            button.setCheckable(True)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setIconSize(QSize(22, 22))
            button.setFixedSize(72, 60)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _checked=False, wanted=page: self.page_requested.emit(wanted))
            self._group.addButton(button)
            self.buttons[page] = button
        *upper, lowest = self.buttons.values()
        self.setLayout(column(row(None, mark, None), 16, *upper, None, lowest, spacing=8, margins=(4, 20, 4, 12)))
        self.setFixedWidth(81)
        theme().changed.connect(self._tint)
        self.show_page(Page.DESK)
        self.retranslate()

    def show_page(self, page: Page) -> None:
        self.buttons[page].setChecked(True)
        self._tint()

    def retranslate(self) -> None:
        for number, (page, button) in enumerate(self.buttons.items(), start=1):
            words = translate("Rail", _ENTRIES[page][1])
            button.setText(words)
            button.setAccessibleName(words)
            button.setToolTip(tooltip(words, Action.PAGE, number))

    def _tint(self) -> None:
        for page, button in self.buttons.items():
            button.setIcon(icon(_ENTRIES[page][0], "accent_text" if button.isChecked() else "text_quiet", 22))
