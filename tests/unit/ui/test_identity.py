"""The identity card: asks, holds no answers, and shows what the server found."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.unit.ui import world
from tests.unit.ui.conftest import Seat


def test_typed_answers_go_to_the_server_in_its_form(seat: Seat) -> None:
    seat.show(world.IDENTITY)
    card = seat.window.workspace.desk_page.identity
    assert card.isVisible()
    seat.press(Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(seat.window.focusWidget(), "1957-03-14")
    seat.press(Qt.Key.Key_Return)
    QTest.keyClicks(seat.window.focusWidget(), "1001")
    seat.press(Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    said = {"birth_date": "1957-03-14", "phone_last4": "1001", "last_visit": ""}
    assert seat.desk.asked == [("check_identity", world.REF, said)]
    assert "does not match" in card._names["birth_date"].text()
    assert "not said" in card._names["last_visit"].text()


def test_hidden_before_and_shown_after(seat: Seat) -> None:
    seat.show(world.IDENTITY)
    page = seat.window.workspace.desk_page
    assert "1957" not in page.patient.born.text()
    assert "69" in page.patient.born.text()
    assert "1001" not in page.patient.phone.text()
    assert page.patient.allergies.texts() == world.ZHOU.allergies
    seat.show(world.IDENTITY_PASSED)
    assert "1957" in page.patient.born.text()
    assert page.patient.phone.text() == "13800001001"
    assert page.identity.words.full_text() == "Identity checked"
    assert not page.identity.check.isVisible()


def test_another_patient_begins_anew(seat: Seat) -> None:
    seat.show(world.IDENTITY)
    card = seat.window.workspace.desk_page.identity
    card.fields["birth_date"].setText("1957-03-14")
    assert world.IDENTITY.pop is not None
    seat.show(replace(world.IDENTITY, pop=replace(world.IDENTITY.pop, patient=replace(world.ANNA, birth_date=None))))
    assert card.fields["birth_date"].text() == ""


def test_a_centre_that_asks_nobody_shows_nothing(seat: Seat) -> None:
    seat.show(world.TALKING)
    assert not seat.window.workspace.desk_page.identity.isVisible()
