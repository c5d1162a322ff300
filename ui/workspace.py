"""What lies under the call bar: the pages, the strip of a call that rings elsewhere, and the side panel. Main thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, runtime_checkable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from agent_app.desk_state import DeskState
from agent_app.domain.agent_status import AgentState
from agent_app.domain.call import CallRef
from ui.desk.page import DeskPage
from ui.icons import icon, pixmap
from ui.keys import Action, shown, tooltip
from ui.rail import Page, visible_pages
from ui.ring_strip import RingStrip
from ui.theme import theme
from ui.widgets.panel import Panel, column, label, row, set_text
from ui.words import translate
from ui.wrap_up import WrapUpPanel, draft_to_show


@runtime_checkable
class StatefulPage(Protocol):
    """A page that shows something of the desk's state."""

    def render_state(self, state: DeskState) -> None: ...


@runtime_checkable
class CallingPage(Protocol):
    """A page with a selected patient who can be called."""

    def call_selected(self) -> None: ...


@runtime_checkable
class KeyedPage(Protocol):
    """A page that has a use of its own for keys of the table."""

    def press(self, action: Action) -> bool:
        """Do what ``action`` means here; False where it means nothing here."""


@runtime_checkable
class EditingPage(Protocol):
    """A page that may hold something typed and not saved."""

    def holds_back_close(self) -> bool:
        """True where the window should stay open once more, after the page has said why."""


@runtime_checkable
class ListeningPage(Protocol):
    """A page with a selected call that can be listened to."""

    def listen_selected(self) -> None: ...


@runtime_checkable
class WritingPage(Protocol):
    """A page with a selected call whose patient can be written to."""

    def message_selected(self) -> bool:
        """False where no call is selected."""


class Workspace(Panel):
    """Signals: ``page_shown`` with the Page; ``fold_changed`` with whether the side panel is folded."""

    page_shown = Signal(object)
    fold_changed = Signal(bool)

    def __init__(self, makers: dict[Page, Callable[[], QWidget]], *, folded: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("workspace")
        self._makers = makers
        self._made: dict[Page, QWidget] = {}
        self._state = DeskState()
        self._folded = folded
        self._chosen: CallRef | None = None
        self._user = ""
        self.page = Page.DESK
        self.desk_page = DeskPage()
        self.wrap_up = WrapUpPanel()
        self.wrap_up.hide()
        self.wrap_up.fold_requested.connect(self.toggle_fold)
        self.wrap_up.draft_chosen.connect(self.show_draft)
        self.desk_page.idle.draft_chosen.connect(self.show_draft)
        self._unfold = QToolButton()
        self._unfold.setProperty("look", "plain")
        self._unfold.clicked.connect(self.toggle_fold)
        self._unfold.hide()
        self.strip = RingStrip()
        self.strip.hide()
        self.banner = Panel(kind="banner")
        self._banner_icon = QLabel()
        self.banner_words = label("strong", wrap=True)
        banner_row = row(self._banner_icon, self.banner_words, spacing=12, margins=(16, 12, 16, 12))
        banner_row.setStretch(1, 1)
        self.banner.setLayout(banner_row)
        self.banner.hide()
        self._pages = QStackedWidget()
        self._pages.addWidget(self.desk_page)
        self._made[Page.DESK] = self.desk_page
        self.setLayout(self._arranged())
        theme().changed.connect(self._tint)
        self._tint()
        self.retranslate()

    def _arranged(self) -> QVBoxLayout:
        beside = row(self._pages, self.wrap_up, column(self._unfold, None), spacing=16)
        beside.setStretch(0, 1)
        made = column(self.banner, self.strip, beside, spacing=12, margins=(16, 16, 16, 16))
        made.setStretch(2, 1)
        return made

    def render_state(self, state: DeskState) -> None:
        rings_anew = _rings(state) and not _rings(self._state)
        pop_anew = state.pop is not None and self._state.pop is None
        self._begin_for(state)
        self._state = state
        self._render_draft()  # before the pop: the panel's width decides the pop's, which is laid out once
        self.desk_page.render_state(state)
        for page, made in self._made.items():
            if page is not Page.DESK and isinstance(made, StatefulPage):
                made.render_state(state)
        self.banner.setVisible(state.status.state is AgentState.NOT_ANSWERING)
        if (rings_anew or pop_anew) and self.page is not Page.DESK and not self._types_in_page():
            self.show_page(Page.DESK)
        self._render_strip()

    def show_page(self, page: Page) -> None:
        """Raise ``page``, made now where it was not needed before."""
        if page not in self._made:
            made = self._makers[page]()
            if isinstance(made, StatefulPage):
                made.render_state(self._state)
            self._made[page] = made
            self._pages.addWidget(self._made[page])
        self.page = page
        self._pages.setCurrentWidget(self._made[page])
        self._render_strip()
        self.page_shown.emit(page)

    def warm_up(self) -> None:
        """Lay out and paint the pop once where nobody sees it, so that the first call finds styles and fonts ready."""
        self.desk_page.warm_up()
        if self.wrap_up.isHidden():
            self.wrap_up.grab()

    def call_selected(self) -> None:
        """Call the patient selected on the page on screen, where it has one."""
        page = self._made[self.page]
        if isinstance(page, CallingPage):
            page.call_selected()

    def press(self, action: Action) -> bool:
        """A key for the page on screen; not while the notes of a call are being typed."""
        page = self._made[self.page]
        focus = self.window().focusWidget()
        typing_notes = action is Action.SAVE and focus is not None and self.wrap_up.isAncestorOf(focus)
        return isinstance(page, KeyedPage) and not typing_notes and page.press(action)

    def holds_back_close(self) -> bool:
        """True where a page holds something that is not saved: it is shown, and says so."""
        for page, made in self._made.items():
            if isinstance(made, EditingPage) and made.holds_back_close():
                self.show_page(page)
                return True
        return False

    def listen_selected(self) -> None:
        """Play the recording selected on the page on screen, where it has one."""
        page = self._made[self.page]
        if isinstance(page, ListeningPage):
            page.listen_selected()

    def message_selected(self) -> bool:
        """Write to the patient of the call selected on the page on screen; False where it has none."""
        page = self._made[self.page]
        return isinstance(page, WritingPage) and page.message_selected()

    def show_draft(self, ref: str) -> None:
        """Open an unfinished draft in the side panel."""
        self._chosen = CallRef(ref)
        if self._folded:
            self.toggle_fold()
        drafts = (*self._state.unfinished, *((self._state.wrap_up,) if self._state.wrap_up else ()))
        for draft in drafts:
            if draft.ref == ref:
                self.wrap_up.render_draft(self._state, draft)
                self._place_panel()
                self.wrap_up.focus_notes()

    def focus_notes(self) -> None:
        if self.wrap_up.ref is not None:
            if self._folded:
                self.toggle_fold()
            self.wrap_up.focus_notes()

    def focus_matter(self) -> None:
        if self.wrap_up.ref is not None:
            if self._folded:
                self.toggle_fold()
            self.wrap_up.focus_matter()

    def toggle_fold(self) -> None:
        self._folded = not self._folded
        self._place_panel()
        self.fold_changed.emit(self._folded)

    def retranslate(self) -> None:
        words = translate("Workspace", "Unfold the wrap-up panel")
        self._unfold.setToolTip(tooltip(words, Action.SIDE_PANEL))
        self._unfold.setAccessibleName(words)
        set_text(
            self.banner_words,
            translate("Workspace", "You did not take a call, so no more will come. Say ready ({key}) when you are back.").format(
                key=shown(Action.READY)
            ),
        )

    def _begin_for(self, state: DeskState) -> None:
        """Another person has signed in: no page of the last one stays, and theirs begin at the first that they have."""
        if state.session is None or state.session.user.id == self._user:
            return
        self._user = state.session.user.id
        for page in [page for page in self._made if page is not Page.DESK]:
            left = self._made.pop(page)
            self._pages.removeWidget(left)
            left.deleteLater()
        self._state = state
        self.show_page(visible_pages(state)[0])

    def _render_draft(self) -> None:
        if self._state.wrap_up is not None and not self.wrap_up.is_being_typed:
            self._chosen = self._state.wrap_up.ref
        elif self.wrap_up.is_being_typed:
            self._chosen = self.wrap_up.ref
        self.wrap_up.render_draft(self._state, draft_to_show(self._state, self._chosen, self.wrap_up.is_being_typed))
        self._place_panel()

    def _place_panel(self) -> None:
        there = self.wrap_up.ref is not None
        self.wrap_up.setVisible(there and not self._folded)
        self._unfold.setVisible(there and self._folded)

    def _render_strip(self) -> None:
        ringing = next((call for call in self._state.calls if call.can_answer), None)
        self.strip.setVisible(ringing is not None and self.page is not Page.DESK)
        if ringing is not None:
            self.strip.render_call(ringing, self._state)

    def _types_in_page(self) -> bool:
        """Whether the focus is in a field of the page on screen: changing pages would take it away."""
        focus = self.window().focusWidget()
        return isinstance(focus, QLineEdit | QPlainTextEdit) and self._pages.isAncestorOf(focus)

    def _tint(self) -> None:
        self._unfold.setIcon(icon("panel-right-open", "text_quiet", 18))
        self._banner_icon.setPixmap(pixmap("triangle-alert", "warn", 20))


def _rings(state: DeskState) -> bool:
    return any(call.can_answer for call in state.calls)
