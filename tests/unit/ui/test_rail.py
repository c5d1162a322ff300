"""The rail shows the pages of one's role; Ctrl+n counts what is shown; nothing of the last person stays."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from agent_app.desk_state import DeskState
from agent_app.domain.user import User
from tests.unit.ui import world
from tests.unit.ui.conftest import Seat
from ui.pages.patients import PatientsPage
from ui.rail import Page, visible_pages

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def _as(role: str, extension: str = "1001", user: str = "u1") -> DeskState:
    sip = world.SESSION.sip if extension else None
    return replace(world.QUIET, session=replace(world.SESSION, user=User(user, "lin", "Lin Yue", role, extension), sip=sip))


def test_an_agent_has_neither_floor_nor_administration() -> None:
    pages = visible_pages(_as("agent"))
    assert pages[0] is Page.DESK
    assert pages[-1] is Page.SETTINGS
    assert {Page.FLOOR, Page.ADMIN}.isdisjoint(pages)


def test_an_administrator_is_rung_only_with_an_extension() -> None:
    assert Page.DESK in visible_pages(_as("administrator"))
    assert {Page.DESK, Page.WORKLIST}.isdisjoint(visible_pages(_as("administrator", extension="")))


def test_a_leader_without_extension_keeps_the_desk_with_what_is_unfinished() -> None:
    assert Page.DESK in visible_pages(_as("leader", extension=""))


def test_control_and_number_counts_what_is_visible(seat: Seat) -> None:
    for state in (world.QUIET, world.ADMINISTRATOR):
        seat.show(state)
        for number, page in enumerate(visible_pages(state), start=1):
            seat.press(K(K.Key_0 + number), CTRL)
            assert seat.window.workspace.page is page
            button = seat.window.rail.buttons[page]
            assert button.isChecked()
            assert f"Ctrl+{number}" in button.toolTip()
        seat.press(K.Key_9, CTRL)
        assert seat.window.workspace.page is visible_pages(state)[-1]


def test_without_an_extension_the_bar_has_no_telephone(seat: Seat) -> None:
    seat.show(world.ADMINISTRATOR)
    bar = seat.window.call_bar
    assert not any(part.isVisible() for part in (bar.status, bar.dial, bar.line, bar.headset))
    assert bar.server.isVisible()
    before = seat.window.focusWidget()
    for key in (K.Key_F3, K.Key_F8, K.Key_F9):
        seat.press(key)
    assert seat.desk.asked == []
    assert seat.window.focusWidget() is before
    assert seat.window.windowTitle() == "Careline – Chen Hao"
    seat.show(world.QUIET)
    assert bar.status.isVisible()
    assert bar.dial.isVisible()


def test_nothing_of_the_last_person_stays_and_everything_of_the_same_one(seat: Seat) -> None:
    seat.show(world.QUIET)
    seat.window.workspace.show_page(Page.PATIENTS)
    QTest.keyClicks(seat.window.focusWidget(), "Zhou")
    seat.show(world.SIGNED_OUT)
    seat.show(world.QUIET)
    assert _patients(seat).search.text() == "Zhou"
    seat.show(world.SIGNED_OUT)
    seat.show(world.ADMINISTRATOR)
    assert seat.window.workspace.page is visible_pages(world.ADMINISTRATOR)[0]
    seat.window.workspace.show_page(Page.PATIENTS)
    assert _patients(seat).search.text() == ""


def _patients(seat: Seat) -> PatientsPage:
    page = seat.window.workspace._made[Page.PATIENTS]
    assert isinstance(page, PatientsPage)
    return page
