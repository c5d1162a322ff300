"""The list of calls: a model that grows, and the painter of one line. Main thread."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from agent_app.domain.call import CallDirection
from agent_app.domain.record import CallRecord
from ui import languages, terms
from ui.icons import pixmap
from ui.pages.host import PageHost
from ui.theme import theme
from ui.words import translate

RECORD = Qt.ItemDataRole.UserRole
_HEIGHT = 60
Index = QModelIndex | QPersistentModelIndex


class CallListModel(QAbstractListModel):
    """Rows are records, newest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.records: list[CallRecord] = []

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.records)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        record = self.records[index.row()]
        if role == RECORD:
            return record
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return ", ".join([who(record), languages.moment(record.started_at), terms.outcome(record.outcome)])
        return None

    def replace(self, records: Sequence[CallRecord]) -> None:
        self.beginResetModel()
        self.records = list(records)
        self.endResetModel()

    def append(self, records: Sequence[CallRecord]) -> bool:
        """Add older ones; False where there was none that was not here already."""
        known = {record.ref for record in self.records}
        fresh = [record for record in records if record.ref not in known]
        if not fresh:
            return False
        self.beginInsertRows(QModelIndex(), len(self.records), len(self.records) + len(fresh) - 1)
        self.records.extend(fresh)
        self.endInsertRows()
        return True


def who(record: CallRecord) -> str:
    return record.patient_name or record.number_masked or translate("Calls", "Number withheld")


class CallDelegate(QStyledItemDelegate):
    """One line: direction, who, when, outcome and disposition, talk time."""

    def __init__(self, parent: QWidget, host: PageHost) -> None:
        super().__init__(parent)
        self._host = host

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(320, _HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        record = index.data(RECORD)
        if not isinstance(record, CallRecord):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box: QRect = option.rect.adjusted(2, 2, -2, -2)
        state = option.state
        if state & QStyle.StateFlag.State_Selected or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().color("accent_soft" if state & QStyle.StateFlag.State_Selected else "hover"))
            painter.drawRoundedRect(QRectF(box), 8, 8)
        name, ink = _direction(record)
        painter.drawPixmap(box.left() + 14, box.center().y() - 9, pixmap(name, ink, 20))
        self._paint_words(painter, box.adjusted(52, 8, -16, -8), record)
        painter.restore()

    def _paint_words(self, painter: QPainter, box: QRect, record: CallRecord) -> None:
        times, ends = 150, min(220, box.width() * 3 // 10)
        left = QRect(box.left(), box.top(), box.width() - times - ends, box.height())
        middle = QRect(left.right(), box.top(), ends, box.height())
        end = QRect(middle.right(), box.top(), times, box.height())
        number = record.number_masked if record.patient_name else ""
        agent = record.agent_name
        _two_lines(painter, left, who(record), "   ".join(part for part in (number, agent) if part))
        _two_lines(painter, middle, terms.outcome(record.outcome), self._disposition(record))
        talk = languages.duration(record.talk_s) if record.talk_s else ""
        _two_lines(painter, end, languages.moment(record.started_at), talk, right=True)

    def _disposition(self, record: CallRecord) -> str:
        session = self._host.state.session
        for choice in session.dispositions if session is not None else ():
            if choice.code == record.disposition:
                return choice.label(languages.current())
        return record.disposition


def _two_lines(painter: QPainter, box: QRect, upper: str, lower: str, *, right: bool = False) -> None:
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    font = QFont(painter.font())
    font.setPixelSize(14)
    font.setWeight(QFont.Weight.Normal if right else QFont.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(theme().color("text"))
    upper = painter.fontMetrics().elidedText(upper, Qt.TextElideMode.ElideRight, box.width() - 12)
    painter.drawText(box, side | Qt.AlignmentFlag.AlignTop, upper)
    font.setPixelSize(12)
    font.setWeight(QFont.Weight.Normal)
    painter.setFont(font)
    painter.setPen(theme().color("text_quiet"))
    lower = painter.fontMetrics().elidedText(lower, Qt.TextElideMode.ElideRight, box.width() - 12)
    painter.drawText(box, side | Qt.AlignmentFlag.AlignBottom, lower)


def _direction(record: CallRecord) -> tuple[str, str]:
    if record.direction is CallDirection.OUTBOUND:
        return "phone-outgoing", "text_quiet"
    if record.outcome in ("abandoned", "no_answer"):
        return "phone-missed", "warn"
    return "phone-incoming", "accent"
