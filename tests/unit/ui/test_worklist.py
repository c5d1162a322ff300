"""The page of call-backs: three parts, keys, and what is decided; the badge; the pop of a returning caller."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction

from agent_app.domain.errors import ServerAway, UserFacingError
from agent_app.domain.worklist import CallBack, Worklist, WorklistCounts
from tests.unit.ui import world
from tests.unit.ui.conftest import Seat
from ui import languages
from ui.rail import Page, visible_pages
from ui.worklist.page import WorklistPage

CTRL = Qt.KeyboardModifier.ControlModifier


def opened(seat: Seat, listed: Worklist = world.WORKLIST) -> WorklistPage:
    seat.desk.worklist.listed = listed
    seat.show(world.QUIET)
    seat.window.workspace.show_page(Page.WORKLIST)
    page = seat.window.workspace.findChild(WorklistPage)
    assert page is not None
    return page


def choose(page: WorklistPage, task_id: int) -> CallBack:
    row = page.model.row_of(task_id)
    assert row is not None
    page.list.setCurrentIndex(page.model.index(row))
    task = page.selected()
    assert task is not None
    assert task.id == task_id
    return task


def entries(page: WorklistPage) -> list[str]:
    return [str(page.model.index(row).data()) for row in range(page.model.rowCount())]


def pick(page: WorklistPage, number: int) -> None:
    action: QAction = page.detail.menu.actions()[number - 1]
    page.detail.menu.close()
    action.trigger()


def test_mine_then_open_then_later(seat: Seat) -> None:
    page = opened(seat)
    assert [entry for entry in entries(page) if "·" in entry and "," not in entry] == [
        "Mine  ·  2",
        "Open to everybody  ·  4",
        "Later  ·  1",
    ]
    task = page.selected()
    assert task is not None
    assert task.id == 1, "the first of mine is ready to be called"
    assert page.detail.reason.text() == "Gave up after 1:20"
    assert "no answer" in page.detail.tries.text()
    assert "3 more" in page.detail.tries.text()


def test_one_key_calls_back(seat: Seat) -> None:
    page = opened(seat)
    seat.press(Qt.Key.Key_R, CTRL)
    choose(page, 3)
    seat.press(Qt.Key.Key_Return)
    assert seat.desk.asked == [("call_task", 1), ("call_task", 3)]


def test_not_during_a_call(seat: Seat) -> None:
    page = opened(seat)
    seat.show(world.TALKING)
    seat.window.workspace.show_page(Page.WORKLIST)
    assert not page.detail.call.isEnabled()
    page.call_selected()
    assert seat.desk.asked == []


def test_take_the_next(seat: Seat) -> None:
    page = opened(seat)
    seat.press(Qt.Key.Key_T, CTRL)
    assert seat.desk.asked == [("take", None)]
    task = page.selected()
    assert task is not None
    assert task.id == 3
    assert "Mine  ·  3" in entries(page)


def test_another_was_faster(seat: Seat) -> None:
    page = opened(seat)
    seat.desk.refusal = UserFacingError("taken_already")
    seat.press(Qt.Key.Key_T, CTRL)
    assert page.words.text() == "Another agent has this call-back now."
    assert page.words.isVisible()


def test_the_server_is_away(seat: Seat) -> None:
    page = opened(seat)
    seat.desk.refusal = ServerAway("cut")
    page.load()
    assert page.words.property("kind") == "error"
    assert page.model.worklist == world.WORKLIST, "what was there stays"


@pytest.mark.parametrize("number", [1, 2, 3])
def test_postponing(seat: Seat, number: int) -> None:
    page = opened(seat)
    page.detail.notes.setPlainText("after lunch")
    seat.press(Qt.Key.Key_T, CTRL | Qt.KeyboardModifier.ShiftModifier)
    pick(page, number)
    ((name, task_id, until, notes),) = [asked for asked in seat.desk.asked if asked[0] == "postpone"]
    assert (name, task_id, notes) == ("postpone", 1, "after lunch")
    assert isinstance(until, datetime)
    wanted = [timedelta(minutes=30), timedelta(hours=2), timedelta(hours=4)][number - 1]
    assert abs(until - datetime.now(UTC) - wanted) < timedelta(minutes=1)
    assert page.selected() != world.WORKLIST.mine[0], "off the list at once"


def test_closing_needs_a_reason_and_keeps_the_notes(seat: Seat) -> None:
    page = opened(seat)
    page.detail.notes.setPlainText("daughter called")
    seat.press(Qt.Key.Key_E, CTRL)
    assert [action.text().split("   ")[1] for action in page.detail.menu.actions()] == [
        "Solved otherwise",
        "No longer needed",
        "Wrong number",
        "Does not want to be called",
    ]
    pick(page, 4)
    assert seat.desk.asked == [("close_task", 1, "do_not_call", "daughter called")]


def test_notes_are_handed_over_when_one_goes_on(seat: Seat) -> None:
    page = opened(seat)
    page.detail.notes.setPlainText("call the mobile")
    choose(page, 2)
    assert seat.desk.asked == [("task_notes", 1, "call the mobile")]
    assert page.detail.notes.toPlainText() == ""


def test_notes_being_typed_survive_a_change_of_the_list(seat: Seat) -> None:
    page = opened(seat)
    page.detail.notes.setPlainText("half a sen")
    page.load()
    assert page.detail.notes.toPlainText() == "half a sen"


def test_anothers_task_can_be_read_only(seat: Seat) -> None:
    others = replace(world.WORKLIST.open[0], owner_id="u2", owner_name="Anna")
    page = opened(seat, Worklist((), (others,), (), 1))
    assert not page.detail.call.isEnabled()
    assert not page.detail.close_task.isEnabled()
    assert not page.detail.notes.isEnabled()


def test_a_message_can_be_kept(seat: Seat, tmp_path: object) -> None:
    from pathlib import Path

    page = opened(seat)
    assert page.detail.listen.isHidden()
    task = choose(page, 2)
    assert not page.detail.listen.isHidden()
    assert page.detail.reason.text() == "Left a message (0:42)"
    target = Path(str(tmp_path)) / "message.wav"
    page.download(task, target)
    assert seat.desk.asked == [("download_recording", "v-2", "voicemail", target)]
    assert str(target) in page.words.text()


def test_nobody_is_owed_a_call(seat: Seat) -> None:
    page = opened(seat, Worklist((), (), (), 0))
    assert page.words.text() == "Nobody is owed a call."
    assert page.detail.isHidden()
    assert not page.take_next.isEnabled()


def test_the_badge_counts(seat: Seat) -> None:
    seat.show(world.QUIET)
    badge = seat.window.rail.badge
    assert (badge.text(), badge.property("mine")) == ("2", "true")
    seat.show(replace(world.QUIET, worklist=WorklistCounts(120, 0)))
    assert (badge.text(), badge.property("mine")) == ("99+", "false")
    seat.show(replace(world.QUIET, worklist=WorklistCounts()))
    assert badge.isHidden()


def test_live(seat: Seat, qtbot: object) -> None:
    page = opened(seat, Worklist((), (), (), 0))
    seat.desk.worklist.listed = world.WORKLIST
    seat.show(replace(world.QUIET, worklist=WorklistCounts(4, 2, 1)))
    qtbot.waitUntil(lambda: page.model.rowCount() > 0)  # type: ignore[attr-defined]


def test_who_has_the_page() -> None:
    assert Page.WORKLIST in visible_pages(world.QUIET)
    assert Page.WORKLIST not in visible_pages(world.ADMINISTRATOR)


def test_the_pop_of_a_returning_caller(seat: Seat) -> None:
    seat.show(world.RETURNING)
    page = seat.window.workspace.desk_page
    assert page.owed.isVisible()
    assert page.owed.text().startswith("Returns our call of")
    assert "3 missed calls" in page.owed.text()
    languages.switch("ru")
    assert "Lin Yue" in page.owed.text()
    seat.show(world.QUIET)
    seat.show(world.RINGING)
    assert page.owed.isHidden() or not page.owed.isVisible()
