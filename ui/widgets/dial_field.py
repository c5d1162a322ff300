"""The dial field: a number, a name or a patient's id, with the patients it may mean below it. Main thread.

The list is a child of the window, no pop-up window: keys such as F2 keep working while it is open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from agent_app.domain.patient import Patient
from ui.icons import pixmap
from ui.keys import Action, shown
from ui.words import translate

_PATIENT_ID = re.compile(r"^[Pp]-\d+$")
_NUMBER = re.compile(r"^[+*#\d][\d\s().*#-]*$")
_QUERY_PAUSE_MS = 180


class DialField(QLineEdit):
    """Signals: ``number_dialled`` with the text as typed; ``patient_dialled`` with the id; ``search_requested`` with the text."""

    number_dialled = Signal(str)
    patient_dialled = Signal(str)
    search_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextMargins(24, 0, 0, 0)
        self.setMinimumWidth(120)
        self.setMaximumWidth(280)
        self.setFixedHeight(40)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_QUERY_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self._frame: QFrame | None = None
        self._list = QListWidget()
        self.textEdited.connect(self._edited)
        self.retranslate()

    def sizeHint(self) -> QSize:
        return QSize(264, 40)

    def retranslate(self) -> None:
        self.setPlaceholderText(translate("DialField", "Name, number or id   {key}").format(key=shown(Action.DIAL_FIELD)))
        self.setAccessibleName(translate("DialField", "Dial: name, number or patient id"))
        self._list.setAccessibleName(translate("DialField", "Patients found"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def show_found(self, text: str, patients: Sequence[Patient]) -> None:
        """The answer to ``search_requested(text)``; a late one for another text is ignored."""
        if text != self.text().strip() or not self.hasFocus():
            return
        self._list.clear()
        for patient in patients[:8]:
            item = QListWidgetItem(f"{patient.name}   {patient.id}   {patient.phone_masked}")
            item.setData(Qt.ItemDataRole.UserRole, patient.id)
            self._list.addItem(item)
        if patients and not _NUMBER.match(text):
            self._list.setCurrentRow(0)
        self._place(bool(patients))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        open_now = self._frame is not None and self._frame.isVisible()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._dial()
        elif event.key() == Qt.Key.Key_Escape and (open_now or self.text()):
            if open_now:
                self._close_list()
            else:
                self.clear()
        elif open_now and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            self._list.setCurrentRow(max(0, min(self._list.count() - 1, self._list.currentRow() + step)))
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.drawPixmap(11, (self.height() - 18) // 2, pixmap("phone-outgoing", "text_quiet", 18))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._close_list()

    def _edited(self, text: str) -> None:
        if len(text.strip()) < 2 and not any(ord(char) > 0x2E80 for char in text):
            self._pause.stop()
            self._close_list()
        else:
            self._pause.start()

    def _ask(self) -> None:
        self.search_requested.emit(self.text().strip())

    def _dial(self) -> None:
        text = self.text().strip()
        chosen = self._list.currentItem() if self._frame is not None and self._frame.isVisible() else None
        if chosen is not None:
            patient = chosen.data(Qt.ItemDataRole.UserRole)  # read now: clearing the list deletes the item
            self._done()
            self.patient_dialled.emit(patient)
        elif _PATIENT_ID.match(text):
            self._done()
            self.patient_dialled.emit(text.upper())
        elif _NUMBER.match(text):
            self._done()
            self.number_dialled.emit(text)
        elif text:
            self._ask()  # a name: the person chooses whom, nothing is dialled by guess

    def _done(self) -> None:
        self._pause.stop()
        self.clear()
        self._close_list()

    def _place(self, visible: bool) -> None:
        if not visible:
            self._close_list()
            return
        frame = self._frame or self._make_frame()
        below = self.mapTo(self.window(), QPoint(0, self.height() + 4))
        frame.setGeometry(below.x(), below.y(), max(self.width(), 360), min(8, self._list.count()) * 38 + 12)
        frame.show()
        frame.raise_()

    def _make_frame(self) -> QFrame:
        frame = QFrame(self.window())
        frame.setProperty("kind", "dropdown")
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(4, 4, 4, 4)
        inner.addWidget(self._list)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setIconSize(QSize(16, 16))
        self._list.itemClicked.connect(self._clicked)
        self._frame = frame
        return frame

    def _clicked(self, item: QListWidgetItem) -> None:
        chosen = item.data(Qt.ItemDataRole.UserRole)
        self._done()
        self.patient_dialled.emit(chosen)

    def _close_list(self) -> None:
        if self._frame is not None:
            self._frame.hide()
        self._list.clear()
