"""Joins the window's signals and keys to the desk's intents. Main thread.

The only module of the window, besides the pages' queries, that calls the desk.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from agent_app.desk_state import DeskState, SignIn
from agent_app.domain.call import Call, CallId, CallRef
from agent_app.domain.errors import UserFacingError
from agent_app.domain.patient import Patient, PatientId
from agent_app.domain.record import CallRecord
from agent_app.intents import DeskIntents
from ui.account.lock_page import ALLOWED as ALLOWED_WHILE_LOCKED
from ui.commands import CallCommands
from ui.desk.new_patient import NewPatientForm
from ui.keys import Action
from ui.messages import message
from ui.patient_messages.dialog import open_message
from ui.rail import Page
from ui.shortcuts import Shortcuts
from ui.theme import warm_fonts
from ui.widgets.status_block import can_become_not_ready, can_become_ready

if TYPE_CHECKING:
    from ui.window import MainWindow

_TODAY_AFTER_MS = 800
_WARM_UP_AFTER_MS = 150


class Wiring:
    def __init__(self, window: MainWindow, desk: DeskIntents) -> None:
        self._window = window
        self._desk = desk
        self._calls = CallCommands(desk, self._open_keypad)
        self._shortcuts = Shortcuts(window, self.press)
        self._today = QTimer(window)
        self._today.setSingleShot(True)
        self._today.setInterval(_TODAY_AFTER_MS)
        self._today.timeout.connect(self._ask_today)
        self._focus_before_keypad: QWidget | None = None
        self._connect_bar()
        self._connect_pages()

    @property
    def desk(self) -> DeskIntents:
        return self._desk

    def press(self, action: Action, number: int) -> None:
        """A key of the table was pressed."""
        window = self._window
        if action is Action.LANGUAGE:
            window.open_languages()
            return
        if window.state.sign_in is not SignIn.SIGNED_IN:
            return
        if window.state.locked:
            if action in ALLOWED_WHILE_LOCKED:
                self._calls.for_key(action)
            return
        if self._calls.for_key(action) or window.workspace.press(action):
            return
        simple: dict[Action, Callable[[], None]] = {
            Action.DIAL_FIELD: window.call_bar.focus_dial,
            Action.NOTES: window.workspace.focus_notes,
            Action.SAVE: window.workspace.wrap_up.save_now,
            Action.SIDE_PANEL: window.workspace.toggle_fold,
            Action.READY: self._become_ready,
            Action.NOT_READY: window.call_bar.status.open_reasons,
            Action.MATTER: window.workspace.focus_matter,
            Action.IDENTITY: window.workspace.desk_page.identity.focus_first,
            Action.PAUSE_RECORDING: window.workspace.desk_page.consent.toggle_pause,
            Action.REFUSE_RECORDING: window.workspace.desk_page.consent.refuse_now,
            Action.CALL_BACK: window.workspace.call_selected,
            Action.MESSAGE: self._write_message,
            Action.LOCK: self._desk.account.lock,
            Action.LISTEN: window.workspace.listen_selected,
            Action.KEYS: lambda: self._show_page(Page.SETTINGS),
            Action.DISPOSITION: lambda: window.workspace.wrap_up.choose_outcome(number),
            Action.PAGE: lambda: self._page_key(number),
        }
        if action in simple:
            simple[action]()

    def after_render(self, previous: DeskState, state: DeskState) -> None:
        """Queries that follow from a new state: the plot of today, once the desk is quiet."""
        fresh = state.sign_in is SignIn.SIGNED_IN and previous.sign_in is not SignIn.SIGNED_IN
        over = previous.pop is not None and state.pop is None
        if fresh or over:
            self._today.start()
        if fresh:
            QTimer.singleShot(_WARM_UP_AFTER_MS, self._window, self._warm_up)
        if state.calls:
            self._today.stop()

    def stop(self) -> None:
        """No query begins any more."""
        self._today.stop()

    # signals of the frame

    def _connect_bar(self) -> None:
        window, desk = self._window, self._desk
        bar = window.call_bar
        bar.status.ready_requested.connect(self._become_ready)
        bar.status.not_ready_requested.connect(self._become_not_ready)
        bar.call_requested.connect(self._calls.on_call)
        bar.dial.number_dialled.connect(desk.dial_number)
        bar.dial.patient_dialled.connect(lambda patient: desk.dial_patient(PatientId(patient)))
        bar.dial.search_requested.connect(lambda text: self.search("dial", text, lambda found: bar.dial.show_found(text, found)))
        window.rail.page_requested.connect(self._show_page)
        window.workspace.page_shown.connect(window.rail.show_page)
        window.notices.dismissed.connect(desk.dismiss_notice)
        window.keypad.digit_pressed.connect(lambda call, digit: desk.send_dtmf(CallId(call), digit))
        window.keypad.closed.connect(self._keypad_closed)
        window.sign_in.sign_in_requested.connect(self._sign_in)
        window.sign_in.language_requested.connect(window.open_languages)
        self._connect_account()

    def _connect_account(self) -> None:
        steps, account, lock = self._window.sign_in.steps, self._desk.account, self._window.lock_page
        steps.code_given.connect(account.give_code)
        steps.password_given.connect(account.give_new_password)
        steps.enrolment_confirmed.connect(account.confirm_enrolment)
        steps.codes_kept.connect(account.codes_kept)
        steps.cancelled.connect(account.cancel_sign_in)
        lock.unlock_requested.connect(self._unlock)
        lock.call_requested.connect(self._calls.on_call)
        lock.sign_out_requested.connect(self._desk.log_out)

    def _unlock(self, password: str) -> None:
        lock = self._window.lock_page
        lock.show_busy()
        self._window.tasks.ask("unlock", self._desk.account.unlock(password), done=lambda _none: None, failed=lock.show_error)

    def _connect_pages(self) -> None:
        window, desk = self._window, self._desk
        panel, page = window.workspace.wrap_up, window.workspace.desk_page
        panel.edited.connect(self._edited)
        panel.save_requested.connect(lambda ref: desk.save_wrap_up(CallRef(ref)))
        panel.message_requested.connect(lambda ref: open_message(window, window, CallRef(ref)))
        panel.discard_requested.connect(lambda ref: desk.discard_wrap_up(CallRef(ref)))
        panel.extend_requested.connect(lambda ref: desk.extend_wrap_up(CallRef(ref)))
        page.patient_chosen.connect(lambda ref, patient: desk.choose_patient(CallRef(ref), PatientId(patient)))
        panel.answered.connect(lambda ref, answers: desk.edit_wrap_up(CallRef(ref), answers=answers))
        page.identity.check_requested.connect(self._check_identity)
        page.consent.pause_requested.connect(lambda ref: desk.pause_recording(CallRef(ref)))
        page.consent.resume_requested.connect(lambda ref: desk.resume_recording(CallRef(ref)))
        page.consent.refuse_requested.connect(lambda ref: desk.refuse_recording(CallRef(ref)))
        page.idle.retry_requested.connect(desk.retry_parked)
        page.new_patient.create_requested.connect(self._create)
        page.new_patient.search_requested.connect(
            lambda text: self.search("new patient", text, lambda found: page.new_patient.show_known(found[:5]))
        )
        window.workspace.fold_changed.connect(self._remember_fold)

    def search(self, name: str, text: str, done: Callable[[Sequence[Patient]], None]) -> None:
        """Ask for patients; a later question of the same name replaces an earlier one."""
        if text.strip():
            self._window.tasks.ask(name, self._desk.search_patients(text), done=done, failed=lambda _error: done([]))

    # what the person asked

    def _sign_in(self, user: str, password: str) -> None:
        self._window.preferences.user = user
        self._desk.log_in(user, password)

    def _become_ready(self) -> None:
        if can_become_ready(self._desk.state) and not self._window.workspace.wrap_up.owes_answers():
            self._desk.become_ready()

    def _become_not_ready(self, reason: str) -> None:
        if can_become_not_ready(self._desk.state):
            self._desk.become_not_ready(reason)

    def _edited(self, ref: str, notes: str | None, disposition: str | None) -> None:
        self._desk.edit_wrap_up(CallRef(ref), notes=notes, disposition=disposition)

    def _check_identity(self, ref: str, said: dict[str, str]) -> None:
        card, window = self._window.workspace.desk_page.identity, self._window
        window.tasks.ask(
            "identity",
            self._desk.check_identity(CallRef(ref), said),
            done=lambda answer: card.show_outcomes(ref, answer.outcomes),
            failed=lambda error: card.show_refusal(message(error.code, dict(error.params)).text),
        )

    def _write_message(self) -> None:
        """Of the call selected on the page on screen, else of the call whose wrap-up is open."""
        workspace = self._window.workspace
        if not workspace.message_selected() and workspace.wrap_up.ref is not None:
            open_message(self._window, self._window, workspace.wrap_up.ref)

    def _create(self, form: NewPatientForm) -> None:
        self._desk.create_patient(
            form.ref,
            name=form.name,
            sex=form.sex,
            birth_date=form.birth_date,
            phone=form.phone,
            allergies=form.allergies,
            notes=form.notes,
        )

    def _open_keypad(self, call: Call) -> None:
        self._focus_before_keypad = self._window.focusWidget()
        self._window.keypad.open_for(call.id)
        self._window.place_keypad()

    def _keypad_closed(self) -> None:
        before, self._focus_before_keypad = self._focus_before_keypad, None
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _page_key(self, number: int) -> None:
        page = self._window.rail.page_number(number)
        if page is not None:
            self._show_page(page)

    def _show_page(self, page: Page) -> None:
        self._window.workspace.show_page(page)

    def _remember_fold(self, folded: bool) -> None:
        self._window.preferences.side_panel_folded = folded

    def _warm_up(self) -> None:
        if not self._desk.state.calls:
            warm_fonts()
            self._window.workspace.warm_up()
            self._window.call_bar.warm_up()

    # the plot of today

    def _ask_today(self) -> None:
        idle = self._window.workspace.desk_page.idle
        self._window.tasks.ask("today", self._desk.call_history(), done=lambda found: idle.show_today(_today(found)), failed=_unasked)


def _today(records: Sequence[CallRecord]) -> list[CallRecord]:
    """Those that began since local midnight."""
    today = datetime.now().astimezone().date()
    return [record for record in records if record.started_at.astimezone().date() == today]


def _unasked(_error: UserFacingError) -> None:
    """The plot is no more than a comfort: without an answer it stays as it was."""


def page_makers(window: MainWindow) -> dict[Page, Callable[[], QWidget]]:
    """The pages that are built when first opened."""

    def settings() -> QWidget:
        from ui.pages.settings import SettingsPage

        return SettingsPage(window)

    def patients() -> QWidget:
        from ui.pages.patients import PatientsPage

        return PatientsPage(window)

    def worklist() -> QWidget:
        from ui.worklist.page import WorklistPage

        return WorklistPage(window)

    def calls() -> QWidget:
        from ui.pages.calls import CallsPage

        return CallsPage(window)

    def floor() -> QWidget:
        from ui.pages.floor import FloorPage

        return FloorPage(window)

    def admin() -> QWidget:
        from ui.admin.page import AdminPage

        return AdminPage(window)

    return {
        Page.WORKLIST: worklist,
        Page.FLOOR: floor,
        Page.ADMIN: admin,
        Page.SETTINGS: settings,
        Page.PATIENTS: patients,
        Page.CALLS: calls,
    }
