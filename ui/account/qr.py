"""Draws a QR code from its matrix: black on white in every theme, as cameras want it. Main thread."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

_QUIET_MODULES = 4
"""The empty margin that ISO/IEC 18004 asks for."""


class QrCode(QWidget):
    def __init__(self, parent: QWidget | None = None, *, side: int = 188) -> None:
        super().__init__(parent)
        self._modules: tuple[tuple[bool, ...], ...] = ()
        self.setFixedSize(QSize(side, side))

    def show_text(self, text: str) -> None:
        """Encode ``text``; empty shows nothing."""
        self._modules = _matrix(text) if text else ()
        self.update()

    @property
    def modules(self) -> tuple[tuple[bool, ...], ...]:
        """True is dark."""
        return self._modules

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._modules:
            return
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        count = len(self._modules) + 2 * _QUIET_MODULES
        size = self.width() / count
        for y, line in enumerate(self._modules):
            for x, dark in enumerate(line):
                if dark:
                    left, top = round((x + _QUIET_MODULES) * size), round((y + _QUIET_MODULES) * size)
                    right, bottom = round((x + 1 + _QUIET_MODULES) * size), round((y + 1 + _QUIET_MODULES) * size)
                    painter.fillRect(QRect(left, top, right - left, bottom - top), Qt.GlobalColor.black)


def _matrix(text: str) -> tuple[tuple[bool, ...], ...]:
    import segno  # only who enrols needs it

    return tuple(tuple(bool(module) for module in line) for line in segno.make_qr(text, error="m").matrix)
