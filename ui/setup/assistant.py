"""When the first-run assistant is on screen: while nobody is signed in and the server says that it has no users. Main thread."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QStackedWidget, QWidget

from agent_app.desk_state import DeskState, SignIn
from agent_app.domain.errors import UserFacingError
from agent_app.domain.setup import NewCentre, SetupState
from agent_app.intents import DeskIntents
from ui.setup.page import SetupPage
from ui.tasks import Tasks


class SetupAssistant:
    """The page is made when it is first needed. ``changed`` is called when it opens or closes."""

    def __init__(self, views: QStackedWidget, tasks: Tasks, changed: Callable[[], None]) -> None:
        self._views, self._tasks, self._changed = views, tasks, changed
        self._desk: DeskIntents | None = None
        self._state = DeskState()
        self._code = ""
        self.page: SetupPage | None = None
        self.open = False

    def bind(self, desk: DeskIntents) -> None:
        self._desk = desk

    def after_render(self, state: DeskState) -> None:
        was, self._state = self._state, state
        if state.sign_in is SignIn.SIGNED_IN:
            self.open = False
        elif state.sign_in is SignIn.SIGNED_OUT and (
            was.sign_in in (SignIn.STARTING, SignIn.SIGNED_IN) or (was.sign_in_error, state.sign_in_error) == ("server_away", "")
        ):
            self.ask()

    def ask(self) -> None:
        """Whether this server waits to be set up; a server that cannot say so does not."""
        if self._desk is not None:
            self._tasks.ask("setup", self._desk.setup.state(), done=self._told, failed=lambda _error: None)

    def keep_code(self, code: str) -> None:
        """The set-up code of the centre that this desk has just emptied."""
        self._code = code

    def shown(self, otherwise: QWidget) -> QWidget:
        return self.page if self.open and self.page is not None else otherwise

    def _told(self, told: SetupState) -> None:
        if not told.needed or self._state.sign_in is not SignIn.SIGNED_OUT:
            return
        if self.page is None:
            self.page = SetupPage()
            self.page.founded.connect(self._found)
            self.page.left.connect(self._close)
            self._views.addWidget(self.page)
        self.open = True
        self._changed()
        self.page.begin(self._code)

    def _found(self, new: NewCentre) -> None:
        if self._desk is not None:
            self._tasks.ask("found", self._desk.setup.found(new), done=lambda _nothing: self._done(), failed=self._failed)

    def _done(self) -> None:
        if self.page is not None:
            self.page.forget_secrets()
        self._code = ""
        self._close()

    def _failed(self, error: UserFacingError) -> None:
        if error.code == "setup_done":
            self._close()
        elif self.page is not None:
            self.page.show_refusal(error)

    def _close(self) -> None:
        self.open = False
        self._changed()
