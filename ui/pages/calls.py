"""The history of calls: filtered by the server, read on as one scrolls, called back with one key, noted on. Main thread."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QLineEdit, QListView, QMenu, QPlainTextEdit, QPushButton, QWidget

from agent_app.desk_state import DeskState
from agent_app.domain.call import CallRef
from agent_app.domain.errors import UserFacingError
from agent_app.domain.history import CallDetail, CallPage
from agent_app.domain.playback import PlaybackPhase
from agent_app.domain.record import CallRecord
from ui import languages, terms
from ui.history.detail import CallDetailCard
from ui.history.filter_bar import FilterBar
from ui.history.player import Player
from ui.icons import icon
from ui.keys import Action
from ui.messages import message
from ui.pages.call_list import RECORD, CallDelegate, CallListModel
from ui.pages.host import PageHost
from ui.patient_messages.dialog import open_message
from ui.theme import theme
from ui.widgets.key_button import KeyButton
from ui.widgets.panel import Panel, column, label, row, set_kind, set_text
from ui.words import translate

_NEAR_END_PX = 400
_DETAIL_AFTER_MS = 150
"""After the selection came to rest: who goes through the list by the arrow keys asks for no more than is read."""
_SEES_ALL = ("leader", "administrator")


class CallsPage(Panel):
    def __init__(self, host: PageHost, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._host = host
        self._next = ""
        self._asking = False
        self._agents_asked = False
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
        self.list.selectionModel().currentChanged.connect(lambda *_: self._selected_anew())
        self.filter_bar = FilterBar()
        self.filter_bar.changed.connect(self.load_newest)
        self.detail = CallDetailCard()
        self.detail.note_written.connect(self._keep_note)
        self.detail.message_requested.connect(lambda _ref: self.message_selected())
        self.detail.cancel_requested.connect(self._take_back)
        self._message_changes = host.state.message_changes
        self._detail_due = QTimer(self)
        self._detail_due.setSingleShot(True)
        self._detail_due.setInterval(_DETAIL_AFTER_MS)
        self._detail_due.timeout.connect(self._ask_detail)
        card = Panel(kind="card")
        card.setLayout(column(self.list, margins=(12, 12, 8, 12)))
        self.listen = KeyButton(Action.LISTEN, "play")
        self.listen.clicked.connect(self.listen_selected)
        head = row(self._title, None, self.listen, self.recording, self.call_back, self.reload)
        beside = row(card, self.detail, spacing=12)
        beside.setStretch(0, 1)
        self.player = Player(host.desk.playback)
        made = column(head, self.filter_bar, self.words, beside, self.player, spacing=8, margins=(8, 8, 0, 0))
        made.setStretch(3, 1)
        self.setLayout(made)
        theme().changed.connect(self._tint)
        self._tint()
        self.retranslate()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.load_newest()
        self.render_state(self._host.state)
        if not self._typing_elsewhere():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def render_state(self, state: DeskState) -> None:
        self._in_call = bool(state.calls)
        session = state.session
        if session is not None:
            all_calls = session.user.role in _SEES_ALL
            self.filter_bar.offer(session.queues, session.dispositions, all_calls=all_calls)
            if all_calls and not self._agents_asked and self.isVisible():
                self._ask_agents()
        self.detail.render_state(state)
        if state.message_changes != self._message_changes:
            self._message_changes = state.message_changes
            self._detail_due.start()
        self._offer()

    # asking

    def load_newest(self) -> None:
        self._ask(newest=True)

    def _scrolled(self, value: int) -> None:
        if value >= self.list.verticalScrollBar().maximum() - _NEAR_END_PX:
            self._ask(newest=False)

    def _ask(self, *, newest: bool) -> None:
        """A new question replaces one that is under way; reading on waits for it."""
        if not newest and (self._asking or not self._next):
            return
        self._asking = True
        filters = self.filter_bar.filters(datetime.now(UTC))
        self._host.tasks.ask(
            "calls",
            self._host.desk.history.page(filters, after="" if newest else self._next),
            done=lambda found: self._answered(found, newest),
            failed=self._failed,
        )

    def _answered(self, found: CallPage, newest: bool) -> None:
        self._asking = False
        self._next = found.next
        if newest:
            self.model.replace(found.calls)
            if found.calls:
                self.list.setCurrentIndex(self.model.index(0))
            else:
                self._selected_anew()
        else:
            self.model.append(found.calls)
        self._said = None
        self._say()
        self._offer()

    def _failed(self, error: UserFacingError) -> None:
        self._asking = False
        self._said = (error.code, dict(error.params))
        self._say()

    def _ask_agents(self) -> None:
        self._agents_asked = True
        self._host.tasks.ask(
            "call agents", self._host.desk.history.agents(), done=self.filter_bar.offer_agents, failed=self._agents_unknown
        )

    def _agents_unknown(self, _error: UserFacingError) -> None:
        self._agents_asked = False

    def _selected_anew(self) -> None:
        self.detail.show_record(self.selected())
        self._detail_due.start()
        self._offer()

    def _ask_detail(self) -> None:
        record = self.selected()
        if record is not None:
            self._host.tasks.ask("call detail", self._host.desk.history.detail(record.ref), done=self._show_detail, failed=self._failed)
            ref = record.ref
            self._host.tasks.ask(
                "call messages",
                self._host.desk.messages.of_call(ref),
                done=lambda found: self.detail.show_messages(ref, found),
                failed=self._failed,
            )

    def _show_detail(self, detail: CallDetail) -> None:
        self.detail.show_detail(detail)

    # acting on the selected call

    def selected(self) -> CallRecord | None:
        found = self.list.currentIndex().data(RECORD)
        return found if isinstance(found, CallRecord) else None

    def call_selected(self) -> None:
        """Call the other party of the selected call back; the number itself may be unknown here."""
        record = self.selected()
        if record is not None and self.call_back.isEnabled():
            self._host.desk.history.call_back(record.ref)

    def listen_selected(self) -> None:
        """Play the selected call's recording; the same key pauses it and goes on."""
        record, playback = self.selected(), self._host.desk.playback
        if record is None or not self.listen.isEnabled():
            return
        if playback.state.ref == record.ref and playback.state.phase in (PlaybackPhase.PLAYING, PlaybackPhase.PAUSED):
            playback.toggle()
        else:
            playback.open(record.ref, [made.leg for made in record.recordings])

    def _keep_note(self, ref: str, text: str) -> None:
        self._host.desk.history.add_note(CallRef(ref), text)
        self._detail_due.start()

    def message_selected(self) -> bool:
        """Write to the patient of the selected call."""
        record = self.selected()
        if record is not None:
            open_message(self._host, self, record.ref)
        return record is not None

    def _take_back(self, message_id: str) -> None:
        self._host.tasks.ask(
            "cancel message", self._host.desk.messages.cancel(message_id), done=lambda _none: None, failed=self._not_taken_back
        )

    def _not_taken_back(self, error: UserFacingError) -> None:
        self._failed(error)
        self._detail_due.start()

    def _offer(self) -> None:
        record = self.selected()
        able = record is not None and bool(record.number_masked or record.patient_id)
        self.call_back.setEnabled(able and not self._in_call and self._host.state.has_telephone)
        self.recording.setEnabled(record is not None and bool(record.recordings))
        self.listen.setEnabled(self.recording.isEnabled() and not self._host.state.calls)

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
        self.listen.set_words(translate("Calls", "Listen"))
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
        elif not self.model.records and not self._asking:
            words = translate("Calls", "No calls of this kind.")
        set_text(self.words, words)
        set_kind(self.words, kind=kind)
        self.words.setVisible(bool(words))

    def _typing_elsewhere(self) -> bool:
        return isinstance(self.window().focusWidget(), QLineEdit | QPlainTextEdit)

    def _tint(self) -> None:
        self.reload.setIcon(icon("refresh-cw", "text", 16))
        self.recording.setIcon(icon("download", "text", 16))
