"""Steps of the sign-in, the lock page, and Security in Settings."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QWidget

from agent_app.desk_state import DeskState, Notice, Severity, SignIn
from agent_app.domain.account import SignInProgress, SignInStep
from agent_app.domain.call import CallId, CallState
from tests.unit.ui import world
from tests.unit.ui.conftest import Seat
from tests.unit.ui.fake_account import CODES, ENROLMENT
from ui.account.qr import QrCode
from ui.account.settings_card import AccountCard
from ui.account.steps import SignInSteps
from ui.rail import Page

CTRL = Qt.KeyboardModifier.ControlModifier
PATIENT = re.compile("|".join([*(re.escape(person.name) for person in world.PEOPLE), "1001", "青霉素", "伤口", "P-1001"]))


def half_way(step: SignInStep, **more: object) -> DeskState:
    return DeskState(sign_in=SignIn.SIGNING_IN, sign_in_progress=SignInProgress(step, **more))  # type: ignore[arg-type]


def shown_texts(window: QWidget) -> list[str]:
    """Everything of the window that can be seen or is read aloud now."""
    texts = [window.windowTitle()]
    for widget in window.findChildren(QWidget):
        if widget.isVisible():
            texts += [widget.accessibleName(), widget.toolTip()]
            if isinstance(widget, QLabel | QPushButton):
                texts.append(widget.text())
    return texts


def steps_of(seat: Seat) -> SignInSteps:
    return seat.window.sign_in.steps


def test_a_code_is_asked_for_and_sent(seat: Seat) -> None:
    seat.show(half_way(SignInStep.SECOND_FACTOR))
    steps = steps_of(seat)
    assert steps.first.isVisible()
    assert not seat.window.sign_in.password.isVisible()
    QTest.keyClicks(steps.first, "123 456")
    QTest.keyClick(steps.first, Qt.Key.Key_Return)
    assert seat.desk.asked == [("give_code", "123 456")]
    seat.show(replace(half_way(SignInStep.SECOND_FACTOR, busy=True)))
    assert not steps.button.isEnabled()
    seat.show(replace(half_way(SignInStep.SECOND_FACTOR), sign_in_error="wrong_code"))
    assert "not right" in seat.window.sign_in.error.text()
    assert steps.first.text() == ""


def test_going_back_leaves_nothing_behind(seat: Seat) -> None:
    seat.show(half_way(SignInStep.ENROL, enrolment=ENROLMENT))
    assert steps_of(seat).qr.modules
    QTest.mouseClick(steps_of(seat).back, Qt.MouseButton.LeftButton)
    assert seat.desk.asked == [("cancel_sign_in",)]
    seat.show(world.SIGNED_OUT)
    assert not steps_of(seat).qr.modules
    assert ENROLMENT.secret not in steps_of(seat).secret.text().replace(" ", "")
    assert seat.window.sign_in.user.isVisible()


def test_an_enrolment_shows_picture_and_key(seat: Seat) -> None:
    seat.show(half_way(SignInStep.ENROL, enrolment=ENROLMENT))
    steps = steps_of(seat)
    assert steps.secret.text().replace(" ", "") == ENROLMENT.secret
    QTest.keyClicks(steps.first, "123456")
    QTest.keyClick(steps.first, Qt.Key.Key_Return)
    seat.show(half_way(SignInStep.RECOVERY_CODES, recovery_codes=CODES))
    assert all(code in steps.codes.text() for code in CODES)
    assert not steps.first.isVisible()
    QTest.mouseClick(steps.button, Qt.MouseButton.LeftButton)
    assert seat.desk.asked == [("confirm_enrolment", "123456"), ("codes_kept",)]


def test_new_passwords_must_agree(seat: Seat) -> None:
    seat.show(half_way(SignInStep.NEW_PASSWORD))
    steps = steps_of(seat)
    for again in ("another one", "a long enough one"):
        steps.first.setText("a long enough one")
        steps.second.setText(again)
        QTest.keyClick(steps.second, Qt.Key.Key_Return)
        if again == "another one":
            assert seat.window.sign_in.error.isVisible()
    assert seat.desk.asked == [("give_new_password", "a long enough one")]


def test_the_qr_code_is_what_another_reader_draws(seat: Seat) -> None:
    import segno

    code = QrCode()
    code.show_text(ENROLMENT.uri)
    wanted = segno.make_qr(ENROLMENT.uri, error="m")
    assert code.modules == tuple(tuple(bool(module) for module in line) for line in wanted.matrix)
    picture = code.grab().toImage()
    size = code.width() / (len(code.modules) + 8)
    for y, line in enumerate(code.modules):
        for x, dark in enumerate(line):
            ratio = picture.devicePixelRatio()
            point = round((x + 4.5) * size * ratio), round((y + 4.5) * size * ratio)
            assert (picture.pixelColor(*point).lightness() < 128) is dark


@pytest.mark.parametrize("state", ["QUIET", "WRAP_UP", "RINGING", "TALKING", "HELD", "PAUSED", "SAVED_HERE", "UNKNOWN", "SHARED"])
def test_nothing_of_a_patient_is_seen_while_locked(seat: Seat, state: str) -> None:
    shown: DeskState = getattr(world, state)
    seat.show(shown)
    notice = Notice(9, Severity.INFO, "wrap_up_saved", {"who": world.ZHOU.name})
    seat.show(replace(shown, locked=True, notices=(notice,)))
    assert [text for text in shown_texts(seat.window) if PATIENT.search(text.replace("(1001)", ""))] == []
    assert seat.window.windowTitle() == "Careline – Locked"
    seat.show(shown)
    assert seat.window.lock_page.isHidden()


def test_locking_by_key_and_unlocking_by_password(seat: Seat) -> None:
    seat.show(world.WRAP_UP)
    seat.window.workspace.wrap_up.notes.setFocus()
    seat.press(Qt.Key.Key_L, CTRL)
    lock = seat.window.lock_page
    assert lock.isVisible()
    assert lock.password.hasFocus()
    QTest.keyClicks(lock.password, "wrong")
    QTest.keyClick(lock.password, Qt.Key.Key_Return)
    assert lock.error.text() == "The password is wrong."
    QTest.keyClicks(lock.password, "right")
    QTest.keyClick(lock.password, Qt.Key.Key_Return)
    assert lock.isHidden()
    assert seat.window.workspace.wrap_up.notes.hasFocus()
    assert seat.window.workspace.wrap_up.notes.toPlainText() == world.draft(notes="伤口仍有红肿，无发热。已预约明天外科门诊。").notes


def test_calls_stay_in_hand_and_nothing_else_does(seat: Seat) -> None:
    seat.show(replace(world.RINGING, locked=True))
    tile = seat.window.lock_page.calls[0]
    assert tile.isVisible()
    seat.press(Qt.Key.Key_F2)
    seat.press(Qt.Key.Key_F8)
    seat.press(Qt.Key.Key_F3)
    seat.press(Qt.Key.Key_D, CTRL)
    assert seat.desk.asked == [("answer", CallId(1))]
    seat.show(replace(world.TALKING, locked=True))
    seat.press(Qt.Key.Key_F7)
    seat.press(Qt.Key.Key_F4)
    assert seat.desk.asked[1:] == [("set_muted", CallId(1), True), ("hang_up", CallId(1))]
    assert seat.window.keypad.isHidden()


def test_an_open_menu_goes_with_the_lock(seat: Seat) -> None:
    seat.show(world.QUIET)
    seat.window.open_languages()
    (menu,) = (menu for menu in seat.window.findChildren(QMenu) if menu.isVisible())
    seat.show(replace(world.QUIET, locked=True))
    assert not menu.isVisible()


def test_ten_minutes_without_input_lock_the_desk(seat: Seat, monkeypatch: pytest.MonkeyPatch) -> None:
    seat.show(world.QUIET)
    now = [world.MONOTONIC]
    monkeypatch.setattr(seat.window, "_monotonic", lambda: now[0])
    monkeypatch.setattr(seat.window._idle, "_monotonic", lambda: now[0])
    now[0] += 599
    seat.window.tick()
    assert ("lock",) not in seat.desk.asked
    QTest.keyClick(seat.window, Qt.Key.Key_Shift)
    now[0] += 599
    seat.window.tick()
    assert ("lock",) not in seat.desk.asked
    now[0] += 1
    seat.window.tick()
    assert seat.desk.asked == [("lock",)]


def test_a_call_is_no_idleness(seat: Seat, monkeypatch: pytest.MonkeyPatch) -> None:
    seat.show(replace(world.TALKING, calls=(world.call(CallState.TALKING),)))
    now = [world.MONOTONIC]
    monkeypatch.setattr(seat.window, "_monotonic", lambda: now[0])
    monkeypatch.setattr(seat.window._idle, "_monotonic", lambda: now[0])
    now[0] += 3600
    seat.window.tick()
    seat.show(world.WRAP_UP)
    seat.window.tick()
    assert ("lock",) not in seat.desk.asked


def card_of(seat: Seat) -> AccountCard:
    seat.show(world.QUIET)
    seat.window.workspace.show_page(Page.SETTINGS)
    (card,) = seat.window.findChildren(AccountCard)
    return card


def test_changing_the_password_in_settings(seat: Seat) -> None:
    card = card_of(seat)
    for old, again, said in (
        ("right", "differs", "The two new passwords differ."),
        ("wrong", "a long one now", "The password is wrong."),
        ("right", "a long one now", "Your password is changed."),
    ):
        for field, text in ((card.old, old), (card.new, "a long one now"), (card.again, again)):
            field.setText(text)
        card.change.click()
        assert card.said.text().startswith(said)
    assert seat.desk.account.password == "a long one now"
    assert card.old.text() == card.new.text() == card.again.text() == ""


def test_setting_up_and_removing_a_second_factor(seat: Seat) -> None:
    card = card_of(seat)
    card.factor_password.setText("right")
    card.begin.click()
    assert card.qr.modules
    assert ENROLMENT.secret in card.secret.text()
    card.code.setText("000000")
    card.confirm.click()
    assert "not right" in card.said.text()
    card.code.setText("123456")
    card.confirm.click()
    assert all(code in card.codes.text() for code in CODES)
    assert "10" in card.factor_state.text()
    assert ENROLMENT.secret not in card.secret.text()
    card.factor_password.setText("right")
    card.remove.click()
    assert not seat.desk.account.enrolled
    assert card.remove.isHidden()


def test_the_time_of_the_lock_is_kept(seat: Seat, tmp_path: Path) -> None:
    card = card_of(seat)
    card.lock_after.setCurrentIndex(0)
    card.lock_after.activated.emit(0)
    assert seat.window.preferences.lock_after_min == 2


@pytest.mark.parametrize("off_s", [-3600.0, 3600.0])
def test_times_are_right_on_a_desk_whose_clock_is_an_hour_off(seat: Seat, monkeypatch: pytest.MonkeyPatch, off_s: float) -> None:
    """The server says when a wrap-up ends and since when one is in a state: by its own clock."""
    seat.show(world.WRAP_UP)
    right = shown_texts(seat.window)
    monkeypatch.setattr(seat.window, "_now", lambda: world.NOW + timedelta(seconds=off_s))
    seat.window.tick()
    assert shown_texts(seat.window) != right
    seat.show(replace(world.WRAP_UP, server_ahead_s=-off_s))
    seat.window.tick()
    assert shown_texts(seat.window) == right
