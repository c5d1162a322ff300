"""How long a pop takes from the new state to its pixels: ``python -m tests.unit.ui.measure_pop [COUNT]`` under a display.

Prints milliseconds of ``desk.show(ringing)`` until allergy chips and last contact have been painted and flushed.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QEvent, QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from agent_app.domain.call import CallRef
from tests.unit.ui import world
from tests.unit.ui.fakes import FakeDesk
from ui import languages
from ui.application import make_application
from ui.preferences import Preferences
from ui.theme import ThemeChoice, theme
from ui.window import MainWindow


class Painted(QObject):
    """Remembers which of the watched widgets were painted."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[QObject] = set()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            self.seen.add(watched)
        return False


def main(count: int) -> None:
    app = make_application()
    languages.switch("en")
    theme().choose(ThemeChoice.LIGHT)
    with tempfile.TemporaryDirectory() as scratch:
        window = MainWindow(Preferences(Path(scratch) / "window.ini"))
        desk = FakeDesk(world.QUIET)
        window.bind(desk)
        window.show()
        QTest.qWaitForWindowExposed(window)
        QTest.qWait(600)  # as at a desk: the window has been quiet for a moment before a call comes
        times = sorted(_pop(window, desk, index) for index in range(count))
        window.unbind()
        window.close()
    app.processEvents()
    print(f"pops {count}  median {statistics.median(times):.1f} ms  p95 {times[int(count * 0.95) - 1]:.1f} ms  most {times[-1]:.1f} ms")


def _pop(window: MainWindow, desk: FakeDesk, index: int) -> float:
    desk.show(world.QUIET)
    QApplication.processEvents()
    ref = CallRef(f"call-{index}")
    patient = replace((world.ZHOU, world.ANNA)[index % 2], name=f"Patient {index}", allergies=(f"Allergy {index}", "Penicillin"))
    ringing = replace(
        world.RINGING, calls=(world.call(ident=index, ref=ref),), pop=world.context(patient, ref=ref), wrap_up=world.draft(ref=ref)
    )
    painted = Painted()
    page = window.workspace.desk_page
    watched: set[QObject] = {page.patient.allergies, page.timeline.view}
    for widget in watched:
        widget.installEventFilter(painted)
    timer = QElapsedTimer()
    timer.start()
    desk.show(ringing)
    while painted.seen != watched:
        QApplication.processEvents()
    return timer.nsecsElapsed() / 1e6


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
