"""The live floor: what it shows, when it asks, and what it says when its data is old."""

from __future__ import annotations

from dataclasses import replace

from agent_app.domain.errors import ServerAway
from tests.unit.ui import world
from tests.unit.ui.conftest import Seat
from tests.unit.ui.fake_floor import FLOOR
from ui.pages.floor import FloorPage
from ui.rail import Page, visible_pages


def opened(seat: Seat) -> FloorPage:
    seat.show(world.LEADER)
    seat.window.workspace.show_page(Page.FLOOR)
    page = seat.window.workspace._made[Page.FLOOR]
    assert isinstance(page, FloorPage)
    return page


def test_only_leaders_and_administrators_have_it(seat: Seat) -> None:
    assert Page.FLOOR not in visible_pages(world.QUIET)
    assert Page.FLOOR in visible_pages(world.LEADER)


def test_who_waits_and_who_works(seat: Seat) -> None:
    page = opened(seat)
    page._came_at = page._monotonic()
    page._monotonic = lambda now=page._came_at: now  # type: ignore[misc]
    page.tick()
    assert page.waiting.rows.rows == [("周秀兰  ★", "Main line", "1:22"), ("•••••••1001", "Main line", "0:09")]
    assert page.waiting.rows.inks == ["warn", ""], "over the service level's time"
    assert page.queues.rows.rows[0] == ("Main line", "2", "1:22", "182", "161", "12 (5)", "86.1 %")
    assert page.queues.rows.rows[2] == ("Night", "0", "–", "0", "0", "0", "–")
    assert page.agents.rows.rows[2] == ("Mei Chen", "Not ready · Lunch", "22:05")
    assert page.agents.rows.rows[0][1] == "Talking · Main line"


def test_clocks_run_by_the_servers_time_whatever_this_computers_says(seat: Seat) -> None:
    page = opened(seat)
    start = page._came_at
    page._monotonic = lambda: start + 60.0
    page.tick()
    assert [row[2] for row in page.waiting.rows.rows] == ["2:22", "1:09"]


def test_every_figure_tells_its_definition(seat: Seat) -> None:
    page = opened(seat)
    assert page.figures.values["service_level"].text() == "88.4 %"
    assert "20 s" in page.figures.cards["service_level"].toolTip()
    assert "short abandons are left out" in page.figures.cards["service_level"].toolTip()
    assert all(card.toolTip() for card in page.figures.cards.values())


def test_it_asks_at_a_change_while_on_screen_only(seat: Seat) -> None:
    opened(seat)
    floor = seat.desk.floor
    before = floor.asked
    floor.change()
    assert floor.asked == before + 1
    seat.window.workspace.show_page(Page.CALLS)
    floor.change()
    assert floor.asked == before + 1
    seat.window.workspace.show_page(Page.FLOOR)
    assert floor.asked == before + 2


def test_it_says_since_when_its_data_is_old(seat: Seat) -> None:
    page = opened(seat)
    assert page.stale.isHidden()
    seat.desk.floor.floor = replace(FLOOR, pbx_connected=False)
    seat.desk.floor.change()
    assert "has not reported since" in page.stale.text()
    seat.desk.refusal = ServerAway()
    seat.desk.floor.change()
    assert "Shown as of" in page.stale.text()
    assert page.waiting.rows.rows, "what was known stays on screen"
