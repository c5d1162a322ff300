"""The list of call-backs in its three parts: a model, and the painter of one line. Main thread."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from agent_app.domain.worklist import CallBack, Worklist
from ui import languages
from ui.icons import pixmap
from ui.theme import theme
from ui.words import translate
from ui.worklist import words

TASK = Qt.ItemDataRole.UserRole
_HEIGHT, _HEADING_HEIGHT = 60, 36
Index = QModelIndex | QPersistentModelIndex


class TaskListModel(QAbstractListModel):
    """Rows are headings (text) and tasks."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.worklist = Worklist((), (), (), 0)
        self._rows: list[str | CallBack] = []

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry = self._rows[index.row()]
        if role == TASK:
            return entry if isinstance(entry, CallBack) else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return entry if isinstance(entry, str) else f"{words.who(entry)}, {words.why(entry)}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        heading = index.isValid() and isinstance(self._rows[index.row()], str)
        return flags & ~Qt.ItemFlag.ItemIsSelectable & ~Qt.ItemFlag.ItemIsEnabled if heading else flags

    def replace(self, worklist: Worklist) -> None:
        """A task that is owed by several lists stands in the first."""
        self.beginResetModel()
        self.worklist = worklist
        self._rows = []
        parts = (
            (translate("Worklist", "Mine"), worklist.mine),
            (translate("Worklist", "Open to everybody"), worklist.open),
            (translate("Worklist", "Later"), worklist.waiting),
        )
        for title, tasks in parts:
            if tasks:
                self._rows += [f"{title}  ·  {len(tasks)}", *tasks]
        self.endResetModel()

    def row_of(self, task_id: int | None) -> int | None:
        """The task's row; without one of that id the first task."""
        rows = [row for row, entry in enumerate(self._rows) if isinstance(entry, CallBack)]
        wanted = (row for row in rows if isinstance(entry := self._rows[row], CallBack) and entry.id == task_id)
        return next(wanted, rows[0] if rows else None)


class TaskDelegate(QStyledItemDelegate):
    """One line: why it is owed, who, how long they wait, how often we tried."""

    def __init__(self, parent: QWidget, now: Callable[[], datetime]) -> None:
        super().__init__(parent)
        self._now = now

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(320, _HEIGHT if isinstance(index.data(TASK), CallBack) else _HEADING_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box: QRect = option.rect.adjusted(2, 2, -2, -2)
        task = index.data(TASK)
        if isinstance(task, CallBack):
            self._paint_task(painter, option, box, task)
        else:
            painter.setFont(_font(painter, 12, bold=True))
            painter.setPen(theme().color("text_quiet"))
            painter.drawText(box.adjusted(14, 0, 0, -4), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, str(index.data()))
        painter.restore()

    def _paint_task(self, painter: QPainter, option: QStyleOptionViewItem, box: QRect, task: CallBack) -> None:
        state = option.state
        if state & QStyle.StateFlag.State_Selected or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().color("accent_soft" if state & QStyle.StateFlag.State_Selected else "hover"))
            painter.drawRoundedRect(QRectF(box), 8, 8)
        name, ink = ("play", "accent") if task.why == "voicemail" else ("phone-missed", "text_quiet" if task.why == "short" else "warn")
        painter.drawPixmap(box.left() + 14, box.center().y() - 9, pixmap(name, ink, 20))
        inner = box.adjusted(52, 8, -16, -8)
        right = 200
        left = inner.adjusted(0, 0, -right, 0)
        if task.vip:
            left = self._paint_vip(painter, left)
        number = task.number_masked if task.patient_name else ""
        _two_lines(painter, left, words.who(task), "   ".join(part for part in (words.why(task), number) if part), inner.left())
        end = QRect(inner.right() - right, inner.top(), right, inner.height())
        upper = words.waiting_since(task, self._now())
        if task.due_at is not None:
            upper = translate("Worklist", "at {time}").format(time=languages.clock_time(task.due_at))
        counts = []
        if task.missed_calls > 1:
            counts.append(translate("Worklist", "%n missed call(s)", "", task.missed_calls))
        if task.attempts:
            counts.append(translate("Worklist", "%n try/tries", "", len(task.attempts)))
        _two_lines(painter, end, upper, ", ".join(counts), end.left(), right=True)

    @staticmethod
    def _paint_vip(painter: QPainter, left: QRect) -> QRect:
        painter.setFont(_font(painter, 12, bold=True))
        width = painter.fontMetrics().horizontalAdvance("VIP") + 12
        tag = QRect(left.left(), left.top(), width, 18)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color("accent_soft"))
        painter.drawRoundedRect(QRectF(tag), 4, 4)
        painter.setPen(theme().color("accent_text"))
        painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, "VIP")
        return left.adjusted(width + 8, 0, 0, 0)


def _font(painter: QPainter, pixels: int, *, bold: bool) -> QFont:
    font = QFont(painter.font())
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return font


def _two_lines(painter: QPainter, box: QRect, upper: str, lower: str, lower_left: int, *, right: bool = False) -> None:
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    painter.setFont(_font(painter, 14, bold=not right))
    painter.setPen(theme().color("text"))
    upper = painter.fontMetrics().elidedText(upper, Qt.TextElideMode.ElideRight, box.width() - 4)
    painter.drawText(box, side | Qt.AlignmentFlag.AlignTop, upper)
    painter.setFont(_font(painter, 12, bold=False))
    painter.setPen(theme().color("text_quiet"))
    below = QRect(lower_left, box.top(), box.right() - lower_left, box.height())
    lower = painter.fontMetrics().elidedText(lower, Qt.TextElideMode.ElideRight, below.width() - 4)
    painter.drawText(below, side | Qt.AlignmentFlag.AlignBottom, lower)
