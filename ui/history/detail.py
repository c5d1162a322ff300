"""One call in full: who, when, who was rung, what was written; and a note added later. Main thread."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPlainTextEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from agent_app.desk_state import DeskState
from agent_app.domain.history import CallDetail, CallNote, Leg, WrapUpVersion
from agent_app.domain.patient_messages import MessageState, PatientMessage
from agent_app.domain.record import CallRecord
from agent_app.domain.user import Choice
from ui import languages, terms
from ui.history.words import disposition_words, leg_end
from ui.keys import Action, tooltip
from ui.pages.call_list import who
from ui.patient_messages.words import state_words
from ui.widgets.panel import Panel, column, label, row, set_text
from ui.words import translate


class CallDetailCard(Panel):
    """Signals: ``note_written`` with the ref of the call and the text; ``message_requested`` with the ref; ``cancel_requested`` with
    a message's id."""

    note_written = Signal(str, str)
    message_requested = Signal(str)
    cancel_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, kind="card")
        self._state = DeskState()
        self._record: CallRecord | None = None
        self._detail: CallDetail | None = None
        self._messages: tuple[PatientMessage, ...] = ()
        self.cancels: list[QPushButton] = []
        self.title = label("title", wrap=True)
        self._body = QWidget()
        self._lines = QVBoxLayout(self._body)
        self._lines.setContentsMargins(0, 0, 8, 0)
        self._lines.setSpacing(4)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._body)
        self._area = area
        self.note = QPlainTextEdit()
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(64)
        self.note.textChanged.connect(self._offer)
        self.add = QPushButton()
        self.add.clicked.connect(self._write)
        self.message = QPushButton()
        self.message.clicked.connect(self._ask_message)
        self.setLayout(column(self.title, 4, area, self.note, row(self.message, None, self.add), spacing=8, margins=(20, 16, 16, 16)))
        self.setFixedWidth(340)
        self.retranslate()

    @property
    def lines(self) -> list[str]:
        """What stands in the card."""
        return [widget.text() for widget in self._body.findChildren(QLabel) if widget.text()]

    def render_state(self, state: DeskState) -> None:
        self._state = state

    def show_record(self, record: CallRecord | None) -> None:
        """What the list knows, until the rest has come. A note being typed for another call is not carried over."""
        if record is None or self._record is None or record.ref != self._record.ref:
            self.note.clear()
        if record is None or self._record is None or record.ref != self._record.ref:
            self._messages = ()
        self._record, self._detail = record, None
        self._fill()

    def show_detail(self, detail: CallDetail) -> None:
        if self._record is not None and detail.record.ref == self._record.ref:
            self._record, self._detail = detail.record, detail
            self._fill()

    def show_messages(self, ref: str, messages: Sequence[PatientMessage]) -> None:
        if self._record is not None and ref == self._record.ref:
            self._messages = tuple(messages)
            self._fill()

    def retranslate(self) -> None:
        self.note.setPlaceholderText(translate("CallDetail", "Add a note to this call"))
        self.note.setAccessibleName(translate("CallDetail", "Add a note to this call"))
        self.add.setText(translate("CallDetail", "Keep the note"))
        self.message.setText(translate("CallDetail", "Message…"))
        self.message.setToolTip(tooltip(translate("CallDetail", "Write a message to the patient"), Action.MESSAGE))
        self._area.setAccessibleName(translate("CallDetail", "Details of the call"))
        self._fill()

    def _write(self) -> None:
        text = self.note.toPlainText().strip()
        if self._record is not None and text:
            self.note_written.emit(self._record.ref, text)
            self.note.clear()

    def _ask_message(self) -> None:
        if self._record is not None:
            self.message_requested.emit(self._record.ref)

    def _offer(self) -> None:
        self.add.setEnabled(self._record is not None and bool(self.note.toPlainText().strip()))

    def _fill(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.setParent(None)
                widget.deleteLater()
        record = self._record
        self.note.setVisible(record is not None)
        self.add.setVisible(record is not None)
        self.message.setVisible(record is not None)
        self.cancels = []
        self._offer()
        set_text(self.title, who(record) if record is not None else translate("CallDetail", "No call selected"))
        if record is not None:
            self._facts(record)
            if self._detail is not None:
                self._legs(self._detail.legs)
                self._wrap_ups(self._detail.wrap_ups)
                self._notes(self._detail.notes)
            self._written(self._messages)
        self._lines.addStretch(1)

    def _facts(self, record: CallRecord) -> None:
        detail = self._detail
        number = detail.number if detail is not None and detail.number else record.number_masked
        queue = next((choice for choice in self._queues() if choice.code == record.queue), None)
        self._line("quiet", " · ".join(part for part in (record.patient_id, number) if part))
        parts = (languages.moment(record.started_at), queue.label(languages.current()) if queue is not None else record.queue)
        self._line("quiet", " · ".join(part for part in parts if part))
        times = [
            (translate("CallDetail", "Waited"), record.wait_s),
            (translate("CallDetail", "Talked"), record.talk_s),
            (translate("CallDetail", "On hold"), record.hold_s),
            (translate("CallDetail", "Wrap-up"), detail.wrap_up_s if detail is not None else 0.0),
        ]
        self._line("", terms.outcome(record.outcome))
        self._line("quiet", "   ".join(f"{words} {languages.duration(seconds)}" for words, seconds in times if seconds >= 1))

    def _queues(self) -> tuple[Choice, ...]:
        session = self._state.session
        return tuple(session.queues) if session is not None else ()

    def _legs(self, legs: tuple[Leg, ...]) -> None:
        if legs:
            self._line("caption", translate("CallDetail", "Rung"))
        for leg in legs:
            at = languages.clock_time(leg.offered_at)
            self._line("", f"{at}   {leg.agent_name}   {leg_end(leg)}")

    def _wrap_ups(self, versions: tuple[WrapUpVersion, ...]) -> None:
        for number, one in enumerate(reversed(versions)):
            head = translate("CallDetail", "Wrap-up") if number == 0 else translate("CallDetail", "Earlier version of the wrap-up")
            self._line("caption", f"{head} · {one.author_name} · {languages.moment(one.saved_at)}")
            self._line("strong" if number == 0 else "quiet", disposition_words(self._state, one.disposition))
            self._line("" if number == 0 else "quiet", one.notes)

    def _notes(self, notes: tuple[CallNote, ...]) -> None:
        for note in notes:
            words = translate("CallDetail", "Note")
            self._line("caption", f"{words} · {note.author_name} · {languages.moment(note.written_at)}")
            self._line("", note.text)

    def _written(self, messages: tuple[PatientMessage, ...]) -> None:
        for one in messages:
            head = translate("CallDetail", "Message to the patient")
            self._line("caption", f"{head} · {one.author_name} · {languages.moment(one.created_at)}")
            self._line("", one.text)
            self._line("quiet", f"{one.to_masked} · {state_words(one.state)}")
            if one.state is MessageState.WAITING:
                cancel = QPushButton(translate("CallDetail", "Take the message back"))
                cancel.clicked.connect(lambda _checked=False, wanted=one.id: self.cancel_requested.emit(wanted))
                self.cancels.append(cancel)
                self._lines.addWidget(cancel)

    def _line(self, kind: str, text: str) -> None:
        if not text:
            return
        made = label(kind, text, wrap=True)
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        if kind == "caption":
            self._lines.addSpacing(8)
        self._lines.addWidget(made)
