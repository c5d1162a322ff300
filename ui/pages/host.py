"""What a page of the rail may use of the window. Main thread."""

from __future__ import annotations

from typing import Protocol

from agent_app.desk_state import DeskState
from agent_app.intents import DeskIntents
from ui.preferences import Preferences
from ui.tasks import Tasks


class PageHost(Protocol):
    @property
    def preferences(self) -> Preferences: ...

    @property
    def tasks(self) -> Tasks: ...

    @property
    def desk(self) -> DeskIntents:
        """The desk the window is bound to."""

    @property
    def state(self) -> DeskState: ...

    def keep_setup_code(self, code: str) -> None:
        """This desk has emptied the demo: its assistant knows the code for the new centre."""

    def switch_language(self, code: str) -> None: ...
