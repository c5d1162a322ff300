"""The page of past calls: what it asks the server for, details, notes, and what each role is offered."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from agent_app.domain.history import CallFilters
from agent_app.domain.user import User
from tests.unit.ui import world
from tests.unit.ui.conftest import Seat
from ui import languages
from ui.history.filter_bar import period
from ui.pages.calls import CallsPage
from ui.rail import Page

LEADER = replace(world.QUIET, session=replace(world.SESSION, user=User("u9", "mei", "Mei Zhang", "leader", "1101")))


def opened(seat: Seat, state: object = world.QUIET) -> CallsPage:
    seat.desk.records = world.history(60)
    seat.show(state)  # type: ignore[arg-type]
    seat.window.workspace.show_page(Page.CALLS)
    page = seat.window.workspace._made[Page.CALLS]
    assert isinstance(page, CallsPage)
    return page


def choose(page: CallsPage, box: str, code: str) -> None:
    widget = getattr(page.filter_bar, box)
    widget.setCurrentIndex(widget.findData(code))


def test_every_filter_reaches_the_server_and_clearing_takes_all_back(seat: Seat) -> None:
    page = opened(seat)
    choose(page, "direction", "inbound")
    choose(page, "outcome", "abandoned")
    choose(page, "disposition", "follow_up")
    page.filter_bar.recorded.setChecked(True)
    page.filter_bar.wrap_up_missing.setChecked(True)
    QTest.keyClicks(page.filter_bar.about, "P-1001")
    QTest.keyClick(page.filter_bar.about, Qt.Key.Key_Return)
    asked = seat.desk.history.filtered[-1]
    wanted = CallFilters(
        direction="inbound", outcome="abandoned", disposition="follow_up", about="P-1001", recorded=True, wrap_up_missing=True
    )
    assert asked == wanted
    page.filter_bar.clear_button.click()
    assert seat.desk.history.filtered[-1] == CallFilters()


def test_agents_have_no_choice_of_whose_calls_and_leaders_have(seat: Seat) -> None:
    page = opened(seat)
    assert page.filter_bar.agent.isHidden()
    page = opened(seat, LEADER)
    assert page.filter_bar.agent.isVisible()
    assert [page.filter_bar.agent.itemData(index) for index in range(page.filter_bar.agent.count())] == ["", "team", "me", "u1", "u2"]
    choose(page, "agent", "team")
    assert seat.desk.history.filtered[-1].agent == "team"


def test_a_language_switch_keeps_what_was_chosen(seat: Seat) -> None:
    page = opened(seat)
    choose(page, "outcome", "busy")
    languages.switch("ru")
    QApplication.processEvents()
    assert page.filter_bar.outcome.currentData() == "busy"
    assert page.filter_bar.outcome.currentText() == "Занято"


def test_details_follow_the_selection_and_a_note_is_kept(seat: Seat) -> None:
    page = opened(seat)
    page.list.setCurrentIndex(page.model.index(1))
    page._detail_due.stop()
    page._ask_detail()
    text = "\n".join(page.detail.lines)
    assert "Mei Chen" in text
    assert "did not answer" in text
    assert "Follow-up needed" in text
    assert "Earlier version of the wrap-up" in text
    assert not page.detail.add.isEnabled()
    QTest.keyClicks(page.detail.note, "called the ward")
    page.detail.add.click()
    assert seat.desk.asked[-1] == ("add_note", "record-1", "called the ward")
    page._ask_detail()
    assert "called the ward" in page.detail.lines
    assert page.detail.note.toPlainText() == ""


def test_a_note_being_typed_does_not_move_to_another_call(seat: Seat) -> None:
    page = opened(seat)
    QTest.keyClicks(page.detail.note, "half a th")
    page.list.setCurrentIndex(page.model.index(3))
    assert page.detail.note.toPlainText() == ""


@pytest.mark.parametrize(("code", "days"), [("today", 0), ("week", 6), ("month", 29)])
def test_periods_begin_at_local_midnight(code: str, days: int) -> None:
    now = datetime(2026, 11, 22, 6, 30, tzinfo=UTC)
    begin, end = period(code, now)
    assert begin is not None
    assert end is None
    local = begin.astimezone()
    assert (local.hour, local.minute) == (0, 0)
    assert now.astimezone().date() - local.date() == timedelta(days=days)


def test_yesterday_ends_where_today_begins() -> None:
    now = datetime(2026, 11, 22, 6, 30, tzinfo=UTC)
    assert period("yesterday", now)[1] == period("today", now)[0]
    assert period("", now) == (None, None)


def test_one_key_listens_pauses_and_the_waveform_seeks(seat: Seat) -> None:
    page = opened(seat)
    assert page.player.isHidden()
    seat.press(Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert seat.desk.playback.asked == [("open", "record-0", ("mixed", "patient", "agent"))]
    assert page.player.isVisible()
    seat.press(Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(page.player.waveform, Qt.Key.Key_Right)
    QTest.keyClick(page.player.waveform, Qt.Key.Key_Left)
    QTest.mouseClick(page.player.waveform, Qt.MouseButton.LeftButton, pos=page.player.waveform.rect().center())
    page.player.speed.setCurrentIndex(3)
    page.player.skip.setChecked(True)
    asked = seat.desk.playback.asked[1:]
    assert asked == [("toggle",), ("seek", 66), ("seek", 56), ("seek", 97), ("set_speed", 1.5), ("skip_silence", True)]
    page.player.shut.click()
    assert page.player.isHidden()


def test_nobody_listens_beside_a_call(seat: Seat) -> None:
    page = opened(seat)
    assert page.listen.isEnabled()
    seat.show(world.TALKING)
    assert not page.listen.isEnabled()
