"""The two sides of a recording, one above the other: drawn, clicked and walked through by keys. Main thread."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from agent_app.domain.playback import PlaybackState
from ui.theme import theme

_STEP_S = 5.0
_INKS = ("accent", "good")


class Waveform(QWidget):
    """Signals: ``seek_requested`` with seconds of the recording; ``toggle_requested``."""

    seek_requested = Signal(float)
    toggle_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = PlaybackState()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(76)
        theme().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(400, 76)

    def render_playback(self, state: PlaybackState) -> None:
        self._state = state
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        state = self._state
        painter.fillRect(self.rect(), theme().color("sunken"))
        for begin, end in state.silences:
            painter.fillRect(QRectF(self._x(begin), 0, self._x(end) - self._x(begin), self.height()), theme().color("surface"))
        height = self.height() / max(1, len(state.peaks))
        for number, (_leg, peaks) in enumerate(state.peaks):
            painter.setPen(theme().color(_INKS[number % len(_INKS)]))
            middle = height * (number + 0.5)
            for x in range(self.width()):
                half = max(0.5, peaks[x * len(peaks) // self.width()] * height * 0.46)
                painter.drawLine(QPointF(x, middle - half), QPointF(x, middle + half))
        if state.length_s:
            painter.setPen(theme().color("text"))
            painter.drawLine(QPointF(self._x(state.position_s), 0), QPointF(self._x(state.position_s), self.height()))
        if self.hasFocus():
            painter.setPen(theme().color("accent"))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._state.length_s and event.button() is Qt.MouseButton.LeftButton:
            self.seek_requested.emit(event.position().x() / self.width() * self._state.length_s)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -_STEP_S, Qt.Key.Key_Right: _STEP_S}
        key = Qt.Key(event.key())
        if key in steps:
            self.seek_requested.emit(self._state.position_s + steps[key])
        elif key == Qt.Key.Key_Home:
            self.seek_requested.emit(0.0)
        elif key == Qt.Key.Key_Space:
            self.toggle_requested.emit()
        else:
            super().keyPressEvent(event)

    def _x(self, seconds: float) -> float:
        return seconds / self._state.length_s * self.width() if self._state.length_s else 0.0
