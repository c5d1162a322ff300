"""Unknown, withheld and shared numbers; the pages Patients and Calls with their queries."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest

from agent_app.domain.errors import ServerAway
from tests.unit.ui import world
from tests.unit.ui.conftest import Seat
from ui.pages.calls import CallsPage
from ui.pages.patients import PatientsPage
from ui.rail import Page
from ui.typed_date import hint, read_date


def test_unknown_caller_gets_a_card_with_the_number(seat: Seat) -> None:
    seat.show(world.UNKNOWN)
    card = seat.window.workspace.desk_page.new_patient
    assert card.isVisible()
    assert card.phone.text() == "13800001001"
    card.name.setText('Ольга "Оля" Ли')
    card.born.setText("7/3/1990")
    card.allergies.setText("пыльца, 花粉，")
    QTest.mouseClick(card.create_button, Qt.MouseButton.LeftButton)
    wanted = ("create_patient", world.REF, 'Ольга "Оля" Ли', "unknown", date(1990, 3, 7), "13800001001", ("пыльца", "花粉"), "")
    assert seat.desk.asked == [wanted]


def test_a_patient_without_a_name_or_with_a_wrong_date_is_not_sent(seat: Seat) -> None:
    seat.show(world.UNKNOWN)
    card = seat.window.workspace.desk_page.new_patient
    QTest.mouseClick(card.create_button, Qt.MouseButton.LeftButton)
    assert card.problem.isVisible()
    card.name.setText("Li")
    card.born.setText("31/02/1990")
    QTest.mouseClick(card.create_button, Qt.MouseButton.LeftButton)
    assert "date of birth" in card.problem.text()
    assert seat.desk.asked == []


def test_what_was_typed_for_a_new_patient_stays_through_other_changes(seat: Seat) -> None:
    seat.show(world.UNKNOWN)
    card = seat.window.workspace.desk_page.new_patient
    card.name.setText("Half a na")
    seat.show(replace(world.UNKNOWN, calls=()))
    assert card.name.text() == "Half a na"


def test_withheld_number(seat: Seat) -> None:
    seat.show(world.WITHHELD)
    page = seat.window.workspace.desk_page
    assert page.caller.title.text() == "Number withheld"
    assert page.new_patient.phone.text() == ""
    assert seat.window.call_bar.tiles[0].name.text() == "Number withheld"


def test_shared_number_is_chosen_by_keys_only_with_focus(seat: Seat) -> None:
    seat.show(world.SHARED)
    people = seat.window.workspace.desk_page.candidates.list
    seat.press(Qt.Key.Key_2)
    assert people.currentRow() == 0
    people.setFocus()
    seat.press(Qt.Key.Key_2)
    assert people.currentRow() == 1
    seat.press(Qt.Key.Key_Down)
    seat.press(Qt.Key.Key_Return)
    assert seat.desk.asked == [("choose_patient", world.REF, "P-1013")]


def test_patients_page_finds_and_calls(seat: Seat) -> None:
    seat.show(world.QUIET)
    seat.window.workspace.show_page(Page.PATIENTS)
    page = seat.window.workspace._made[Page.PATIENTS]
    assert isinstance(page, PatientsPage)
    page.search.setText("P-1003")
    seat.press(Qt.Key.Key_Return)
    assert page.card.name.text() == world.JAMES.name
    seat.press(Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert seat.desk.asked == [("dial_patient", "P-1003")]
    seat.show(world.TALKING)
    assert not page.call.isEnabled()


def test_patients_page_says_that_the_server_is_away(seat: Seat) -> None:
    seat.show(world.QUIET)
    seat.desk.refusal = ServerAway()
    seat.window.workspace.show_page(Page.PATIENTS)
    page = seat.window.workspace._made[Page.PATIENTS]
    assert isinstance(page, PatientsPage)
    page.search.setText("x")
    seat.press(Qt.Key.Key_Return)
    assert "does not answer" in page._hint.text()


def test_calls_page_reads_on_and_calls_back(seat: Seat, tmp_path: Path) -> None:
    seat.desk.records = world.history(120)
    seat.show(world.QUIET)
    seat.window.workspace.show_page(Page.CALLS)
    page = seat.window.workspace._made[Page.CALLS]
    assert isinstance(page, CallsPage)
    assert len(page.model.records) == 50
    for wanted in (100, 120, 120):
        page.list.verticalScrollBar().setValue(0)
        page.list.scrollToBottom()
        assert len(page.model.records) == wanted
    assert page.model.records == seat.desk.records
    page.list.setCurrentIndex(page.model.index(0))
    seat.press(Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert seat.desk.asked == [("call_back", "record-0")]
    page.list.setCurrentIndex(page.model.index(2))
    assert page.call_back.isEnabled(), "no patient, but the server knows the number"
    page.download(page.model.records[0], "patient", tmp_path / "call.wav")
    assert seat.desk.asked[-1] == ("download_recording", page.model.records[0].ref, "patient", tmp_path / "call.wav")
    assert "call.wav" in page.words.text()


@pytest.mark.parametrize(
    ("locale", "text", "wanted"),
    [
        ("en_GB", "07/03/1990", date(1990, 3, 7)),
        ("ru_RU", "7.3.1990", date(1990, 3, 7)),
        ("zh_CN", "1990/3/7", date(1990, 3, 7)),
        ("ru_RU", "1990-03-07", date(1990, 3, 7)),
        ("ru_RU", "07031990", date(1990, 3, 7)),
        ("zh_CN", "19900307", date(1990, 3, 7)),
        ("en_GB", "7/3/90", None),
        ("en_GB", "7/3/2190", None),
        ("en_GB", "nonsense", None),
        ("en_GB", "", None),
    ],
)
def test_typed_dates(locale: str, text: str, wanted: date | None) -> None:
    assert read_date(text, QLocale(locale), date(2026, 11, 22)) == wanted


@pytest.mark.parametrize("locale", ["en_GB", "ru_RU", "zh_CN"])
def test_the_hint_is_readable_itself(locale: str) -> None:
    example = hint(QLocale(locale))
    for digits, letters in (("1990", "yyyy ГГГГ 年"), ("03", "MM ММ 月"), ("07", "dd ДД 日")):
        for one in letters.split():
            example = example.replace(one, digits)
    assert read_date(example, QLocale(locale), date(2026, 11, 22)) == date(1990, 3, 7)
