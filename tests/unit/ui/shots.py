"""Renders each state of the window to PNG: ``python -m tests.unit.ui.shots DIR [name ...]``, to be looked at by people.

Environment: ``SHOT_SIZE`` (1280x800), ``SHOT_LANG``, ``SHOT_THEME``; ``QT_SCALE_FACTOR=2`` for 200 %.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import qasync
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest

from agent_app.desk_state import DeskState, Notice, Severity, SignIn
from agent_app.domain.account import SignInProgress, SignInStep
from agent_app.domain.admin import AdminKind
from agent_app.domain.patient_messages import MessageState
from tests.unit.core.fake_admin import newer
from tests.unit.ui import world
from tests.unit.ui.fake_account import CODES, ENROLMENT
from tests.unit.ui.fake_messages import WAITING
from tests.unit.ui.fakes import FakeDesk
from ui import languages
from ui.admin.editors import NumberEditor, TextEditor
from ui.admin.page import AdminPage
from ui.application import make_application
from ui.keys import Action
from ui.pages.calls import CallsPage
from ui.patient_messages.dialog import MessageEditor
from ui.preferences import Preferences
from ui.rail import Page
from ui.theme import ThemeChoice, theme
from ui.window import MainWindow

_HALF_WAY = DeskState(sign_in=SignIn.SIGNING_IN)
STATES: dict[str, DeskState] = {
    "sign-in-code": replace(_HALF_WAY, sign_in_progress=SignInProgress(SignInStep.SECOND_FACTOR), sign_in_error="wrong_code"),
    "sign-in-password": replace(_HALF_WAY, sign_in_progress=SignInProgress(SignInStep.NEW_PASSWORD)),
    "sign-in-enrol": replace(_HALF_WAY, sign_in_progress=SignInProgress(SignInStep.ENROL, enrolment=ENROLMENT)),
    "sign-in-codes": replace(_HALF_WAY, sign_in_progress=SignInProgress(SignInStep.RECOVERY_CODES, recovery_codes=CODES)),
    "locked": replace(world.WRAP_UP, locked=True),
    "locked-ringing": replace(world.RINGING, locked=True),
    "sign-in": world.SIGNED_OUT,
    "sign-in-wrong": replace(world.SIGNED_OUT, sign_in_error="wrong_password", credentials_in_file=True),
    "sign-in-certificate": replace(world.SIGNED_OUT, sign_in_error="certificate_refused"),
    "quiet": world.QUIET,
    "paused": world.PAUSED,
    "ringing": world.RINGING,
    "talking": world.TALKING,
    "held": world.HELD,
    "wrap-up": world.WRAP_UP,
    "asked": world.ASKED,
    "answered": world.ANSWERED,
    "identity": world.IDENTITY,
    "identity-passed": world.IDENTITY_PASSED,
    "recording-paused": world.REC_PAUSED,
    "recording-refused": world.REC_REFUSED,
    "saved-here": world.SAVED_HERE,
    "unknown": world.UNKNOWN,
    "withheld": world.WITHHELD,
    "shared": world.SHARED,
    "not-answering": world.NOT_ANSWERING,
    "right-to-left": replace(world.TALKING, pop=world.context(world.LAYLA)),
    "returning": world.RETURNING,
    "notices": replace(
        world.QUIET,
        notices=(
            Notice(1, Severity.INFO, "wrap_up_saved", {"who": world.ZHOU.name}),
            Notice(2, Severity.WARNING, "server_away_calls_go_on", {}),
            Notice(3, Severity.ERROR, "pbx_certificate_refused", {}),
        ),
    ),
}
PAGES = {
    "worklist": Page.WORKLIST,
    "patients": Page.PATIENTS,
    "calls": Page.CALLS,
    "settings": Page.SETTINGS,
    "floor": Page.FLOOR,
}
SECTIONS = {f"admin-{kind.value.replace('_', '-')}": kind for kind in AdminKind}


async def _shoot(folder: Path, names: list[str]) -> None:
    width, height = (int(part) for part in os.environ.get("SHOT_SIZE", "1280x800").split("x"))
    with tempfile.TemporaryDirectory() as scratch:
        window = MainWindow(Preferences(Path(scratch) / "window.ini"), now=lambda: world.NOW, monotonic=lambda: world.MONOTONIC)
        desk = FakeDesk()
        desk.patients = world.PEOPLE
        desk.records = world.history()
        desk.worklist.listed = world.WORKLIST
        window.bind(desk)
        window.resize(width, height)
        window.show()
        QTest.qWaitForWindowExposed(window)
        steps: list[tuple[str, Callable[[], None]]] = [(name, lambda state=state: desk.show(state)) for name, state in STATES.items()]  # type: ignore[misc]
        steps += [(name, lambda page=page: _open(window, desk, page)) for name, page in PAGES.items()]  # type: ignore[misc]
        steps += [(name, lambda kind=kind: _administer(window, desk, kind)) for name, kind in SECTIONS.items()]  # type: ignore[misc]
        steps += [("admin-new-user", lambda: _new_user(window, desk)), ("admin-conflict", lambda: _conflict(window, desk))]
        steps += [("message", lambda: _write(window, desk)), ("messages", lambda: _written(window, desk))]
        for name, step in steps:
            if names and name not in names:
                continue
            if name not in SECTIONS:
                window.workspace.show_page(Page.DESK)
            step()
            if name == "asked":
                window.workspace.wrap_up.save_now()
            if name == "answered":
                window.workspace.wrap_up.fields.more.click()
            window.workspace.desk_page.idle.show_today(world.history(14))
            await asyncio.sleep(0.25)
            written = window.findChildren(MessageEditor) if name == "message" else []
            (written[0] if written else window).grab().save(str(folder / f"{name}.png"))
        window.unbind()
        await window.tasks.close()
        window.close()


def _open(window: MainWindow, desk: FakeDesk, page: Page) -> None:
    desk.show(world.LEADER if page is Page.FLOOR else world.QUIET)
    window.workspace.show_page(page)
    if page is Page.CALLS:
        made = window.workspace._made[page]
        QTimer.singleShot(120, made, window.workspace.listen_selected)
    if page is Page.PATIENTS:
        QTest.keyClicks(window.focusWidget(), "P-10")
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)


def _write(window: MainWindow, desk: FakeDesk) -> None:
    desk.show(world.TALKING)
    window.workspace.wrap_up.message.click()


def _written(window: MainWindow, desk: FakeDesk) -> None:
    for open_one in window.findChildren(MessageEditor):
        open_one.window().close()
    desk.messages.kept = [WAITING, replace(WAITING, id="m2", state=MessageState.SENT)]
    _open(window, desk, Page.CALLS)
    calls = window.workspace._made[Page.CALLS]
    assert isinstance(calls, CallsPage)
    calls._ask_detail()


def _administer(window: MainWindow, desk: FakeDesk, kind: AdminKind) -> AdminPage:
    desk.show(world.ADMINISTRATOR)
    window.workspace.show_page(Page.ADMIN)
    page = window.workspace._made[Page.ADMIN]
    assert isinstance(page, AdminPage)
    page.open_section(kind)
    return page


def _new_user(window: MainWindow, desk: FakeDesk) -> None:
    page = _administer(window, desk, AdminKind.USERS)
    page.press(Action.NEW)
    editor = page.view.form.fields["display_name"].editor
    assert isinstance(editor, TextEditor)
    QTest.keyClicks(editor.field, "Maria Silva")
    page.view.password.show_password("Maria Silva", "k7mw-p3xz-9abc-rt5y")


def _conflict(window: MainWindow, desk: FakeDesk) -> None:
    page = _administer(window, desk, AdminKind.QUEUES)
    page.view.open_row("main")
    editor = page.view.form.fields["priority"].editor
    assert isinstance(editor, NumberEditor)
    editor.field.setValue(50)
    row = desk.admin.centre.look.row(AdminKind.QUEUES, "main")
    assert row is not None
    desk.admin.centre.put(newer(row, priority=40, hours=None))
    page.load()


def main(arguments: list[str]) -> int:
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    app = make_application()
    languages.switch(os.environ.get("SHOT_LANG", "en"))
    theme().choose(ThemeChoice(os.environ.get("SHOT_THEME", "light")))
    loop = qasync.QEventLoop(app)
    with loop:
        loop.run_until_complete(_shoot(folder, arguments[1:]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
