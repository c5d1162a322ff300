"""Runs the program: Qt, the asyncio loop inside it, the window, and an end in good order. Main thread.

Qt's ``aboutToQuit`` comes before asyncio has finished, so nothing here waits for it: closing the window only sets an
event, the program is closed while the loop still runs, and the loop ends when that is done.
"""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import qasync
from PySide6.QtCore import QSocketNotifier, Qt
from PySide6.QtWidgets import QApplication, QMessageBox

from agent_app.intents import DeskProgram
from agent_app.options import DeskOptions
from ui import languages
from ui.icons import application_icon
from ui.messages import message
from ui.preferences import Preferences
from ui.theme import application_font, theme
from ui.window import MainWindow

_log = logging.getLogger(__name__)
_RESTARTS = 3
"""How often Qt's loop is begun again to close in order after the system ended it."""


def run(make_program: Callable[[], DeskProgram], options: DeskOptions) -> int:
    """Show the window, start the program, and return 0 when both have closed in order; 1 where the program failed."""
    app = make_application()
    preferences = Preferences(options.data_dir / "window.ini")
    languages.switch(preferences.language)
    theme().choose(preferences.theme)
    loop = qasync.QEventLoop(app)
    asyncio.set_event_loop(loop)
    closed = asyncio.Event()
    live = loop.create_task(_live(make_program, preferences, closed))
    try:
        return _until_done(loop, live, closed)
    finally:
        loop.run_until_complete(loop.shutdown_asyncgens())
        asyncio.set_event_loop(None)
        loop.close()


def make_application() -> QApplication:
    """The QApplication as the desk wants it: own style, no end with the last window, sharp at every scale."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    QApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Careline")
    app.setDesktopFileName("careline")
    app.setQuitOnLastWindowClosed(False)
    app.setStyle("Fusion")
    app.setFont(application_font())
    return app


def show_fatal(code: str, params: Mapping[str, str]) -> None:
    """Say why the desk cannot start, on stderr and in a dialog of its own; returns when it is closed.

    Called outside any running loop, so that the dialog's own loop disturbs nobody.
    """
    app = make_application()
    languages.switch(languages.of_system())
    theme().choose(theme().choice)
    words = message(code, params)
    print(f"careline: {words.text}", file=sys.stderr)
    box = QMessageBox(QMessageBox.Icon.Warning, "Careline", words.what)
    box.setInformativeText(" ".join(part for part in (words.safe, words.do) if part))
    box.setWindowIcon(application_icon())
    with _signals_heard(box.close):
        box.open()
        box.finished.connect(app.quit)
        app.exec()


def _until_done(loop: qasync.QEventLoop, live: asyncio.Task[int], closed: asyncio.Event) -> int:
    """Run ``live`` to its end, also where Qt was told to quit behind our back (end of the desktop session)."""
    for tries_left in reversed(range(_RESTARTS + 1)):
        try:
            return int(loop.run_until_complete(live))
        except RuntimeError:
            if live.done() or not tries_left:
                raise  # a fault of ours, or Qt cannot run any more
            _log.warning("the system ended Qt's loop: closing the desk in order")
            closed.set()
    raise AssertionError("unreachable")


async def _live(make_program: Callable[[], DeskProgram], preferences: Preferences, closed: asyncio.Event) -> int:
    window = MainWindow(preferences)
    window.closing.connect(closed.set)
    window.show()
    with _signals_heard(window.close):
        program = make_program()
        window.bind(program.desk)
        program.on_quit_requested(window.close)
        starting = asyncio.ensure_future(program.start())
        failed = await _until_closed(starting, closed)
        window.unbind()
        window.hide()
        await window.tasks.close()
        starting.cancel()
        await asyncio.gather(starting, return_exceptions=True)
        await program.close()
    window.deleteLater()
    return 1 if failed else 0


async def _until_closed(starting: asyncio.Future[None], closed: asyncio.Event) -> bool:
    """Wait for the window to close. True where the program could not start at all (a fault of ours, logged)."""
    closing = asyncio.ensure_future(closed.wait())
    either: list[asyncio.Future[Any]] = [starting, closing]
    await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
    error = starting.exception() if starting.done() and not starting.cancelled() else None
    if error is not None:
        _log.error("the desk could not start", exc_info=error)
        closing.cancel()
        return True
    await closing
    return False


@contextmanager
def _signals_heard(close: Callable[[], object]) -> Iterator[None]:
    """SIGTERM and SIGINT close the window. Python runs its handlers only when it runs at all: a socket wakes Qt's loop."""
    reader, writer = socket.socketpair()
    reader.setblocking(False)
    writer.setblocking(False)
    notifier = QSocketNotifier(reader.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(lambda: reader.recv(64))
    wanted = [signal.SIGINT, signal.SIGTERM]
    previous_wakeup = signal.set_wakeup_fd(writer.fileno(), warn_on_full_buffer=False)
    previous = {number: signal.signal(number, lambda _number, _frame: close()) for number in wanted}
    try:
        yield
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(previous_wakeup)
        notifier.setEnabled(False)
        reader.close()
        writer.close()
