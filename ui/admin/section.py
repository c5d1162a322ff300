"""One section: list at the left, form at the right. What is typed stays with its row until it is saved or reverted. Main thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from agent_app.domain.admin import Administration, AdminKind, AdminRow, ChangedMeanwhile, new_password
from agent_app.domain.errors import UserFacingError
from ui.admin import words
from ui.admin.announcements import AnnouncementsPanel
from ui.admin.ask import AskPanel, PasswordPanel
from ui.admin.conflict import ConflictPanel
from ui.admin.edits import Edits
from ui.admin.empty_demo import EmptyDemoPanel
from ui.admin.form import Form
from ui.admin.row_list import RowList
from ui.admin.sections import Section, field_of
from ui.keys import Action, tooltip
from ui.messages import message
from ui.pages.host import PageHost
from ui.widgets.key_button import KeyButton
from ui.widgets.panel import Panel, column, label, row, set_kind, set_text
from ui.words import translate

NEW = "+new"
"""Stands for the row that does not exist yet; no key of the server has a plus."""


class SectionView(Panel):
    """Signals: ``changed`` after the server took a change; ``unsaved_changed`` where typed text came or went."""

    changed = Signal()
    unsaved_changed = Signal()

    def __init__(self, host: PageHost, section: Section, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._host, self.section = host, section
        self._look = Administration()
        self._edits: dict[str, Edits] = {}
        self._key: str | None = None
        self._refusal: UserFacingError | None = None
        self._saved = False
        self._busy = False
        self.search = QLineEdit()
        self.search.textChanged.connect(lambda _text: self._fill_list())
        self.list = RowList()
        self.list.chosen.connect(self.open_row)
        self.new = KeyButton(Action.NEW, "plus")
        self.new.clicked.connect(self.begin_new)
        self.up, self.down = KeyButton(Action.MOVE_UP, "chevron-up"), KeyButton(Action.MOVE_DOWN, "chevron-down")
        self.up.clicked.connect(lambda: self.move_row(-1))
        self.down.clicked.connect(lambda: self.move_row(+1))
        self._empty = label("quiet", wrap=True)
        self._title, self._detail = label("title", wrap=True), label("small", wrap=True)
        self.refused = label("error", wrap=True)
        self.conflict, self.asked, self.password = ConflictPanel(), AskPanel(), PasswordPanel()
        self.conflict.mine_chosen.connect(lambda: self._resolve(mine=True))
        self.conflict.theirs_chosen.connect(lambda: self._resolve(mine=False))
        self.announcements = AnnouncementsPanel(host) if section.kind is AdminKind.QUEUES else None
        if self.announcements is not None:
            self.announcements.changed.connect(self.changed)
        self.demo = EmptyDemoPanel(host) if section.kind is AdminKind.CENTRE else None
        if self.demo is not None:
            self.demo.emptied.connect(host.keep_setup_code)
        self.form = Form(section, self.announcements or self.demo)
        self.form.edited.connect(self._edited)
        self.save_button = KeyButton(Action.SAVE, "check", look="primary")
        self.save_button.clicked.connect(self.save)
        self.revert_button = KeyButton(Action.REVERT, "undo-2")
        self.revert_button.clicked.connect(self.revert)
        self.reset, self.delete = QPushButton(), QPushButton()
        self.reset.clicked.connect(self._ask_password)
        self.delete.clicked.connect(self._ask_delete)
        self.setLayout(self._arranged())
        self._finder.setVisible(self.section.many)
        self.retranslate()

    def _arranged(self) -> QHBoxLayout:
        self._finder = Panel(kind="card")
        self._finder.setLayout(
            column(self.search, self._empty, self.list, row(self.new, None, self.up, self.down), spacing=8, margins=(12, 12, 12, 12))
        )
        self._finder.setFixedWidth(268)
        for button in (self.up, self.down):
            button.setVisible(self.section.ordered)  # after the layout: what has no parent would be shown as a window
        self._card = Panel(kind="card")
        below = row(self.save_button, self.revert_button, None, self.reset, self.delete)
        made = column(
            self._title, self._detail, self.password, self.asked, self.conflict, self.refused, 4, self.form, below,
            spacing=8, margins=(20, 16, 16, 16),
        )  # fmt: skip
        made.setStretch(7, 1)
        self._card.setLayout(made)
        both = row(self._finder, self._card, spacing=16)
        both.setStretch(1, 1)
        return both

    # what is shown

    @property
    def unsaved(self) -> int:
        return sum(1 for edits in self._edits.values() if edits.dirty)

    @property
    def edits(self) -> Edits | None:
        return self._edits.get(self._key) if self._key is not None else None

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.demo is not None:
            self.demo.ask()

    def show_administration(self, look: Administration) -> None:
        """Newer rows of the server; what was typed is kept on top of them."""
        self._look = look
        rows = {found.key: found for found in look.of(self.section.kind)}
        for key, edits in list(self._edits.items()):
            rebased = edits.rebased(rows.get(key))
            if edits.base is not None and not rebased.dirty and key not in rows:
                del self._edits[key]
            else:
                self._edits[key] = rebased
        if self._key is None or (self._key != NEW and self._key not in rows and self._key not in self._edits):
            self._key = next(iter(rows), None)
        self._show_row(anew=True)

    def open_row(self, key: str) -> None:
        self._key = key
        self._forget_words()
        self._show_row(anew=True)

    def begin_new(self) -> None:
        if self.section.many:
            self.search.clear()
            self.open_row(NEW)
            self.form.focus_first()

    def focus_list(self) -> None:
        (self.list if self.section.many else self.form.fields[self.section.fields[0].name].editor).setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        self.search.setPlaceholderText(translate("Admin", "Search"))
        self.search.setAccessibleName(translate("Admin", "Search"))
        self.search.setToolTip(tooltip(translate("Admin", "Search"), Action.FIND))
        self.list.setAccessibleName(words.section(self.section.kind))
        if self.section.many:
            self.new.set_words(words.new(self.section.kind))
        for button, text in ((self.up, translate("Admin", "Up")), (self.down, translate("Admin", "Down"))):
            button.set_words(text)
        self.save_button.set_words(translate("Admin", "Save"))
        self.revert_button.set_words(translate("Admin", "Revert"))
        self.reset.setText(translate("Admin", "New password…"))
        self.delete.setText(translate("Admin", "Delete…"))
        self._show_row(anew=False)

    def _show_row(self, *, anew: bool) -> None:
        """``anew``: also the fields; else only what stands around them."""
        self._fill_list()
        key = self._key
        self._card.setVisible(key is not None)
        if key is None:
            return
        if key not in self._edits:
            self._edits[key] = Edits(None if key == NEW else self._look.row(self.section.kind, key))
        edits = self._edits[key]
        if anew:
            self.form.show_edits(edits, self._look)
        else:
            self.form.show_again(self._look)
        if self.announcements is not None:
            self.announcements.show_queue(edits.base, self._look)
        self._show_around(edits)

    def _show_around(self, edits: Edits) -> None:
        base = edits.base
        shown = {**(base.values if base is not None else {}), **edits.changes}
        set_text(self._title, self.section.title(shown) or (words.new(self.section.kind) if self.section.many else ""))
        detail = self.section.detail(base.values, self._look) if base is not None else ""
        if base is not None and self._saved and not edits.dirty:
            detail = translate("Admin", "Saved, and in force.") + ("  " + detail if detail else "")
        set_text(self._detail, detail)
        set_kind(self._detail, kind="good" if self._saved and not edits.dirty else "small")
        self._detail.setVisible(bool(detail))
        captions = {field.name: field.caption or field.name for field in self.section.fields}
        self.conflict.show_edits(edits, captions, self.form.said)
        self._show_refusal()
        self.save_button.setEnabled(not self._busy and not edits.conflict and (edits.dirty or base is None))
        self.revert_button.setEnabled(edits.dirty or base is None)
        self.reset.setVisible(self.section.kind is AdminKind.USERS and base is not None)
        self.delete.setVisible(self.section.many and base is not None)

    def _fill_list(self) -> None:
        look, section = self._look, self.section
        wanted = self.search.text().strip().casefold()
        rows = []
        for found in look.of(section.kind):
            edits = self._edits.get(found.key)
            title, detail = section.title(found.values), section.detail(found.values, look)
            unsaved = edits is not None and edits.dirty
            if wanted in f"{title} {detail} {found.key}".casefold() or found.key == self._key:
                rows.append((found.key, title, detail, unsaved))
        for key, edits in self._edits.items():
            if edits.gone and all(one[0] != key for one in rows) and edits.base is not None:
                rows.append((key, section.title(edits.base.values), translate("Admin", "deleted meanwhile"), True))
        new = self._edits.get(NEW)
        if section.many and (self._key == NEW or (new is not None and new.dirty)):
            rows.insert(0, (NEW, words.new(section.kind), translate("Admin", "not saved yet"), new is not None and new.dirty))
        self.list.show_rows(rows, self._key)
        none = translate("Admin", "Nothing found.") if wanted else translate("Admin", "None yet.")
        set_text(self._empty, "" if rows else none)
        self._empty.setVisible(not rows)
        at = self.list.currentRow()
        self.up.setEnabled(at > 0 and not wanted and self._key != NEW)
        self.down.setEnabled(0 <= at < len(rows) - 1 and not wanted and self._key != NEW)

    def _edited(self, edits: Edits) -> None:
        if self._key is None:
            return
        was = self._edits[self._key].dirty
        self._edits[self._key] = edits
        self._saved, self._refusal = False, None
        self._show_around(edits)
        if was != edits.dirty:
            self._fill_list()
            self.unsaved_changed.emit()

    def _forget_words(self) -> None:
        self._saved, self._refusal = False, None
        self.asked.hide()
        self.password.forget()

    def _show_refusal(self) -> None:
        error = self._refusal
        text = message(error.code, error.params).text if error is not None else ""
        set_text(self.refused, text)
        self.refused.setVisible(bool(text))

    # what is done

    def save(self) -> None:
        edits, key = self.edits, self._key
        if edits is None or key is None or self._busy or edits.conflict or not (edits.dirty or edits.base is None):
            return
        if self.form.problems():
            return
        self._busy, self._refusal = True, None
        self.save_button.setEnabled(False)
        admin = self._host.desk.admin
        if edits.base is None:
            sent = self.form.complete()
            secret = new_password() if self.section.kind is AdminKind.USERS else ""
            body = {**sent, "password": secret} if secret else sent
            query = admin.create(self.section.kind, body)
        else:
            sent, secret = dict(edits.changes), ""
            query = admin.change(edits.base, sent)
        self._host.tasks.ask(
            f"save {self.section.kind.value}",
            query,
            done=lambda made: self._taken(key, made, sent, secret),
            failed=lambda error: self._failed(key, error),
        )

    def revert(self) -> None:
        if self._key is None:
            return
        self._edits.pop(self._key, None)
        if self._key == NEW:
            self._key = next((found.key for found in self._look.of(self.section.kind)), None)
        self._forget_words()
        self._show_row(anew=True)
        self.unsaved_changed.emit()

    def move_row(self, step: int) -> None:
        """Up or down in the person's own order."""
        keys = [found.key for found in self._look.of(self.section.kind)]
        if not self.section.ordered or self._key not in keys or self._busy or self.search.text().strip():
            return
        at = keys.index(self._key)
        to = at + step
        if not 0 <= to < len(keys):
            return
        keys[at], keys[to] = keys[to], keys[at]
        self._busy = True
        self._host.tasks.ask(
            f"order {self.section.kind.value}",
            self._host.desk.admin.reorder(self.section.kind, keys),
            done=self._reordered,
            failed=lambda error: self._failed(self._key or "", error),
        )

    def _reordered(self, rows: Sequence[AdminRow]) -> None:
        self._busy = False
        self.show_administration(replace(self._look, rows={**self._look.rows, self.section.kind: tuple(rows)}))
        self.changed.emit()

    def _taken(self, key: str, made: AdminRow, sent: dict[str, object], secret: str) -> None:
        """The server has stored it; what was typed since then is kept."""
        self._busy = False
        typed = self._edits.pop(key, Edits(None))
        later = {name: value for name, value in typed.changes.items() if name not in sent or sent[name] != value}
        self._edits[made.key] = Edits(made, later)
        if self._key == key:
            self._key = made.key
        self._saved = True
        rows = self._look.of(self.section.kind)
        there = any(found.key == made.key for found in rows)
        rows = tuple(made if found.key == made.key else found for found in rows) if there else (*rows, made)
        self._look = replace(self._look, rows={**self._look.rows, self.section.kind: rows})
        self._show_row(anew=True)
        if secret:
            self.password.show_password(str(made.values.get("display_name", "")), secret)
        self.unsaved_changed.emit()
        self.changed.emit()

    def _failed(self, key: str, error: UserFacingError) -> None:
        self._busy = False
        if isinstance(error, ChangedMeanwhile) and key in self._edits:
            self._edits[key] = self._edits[key].rebased(error.current)
            if key == self._key:
                self._show_row(anew=True)
            return
        name = field_of(error.code, error.params, self.section)
        self._refusal = None if name and key == self._key else error
        edits = self.edits
        if edits is not None:
            self._show_around(edits)
        if name and key == self._key:
            self.form.show_refusal(name, message(error.code, error.params).text)

    def _resolve(self, *, mine: bool) -> None:
        edits = self.edits
        if edits is None or self._key is None:
            return
        if edits.gone:
            key, self._key = self._key, (NEW if mine else None)
            del self._edits[key]
            if mine:
                self._edits[NEW] = edits.keeping_mine()
            self.show_administration(self._look)
        else:
            self._edits[self._key] = edits.keeping_mine() if mine else edits.taking_theirs()
            self._show_row(anew=True)
        self.unsaved_changed.emit()

    # deleting and passwords

    def _ask_delete(self, _checked: bool = False, *, waiting: str = "") -> None:
        edits = self.edits
        if edits is None or edits.base is None:
            return
        base = edits.base
        title = self.section.title(base.values)
        others = [(found.key, words.in_language(found.values.get("labels"), found.key)) for found in self._look.of(AdminKind.QUEUES)]

        def question() -> str:
            if waiting:
                return translate("Admin", "Callers wait in {name}. To which queue do they go?").format(name=title)
            return translate("Admin", "Delete {name} for good?").format(name=title)

        def answer() -> str:
            return translate("Admin", "Move them and delete") if waiting else translate("Admin", "Delete")

        choices = [one for one in others if one[0] != base.key] if waiting else []
        self.asked.ask(question, answer, lambda chosen: self._delete(base, str(chosen or "")), choices)

    def _delete(self, base: AdminRow, move_to: str) -> None:
        self._host.tasks.ask(
            f"delete {self.section.kind.value}",
            self._host.desk.admin.remove(base, move_to),
            done=lambda _deleted: self._deleted(base),
            failed=lambda error: self._not_deleted(base, error),
        )

    def _deleted(self, base: AdminRow) -> None:
        self._edits.pop(base.key, None)
        if self._key == base.key:
            self._key = None
        rows = tuple(found for found in self._look.of(self.section.kind) if found.key != base.key)
        self.show_administration(replace(self._look, rows={**self._look.rows, self.section.kind: rows}))
        self.unsaved_changed.emit()
        self.changed.emit()

    def _not_deleted(self, base: AdminRow, error: UserFacingError) -> None:
        if error.code == "queue_has_callers" and self._key == base.key:
            self._ask_delete(waiting=error.params.get("waiting", "1"))
        else:
            self._failed(base.key, error)

    def _ask_password(self) -> None:
        edits = self.edits
        if edits is None or edits.base is None:
            return
        base = edits.base
        name = str(base.values.get("display_name", ""))
        self.asked.ask(
            lambda: translate("Admin", "Give {name} a new password? If they are signed in, they are signed out.").format(name=name),
            lambda: translate("Admin", "New password"),
            lambda _choice: self._set_password(base, name),
        )

    def _set_password(self, base: AdminRow, name: str) -> None:
        secret = new_password()

        def done(made: AdminRow) -> None:
            self._taken(made.key, made, {}, "")
            self.password.show_password(name, secret)

        self._host.tasks.ask(
            "reset password",
            self._host.desk.admin.set_password(base, secret),
            done=done,
            failed=lambda error: self._failed(base.key, error),
        )
