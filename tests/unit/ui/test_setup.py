"""The first-run assistant: from a server without users to an administrator's page that says what is still missing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from agent_app.desk_state import DeskState
from agent_app.domain.admin import AdminKind
from agent_app.domain.errors import UserFacingError
from tests.unit.core.fake_admin import CENTRE
from tests.unit.core.fake_setup import CODE
from tests.unit.ui import world
from tests.unit.ui.conftest import Seat
from ui.admin.empty_demo import EmptyDemoPanel
from ui.admin.next_steps import Step, open_steps
from ui.admin.page import AdminPage
from ui.rail import Page
from ui.setup.page import SetupPage

TYPED = {
    "code": CODE,
    "name": "Kangning",
    "display_name": "Wang Fang",
    "username": "wang",
    "password": "long enough 1",
    "again": "long enough 1",
}


@pytest.fixture
def page(seat: Seat) -> SetupPage:
    seat.desk.setup.server.needed = True
    seat.show(world.SIGNED_OUT)
    made = seat.window.setup.page
    assert made is not None
    assert made.isVisible()
    return made


def _fill(page: SetupPage, *names: str) -> None:
    for name in names:
        field = getattr(page, name)
        field.clear()
        QTest.keyClicks(field, TYPED[name])


def _to_second_step(page: SetupPage) -> None:
    _fill(page, "code", "name")
    page.zone.setCurrentText("Asia/Shanghai")
    QTest.keyClick(page.name, Qt.Key.Key_Return)
    assert page.steps.currentIndex() == 1


def test_a_server_with_users_shows_the_sign_in(seat: Seat) -> None:
    seat.show(world.SIGNED_OUT)
    assert seat.window.sign_in.isVisible()
    assert seat.window.setup.page is None


def test_the_centre_and_its_administrator_are_made(seat: Seat, page: SetupPage) -> None:
    _to_second_step(page)
    _fill(page, "display_name", "username", "password", "again")
    QTest.keyClick(page.again, Qt.Key.Key_Return)
    (made,) = seat.desk.setup.server.made
    assert (made.setup_code, made.name, made.time_zone, made.language, made.country_code) == (CODE, "Kangning", "Asia/Shanghai", "en", "86")
    assert (made.username, made.display_name, made.password) == ("wang", "Wang Fang", "long enough 1")
    assert page.password.text() == page.code.text() == ""
    assert seat.window.sign_in.isVisible()


def test_what_is_missing_is_said_and_nothing_is_sent(seat: Seat, page: SetupPage) -> None:
    page.go_on()
    assert "Set-up code" in page.problem.text()
    _to_second_step(page)
    _fill(page, "display_name", "username", "password")
    page.go_on()
    assert page.problem.text() == "The two passwords differ."
    page.password.setText("short")
    page.go_on()
    assert "10" in page.problem.text()
    assert seat.desk.setup.server.made == []


def test_a_wrong_code_goes_back_to_it_and_keeps_everything(seat: Seat, page: SetupPage) -> None:
    _to_second_step(page)
    _fill(page, "display_name", "username", "password", "again")
    page.code.setText("WRONG")
    page.go_on()
    assert page.steps.currentIndex() == 0
    assert page.problem.isVisible()
    page.code.setText(CODE)
    page.go_on()
    page.go_on()
    assert [made.username for made in seat.desk.setup.server.made] == ["wang"]


def test_a_refused_password_stays_on_its_step(seat: Seat, page: SetupPage) -> None:
    _to_second_step(page)
    _fill(page, "display_name", "username", "password", "again")
    seat.desk.setup.server.refusal = UserFacingError("password_common", permanent=True)
    page.go_on()
    assert page.steps.currentIndex() == 1
    assert page.problem.isVisible()
    assert page.next.isEnabled()


def test_somebody_else_was_faster(seat: Seat, page: SetupPage) -> None:
    _to_second_step(page)
    _fill(page, "display_name", "username", "password", "again")
    seat.desk.setup.server.refusal = UserFacingError("setup_done", permanent=True)
    page.go_on()
    assert seat.window.sign_in.isVisible()


def test_leaving_and_coming_back_keeps_what_was_typed(seat: Seat, page: SetupPage) -> None:
    _fill(page, "code", "name")
    page.leave.click()
    assert seat.window.sign_in.isVisible()
    seat.window.setup.ask()
    assert page.isVisible()
    assert page.name.text() == "Kangning"


def test_the_demo_is_emptied_and_the_assistant_knows_the_code(seat: Seat) -> None:
    seat.desk.setup.server.demo = True
    seat.show(world.ADMINISTRATOR)
    seat.window.workspace.show_page(Page.ADMIN)
    admin = _admin(seat)
    admin.open_section(AdminKind.CENTRE)
    panel = admin.view.demo
    assert isinstance(panel, EmptyDemoPanel)
    assert panel.isVisible()
    QTest.keyClicks(panel.password, "wrong")
    panel.button.click()
    assert panel.problem.isVisible()
    QTest.keyClicks(panel.password, "right")
    panel.button.click()
    seat.show(replace(world.SIGNED_OUT, sign_in_error="centre_emptied"))
    page = seat.window.setup.page
    assert page is not None
    assert page.isVisible()
    assert page.code.text() == CODE


def test_a_real_centre_is_never_offered_to_be_emptied(seat: Seat) -> None:
    seat.show(world.ADMINISTRATOR)
    seat.window.workspace.show_page(Page.ADMIN)
    admin = _admin(seat)
    admin.open_section(AdminKind.CENTRE)
    assert admin.view.demo is not None
    assert not admin.view.demo.isVisible()


def _admin(seat: Seat) -> AdminPage:
    page = seat.window.workspace._made[Page.ADMIN]
    assert isinstance(page, AdminPage)
    return page


def test_a_new_centre_is_led_from_step_to_step(seat: Seat) -> None:
    server = seat.desk.admin.centre
    full = server.look
    main = replace(full.of(AdminKind.QUEUES)[0], values={**full.of(AdminKind.QUEUES)[0].values, "members": []})
    empty = {AdminKind.USERS: full.of(AdminKind.USERS)[:1], AdminKind.NUMBERS: (), AdminKind.QUEUES: (main,)}
    server.look = replace(full, rows={**full.rows, **empty})
    assert open_steps(server.look) == [Step.AGENTS, Step.MEMBERS, Step.NUMBERS]
    state: DeskState = world.ADMINISTRATOR
    seat.show(state)
    seat.window.workspace.show_page(Page.ADMIN)
    admin = _admin(seat)
    assert all(button.isVisible() for button in admin.steps.buttons.values())
    admin.steps.buttons[Step.NUMBERS].click()
    assert admin.view.section.kind is AdminKind.NUMBERS
    server.look = full
    admin.load()
    assert "4000" in admin.steps._title.text()
    assert not any(button.isVisible() for button in admin.steps.buttons.values())
    admin.steps.hide_button.click()
    assert not admin.steps.isVisible()


def test_a_complete_centre_is_not_bothered(seat: Seat) -> None:
    assert open_steps(CENTRE) == []
    seat.show(world.ADMINISTRATOR)
    seat.window.workspace.show_page(Page.ADMIN)
    assert not _admin(seat).steps.isVisible()
