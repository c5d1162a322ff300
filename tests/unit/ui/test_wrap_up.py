"""The wrap-up panel: saved as typed, told honestly, with a timer that warns."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from agent_app.desk_state import ServerLink
from agent_app.domain.agent_status import AgentState
from agent_app.domain.wrap_up import DraftState
from tests.unit.ui import world
from tests.unit.ui.conftest import Seat


def test_every_change_is_kept(seat: Seat) -> None:
    seat.show(replace(world.TALKING, wrap_up=world.draft()))
    seat.press(Qt.Key.Key_F5)
    QTest.keyClicks(seat.window.focusWidget(), "ok")
    assert seat.desk.asked == [("edit_wrap_up", world.REF, "o", None), ("edit_wrap_up", world.REF, "ok", None)]
    assert seat.window.workspace.wrap_up.mark.text() == "Draft saved on this computer"


def test_a_late_echo_does_not_overwrite_what_was_typed_since(seat: Seat) -> None:
    seat.show(replace(world.TALKING, wrap_up=world.draft(notes="a")))
    panel = seat.window.workspace.wrap_up
    seat.press(Qt.Key.Key_F5)
    panel.notes.setPlainText("abc")
    seat.show(replace(world.TALKING, wrap_up=world.draft(notes="ab")))
    assert panel.notes.toPlainText() == "abc"


def test_a_draft_that_came_back_is_shown(seat: Seat) -> None:
    seat.show(replace(world.TALKING, wrap_up=world.draft()))
    seat.show(replace(world.TALKING, wrap_up=world.draft(notes="from the disk")))
    assert seat.window.workspace.wrap_up.notes.toPlainText() == "from the disk"


def test_what_became_of_it_is_told(seat: Seat) -> None:
    mark = seat.window.workspace.wrap_up.mark
    for state, words in ((DraftState.QUEUED, "Saved here, will be sent"), (DraftState.STORED, "Saved")):
        seat.show(replace(world.WRAP_UP, wrap_up=world.draft(notes="x", disposition="other", state=state)))
        assert mark.text() == words
        assert seat.window.workspace.wrap_up.notes.isReadOnly()
    seat.show(replace(world.WRAP_UP, server=ServerLink.AWAY, wrap_up=world.draft(notes="x")))
    assert "server is away" in mark.text()


def test_timer_warns_and_can_be_extended(seat: Seat) -> None:
    panel = seat.window.workspace.wrap_up
    for left, late in ((16, "false"), (15, "true")):
        status = world.status(AgentState.WRAP_UP, seconds=44, ends_in_s=left)
        seat.show(replace(world.WRAP_UP, status=status))
        assert panel.timer.isVisible()
        assert panel.timer.text() == f"0:{left} left"
        assert panel.progress.property("late") == late
    QTest.mouseClick(panel.extend, Qt.MouseButton.LeftButton)
    assert seat.desk.asked == [("extend_wrap_up", world.REF)]


def test_timer_never_runs_below_zero(seat: Seat) -> None:
    ended = replace(world.status(AgentState.WRAP_UP), wrap_up_ends_at=world.NOW - timedelta(seconds=3))
    seat.show(replace(world.WRAP_UP, status=ended))
    assert seat.window.workspace.wrap_up.timer.text() == "0:00 left"


def test_no_timer_outside_wrap_up(seat: Seat) -> None:
    seat.show(world.TALKING)
    assert not seat.window.workspace.wrap_up.timer.isVisible()


def test_tab_order_is_notes_outcomes_save(seat: Seat) -> None:
    seat.show(world.WRAP_UP)
    seat.press(Qt.Key.Key_F5)
    panel = seat.window.workspace.wrap_up
    walked = []
    for _ in range(len(panel.outcomes) + 1):
        seat.press(Qt.Key.Key_Tab)
        walked.append(seat.window.focusWidget())
    assert walked[-1] is panel.save or panel.save in walked
    assert walked[0] in panel.outcomes


def test_unfinished_draft_is_opened_and_finished(seat: Seat) -> None:
    old = world.PAUSED.unfinished[0]
    seat.show(world.PAUSED)
    seat.window.workspace.desk_page.idle.draft_chosen.emit(old.ref)
    panel = seat.window.workspace.wrap_up
    assert panel.isVisible()
    assert panel.ref == old.ref
    assert panel.notes.hasFocus()
    panel.choose_outcome(1)
    assert seat.desk.asked == [("edit_wrap_up", old.ref, None, "answered")]
    seat.show(replace(world.PAUSED, unfinished=(replace(old, disposition="answered"), *world.PAUSED.unfinished[1:])))
    panel.save_now()
    assert seat.desk.asked[-1] == ("save_wrap_up", old.ref)
    seat.show(replace(world.PAUSED, unfinished=world.PAUSED.unfinished[1:]))
    assert not panel.isVisible()


def test_refused_record_is_told_and_sent_again(seat: Seat) -> None:
    from PySide6.QtWidgets import QPushButton

    seat.show(world.PAUSED)
    unfinished = seat.window.workspace.desk_page.idle.unfinished
    button = next(made for made in unfinished.findChildren(QPushButton) if made.text() == "Send again")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert seat.desk.asked == [("retry_parked", "key-1")]


def test_folded_panel_opens_for_the_notes(seat: Seat) -> None:
    seat.show(world.TALKING)
    seat.press(Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert not seat.window.workspace.wrap_up.isVisible()
    assert seat.window.preferences.side_panel_folded
    seat.press(Qt.Key.Key_F5)
    assert seat.window.workspace.wrap_up.notes.hasFocus()
