"""The administrator's page: what is typed is never lost, refusals stand at their field, somebody else's changes are shown."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from agent_app.domain.admin import AdminKind
from agent_app.domain.errors import ServerAway, UserFacingError
from tests.unit.core.fake_admin import CENTRE, newer
from tests.unit.ui import world
from tests.unit.ui.conftest import Seat
from ui.admin.editors import Editor, FlagEditor, LabelsEditor, NumberEditor, TextEditor
from ui.admin.edits import Edits
from ui.admin.hours import WeekEditor, read_spans
from ui.admin.members import MembersEditor
from ui.admin.page import AdminPage
from ui.admin.section import NEW
from ui.admin.sections import SECTIONS, field_of
from ui.rail import Page

K = Qt.Key
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def page(seat: Seat) -> AdminPage:
    seat.show(world.ADMINISTRATOR)
    seat.window.workspace.show_page(Page.ADMIN)
    made = seat.window.workspace._made[Page.ADMIN]
    assert isinstance(made, AdminPage)
    return made


def _text(page: AdminPage, name: str) -> TextEditor:
    editor = _editor(page, name)
    assert isinstance(editor, TextEditor)
    return editor


def _editor(page: AdminPage, name: str) -> Editor:
    return page.view.form.fields[name].editor


def _type(page: AdminPage, name: str, words: str) -> None:
    editor = _text(page, name)
    editor.field.selectAll()
    QTest.keyClicks(editor.field, words)


def _write(field: QLineEdit, words: str) -> None:
    """As an input method does; QTest's keys know Latin letters only."""
    field.insert(words)
    field.textEdited.emit(field.text())


def test_every_section_opens_and_a_row_just_looked_at_is_not_changed(page: AdminPage) -> None:
    for kind in AdminKind:
        page.open_section(kind)
        for row in CENTRE.of(kind):
            page.view.open_row(row.key)
            assert not page.view.unsaved, (kind, row.key)
            assert not page.view.save_button.isEnabled()


def test_a_change_is_saved_by_key_with_only_what_was_changed(seat: Seat, page: AdminPage) -> None:
    page.view.open_row("u1")
    _type(page, "display_name", "Lin Yue-Ming")
    seat.press(K.Key_Return, CTRL)
    assert seat.desk.admin.centre.asked == [("change", AdminKind.USERS, "u1", 1, {"display_name": "Lin Yue-Ming"})]
    assert page.view.unsaved == 0
    assert page.view.list.currentItem().text() == "Lin Yue-Ming"


def test_what_is_typed_stays_with_its_row(page: AdminPage) -> None:
    page.view.open_row("u1")
    _type(page, "username", "linyue")
    page.view.open_row("u2")
    assert _text(page, "username").value() == "anna"
    page.open_section(AdminKind.TEAMS)
    page.open_section(AdminKind.USERS)
    page.view.open_row("u1")
    assert _text(page, "username").value() == "linyue"
    page.view.revert()
    assert _text(page, "username").value() == "lin"
    assert page.view.unsaved == 0


def test_typing_it_back_is_no_change(page: AdminPage) -> None:
    page.view.open_row("u1")
    _type(page, "username", "lix")
    assert page.view.unsaved == 1
    _type(page, "username", "lin")
    assert page.view.unsaved == 0


def test_a_new_user_gets_a_password_that_is_shown_once(seat: Seat, page: AdminPage) -> None:
    seat.press(K.Key_N, CTRL)
    _type(page, "display_name", "Maria Silva")
    _type(page, "username", "maria")
    page.view.open_row("u1")
    page.view.open_row(NEW)
    assert _text(page, "display_name").value() == "Maria Silva"
    seat.press(K.Key_Return, CTRL)
    (asked,) = seat.desk.admin.centre.asked
    assert asked[:2] == ("create", AdminKind.USERS)
    assert asked[2]["role"] == "agent"
    assert asked[2]["queues"] == []
    assert "disabled" not in asked[2]
    shown = page.view.password
    assert shown.isVisible()
    assert shown.field.text() == asked[2]["password"]
    assert len(shown.field.text()) == 19
    page.view.open_row("u1")
    assert not shown.isVisible()
    assert shown.field.text() == ""


def test_a_refusal_stands_at_its_field_and_loses_nothing(seat: Seat, page: AdminPage) -> None:
    page.view.open_row("u1")
    _type(page, "extension", "1002")
    seat.desk.admin.centre.refusal = UserFacingError("extension_in_use", permanent=True, name="Анна Петрова")
    page.view.save()
    assert "Анна Петрова" in page.view.form.fields["extension"].problem
    assert _text(page, "extension").value() == "1002"
    assert page.view.unsaved == 1
    assert page.view.save_button.isEnabled()


def test_a_server_that_is_away_loses_nothing(seat: Seat, page: AdminPage) -> None:
    page.view.open_row("u1")
    _type(page, "username", "linyue")
    seat.desk.admin.centre.refusal = ServerAway("test")
    page.view.save()
    assert page.view.refused.isVisible()
    page.view.save()
    assert page.view.unsaved == 0


def test_the_same_field_changed_elsewhere_needs_a_choice(seat: Seat, page: AdminPage) -> None:
    page.view.open_row("u1")
    _type(page, "username", "mine")
    seat.desk.admin.centre.put(newer(CENTRE.of(AdminKind.USERS)[1], username="theirs", extension="1077"))
    page.view.save()
    conflict = page.view.conflict
    assert conflict.isVisible()
    said = {cell.text() for cell in conflict._cells}
    assert {"mine", "theirs", "1077"} <= said
    assert not page.view.save_button.isEnabled()
    assert _text(page, "extension").value() == "1077"
    conflict.mine.click()
    page.view.save()
    assert seat.desk.admin.centre.asked[-1] == ("change", AdminKind.USERS, "u1", 2, {"username": "mine"})
    assert not conflict.isVisible()


def test_theirs_may_be_taken(seat: Seat, page: AdminPage) -> None:
    page.view.open_row("u1")
    _type(page, "username", "mine")
    seat.desk.admin.centre.put(newer(CENTRE.of(AdminKind.USERS)[1], username="theirs"))
    page.view.save()
    page.view.conflict.theirs.click()
    assert _text(page, "username").value() == "theirs"
    assert page.view.unsaved == 0


def test_what_was_deleted_elsewhere_can_be_made_anew(seat: Seat, page: AdminPage) -> None:
    page.open_section(AdminKind.NUMBERS)
    page.view.open_row("4000")
    _type(page, "note", "kept")
    seat.desk.admin.centre.take_away(AdminKind.NUMBERS, "4000")
    seat.show(replace(world.ADMINISTRATOR, config_changes=1))
    assert page.view.conflict.isVisible()
    page.view.conflict.mine.click()
    page.view.save()
    assert seat.desk.admin.centre.asked[-1] == ("create", AdminKind.NUMBERS, {"number": "4000", "queue": "main", "note": "kept"})


def test_a_change_elsewhere_comes_in_while_one_types(seat: Seat, page: AdminPage) -> None:
    page.view.open_row("u1")
    _type(page, "username", "mine")
    seat.desk.admin.centre.put(newer(CENTRE.of(AdminKind.USERS)[2], display_name="Anna P."))
    seat.show(replace(world.ADMINISTRATOR, config_changes=1))
    assert _text(page, "username").value() == "mine"
    assert "Anna P." in [page.view.list.item(index).text() for index in range(page.view.list.count())]


def test_deleting_asks_first_and_callers_go_to_another_queue(seat: Seat, page: AdminPage) -> None:
    page.open_section(AdminKind.QUEUES)
    page.view.open_row("main")
    page.view.delete.click()
    assert seat.desk.admin.centre.asked == []
    seat.desk.admin.centre.refusal = UserFacingError("queue_has_callers", permanent=False, waiting="2")
    page.view.asked.yes.click()
    assert page.view.asked.choice.currentText() == "Surgery"
    page.view.asked.yes.click()
    assert seat.desk.admin.centre.asked[-1] == ("remove", AdminKind.QUEUES, "main", "surgery")
    assert page.view.list.keys() == ["surgery"]


def test_choices_are_moved_by_key(seat: Seat, page: AdminPage) -> None:
    page.open_section(AdminKind.DISPOSITIONS)
    page.view.open_row("appointment")
    seat.press(K.Key_Up, ALT)
    assert seat.desk.admin.centre.asked == [("reorder", AdminKind.DISPOSITIONS, ["appointment", "answered", "fax"])]
    assert page.view.list.keys()[0] == "appointment"


def test_a_name_must_stand_in_every_language(seat: Seat, page: AdminPage) -> None:
    page.open_section(AdminKind.DISPOSITIONS)
    seat.press(K.Key_N, CTRL)
    _type(page, "code", "refund")
    labels = _editor(page, "labels")
    assert isinstance(labels, LabelsEditor)
    for code, words in (("zh_CN", "退款"), ("ru", "Возврат")):
        _write(labels.fields[code], words)
    page.view.save()
    assert seat.desk.admin.centre.asked == []
    assert page.view.form.fields["labels"].problem
    QTest.keyClicks(labels.fields["en"], "Refund")
    page.view.save()
    assert seat.desk.admin.centre.asked[-1][2]["labels"] == {"zh_CN": "退款", "ru": "Возврат", "en": "Refund"}


def test_members_change_their_turn_by_key(page: AdminPage) -> None:
    page.open_section(AdminKind.QUEUES)
    page.view.open_row("main")
    members = _editor(page, "members")
    assert isinstance(members, MembersEditor)
    members.list.setCurrentRow(0)
    QTest.keyClick(members.list, K.Key_Plus)
    QTest.keyClick(members.list, K.Key_Plus)
    assert members.value() == [{"user_id": "u1", "penalty": 2}, {"user_id": "u2", "penalty": 1}]
    QTest.keyClick(members.list, K.Key_Delete)
    assert [one["user_id"] for one in members.value()] == ["u2"]
    members.add.activated.emit(0)
    assert len(members.value()) == 2


@pytest.mark.parametrize(
    ("typed", "spans"),
    [
        ("8-12, 14:30-18", [{"from": "08:00", "to": "12:00"}, {"from": "14:30", "to": "18:00"}]),
        ("22–6", [{"from": "22:00", "to": "06:00"}]),
        ("0-24", [{"from": "00:00", "to": "24:00"}]),
        ("8.30至17", [{"from": "08:30", "to": "17:00"}]),
        ("", []),
        ("8", None),
        ("8-8", None),
        ("8-25", None),
        ("24-6", None),
        ("8:75-9", None),
    ],
)
def test_hours_as_people_type_them(typed: str, spans: list[dict[str, str]] | None) -> None:
    assert read_spans(typed) == spans


def test_unreadable_hours_are_kept_and_not_sent(seat: Seat, page: AdminPage) -> None:
    page.open_section(AdminKind.QUEUES)
    page.view.open_row("main")
    week = _editor(page, "hours")
    assert isinstance(week, WeekEditor)
    week.fields["tue"].selectAll()
    QTest.keyClicks(week.fields["tue"], "nine to five")
    page.view.save()
    assert seat.desk.admin.centre.asked == []
    assert "Tuesday" in page.view.form.fields["hours"].problem
    page.view.open_row("surgery")
    page.view.open_row("main")
    assert week.fields["tue"].text() == "nine to five"
    week.fields["tue"].selectAll()
    QTest.keyClicks(week.fields["tue"], "9-17")
    page.view.save()
    assert seat.desk.admin.centre.asked[-1][4]["hours"]["tue"] == [{"from": "09:00", "to": "17:00"}]


def test_one_day_for_all_below(page: AdminPage) -> None:
    page.open_section(AdminKind.QUEUES)
    page.view.open_row("main")
    week = _editor(page, "hours")
    assert isinstance(week, WeekEditor)
    week._copies["fri"].click()
    assert week.value()["sun"] == week.value()["fri"]
    assert page.view.unsaved == 1


def test_the_standard_wrap_up_time_is_null(seat: Seat, page: AdminPage) -> None:
    page.open_section(AdminKind.QUEUES)
    page.view.open_row("surgery")
    field = _editor(page, "wrap_up_s")
    assert isinstance(field, NumberEditor)
    assert field.value() == 120
    field.field.setValue(field.field.minimum())
    page.view.save()
    assert seat.desk.admin.centre.asked[-1][4] == {"wrap_up_s": None}


def test_an_announcement_is_spoken_from_a_text(seat: Seat, page: AdminPage) -> None:
    page.open_section(AdminKind.QUEUES)
    page.view.open_row("main")
    panel = page.view.announcements
    assert panel is not None
    panel._pressed(("closed", "ru"), "text")
    _write(panel.text, "Мы закрыты.")
    QTest.keyClick(panel.text, K.Key_Return)
    asked = seat.desk.admin.centre.asked[-1]
    assert (asked[0], asked[1].queue, asked[1].kind, asked[1].language, asked[2]) == (
        "speak_announcement",
        "main",
        "closed",
        "ru",
        "Мы закрыты.",
    )


def test_searching_looks_at_every_word_of_a_row(page: AdminPage) -> None:
    page.view.search.setText("1003")
    assert page.view.list.keys() == ["u9", "u3"]  # the one on screen stays in the list


def test_the_window_asks_once_before_typed_text_goes(seat: Seat, page: AdminPage) -> None:
    page.view.open_row("u1")
    _type(page, "username", "linyue")
    assert seat.window.workspace.holds_back_close()
    assert page.words.isVisible()
    assert not seat.window.workspace.holds_back_close()
    page.view.revert()
    assert not page.words.isVisible()


def test_the_system_is_never_held_back(seat: Seat, page: AdminPage) -> None:
    page.view.open_row("u1")
    _type(page, "username", "linyue")
    asked = QCloseEvent()
    seat.window.closeEvent(asked)
    assert asked.isAccepted()


def test_a_retired_choice_can_be_brought_back(seat: Seat, page: AdminPage) -> None:
    page.open_section(AdminKind.DISPOSITIONS)
    page.view.open_row("fax")
    flag = _editor(page, "retired")
    assert isinstance(flag, FlagEditor)
    flag.field.click()
    page.view.save()
    assert seat.desk.admin.centre.asked[-1][4] == {"retired": False}


def test_a_failed_reading_can_be_tried_again(seat: Seat) -> None:
    seat.desk.admin.centre.refusal = ServerAway("test")
    seat.show(world.ADMINISTRATOR)
    seat.window.workspace.show_page(Page.ADMIN)
    page = seat.window.workspace._made[Page.ADMIN]
    assert isinstance(page, AdminPage)
    assert page.words.isVisible()
    page.again.click()
    assert not page.words.isVisible()
    assert page.view.list.count() == 4


def test_edits_take_others_changes_of_other_fields() -> None:
    base = CENTRE.of(AdminKind.USERS)[1]
    edits = Edits(base).with_value("username", "mine").rebased(newer(base, extension="1077"))
    assert edits.changes == {"username": "mine"}
    assert edits.changed_by_others == ("extension",)
    assert not edits.conflict
    assert edits.rebased(newer(newer(base), username="mine")).changes == {}


def test_each_field_of_a_refusal_is_found() -> None:
    assert field_of("invalid", {"field": "labels.ru"}, SECTIONS[AdminKind.QUEUES]) == "labels"
    assert field_of("hours_overlap", {"day": "sat"}, SECTIONS[AdminKind.QUEUES]) == "hours"
    assert field_of("name_taken", {}, SECTIONS[AdminKind.DISPOSITIONS]) == "code"
    assert field_of("team_has_members", {}, SECTIONS[AdminKind.TEAMS]) == ""
