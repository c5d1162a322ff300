"""The administrator's page: sections at the left, each a list with its form. Main thread."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QPushButton, QStackedWidget, QWidget

from agent_app.desk_state import DeskState
from agent_app.domain.admin import Administration, AdminKind
from agent_app.domain.errors import UserFacingError
from ui.admin import words
from ui.admin.next_steps import NextSteps
from ui.admin.section import SectionView
from ui.admin.sections import SECTIONS
from ui.keys import Action
from ui.messages import message
from ui.pages.host import PageHost
from ui.widgets.panel import Panel, column, label, row, set_text
from ui.words import translate


class AdminPage(Panel):
    def __init__(self, host: PageHost, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._host = host
        self._look: Administration | None = None
        self._error: UserFacingError | None = None
        self._changes = host.state.config_changes
        self._asked_to_stay = False
        self.nav = QListWidget()
        self.nav.setProperty("kind", "list")
        self.nav.setFixedWidth(168)
        self.nav.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._stack = QStackedWidget()
        self.views: dict[AdminKind, SectionView] = {}
        for kind in words.SECTIONS:
            self.nav.addItem("")
            view = self.views[kind] = SectionView(host, SECTIONS[kind])
            view.changed.connect(self.load)
            view.unsaved_changed.connect(self._name_sections)
            self._stack.addWidget(view)
        self.nav.currentRowChanged.connect(self._open)
        self.words = label("quiet", wrap=True)
        self.again = QPushButton()
        self.again.clicked.connect(self.load)
        self._trouble = Panel(kind="banner")
        self._trouble.setLayout(row(self.words, None, self.again, margins=(16, 12, 16, 12)))
        self._trouble.layout().setStretch(0, 1)  # type: ignore[union-attr]
        both = row(self.nav, self._stack, spacing=12)
        both.setStretch(1, 1)
        self.steps = NextSteps()
        self.steps.wanted.connect(self._go_to)
        made = column(self._trouble, self.steps, both, spacing=12)
        made.setStretch(2, 1)
        self.setLayout(made)
        self.nav.setCurrentRow(0)
        self.retranslate()

    # what the window knows of a page

    def render_state(self, state: DeskState) -> None:
        if state.config_changes != self._changes:
            self._changes = state.config_changes
            self.load()

    def press(self, action: Action) -> bool:
        """A key of the table, while this page is on screen."""
        view = self.view
        keys: dict[Action, Callable[[], None]] = {
            Action.SAVE: view.save,
            Action.NEW: view.begin_new,
            Action.REVERT: view.revert,
            Action.FIND: lambda: view.search.setFocus(Qt.FocusReason.ShortcutFocusReason),
            Action.MOVE_UP: lambda: view.move_row(-1),
            Action.MOVE_DOWN: lambda: view.move_row(+1),
        }
        if action not in keys:
            return False
        keys[action]()
        return True

    def holds_back_close(self) -> bool:
        """True where something typed is not saved and the person has not been told yet; says so on the page."""
        if self._asked_to_stay or not any(view.unsaved for view in self.views.values()):
            return False
        self._asked_to_stay = True
        self._say()
        return True

    @property
    def view(self) -> SectionView:
        return self.views[list(words.SECTIONS)[self._stack.currentIndex()]]

    def open_section(self, kind: AdminKind) -> None:
        self.nav.setCurrentRow(list(words.SECTIONS).index(kind))

    def _go_to(self, kind: AdminKind) -> None:
        """The section of an open step: with a new row where there is none to work on."""
        self.open_section(kind)
        if kind is AdminKind.QUEUES:
            self.view.focus_list()
        else:
            self.view.begin_new()

    # asking

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.load()
            if not isinstance(self.window().focusWidget(), QLineEdit):
                self.nav.setFocus(Qt.FocusReason.OtherFocusReason)

    def load(self) -> None:
        self._host.tasks.ask("administration", self._host.desk.admin.overview(), done=self._loaded, failed=self._failed)

    def _loaded(self, look: Administration) -> None:
        self._look, self._error = look, None
        for view in self.views.values():
            view.show_administration(look)
        self.steps.show_administration(look)
        self._name_sections()
        self._say()

    def _failed(self, error: UserFacingError) -> None:
        self._error = error
        self._say()

    # showing

    def retranslate(self) -> None:
        self.nav.setAccessibleName(translate("Admin", "Sections of the administration"))
        self.again.setText(translate("Admin", "Try again"))
        self._name_sections()
        self._say()

    def _open(self, index: int) -> None:
        self._stack.setCurrentIndex(index)

    def _name_sections(self) -> None:
        for index, (kind, view) in enumerate(self.views.items()):
            count = len(self._look.of(kind)) if self._look is not None and SECTIONS[kind].many else 0
            text = words.section(kind) + (f"  {count}" if count else "") + ("  ●" if view.unsaved else "")
            item = self.nav.item(index)
            if item.text() != text:
                item.setText(text)
        if not any(view.unsaved for view in self.views.values()):
            self._asked_to_stay = False
            self._say()

    def _say(self) -> None:
        look = self._look
        text = ""
        if self._error is not None:
            text = message(self._error.code, self._error.params).text
        elif self._asked_to_stay:
            text = translate("Admin", "Something typed here is not saved yet (marked ●). Close the window again to throw it away.")
        elif look is None:
            text = translate("Admin", "Reading the configuration…")
        elif look.pbx_state == "pending":
            text = translate("Admin", "Saved. The telephone system is being told.")
        elif look.pbx_state == "failed":
            text = translate("Admin", "Saved, but the telephone system has not taken it. It is tried again by itself.")
        set_text(self.words, text)
        self._trouble.setVisible(bool(text))
        self.again.setVisible(self._error is not None or (look is not None and look.pbx_state in ("pending", "failed")))
        self._stack.setVisible(look is not None)
