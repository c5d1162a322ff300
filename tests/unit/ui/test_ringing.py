"""A ringing call never takes the focus, never hides what is being typed, and its pop is that of its own caller."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from agent_app.domain.call import CallRef
from tests.unit.ui import world
from tests.unit.ui.conftest import Seat
from ui.rail import Page


def test_pop_shows_the_patient(seat: Seat) -> None:
    seat.show(world.RINGING)
    page = seat.window.workspace.desk_page
    assert page.shows_pop
    assert page.patient.id.text() == "P-1001"
    assert page.patient.name.text() == world.ZHOU.name
    assert page.patient.allergies.texts() == world.ZHOU.allergies
    assert world.ZHOU.contacts[0].summary in page.timeline.view.accessibleName()
    assert seat.window.call_bar.tiles[0].name.text() == world.ZHOU.name


def test_focus_and_typed_text_stay_in_the_dial_field(seat: Seat) -> None:
    seat.show(world.QUIET)
    seat.press(Qt.Key.Key_F3)
    QTest.keyClicks(seat.window.call_bar.dial, "1380")
    seat.show(world.RINGING)
    assert seat.window.call_bar.dial.hasFocus()
    QTest.keyClicks(seat.window.focusWidget(), "000")
    assert seat.window.call_bar.dial.text() == "1380000"


def test_typing_on_another_page_goes_on_and_the_call_is_told_above_it(seat: Seat) -> None:
    seat.show(world.QUIET)
    seat.window.workspace.show_page(Page.PATIENTS)
    field = seat.window.focusWidget()
    QTest.keyClicks(field, "Zho")
    seat.show(world.RINGING)
    assert seat.window.focusWidget() is field
    assert seat.window.workspace.page is Page.PATIENTS
    strip = seat.window.workspace.strip
    assert not strip.isHidden()
    assert world.ZHOU.name in strip.who.text()
    assert strip.allergies.texts() == world.ZHOU.allergies
    assert world.ZHOU.contacts[0].summary in strip.why.text()
    seat.press(Qt.Key.Key_F2)
    assert seat.desk.asked == [("answer", 1)]
    seat.show(world.QUIET)
    assert strip.isHidden()


def test_another_page_gives_way_where_nobody_types(seat: Seat) -> None:
    seat.show(world.QUIET)
    seat.window.workspace.show_page(Page.SETTINGS)
    seat.window.workspace.setFocus()
    seat.show(world.RINGING)
    assert seat.window.workspace.page is Page.DESK


def test_notes_being_typed_stay_when_the_next_call_rings(seat: Seat) -> None:
    seat.show(world.WRAP_UP)
    seat.press(Qt.Key.Key_F5)
    panel = seat.window.workspace.wrap_up
    old = replace(world.draft(notes=panel.notes.toPlainText(), call_ended=True))
    fresh = CallRef("careline-a1b2c3-1795370000.99")
    ringing = replace(
        world.RINGING,
        calls=(world.call(ref=fresh),),
        pop=world.context(world.ANNA, ref=fresh),
        wrap_up=world.draft(ref=fresh, who=world.ANNA.name),
        unfinished=(old,),
    )
    seat.show(ringing)
    assert panel.ref == world.REF
    assert panel.notes.toPlainText() == old.notes
    QTest.keyClicks(seat.window.focusWidget(), "!")
    assert seat.desk.asked[-1] == ("edit_wrap_up", world.REF, old.notes + "!", None)
    assert seat.window.workspace.desk_page.patient.name.text() == world.ANNA.name


def test_a_context_of_another_call_is_not_shown_on_the_tile(seat: Seat) -> None:
    other = replace(world.RINGING, pop=world.context(world.ANNA, ref=CallRef("other")))
    seat.show(other)
    assert seat.window.call_bar.tiles[0].name.text() != world.ANNA.name


def test_names_are_never_markup(seat: Seat) -> None:
    sly = replace(world.ZHOU, name="<b>Eve</b>", allergies=("<i>x</i>",))
    seat.show(replace(world.RINGING, pop=world.context(sly)))
    card = seat.window.workspace.desk_page.patient
    assert card.name.text() == "<b>Eve</b>"
    assert card.name.textFormat() is Qt.TextFormat.PlainText
