"""Writing to a patient: from the wrap-up and from the history, in the patient's language, edited, sent once, taken back."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from agent_app.domain.errors import UserFacingError
from agent_app.domain.patient_messages import MessageState, NewMessage
from tests.unit.ui import fake_messages, world
from tests.unit.ui.conftest import Seat
from ui import languages
from ui.pages.calls import CallsPage
from ui.patient_messages.dialog import MessageEditor
from ui.rail import Page

KEY = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def written_from_wrap_up(seat: Seat) -> MessageEditor:
    seat.show(world.TALKING)
    seat.window.workspace.wrap_up.message.click()
    (editor,) = seat.window.findChildren(MessageEditor)
    return editor


def sent(seat: Seat) -> list[object]:
    return [asked[2] for asked in seat.desk.asked if asked[0] == "send_message"]


def test_from_the_wrap_up_in_the_patients_language(seat: Seat) -> None:
    editor = written_from_wrap_up(seat)
    draft = world.TALKING.wrap_up
    assert draft is not None
    assert ("message_form", draft.ref) in seat.desk.asked
    assert editor.text.toPlainText() == fake_messages.SUMMARY.texts["zh_CN"]
    assert [editor.to.itemText(place) for place in range(editor.to.count())] == ["•••••••1000", "•••••••4321", "E-mail…"]
    assert "waits" in editor.hint.text()
    assert editor.subject.isHidden()
    editor.text.appendPlainText("9:30")
    editor.send.click()
    words = fake_messages.SUMMARY.texts["zh_CN"] + "\n9:30"
    assert sent(seat) == [NewMessage("sms", "call", words, "zh_CN", "summary")]
    assert not editor.isVisible()


def test_another_template_and_language_and_back(seat: Seat) -> None:
    editor = written_from_wrap_up(seat)
    editor.text.setPlainText("typed by hand")
    editor.template.setCurrentIndex(editor.template.findData("documents"))
    editor.template.activated.emit(editor.template.currentIndex())
    editor.language.setCurrentIndex(editor.language.findData("ru"))
    editor.language.activated.emit(editor.language.currentIndex())
    assert editor.text.toPlainText() == fake_messages.BRING.texts["ru"]
    editor.text.undo()
    editor.text.undo()
    assert editor.text.toPlainText() == "typed by hand", "nothing typed is lost by a choice"


def test_by_email(seat: Seat) -> None:
    editor = written_from_wrap_up(seat)
    editor.to.setCurrentIndex(editor.to.findData("address"))
    assert not editor.subject.isHidden()
    assert not editor.send.isEnabled(), "no address yet"
    editor.address.setText("zhou@example.org")
    editor.send.click()
    (message,) = sent(seat)
    assert message == NewMessage(
        "email", "address", fake_messages.SUMMARY.texts["zh_CN"], "zh_CN", "summary", "您的来电", "zhou@example.org"
    )


def test_a_withheld_number_offers_no_text_message(seat: Seat) -> None:
    seat.desk.messages.offered = replace(fake_messages.FORM, number_withheld=True, recipients=())
    editor = written_from_wrap_up(seat)
    assert [editor.to.itemData(place) for place in range(editor.to.count())] == ["address"]
    assert "withheld" in editor.hint.text()
    assert not editor.send.isEnabled()


def test_too_long_or_empty_cannot_be_sent(seat: Seat) -> None:
    editor = written_from_wrap_up(seat)
    editor.text.setPlainText("x" * 1001)
    assert (editor.send.isEnabled(), "1000" in editor.words.text()) == (False, True)
    editor.text.setPlainText("  ")
    assert not editor.send.isEnabled()


def test_what_cannot_be_kept_stays_in_the_window(seat: Seat) -> None:
    editor = written_from_wrap_up(seat)
    seat.desk.refusal = UserFacingError("cannot_save_here", permanent=False)
    editor.send.click()
    assert editor.isVisible()
    assert editor.words.isVisible()
    assert editor.text.toPlainText() == fake_messages.SUMMARY.texts["zh_CN"]
    assert editor.send.isEnabled()


def opened_history(seat: Seat) -> CallsPage:
    seat.desk.records = world.history(5)
    seat.desk.messages.kept = [fake_messages.WAITING, replace(fake_messages.WAITING, id="m2", state=MessageState.SENT)]
    seat.show(world.QUIET)
    seat.window.workspace.show_page(Page.CALLS)
    page = seat.window.workspace.findChild(CallsPage)
    assert page is not None
    page._detail_due.stop()
    page._ask_detail()
    return page


def test_the_history_shows_what_waits_and_takes_it_back(seat: Seat) -> None:
    page = opened_history(seat)
    assert "•••••••1000 · waiting to be sent" in page.detail.lines
    assert "•••••••1000 · sent" in page.detail.lines
    (cancel,) = page.detail.cancels
    cancel.click()
    assert ("cancel_message", "m1") in seat.desk.asked
    page._detail_due.stop()
    seat.desk.change(message_changes=1)
    assert page._detail_due.isActive(), "asked for again"
    languages.switch("ru")
    QApplication.processEvents()
    assert "•••••••1000 · ждёт отправки" in page.detail.lines


def test_by_key_from_the_history(seat: Seat) -> None:
    page = opened_history(seat)
    seat.press(Qt.Key.Key_M, KEY)
    record = page.selected()
    assert record is not None
    assert ("message_form", record.ref) in seat.desk.asked
    assert page.findChild(MessageEditor) is not None
