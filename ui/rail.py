"""The left rail: the pages that this person's role has, Settings at the bottom. Main thread."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QToolButton, QWidget

from agent_app.desk_state import DeskState
from agent_app.domain.worklist import WorklistCounts
from ui.icons import application_icon, icon
from ui.keys import Action, tooltip
from ui.theme import theme
from ui.widgets.panel import Panel, column, label, row, set_kind
from ui.words import QT_TRANSLATE_NOOP, translate


class Page(Enum):
    """In the order of the rail."""

    DESK = "desk"
    WORKLIST = "worklist"
    PATIENTS = "patients"
    CALLS = "calls"
    FLOOR = "floor"
    ADMIN = "admin"
    SETTINGS = "settings"


@dataclass(frozen=True, slots=True)
class _Entry:
    icon: str
    words: str
    """English source text, context ``Rail``."""
    roles: frozenset[str] | None = None
    """Who has the page; None: everybody."""
    rung: bool = False
    """A page for who is rung: not for an administrator without an extension."""


_TAKES_CALLS = frozenset({"agent", "leader", "administrator", "expert"})

_ENTRIES: dict[Page, _Entry] = {
    Page.DESK: _Entry("headset", QT_TRANSLATE_NOOP("Rail", "Desk"), rung=True),
    Page.WORKLIST: _Entry("phone-missed", QT_TRANSLATE_NOOP("Rail", "Call-backs"), _TAKES_CALLS, rung=True),
    Page.PATIENTS: _Entry("users", QT_TRANSLATE_NOOP("Rail", "Patients")),
    Page.CALLS: _Entry("history", QT_TRANSLATE_NOOP("Rail", "Calls")),
    Page.FLOOR: _Entry("layout-dashboard", QT_TRANSLATE_NOOP("Rail", "Floor"), roles=frozenset({"leader", "administrator"})),
    Page.ADMIN: _Entry("sliders-horizontal", QT_TRANSLATE_NOOP("Rail", "Admin"), frozenset({"administrator"})),
    Page.SETTINGS: _Entry("settings", QT_TRANSLATE_NOOP("Rail", "Settings")),
}
"""Only pages that work."""


def visible_pages(state: DeskState) -> tuple[Page, ...]:
    """The pages of the person signed in, in the rail's order; the first is where they begin."""
    role = state.session.user.role if state.session is not None else ""
    unrung = role == "administrator" and not state.has_telephone
    return tuple(
        page
        for page in Page
        if (entry := _ENTRIES.get(page)) is not None and (entry.roles is None or role in entry.roles) and not (entry.rung and unrung)
    )


_MOST_COUNTED = 99


class Rail(Panel):
    """Signals: ``page_requested`` with the Page."""

    page_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, kind="rail")
        mark = label()
        mark.setPixmap(application_icon().pixmap(32, 32))
        self._group = QButtonGroup(self)
        self.buttons: dict[Page, QToolButton] = {}
        for page in (page for page in Page if page in _ENTRIES):
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
        self._counts = WorklistCounts()
        self.badge = label("badge", parent=self.buttons[Page.WORKLIST])
        self.badge.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.badge.hide()
        *upper, lowest = self.buttons.values()
        self.setLayout(column(row(None, mark, None), 16, *upper, None, lowest, spacing=8, margins=(4, 20, 4, 12)))
        self.setFixedWidth(81)
        theme().changed.connect(self._tint)
        self._visible = visible_pages(DeskState())
        self._show_visible()
        self.show_page(Page.DESK)
        self.retranslate()

    def render_state(self, state: DeskState) -> None:
        if (state.worklist.open, state.worklist.mine) != (self._counts.open, self._counts.mine):
            self._counts = state.worklist
            self._count()
        visible = visible_pages(state)
        if visible != self._visible:
            self._visible = visible
            self._show_visible()
            self.retranslate()

    def page_number(self, number: int) -> Page | None:
        """The page of Ctrl+``number``: counts what is visible, from 1."""
        return self._visible[number - 1] if 1 <= number <= len(self._visible) else None

    def show_page(self, page: Page) -> None:
        self.buttons[page].setChecked(True)
        self._tint()

    def retranslate(self) -> None:
        for page, button in self.buttons.items():
            words = translate("Rail", _ENTRIES[page].words)
            button.setText(words)
            button.setAccessibleName(words)
            button.setToolTip(tooltip(words, Action.PAGE, self._visible.index(page) + 1) if page in self._visible else "")

        self._count()

    def _count(self) -> None:
        """The badge of the call-backs: one's own where there are any, else those that anybody may take."""
        counts, button = self._counts, self.buttons[Page.WORKLIST]
        number = counts.mine or counts.open
        self.badge.setVisible(bool(number))
        self.badge.setText(str(number) if number <= _MOST_COUNTED else f"{_MOST_COUNTED}+")
        set_kind(self.badge, mine="true" if counts.mine else "false")
        self.badge.adjustSize()
        self.badge.move(button.width() - self.badge.width() - 6, 4)
        words = translate("Rail", "Call-backs: {mine} yours, {open} open to everybody").format(mine=counts.mine, open=counts.open)
        button.setAccessibleName(words)
        if Page.WORKLIST in self._visible:
            button.setToolTip(tooltip(words, Action.PAGE, self._visible.index(Page.WORKLIST) + 1))

    def _show_visible(self) -> None:
        for page, button in self.buttons.items():
            button.setVisible(page in self._visible)

    def _tint(self) -> None:
        for page, button in self.buttons.items():
            button.setIcon(icon(_ENTRIES[page].icon, "accent_text" if button.isChecked() else "text_quiet", 22))
