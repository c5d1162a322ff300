"""One call-back: who, why, what was tried, notes for the next one, and what can be done about it. Main thread."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QMenu, QPlainTextEdit, QPushButton, QWidget

from agent_app.domain.worklist import CLOSE_REASONS, CallBack, CallBackState
from ui import languages
from ui.keys import Action
from ui.widgets.key_button import KeyButton
from ui.widgets.panel import Panel, column, label, row, set_text
from ui.words import translate
from ui.worklist import words

_MOST_TRIES = 5
_WIDTH = 340


class TaskDetail(Panel):
    """Signals: ``call_requested``, ``take_requested``, ``give_back_requested``, ``listen_requested``; ``postponed`` with how long
    (timedelta), ``closed`` with the reason's code, ``notes_written`` with the task's id and the text."""

    call_requested = Signal()
    take_requested = Signal()
    give_back_requested = Signal()
    listen_requested = Signal()
    postponed = Signal(object)
    closed = Signal(str)
    notes_written = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, kind="card")
        self.task: CallBack | None = None
        self._may_call = True
        self._mine = False
        self.title = label("title", wrap=True)
        self.number = label("quiet")
        self.reason = label("strong", wrap=True)
        self.facts = label("quiet", wrap=True)
        self._tries_title = label("caption")
        self.tries = label("quiet", wrap=True)
        self._notes_title = label("caption")
        self.notes = QPlainTextEdit()
        self.notes.setTabChangesFocus(True)
        self.notes.setFixedHeight(84)
        self.notes.installEventFilter(self)
        self.call = KeyButton(Action.CALL_BACK, "phone-outgoing", look="primary")
        self.listen = KeyButton(Action.LISTEN, "play")
        self.postpone = KeyButton(Action.POSTPONE, "circle-pause")
        self.close_task = KeyButton(Action.CLOSE_TASK, "check")
        self.take = QPushButton()
        self.give_back = QPushButton()
        self.call.clicked.connect(self.call_requested)
        self.listen.clicked.connect(self.listen_requested)
        self.postpone.clicked.connect(self.open_postpone)
        self.close_task.clicked.connect(self.open_close)
        self.take.clicked.connect(self.take_requested)
        self.give_back.clicked.connect(self.give_back_requested)
        head = column(self.title, self.number, 4, self.reason, self.facts, spacing=2)
        tried = column(self._tries_title, self.tries, spacing=2)
        noted = column(self._notes_title, self.notes, spacing=4)
        does = column(self.call, self.listen, self.postpone, self.close_task, row(self.take, self.give_back), spacing=8)
        self.setLayout(column(head, 8, tried, 8, noted, None, does, spacing=8, margins=(20, 20, 20, 20)))
        self.setFixedWidth(_WIDTH)
        self.retranslate()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.notes and event.type() is QEvent.Type.FocusOut:
            self.keep_notes()
        return super().eventFilter(watched, event)

    def show_task(self, task: CallBack | None, *, user_id: str, may_call: bool) -> None:
        """Notes being typed for the task on screen stay; those of another are handed over first."""
        if self.task is not None and (task is None or task.id != self.task.id):
            self.keep_notes()
        same = task is not None and self.task is not None and task.id == self.task.id
        typed = same and self.task is not None and self.notes.toPlainText() != self.task.notes
        self.task, self._may_call = task, may_call
        self._mine = task is not None and task.owner_id == user_id
        self.setVisible(task is not None)
        if task is not None and not typed and self.notes.toPlainText() != task.notes:
            self.notes.setPlainText(task.notes)
        self.retranslate()

    def keep_notes(self) -> None:
        """Hand over what was typed, if it is new."""
        typed = self.notes.toPlainText()
        if self.task is not None and typed != self.task.notes and self.notes.isEnabled():
            self.notes_written.emit(self.task.id, typed)

    @property
    def typed_notes(self) -> str:
        return self.notes.toPlainText()

    def open_postpone(self) -> None:
        """Menu of times; 1 to 4 picks one."""
        if self.postpone.isEnabled() and self.isVisible():
            choices = (
                (translate("Worklist", "In 30 minutes"), timedelta(minutes=30)),
                (translate("Worklist", "In 2 hours"), timedelta(hours=2)),
                (translate("Worklist", "In 4 hours"), timedelta(hours=4)),
                (translate("Worklist", "Tomorrow at 9:00"), _until_tomorrow()),
            )
            self.menu = self._menu(self.postpone)
            for number, (said, pause) in enumerate(choices, start=1):
                self.menu.addAction(f"&{number}   {said}").triggered.connect(lambda _checked=False, by=pause: self.postponed.emit(by))
            self.menu.popup(self.postpone.mapToGlobal(self.postpone.rect().topLeft()))

    def open_close(self) -> None:
        """Menu of reasons; 1 to 4 picks one."""
        if self.close_task.isEnabled() and self.isVisible():
            self.menu = self._menu(self.close_task)
            for number, code in enumerate(CLOSE_REASONS, start=1):
                said = f"&{number}   {words.reason(code)}"
                self.menu.addAction(said).triggered.connect(lambda _checked=False, why=code: self.closed.emit(why))
            self.menu.popup(self.close_task.mapToGlobal(self.close_task.rect().topLeft()))

    def _menu(self, parent: QWidget) -> QMenu:
        return QMenu(parent)

    def retranslate(self) -> None:
        self.call.set_words(translate("Worklist", "Call back"))
        self.listen.set_words(translate("Worklist", "Keep the message…"))
        self.postpone.set_words(translate("Worklist", "Postpone…"))
        self.close_task.set_words(translate("Worklist", "Close…"))
        self.take.setText(translate("Worklist", "Take"))
        self.give_back.setText(translate("Worklist", "Give back"))
        set_text(self._tries_title, translate("Worklist", "Tries"))
        set_text(self._notes_title, translate("Worklist", "Notes for whoever calls"))
        self.notes.setAccessibleName(translate("Worklist", "Notes for whoever calls"))
        if self.task is not None:
            self._fill(self.task)

    def _fill(self, task: CallBack) -> None:
        set_text(self.title, words.who(task))
        set_text(self.number, task.number_masked)
        self.number.setVisible(bool(task.patient_name))
        set_text(self.reason, words.why(task))
        facts = [translate("Worklist", "Last call {time}").format(time=languages.moment(task.last_at))]
        if task.missed_calls > 1:
            facts.append(translate("Worklist", "first {time}").format(time=languages.moment(task.first_at)))
        if task.due_at is not None:
            facts.append(translate("Worklist", "not before {time}").format(time=languages.moment(task.due_at)))
        if task.owner_name and not self._mine:
            facts.append(task.owner_name)
        set_text(self.facts, ", ".join(facts))
        tries = [f"{languages.moment(one.at)}   {words.outcome(one)}   {one.agent_name}" for one in task.attempts[-_MOST_TRIES:]]
        left = translate("Worklist", "%n more before the list gives up", "", task.attempts_left)
        set_text(self.tries, "\n".join([*tries, left]) if tries else translate("Worklist", "Nobody has called yet."))
        others = bool(task.owner_id) and not self._mine
        busy = task.state is CallBackState.CALLING
        self.call.setEnabled(self._may_call and not others and not busy)
        self.postpone.setEnabled(not others)
        self.close_task.setEnabled(not others)
        self.notes.setEnabled(not others)
        self.listen.setVisible(task.voicemail_ref is not None)
        self.take.setVisible(not task.owner_id)
        self.give_back.setVisible(self._mine and not busy)


def _until_tomorrow() -> timedelta:
    now = datetime.now().astimezone()
    nine = (now + timedelta(days=1)).replace(hour=9, minute=0, second=0, microsecond=0)
    return nine - now
