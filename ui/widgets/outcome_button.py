"""One outcome of a call: its number and its words, in two lines where they are long. Main thread."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton

from ui.keys import Action, tooltip
from ui.theme import theme

_HEIGHT = 40
_NUMBER_PX = 20


class OutcomeButton(QPushButton):
    """Checkable. ``number`` counts from 1; those above 9 have no key."""

    def __init__(self, number: int, words: str) -> None:
        super().__init__(words)
        self.setProperty("look", "choice")
        self.setCheckable(True)
        self._number = number
        self._words = words
        self.setAccessibleName(words)
        self.setToolTip(tooltip(words, Action.DISPOSITION, number) if number <= 9 else words)
        self.setFixedHeight(_HEIGHT)

    def sizeHint(self) -> QSize:
        return QSize(120, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        ink = "accent_text" if self.isChecked() else "text" if self.isEnabled() else "text_off"
        font = QFont(self.font())
        font.setPixelSize(13)
        painter.setFont(font)
        if self._number <= 9:
            painter.setPen(theme().color(ink if self.isChecked() or not self.isEnabled() else "text_quiet"))
            painter.drawText(QRect(10, 0, _NUMBER_PX, self.height()), Qt.AlignmentFlag.AlignVCenter, str(self._number))
        painter.setPen(theme().color(ink))
        box = QRect(8 + _NUMBER_PX, 0, self.width() - _NUMBER_PX - 14, self.height())
        flags = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignVCenter.value) | int(Qt.AlignmentFlag.AlignLeft.value)
        words = self._words
        if painter.fontMetrics().boundingRect(box, flags, words).height() > 2.5 * painter.fontMetrics().lineSpacing():
            flags &= ~int(Qt.TextFlag.TextWordWrap)  # longer than two lines: the tooltip has it whole
            words = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        elif painter.fontMetrics().horizontalAdvance(words) > box.width():
            font.setPixelSize(12)
            painter.setFont(font)
        painter.drawText(box.adjusted(0, -6, 0, 6), flags, words)  # fonts with tall lines may use the button's margins
