"""One window per test, bound to a hand-written desk, at a fixed time."""

from __future__ import annotations

from collections.abc import Coroutine, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from agent_app.desk_state import DeskState
from tests.unit.ui import world
from tests.unit.ui.fakes import FakeDesk
from ui import languages
from ui.preferences import Preferences
from ui.tasks import Tasks
from ui.theme import ThemeChoice, application_font, theme
from ui.window import MainWindow


@dataclass
class Seat:
    """The window and the desk behind it."""

    window: MainWindow
    desk: FakeDesk

    def show(self, state: DeskState) -> None:
        self.desk.show(state)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """As a person does: to whatever has the focus."""
        QTest.keyClick(self.window.focusWidget() or self.window, key, modifiers)


@pytest.fixture
def queries_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answer the window's queries at once: no asyncio loop runs in these tests, and the fake's coroutines never wait."""

    def ask(self: Tasks, name: str, query: Coroutine[Any, Any, Any], *, done: Any, failed: Any) -> None:
        running = self._run(name, query, done, failed)
        with pytest.raises(StopIteration):
            running.send(None)

    monkeypatch.setattr(Tasks, "ask", ask)


@pytest.fixture
def seat(queries_answered: None, qtbot: QtBot, qapp: object, tmp_path: Path) -> Iterator[Seat]:
    languages.switch("en")
    theme().choose(ThemeChoice.LIGHT)
    window = MainWindow(Preferences(tmp_path / "window.ini"), now=lambda: world.NOW, monotonic=lambda: world.MONOTONIC)
    window.setFont(application_font())
    desk = FakeDesk()
    desk.patients = world.PEOPLE
    window.bind(desk)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isVisible)
    yield Seat(window, desk)
    window.unbind()
    # Really gone: the program has one window for its life, and every one that lives is translated anew at each switch.
    shiboken6.delete(window)
    languages.switch("en")
