"""The list of rows at the left: title and detail in two lines, a dot where something typed is not saved. Main thread."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.theme import theme

_KEY = Qt.ItemDataRole.UserRole
_DETAIL = Qt.ItemDataRole.UserRole + 1
_UNSAVED = Qt.ItemDataRole.UserRole + 2
_HIGH = 52


class RowList(QListWidget):
    """Signals: ``chosen`` with a row's key where the person goes to another one."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "list")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(True)
        self.setItemDelegate(_RowDelegate(self))
        self.currentItemChanged.connect(self._current_changed)

    def show_rows(self, rows: list[tuple[str, str, str, bool]], current: str | None) -> None:
        """``rows``: key, title, detail, unsaved."""
        self.blockSignals(True)
        kept = self.verticalScrollBar().value()
        while self.count() > len(rows):
            self.takeItem(self.count() - 1)
        while self.count() < len(rows):
            self.addItem(QListWidgetItem())
        for index, (key, title, detail, unsaved) in enumerate(rows):
            item = self.item(index)
            for role, value in ((_KEY, key), (Qt.ItemDataRole.DisplayRole, title), (_DETAIL, detail), (_UNSAVED, unsaved)):
                if item.data(role) != value:
                    item.setData(role, value)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{title}, {detail}" + (" *" if unsaved else ""))
            item.setToolTip(detail)
        at = next((index for index, row in enumerate(rows) if row[0] == current), -1)
        self.setCurrentRow(at)
        self.verticalScrollBar().setValue(kept)
        self.blockSignals(False)

    def keys(self) -> list[str]:
        return [str(self.item(index).data(_KEY)) for index in range(self.count())]

    def _current_changed(self, now: QListWidgetItem | None) -> None:
        if now is not None:
            self.chosen.emit(str(now.data(_KEY)))


class _RowDelegate(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(160, _HIGH)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if state & QStyle.StateFlag.State_Selected:
            painter.setBrush(theme().color("accent_soft"))
            painter.drawRoundedRect(rect.adjusted(0, 1, 0, -1), 8, 8)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(theme().color("hover"))
            painter.drawRoundedRect(rect.adjusted(0, 1, 0, -1), 8, 8)
        inner = rect.adjusted(12, 6, -12, -6)
        if index.data(_UNSAVED):
            painter.setBrush(theme().color("warn"))
            painter.drawEllipse(inner.right() - 8, inner.top() + 6, 8, 8)
            inner.setRight(inner.right() - 16)
        font = QFont(option.font)
        font.setPixelSize(14)
        font.setWeight(QFont.Weight.DemiBold)
        self._line(painter, inner, font, "text", str(index.data() or ""), Qt.AlignmentFlag.AlignTop)
        font.setPixelSize(12)
        font.setWeight(QFont.Weight.Normal)
        self._line(painter, inner, font, "text_quiet", str(index.data(_DETAIL) or ""), Qt.AlignmentFlag.AlignBottom)
        painter.restore()

    def _line(self, painter: QPainter, rect: QRect, font: QFont, ink: str, text: str, at: Qt.AlignmentFlag) -> None:
        painter.setFont(font)
        painter.setPen(theme().color(ink))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, int(at | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute), shown)
