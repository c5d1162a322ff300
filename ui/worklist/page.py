"""Call-backs: mine on top, then what anybody may take, then what waits for its time. Main thread."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QModelIndex, QStandardPaths, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QLineEdit, QListView, QPlainTextEdit, QPushButton, QWidget

from agent_app.desk_state import DeskState
from agent_app.domain.errors import UserFacingError
from agent_app.domain.worklist import CallBack, Worklist
from ui.icons import icon
from ui.keys import Action
from ui.messages import message
from ui.pages.host import PageHost
from ui.theme import theme
from ui.widgets.key_button import KeyButton
from ui.widgets.panel import Panel, column, label, row, set_kind, set_text
from ui.words import translate
from ui.worklist.detail import TaskDetail
from ui.worklist.task_list import TASK, TaskDelegate, TaskListModel

_ASK_AFTER_MS = 400
"""Several changes in a row are asked for once."""
_LOOK_EVERY_MS = 60_000
"""How long they wait is shown in minutes."""


class WorklistPage(Panel):
    def __init__(self, host: PageHost, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._host = host
        self._changes = host.state.worklist.changes
        self._said: tuple[str, dict[str, str]] | None = None
        self._kept = ""
        self._dialog: QFileDialog | None = None
        self._title = label("headline")
        self.words = label("quiet", wrap=True)
        self.take_next = KeyButton(Action.TAKE_NEXT, "phone-incoming")
        self.take_next.clicked.connect(self._take_next)
        self.reload = QPushButton()
        self.reload.clicked.connect(self.load)
        self.model = TaskListModel(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(TaskDelegate(self.list, _now))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_selected())
        self.list.activated.connect(lambda _index: self.call_selected())
        self.detail = TaskDetail()
        self.detail.call_requested.connect(self.call_selected)
        self.detail.take_requested.connect(self._take_selected)
        self.detail.give_back_requested.connect(self._give_back)
        self.detail.listen_requested.connect(self._keep_message)
        self.detail.postponed.connect(self._postpone)
        self.detail.closed.connect(self._close)
        self.detail.notes_written.connect(lambda task_id, text: self._host.desk.worklist.write_notes(task_id, text))
        card = Panel(kind="card")
        card.setLayout(column(self.list, margins=(12, 12, 8, 12)))
        head = row(self._title, None, self.take_next, self.reload)
        body = row(card, self.detail, spacing=16)
        body.setStretch(0, 1)
        self.setLayout(column(head, self.words, body, spacing=8, margins=(8, 8, 0, 0)))
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_ASK_AFTER_MS)
        self._soon.timeout.connect(self.load)
        self._minute = QTimer(self)
        self._minute.setInterval(_LOOK_EVERY_MS)
        self._minute.timeout.connect(self.list.viewport().update)
        self._minute.start()
        theme().changed.connect(self._tint)
        self._tint()
        self.detail.show_task(None, user_id="", may_call=False)
        self.retranslate()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.load()
        if not isinstance(self.window().focusWidget(), QLineEdit | QPlainTextEdit):
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def render_state(self, state: DeskState) -> None:
        if state.worklist.changes != self._changes:
            self._changes = state.worklist.changes
            if self.isVisible():
                self._soon.start()
        self._show_selected()

    def press(self, action: Action) -> bool:
        """A key of this page; False for any other."""
        does = {
            Action.TAKE_NEXT: self._take_next,
            Action.POSTPONE: self.detail.open_postpone,
            Action.CLOSE_TASK: self.detail.open_close,
            Action.LISTEN: self._keep_message,
        }
        if action not in does:
            return False
        does[action]()
        return True

    # asking

    def load(self) -> None:
        self._host.tasks.ask("worklist", self._host.desk.worklist.list(), done=self._answered, failed=self._failed)

    def _answered(self, found: Worklist) -> None:
        self._said = None
        self._fill(found, self._selected_id())
        self._say()

    def _fill(self, found: Worklist, wanted: int | None) -> None:
        self.model.replace(found)
        row_now = self.model.row_of(wanted)
        self.list.setCurrentIndex(self.model.index(row_now) if row_now is not None else QModelIndex())
        self._show_selected()

    def _failed(self, error: UserFacingError) -> None:
        self._said = (error.code, dict(error.params))
        self._say()

    # acting

    def selected(self) -> CallBack | None:
        found = self.list.currentIndex().data(TASK)
        return found if isinstance(found, CallBack) else None

    def _selected_id(self) -> int | None:
        task = self.selected()
        return task.id if task is not None else None

    def call_selected(self) -> None:
        """Call the patient back; an open task becomes one's own by it."""
        task = self.selected()
        if task is not None and self.detail.call.isEnabled():
            self.detail.keep_notes()
            self._host.desk.worklist.call(task.id)

    def _take_next(self) -> None:
        self._take(None)

    def _take_selected(self) -> None:
        if (task := self.selected()) is not None:
            self._take(task.id)

    def _take(self, task_id: int | None) -> None:
        self._host.tasks.ask("take call-back", self._host.desk.worklist.take(task_id), done=self._taken, failed=self._failed)

    def _taken(self, task: CallBack) -> None:
        self._said = None
        before = self.model.worklist
        rest = tuple(other for other in before.open if other.id != task.id)
        later = tuple(other for other in before.waiting if other.id != task.id)
        mine = (*(other for other in before.mine if other.id != task.id), task)
        self._fill(Worklist(mine, rest, later, len(rest)), task.id)
        self._say()

    def _give_back(self) -> None:
        if (task := self.selected()) is not None:
            self.detail.keep_notes()
            back = self._host.desk.worklist.give_back(task.id)
            self._host.tasks.ask("give back", back, done=lambda _task: self.load(), failed=self._failed)

    def _postpone(self, pause: timedelta) -> None:
        if (task := self.selected()) is not None:
            self._host.desk.worklist.postpone(task.id, _now() + pause, self.detail.typed_notes)
            self._done_with(task)

    def _close(self, reason: str) -> None:
        if (task := self.selected()) is not None:
            self._host.desk.worklist.close(task.id, reason, self.detail.typed_notes)
            self._done_with(task)

    def _done_with(self, task: CallBack) -> None:
        """Off the list at once: what was decided is kept on this computer, and the server's list follows."""
        self.detail.notes.setPlainText(task.notes)
        before = self.model.worklist
        kept = [tuple(other for other in part if other.id != task.id) for part in (before.mine, before.open, before.waiting)]
        self._fill(Worklist(kept[0], kept[1], kept[2], len(kept[1])), None)
        self._say()

    def _keep_message(self) -> None:
        """A file dialog that is not modal: calls go on being answered beside it."""
        task = self.selected()
        if task is None or task.voicemail_ref is None:
            return
        folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation))
        name = str(folder / f"{task.voicemail_ref}-voicemail.wav")
        dialog = QFileDialog(self, translate("Worklist", "Keep the message"), name, "WAV (*.wav)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("wav")
        dialog.setModal(False)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda file: self.download(task, Path(file)))
        self._dialog = dialog
        dialog.show()

    def download(self, task: CallBack, target: Path) -> None:
        if task.voicemail_ref is not None:
            wanted = self._host.desk.download_recording(task.voicemail_ref, "voicemail", target)
            self._host.tasks.ask("message", wanted, done=lambda _nothing: self._downloaded(target), failed=self._failed)

    def _downloaded(self, target: Path) -> None:
        self._said, self._kept = None, str(target)
        self._say()

    # showing

    def _show_selected(self) -> None:
        state = self._host.state
        user = state.session.user.id if state.session is not None else ""
        self.detail.show_task(self.selected(), user_id=user, may_call=state.has_telephone and not state.calls)
        self.take_next.setEnabled(state.has_telephone and bool(self.model.worklist.open))

    def retranslate(self) -> None:
        set_text(self._title, translate("Worklist", "Call-backs"))
        self.take_next.set_words(translate("Worklist", "Take the next"))
        self.reload.setText(" " + translate("Worklist", "Reload"))
        self.list.setAccessibleName(translate("Worklist", "Call-backs: mine, open, later"))
        self._fill(self.model.worklist, self._selected_id())
        self._say()

    def _say(self) -> None:
        words, kind = "", "quiet"
        if self._said is not None:
            words, kind = message(*self._said).text, "error"
        elif self._kept:
            words = translate("Worklist", "Message kept as {file}").format(file=self._kept)
        elif not self.model.rowCount():
            words = translate("Worklist", "Nobody is owed a call.")
        set_text(self.words, words)
        set_kind(self.words, kind=kind)
        self.words.setVisible(bool(words))

    def _tint(self) -> None:
        self.reload.setIcon(icon("refresh-cw", "text", 16))


def _now() -> datetime:
    return datetime.now(UTC)
