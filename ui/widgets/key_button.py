"""A button with its key drawn on it and told in its tooltip. Main thread."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton

from ui.icons import pixmap
from ui.keys import Action, shown, tooltip
from ui.theme import theme

_ICON_PX = 18
_GAP_PX = 8
_KEY_FONT_PX = 11

_INK = {"primary": "on_accent", "danger": "on_danger"}


class KeyButton(QPushButton):
    """Icon, words, and the key in a small frame at the right; ``stacked``: the words under icon and key.

    Clicking it never takes the focus from what is being typed; Tab still reaches it.
    """

    def __init__(self, action: Action, icon_name: str, *, look: str = "", number: int | None = None, stacked: bool = False) -> None:
        super().__init__()
        self._stacked = stacked
        self._action = action
        self._icon_name = icon_name
        self._number = number
        self._words = ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if look:
            self.setProperty("look", look)

    def set_words(self, words: str) -> None:
        """The words on the button; tooltip and accessible name follow."""
        if words != self._words:
            self._words = words
            self.setText(words)
            self.setToolTip(tooltip(words, self._action, self._number))
            self.setAccessibleName(words)
            self.updateGeometry()

    def set_icon_name(self, name: str) -> None:
        if name != self._icon_name:
            self._icon_name = name
            self.update()

    def sizeHint(self) -> QSize:
        if self._stacked:
            words = QFontMetrics(self._small_font(12)).horizontalAdvance(self._words) + 20
            return QSize(max(64, words, _ICON_PX + 4 + self._key_width() + 20), 46)
        width = 12 + _ICON_PX + _GAP_PX + self.fontMetrics().horizontalAdvance(self._words) + _GAP_PX + self._key_width() + 12
        return QSize(width, 36)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        ink = _INK.get(str(self.property("look") or ""), "text") if self.isEnabled() else "text_off"
        if self._stacked:
            self._paint_stacked(painter, ink)
            return
        middle = self.rect().center().y()
        painter.drawPixmap(12, middle - _ICON_PX // 2 + 1, pixmap(self._icon_name, ink, _ICON_PX))
        painter.setPen(theme().color(ink))
        left = 12 + _ICON_PX + _GAP_PX
        words = QRect(left, 0, self.width() - left - 12, self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._words)
        self._paint_key(painter, ink, self.width() - 10 - self._key_width(), middle)

    def _paint_stacked(self, painter: QPainter, ink: str) -> None:
        key_width = self._key_width()
        left = (self.width() - _ICON_PX - 4 - key_width) // 2
        painter.drawPixmap(left, 5, pixmap(self._icon_name, ink, _ICON_PX))
        painter.setFont(self._small_font(12))
        painter.setPen(theme().color(ink))
        painter.drawText(QRect(0, 24, self.width(), 18), Qt.AlignmentFlag.AlignCenter, self._words)
        self._paint_key(painter, ink, left + _ICON_PX + 4, 13)

    def _small_font(self, pixels: int) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(pixels)
        return font

    def _key_width(self) -> int:
        return QFontMetrics(self._small_font(_KEY_FONT_PX)).horizontalAdvance(shown(self._action, self._number)) + 10

    def _paint_key(self, painter: QPainter, ink: str, left: int, middle: int) -> None:
        painter.setFont(self._small_font(_KEY_FONT_PX))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRect(left, middle - 8, self._key_width(), 18)
        frame = theme().color(ink)
        frame.setAlphaF(0.45)
        painter.setPen(frame)
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(theme().color(ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown(self._action, self._number))
