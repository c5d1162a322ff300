"""Each key asks for its intent exactly where it is possible, and buttons are there exactly then too."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from agent_app.desk_state import DeskState
from agent_app.domain.call import CallState
from tests.unit.ui import world
from tests.unit.ui.conftest import Seat
from ui.keys import TABLE, Action, shown
from ui.rail import Page

K = Qt.Key


@pytest.mark.parametrize(
    ("key", "state", "asked"),
    [
        (K.Key_F2, world.RINGING, ("answer", 1)),
        (K.Key_F2, world.TALKING, None),
        (K.Key_F2, world.QUIET, None),
        (K.Key_F4, world.RINGING, ("reject", 1)),
        (K.Key_F4, world.TALKING, ("hang_up", 1)),
        (K.Key_F4, world.HELD, ("hang_up", 1)),
        (K.Key_F4, world.QUIET, None),
        (K.Key_F6, world.TALKING, ("hold", 1)),
        (K.Key_F6, world.HELD, ("resume", 1)),
        (K.Key_F6, world.RINGING, None),
        (K.Key_F7, world.TALKING, ("set_muted", 1, True)),
        (K.Key_F7, world.RINGING, None),
        (K.Key_F7, world.HELD, None),
        (K.Key_F8, world.PAUSED, ("become_ready",)),
        (K.Key_F8, world.NOT_ANSWERING, ("become_ready",)),
        (K.Key_F8, world.WRAP_UP, ("become_ready",)),
        (K.Key_F8, world.QUIET, None),
        (K.Key_F8, world.TALKING, None),
        (K.Key_F2, world.SIGNED_OUT, None),
    ],
)
def test_key(seat: Seat, key: Qt.Key, state: DeskState, asked: tuple[object, ...] | None) -> None:
    seat.show(state)
    seat.press(key)
    assert seat.desk.asked == ([asked] if asked else [])


def test_keys_work_while_typing_notes(seat: Seat) -> None:
    seat.show(world.TALKING)
    seat.press(K.Key_F5)
    assert seat.window.workspace.wrap_up.notes.hasFocus()
    seat.press(K.Key_F6)
    assert ("hold", 1) in seat.desk.asked
    assert seat.window.workspace.wrap_up.notes.hasFocus()


def test_muted_call_is_unmuted(seat: Seat) -> None:
    from dataclasses import replace

    seat.show(replace(world.TALKING, calls=(world.call(CallState.TALKING, muted=True),)))
    seat.press(K.Key_F7)
    assert seat.desk.asked == [("set_muted", 1, False)]


def test_hang_up_means_the_talking_call_not_the_ringing_one(seat: Seat) -> None:
    from dataclasses import replace

    both = (world.call(CallState.RINGING, ident=1), world.call(CallState.TALKING, ident=2))
    seat.show(replace(world.TALKING, calls=both))
    seat.press(K.Key_F4)
    assert seat.desk.asked == [("hang_up", 2)]


def test_dial_field(seat: Seat) -> None:
    seat.show(world.QUIET)
    seat.press(K.Key_F3)
    dial = seat.window.call_bar.dial
    assert dial.hasFocus()
    dial.setText("601")
    seat.press(K.Key_Return)
    dial.setText("p-1003")
    seat.press(K.Key_Return)
    assert seat.desk.asked == [("dial_number", "601"), ("dial_patient", "P-1003")]
    assert dial.text() == ""


def test_dial_field_never_guesses_whom_a_name_means(seat: Seat) -> None:
    seat.show(world.QUIET)
    seat.press(K.Key_F3)
    dial = seat.window.call_bar.dial
    asked: list[str] = []
    dial.search_requested.disconnect()
    dial.search_requested.connect(asked.append)
    dial.setText("jim")
    seat.press(K.Key_Return)
    assert asked == ["jim"]
    assert seat.desk.asked == []
    dial.show_found("jim", [world.JAMES])
    seat.press(K.Key_Return)
    assert seat.desk.asked == [("dial_patient", "P-1003")]


def test_outcome_keys_and_save(seat: Seat) -> None:
    seat.show(world.TALKING)
    seat.press(K.Key_2, Qt.KeyboardModifier.AltModifier)
    assert seat.desk.asked == [("edit_wrap_up", world.REF, None, "appointment")]
    seat.press(K.Key_F5)
    seat.press(K.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert seat.desk.asked[-1] == ("save_wrap_up", world.REF)


def test_nothing_is_saved_without_an_outcome(seat: Seat) -> None:
    seat.show(world.RINGING)
    seat.press(K.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert seat.desk.asked == []


def test_keypad_sends_digits_and_gives_the_focus_back(seat: Seat) -> None:
    seat.show(world.TALKING)
    seat.press(K.Key_F5)
    seat.press(K.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert not seat.window.keypad.isHidden()
    for key in (K.Key_1, K.Key_9, K.Key_NumberSign):
        seat.press(key)
    assert seat.desk.asked == [("send_dtmf", 1, "1"), ("send_dtmf", 1, "9"), ("send_dtmf", 1, "#")]
    seat.press(K.Key_Escape)
    assert seat.window.keypad.isHidden()
    assert seat.window.workspace.wrap_up.notes.hasFocus()


def test_keypad_closes_with_its_call(seat: Seat) -> None:
    seat.show(world.TALKING)
    seat.press(K.Key_D, Qt.KeyboardModifier.ControlModifier)
    seat.show(world.WRAP_UP)
    assert seat.window.keypad.isHidden()


def test_not_ready_menu(seat: Seat) -> None:
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QMenu

    seat.show(world.QUIET)
    seat.press(K.Key_F9)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    QTest.keyClick(menu, K.Key_2)
    assert seat.desk.asked == [("become_not_ready", "lunch")]


def test_pages(seat: Seat) -> None:
    seat.show(world.QUIET)
    for number, page in ((K.Key_5, Page.SETTINGS), (K.Key_2, Page.WORKLIST), (K.Key_1, Page.DESK)):
        seat.press(number, Qt.KeyboardModifier.ControlModifier)
        assert seat.window.workspace.page is page
    seat.press(K.Key_F1)
    assert seat.window.workspace.page is Page.SETTINGS


def test_every_button_with_a_key_shows_it(seat: Seat) -> None:
    seat.show(world.TALKING)
    tile = seat.window.call_bar.tiles[0]
    for action, button in tile.buttons.items():
        assert shown(action) in button.toolTip()


def test_each_key_stands_once_in_the_table() -> None:
    sequences = [sequence for key in TABLE for sequence in key.sequences]
    assert len(sequences) == len(set(sequences))
    assert {key.action for key in TABLE} == set(Action)


def test_buttons_are_there_exactly_where_possible(seat: Seat) -> None:
    for state, possible in (
        (world.RINGING, {Action.ANSWER, Action.HANG_UP}),
        (world.TALKING, {Action.HOLD, Action.MUTE, Action.KEYPAD, Action.HANG_UP}),
        (world.HELD, {Action.HOLD, Action.HANG_UP}),
    ):
        seat.show(state)
        tile = seat.window.call_bar.tiles[0]
        assert {action for action, button in tile.buttons.items() if not button.isHidden()} == possible
    seat.show(world.QUIET)
    assert seat.window.call_bar.tiles == []
