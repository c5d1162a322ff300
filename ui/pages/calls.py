"""The history of calls: read on as one scrolls, call back with one key, keep a recording. Main thread."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QLineEdit, QListView, QMenu, QPlainTextEdit, QPushButton, QWidget

from agent_app.desk_state import DeskState
from agent_app.domain.errors import UserFacingError
from agent_app.domain.patient import PatientId
from agent_app.domain.record import CallRecord
from ui import languages, terms
from ui.icons import icon
from ui.keys import Action
from ui.messages import message
from ui.pages.call_list import RECORD, CallDelegate, CallListModel
from ui.pages.host import PageHost
from ui.theme import theme
from ui.widgets.key_button import KeyButton
from ui.widgets.panel import Panel, column, label, row, set_kind, set_text
from ui.words import translate

_NEAR_END_PX = 400


class CallsPage(Panel):
    def __init__(self, host: PageHost, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._host = host
        self._complete = False
        self._asking = False
        self._in_call = False
        self._said: tuple[str, dict[str, str]] | None = None
        self._kept = ""
        self._dialog: QFileDialog | None = None
        self._title = label("headline")
        self.reload = QPushButton()
        self.reload.clicked.connect(self.load_newest)
        self.call_back = KeyButton(Action.CALL_BACK, "phone-outgoing", look="primary")
        self.call_back.clicked.connect(self.call_selected)
        self.recording = QPushButton()
        self.recording.clicked.connect(self._choose_leg)
        self.words = label("quiet", wrap=True)
        self.model = CallListModel(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(CallDelegate(self.list, host))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._offer())
        card = Panel(kind="card")
        card.setLayout(column(self.list, margins=(12, 12, 8, 12)))
        head = row(self._title, None, self.recording, self.call_back, self.reload)
        self.setLayout(column(head, self.words, card, spacing=8, margins=(8, 8, 0, 0)))
        theme().changed.connect(self._tint)
        self._tint()
        self.retranslate()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.load_newest()
        if not self._typing_elsewhere():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def render_state(self, state: DeskState) -> None:
        self._in_call = bool(state.calls) or not state.has_telephone
        self._offer()

    # asking

    def load_newest(self) -> None:
        self._complete = False
        self._ask(newest=True)

    def _scrolled(self, value: int) -> None:
        if value >= self.list.verticalScrollBar().maximum() - _NEAR_END_PX:
            self._ask(newest=False)

    def _ask(self, *, newest: bool) -> None:
        if self._asking or (not newest and (self._complete or not self.model.records)):
            return
        self._asking = True
        before = None if newest else self.model.records[-1].started_at
        self._host.tasks.ask(
            "calls",
            self._host.desk.call_history(before=before),
            done=lambda found: self._answered(found, newest),
            failed=self._failed,
        )

    def _answered(self, found: Sequence[CallRecord], newest: bool) -> None:
        self._asking = False
        if newest:
            self.model.replace(found)
            if found:
                self.list.setCurrentIndex(self.model.index(0))
        else:
            self._complete = not self.model.append(found)
        self._said = None
        self._say()
        self._offer()

    def _failed(self, error: UserFacingError) -> None:
        self._asking = False
        self._said = (error.code, dict(error.params))
        self._say()

    # acting on the selected call

    def selected(self) -> CallRecord | None:
        found = self.list.currentIndex().data(RECORD)
        return found if isinstance(found, CallRecord) else None

    def call_selected(self) -> None:
        """Call the patient of the selected call back; without a patient the number is not known here."""
        record = self.selected()
        if record is not None and self.call_back.isEnabled():
            self._host.desk.dial_patient(PatientId(record.patient_id))

    def _offer(self) -> None:
        record = self.selected()
        self.call_back.setEnabled(record is not None and bool(record.patient_id) and not self._in_call)
        self.recording.setEnabled(record is not None and bool(record.recordings))

    def _choose_leg(self) -> None:
        record = self.selected()
        if record is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for number, made in enumerate(record.recordings, start=1):
            words = f"&{number}   {terms.recording_leg(made.leg)}   {languages.duration(made.duration_s)}"
            action = menu.addAction(words)
            action.triggered.connect(lambda _checked=False, leg=made.leg: self._ask_where(record, leg))
        menu.popup(self.recording.mapToGlobal(self.recording.rect().bottomLeft()))

    def _ask_where(self, record: CallRecord, leg: str) -> None:
        """A file dialog that is not modal: calls go on being answered beside it."""
        folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation))
        dialog = QFileDialog(self, translate("Calls", "Keep the recording"), str(folder / f"{record.ref}-{leg}.wav"), "WAV (*.wav)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("wav")
        dialog.setModal(False)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda file: self.download(record, leg, Path(file)))
        self._dialog = dialog
        dialog.show()

    def download(self, record: CallRecord, leg: str, target: Path) -> None:
        self._host.tasks.ask(
            "recording",
            self._host.desk.download_recording(record.ref, leg, target),
            done=lambda _nothing: self._downloaded(target),
            failed=self._failed,
        )

    def _downloaded(self, target: Path) -> None:
        self._said, self._kept = None, str(target)
        self._say()

    # words

    def retranslate(self) -> None:
        set_text(self._title, translate("Calls", "Calls"))
        self.reload.setText(" " + translate("Calls", "Reload"))
        self.recording.setText(" " + translate("Calls", "Recording…"))
        self.call_back.set_words(translate("Calls", "Call back"))
        self.list.setAccessibleName(translate("Calls", "Calls, newest first"))
        self.list.viewport().update()
        self._say()

    def _say(self) -> None:
        words, kind = "", "quiet"
        if self._said is not None:
            words, kind = message(*self._said).text, "error"
        elif self._kept:
            words = translate("Calls", "Recording kept as {file}").format(file=self._kept)
        elif not self.model.records:
            words = translate("Calls", "No calls yet.")
        set_text(self.words, words)
        set_kind(self.words, kind=kind)
        self.words.setVisible(bool(words))

    def _typing_elsewhere(self) -> bool:
        return isinstance(self.window().focusWidget(), QLineEdit | QPlainTextEdit)

    def _tint(self) -> None:
        self.reload.setIcon(icon("refresh-cw", "text", 16))
        self.recording.setIcon(icon("download", "text", 16))
