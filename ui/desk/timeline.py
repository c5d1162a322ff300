"""What was before: earlier contacts, the last one prominent. Main thread.

Painted by one widget from prepared lines, so that twenty contacts cost one repaint and no new widgets.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from agent_app.domain.patient import Contact, Patient
from ui import languages, terms
from ui.theme import theme
from ui.widgets.panel import Panel, column, label, set_text
from ui.words import translate

_LEFT = 28
_PAD = 16
_GAP = 16


@dataclass(frozen=True, slots=True)
class _Entry:
    head: str
    summary: str


class TimelineView(QWidget):
    """The entries under the headline; the first stands in a tinted field of its own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[_Entry, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.update)

    def set_contacts(self, contacts: tuple[Contact, ...]) -> None:
        self._entries = tuple(_entry(contact) for contact in contacts)
        self.setAccessibleName("\n".join(f"{entry.head}: {entry.summary}" for entry in self._entries))
        self._fit()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, 100)

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tops = self._tops()
        self._paint_line(painter, tops)
        for index, (entry, (top, height)) in enumerate(zip(self._entries, tops, strict=True)):
            if event.rect().intersects(QRect(0, top, self.width(), height)):
                self._paint_entry(painter, index, entry, top, height)

    def _paint_line(self, painter: QPainter, tops: list[tuple[int, int]]) -> None:
        if len(tops) > 1:
            painter.setPen(theme().color("line"))
            painter.drawLine(8, tops[0][0] + 24, 8, tops[-1][0] + 10)

    def _paint_entry(self, painter: QPainter, index: int, entry: _Entry, top: int, height: int) -> None:
        last = index == 0
        if last:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().color("accent_soft"))
            painter.drawRoundedRect(QRectF(_LEFT - 4, top, self.width() - _LEFT + 4, height), 8, 8)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color("accent" if last else "field_line"))
        size = 11 if last else 7
        painter.drawEllipse(QRectF(8.5 - size / 2, top + (_PAD + 9 if last else 9) - size / 2, size, size))
        text = self._text_rect(index, top)
        painter.setFont(self._head_font())
        painter.setPen(theme().color("accent_text" if last else "text_quiet"))
        head = painter.fontMetrics().elidedText(entry.head, Qt.TextElideMode.ElideRight, text.width())
        painter.drawText(text, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, head)
        painter.setFont(self._summary_font(index))
        painter.setPen(theme().color("text"))
        body = text.adjusted(0, 22, 0, 10_000)
        painter.drawText(body, int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft.value), entry.summary)

    def _text_rect(self, index: int, top: int) -> QRect:
        pad = _PAD if index == 0 else 0
        return QRect(_LEFT + (pad - 4 if pad else 8), top + pad, self.width() - _LEFT - 8 - pad, 18)

    def _tops(self) -> list[tuple[int, int]]:
        tops: list[tuple[int, int]] = []
        top = 0
        for index, entry in enumerate(self._entries):
            metrics = QFontMetrics(self._summary_font(index))
            width = self._text_rect(index, 0).width()
            body = metrics.boundingRect(QRect(0, 0, max(40, width), 10_000), int(Qt.TextFlag.TextWordWrap), entry.summary).height()
            height = 22 + body + (2 * _PAD if index == 0 else 0)
            tops.append((top, height))
            top += height + _GAP
        return tops

    def _fit(self) -> None:
        tops = self._tops()
        self.setFixedHeight(tops[-1][0] + tops[-1][1] + 4 if tops else 0)

    def _head_font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(12)
        font.setWeight(QFont.Weight.DemiBold)
        return font

    def _summary_font(self, index: int) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(16 if index == 0 else 14)
        return font


class Timeline(Panel):
    """Card with the headline, the entries, and words where there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, kind="card")
        self._patient: Patient | None = None
        self._title = label("title")
        self._empty = label("quiet", wrap=True)
        self.view = TimelineView()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        holder = QWidget()
        holder.setLayout(column(self.view, None, margins=(0, 0, 4, 0)))
        area.setWidget(holder)
        self._area = area
        self.setLayout(column(self._title, 12, self._empty, area, spacing=0, margins=(24, 20, 20, 16)))
        self.retranslate()

    def render_patient(self, patient: Patient) -> None:
        if patient != self._patient:
            self._patient = patient
            self._fill(patient)
            self._area.verticalScrollBar().setValue(0)

    def retranslate(self) -> None:
        set_text(self._title, translate("Timeline", "Last contacts"))
        set_text(self._empty, translate("Timeline", "No earlier contact with the centre."))
        self._area.setAccessibleName(translate("Timeline", "Last contacts"))
        if self._patient is not None:
            self._fill(self._patient)

    def _fill(self, patient: Patient) -> None:
        self._empty.setVisible(not patient.contacts)
        self._area.setVisible(bool(patient.contacts))
        self.view.set_contacts(patient.contacts)


def _entry(contact: Contact) -> _Entry:
    head = "  ·  ".join(part for part in (languages.moment(contact.at), terms.contact_kind(contact.kind), contact.agent_name) if part)
    return _Entry(head, contact.summary)
