"""What callers of a queue hear: two announcements in each language, spoken from a text or a recording of one's own. Main thread.

Each change is made at once: sound is not part of what Save keeps.
"""

from __future__ import annotations

from collections.abc import Coroutine
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QLabel, QLineEdit, QMenu, QPushButton, QWidget

from agent_app.domain.admin import Administration, AdminRow, Announcement
from agent_app.domain.errors import UserFacingError
from ui import languages
from ui.messages import message
from ui.pages.host import PageHost
from ui.widgets.panel import Panel, column, label, row, set_text
from ui.words import QT_TRANSLATE_NOOP, translate

_KINDS = {
    "greeting": QT_TRANSLATE_NOOP("Admin", "Greeting"),
    "closed": QT_TRANSLATE_NOOP("Admin", "When closed"),
}
Place = tuple[str, str]
"""Kind and language."""


class AnnouncementsPanel(Panel):
    """Signals: ``changed`` after the server took one."""

    changed = Signal()

    def __init__(self, host: PageHost, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._host = host
        self._queue: AdminRow | None = None
        self._look = Administration()
        self._error: UserFacingError | None = None
        self._caption, self._hint = label("caption"), label("small", wrap=True)
        self.problem = label("error", wrap=True)
        self.kinds: dict[Place, QLabel] = {}
        self.states: dict[Place, QLabel] = {}
        self.buttons: dict[Place, QPushButton] = {}
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(2, 1)
        places = [(kind, language) for kind in _KINDS for language in languages.LANGUAGES]
        for at, (kind, language) in enumerate(places):
            self.kinds[kind, language] = label()
            self.states[kind, language] = label("small")
            grid.addWidget(self.kinds[kind, language], at, 0)
            grid.addWidget(label("", languages.LANGUAGES[language]), at, 1)
            grid.addWidget(self.states[kind, language], at, 2)
            button = self.buttons[kind, language] = QPushButton()
            button.clicked.connect(lambda _checked=False, place=(kind, language): self._open_menu(place))
            grid.addWidget(button, at, 3)
        self._text_place: Place = ("greeting", "zh_CN")
        self._text_box = QWidget()
        self._text_caption = label("caption", wrap=True)
        self.text = QLineEdit()
        self.text.setMaxLength(600)
        self.speak, self._cancel = QPushButton(), QPushButton()
        self.text.returnPressed.connect(self._speak)
        self.speak.clicked.connect(self._speak)
        self._cancel.clicked.connect(self._text_box.hide)
        self._text_box.setLayout(column(self._text_caption, row(self.text, self.speak, self._cancel), spacing=4))
        self._text_box.hide()
        self.setLayout(column(self._caption, self._hint, grid, self._text_box, self.problem, spacing=6))
        self.retranslate()

    def show_queue(self, queue: AdminRow | None, look: Administration) -> None:
        """None for a queue that does not exist yet: it can have none."""
        if queue is None or self._queue is None or queue.key != self._queue.key:
            self._error = None
            self._text_box.hide()
        self._queue, self._look = queue, look
        self.setVisible(queue is not None)
        self._fill()

    def retranslate(self) -> None:
        set_text(self._caption, translate("Admin", "Announcements"))
        set_text(
            self._hint, translate("Admin", "Recordings: WAV, 16 bit, one channel, 8 or 16 kHz, at most 90 s. Changes are in force at once.")
        )
        self.speak.setText(translate("Admin", "Speak"))
        self._cancel.setText(translate("Admin", "Leave it"))
        for (kind, language), button in self.buttons.items():
            button.setText(translate("Admin", "Change…"))
            button.setAccessibleName(f"{translate('Admin', 'Change…')} {translate('Admin', _KINDS[kind])} {languages.LANGUAGES[language]}")
        self._fill()

    def _fill(self) -> None:
        own = {(one["kind"], one["language"]): one for one in (self._queue.values.get("announcements") or [] if self._queue else [])}
        for place, state in self.states.items():
            set_text(self.kinds[place], translate("Admin", _KINDS[place[0]]))
            found = own.get(place)
            set_text(state, self._said(found))
        kind, language = self._text_place
        where = f"{translate('Admin', _KINDS[kind])}, {languages.LANGUAGES[language]}"
        set_text(self._text_caption, translate("Admin", "Text to be spoken: {where}").format(where=where))
        self.text.setAccessibleName(self._text_caption.text())
        words = message(self._error.code, self._error.params).text if self._error is not None else ""
        set_text(self.problem, words)
        self.problem.setVisible(bool(words))

    def _said(self, found: dict[str, Any] | None) -> str:
        if found is None:
            return translate("Admin", "standard")
        length = languages.duration(float(found.get("duration_s") or 0))
        if found.get("spoken"):
            return translate("Admin", "spoken, {length}: {text}").format(length=length, text=str(found.get("text") or "")[:40])
        return translate("Admin", "own recording, {length}").format(length=length)

    def _which(self, place: Place) -> Announcement:
        return Announcement(self._queue.key if self._queue is not None else "", *place)

    def _open_menu(self, place: Place) -> None:
        """What can be done here; never modal."""
        own = self.states[place].text() != translate("Admin", "standard")
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        offers = [
            ("upload", translate("Admin", "Recording…"), True),
            ("text", translate("Admin", "Text to be spoken…"), self._look.can_speak),
            ("keep", translate("Admin", "Save a copy…"), own),
            ("standard", translate("Admin", "Back to the standard"), own),
        ]
        for what, words, possible in offers:
            if possible:
                action = menu.addAction(words)
                action.triggered.connect(lambda _checked=False, wanted=what: self._pressed(place, wanted))
        button = self.buttons[place]
        menu.popup(button.mapToGlobal(QPoint(0, button.height() + 4)))

    def _pressed(self, place: Place, wanted: str) -> None:
        which = self._which(place)
        if wanted == "text":
            self._text_place = place
            self.text.setText(self._text_of(place))
            self._fill()
            self._text_box.show()
            self.text.setFocus()
        elif wanted == "upload":
            self._ask_file(which)
        elif wanted == "keep":
            self._ask_target(which)
        else:
            self._do(self._host.desk.admin.drop_announcement(which))

    def _text_of(self, place: Place) -> str:
        for one in self._queue.values.get("announcements") or [] if self._queue is not None else []:
            if (one["kind"], one["language"]) == place:
                return str(one.get("text") or "")
        return ""

    def _speak(self) -> None:
        words = self.text.text().strip()
        if words:
            self._do(self._host.desk.admin.speak_announcement(self._which(self._text_place), words), close_text=True)

    def _ask_file(self, which: Announcement) -> None:
        """A file dialog that is not modal: calls go on being answered beside it."""
        dialog = QFileDialog(self, translate("Admin", "Choose a recording"), "", "WAV (*.wav)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda chosen: self._do(self._host.desk.admin.upload_announcement(which, Path(chosen))))
        dialog.setModal(False)
        dialog.show()

    def _ask_target(self, which: Announcement) -> None:
        dialog = QFileDialog(self, translate("Admin", "Save a copy"), f"{which.queue}-{which.kind}-{which.language}.wav", "WAV (*.wav)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.fileSelected.connect(lambda chosen: self._keep(which, Path(chosen)))
        dialog.setModal(False)
        dialog.show()

    def _keep(self, which: Announcement, target: Path) -> None:
        def done(sound: bytes) -> None:
            try:
                target.write_bytes(sound)
            except OSError:
                self._failed(UserFacingError("file_not_written", permanent=False))

        self._host.tasks.ask("announcement copy", self._host.desk.admin.announcement(which), done=done, failed=self._failed)

    def _do(self, query: Coroutine[Any, Any, None], *, close_text: bool = False) -> None:
        def done(_nothing: None) -> None:
            self._error = None
            if close_text:
                self._text_box.hide()
            self._fill()
            self.changed.emit()

        self._host.tasks.ask("announcement", query, done=done, failed=self._failed)

    def _failed(self, error: UserFacingError) -> None:
        self._error = error
        self._fill()
