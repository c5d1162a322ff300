"""Notices when nobody has touched keyboard or mouse for a while. Main thread."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

_INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
        QEvent.Type.InputMethod,  # Chinese is typed without key presses reaching us
    }
)


class IdleWatch(QObject):
    def __init__(self, parent: QObject, monotonic: Callable[[], float]) -> None:
        """Listens from now on to all input of the application."""
        super().__init__(parent)
        self._monotonic = monotonic
        self._last = monotonic()
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def stop(self) -> None:
        """Listen no more: before the window goes."""
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)

    def touch(self) -> None:
        """As if something had been typed now."""
        self._last = self._monotonic()

    @property
    def idle_s(self) -> float:
        return self._monotonic() - self._last

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _INPUT:
            self._last = self._monotonic()
        return False
