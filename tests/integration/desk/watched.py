"""The whole desk, drawn to nowhere, that types what it is told and says what can be read: one JSON object a line.

Not a test: run as ``python -m tests.integration.desk.watched`` with the desk's own arguments. The program is the one an agent starts; only
a thread is added that reads standard input and lets Qt's thread answer.
"""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable
from typing import Any

from agent_app.main import main
from ui.binding import VERSION  # the binding is loaded before any thread starts: see there


def obey(line: dict[str, Any]) -> dict[str, Any]:
    """Carry out one command on Qt's thread and say what the window shows then."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from ui.window import MainWindow

    window = next((one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow)), None)
    if window is None:
        return {"title": "", "words": [], "tips": []}
    if not window.isActiveWindow():
        window.activateWindow()
        QTest.qWaitForWindowActive(window)
    match line["do"]:
        case "sign_in":
            for field, text in ((window.sign_in.user, line["user"]), (window.sign_in.password, line["password"])):
                field.clear()
                QTest.keyClicks(field, text)
            QTest.mouseClick(window.sign_in.button, Qt.MouseButton.LeftButton)
        case "key":
            QTest.keySequence(window, line["keys"])
        case "look":
            pass
        case "close":
            window.close()
    return seen(window)


def seen(window: Any) -> dict[str, Any]:
    """Title, every word that is visible now, and what the tooltips of visible things say."""
    from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLabel, QLineEdit, QPlainTextEdit, QWidget

    words: list[str] = []
    tips: list[str] = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisibleTo(window):
            continue
        if widget.toolTip():
            tips.append(widget.toolTip())
        if isinstance(widget, QAbstractItemView):
            rows = [widget.model().index(number, 0) for number in range(widget.model().rowCount())]
            words += [str(row.data()) for row in rows]
        elif isinstance(widget, QPlainTextEdit):
            words.append(widget.toPlainText())
        elif isinstance(widget, QLabel | QAbstractButton) or (
            isinstance(widget, QLineEdit) and widget.echoMode() is QLineEdit.EchoMode.Normal
        ):
            words.append(widget.text())
    return {"title": window.windowTitle(), "words": [word for word in words if word], "tips": tips}


def read_commands() -> None:
    """A thread: each line becomes work on Qt's thread, once there is one."""
    from PySide6.QtCore import QCoreApplication, QTimer

    for text in sys.stdin:
        line = json.loads(text)
        app = QCoreApplication.instance()
        if app is None:
            print(json.dumps({"title": "", "words": [], "tips": []}), flush=True)
            continue
        done = threading.Event()
        QTimer.singleShot(0, app, _answer(line, done))
        done.wait(20)


def _answer(line: dict[str, Any], done: threading.Event) -> Callable[[], None]:
    def answer() -> None:
        print(json.dumps(obey(line)), flush=True)
        done.set()

    return answer


if __name__ == "__main__":
    assert VERSION
    threading.Thread(target=read_commands, daemon=True).start()
    sys.exit(main())
