"""Search for patients, read a card, call. Main thread."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QPlainTextEdit, QWidget

from agent_app.desk_state import DeskState
from agent_app.domain.errors import UserFacingError
from agent_app.domain.patient import Patient
from ui.desk.candidates import person_line
from ui.desk.patient_card import PatientCard
from ui.desk.timeline import Timeline
from ui.keys import Action
from ui.messages import message
from ui.pages.host import PageHost
from ui.widgets.key_button import KeyButton
from ui.widgets.panel import Panel, column, label, row, set_kind, set_text
from ui.words import translate

_PAUSE_MS = 200


class PatientsPage(Panel):
    def __init__(self, host: PageHost, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._host = host
        self._found: list[Patient] = []
        self._asked = ""
        self._error: UserFacingError | None = None
        self.search = QLineEdit()
        self.search.setMinimumHeight(28)
        self.list = QListWidget()
        self.list.setProperty("kind", "list")
        self.list.setSpacing(2)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._hint = label("quiet", wrap=True)
        self.card = PatientCard()
        self.timeline = Timeline()
        self.call = KeyButton(Action.CALL_BACK, "phone-outgoing", look="primary")
        self.call.clicked.connect(self.call_selected)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.search.textEdited.connect(lambda _text: self._pause.start())
        self.search.returnPressed.connect(self._ask)
        self.list.currentRowChanged.connect(self._show)
        self._arrange()
        self.retranslate()

    def _arrange(self) -> None:
        finder = Panel(kind="card")
        finder.setLayout(column(self.search, self._hint, self.list, spacing=8, margins=(16, 16, 12, 12)))
        finder.setFixedWidth(320)
        self._detail = QWidget()
        shown = column(self.card, self.timeline, spacing=16)
        shown.setStretch(1, 1)
        self._detail.setLayout(column(row(None, self.call), shown, spacing=12))
        self._detail.hide()
        made = row(finder, self._detail, spacing=16)
        made.setStretch(1, 1)
        made.addStretch(0)
        self.setLayout(made)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not isinstance(self.window().focusWidget(), QLineEdit | QPlainTextEdit):
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def render_state(self, state: DeskState) -> None:
        self.call.setVisible(state.has_telephone)
        self.call.setEnabled(state.has_telephone and not state.calls)

    def call_selected(self) -> None:
        row_now = self.list.currentRow()
        if 0 <= row_now < len(self._found) and self.call.isEnabled():
            self._host.desk.dial_patient(self._found[row_now].id)

    def retranslate(self) -> None:
        self.search.setPlaceholderText(translate("Patients", "Name or patient id"))
        self.search.setAccessibleName(translate("Patients", "Search patients"))
        self.list.setAccessibleName(translate("Patients", "Patients found"))
        self.call.set_words(translate("Patients", "Call"))
        for index, patient in enumerate(self._found):
            self.list.item(index).setText(person_line(patient, None))
        self._say()

    def _ask(self) -> None:
        text = self.search.text().strip()
        self._asked = text
        if text:
            self._host.tasks.ask("patients", self._host.desk.search_patients(text), done=self._show_found, failed=self._failed)
        else:
            self._show_found([])

    def _show_found(self, patients: Sequence[Patient]) -> None:
        self._error = None
        self._found = list(patients)
        self.list.clear()
        for patient in patients:
            self.list.addItem(QListWidgetItem(person_line(patient, None)))
        self._detail.setVisible(bool(patients))
        if patients:
            self.list.setCurrentRow(0)
        self._say()

    def _failed(self, error: UserFacingError) -> None:
        self._show_found([])
        self._error = error
        self._say()

    def _show(self, index: int) -> None:
        if 0 <= index < len(self._found):
            self.card.render_patient(self._found[index])
            self.timeline.render_patient(self._found[index])

    def _say(self) -> None:
        if self._error is not None:
            words = message(self._error.code, self._error.params).text
        elif self._found:
            words = translate("Patients", "%n patient(s) found", "", len(self._found))
        elif self._asked:
            words = translate("Patients", "Nobody found. Try fewer letters, or the patient id.")
        else:
            words = translate("Patients", "Type a name or an id to find a patient.")
        set_text(self._hint, words)
        set_kind(self._hint, kind="error" if self._error is not None else "quiet")
