"""What still waits for the agent: drafts never saved, records the server refused. Main thread."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from agent_app.desk_state import DeskState
from agent_app.domain.wrap_up import WrapUpDraft
from agent_app.ports import PendingWrite
from ui import languages
from ui.messages import message
from ui.widgets.elided import ElidedLabel
from ui.widgets.panel import Panel, column, label, row, set_text
from ui.words import translate

_MOST = 6


class UnfinishedList(Panel):
    """Signals: ``draft_chosen`` with a ref; ``retry_requested`` with a write's key."""

    draft_chosen = Signal(str)
    retry_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, kind="card")
        self._drafts: tuple[WrapUpDraft, ...] = ()
        self._parked: tuple[PendingWrite, ...] = ()
        self._title = label("title")
        self._none = label("quiet", wrap=True)
        self._waiting = label("quiet", wrap=True)
        self._waiting_writes = 0
        self._rows = column(spacing=12)
        self.setLayout(column(self._title, self._none, self._waiting, 8, self._rows, None, spacing=4, margins=(24, 20, 24, 20)))
        self.retranslate()

    def render_state(self, state: DeskState) -> None:
        fresh = (state.unfinished, state.parked, state.waiting_writes)
        if fresh != (self._drafts, self._parked, self._waiting_writes):
            self._drafts, self._parked, self._waiting_writes = fresh
            self._fill()

    def retranslate(self) -> None:
        set_text(self._title, translate("Unfinished", "Unfinished"))
        set_text(self._none, translate("Unfinished", "Nothing waits: every record is saved."))
        self._fill()

    def _fill(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for draft in self._drafts[:_MOST]:
            self._rows.addWidget(self._draft_row(draft))
        for write in self._parked[:_MOST]:
            self._rows.addWidget(self._parked_row(write))
        more = max(0, len(self._drafts) - _MOST) + max(0, len(self._parked) - _MOST)
        if more:
            self._rows.addWidget(label("quiet", translate("Unfinished", "and %n more", "", more)))
        self._none.setVisible(not self._drafts and not self._parked and not self._waiting_writes)
        self._waiting.setVisible(bool(self._waiting_writes))
        set_text(self._waiting, translate("Unfinished", "%n record(s) saved here, will be sent", "", self._waiting_writes))

    def _draft_row(self, draft: WrapUpDraft) -> QWidget:
        who = ElidedLabel("strong")
        who.set_full_text(draft.who or draft.ref)
        when = label("small", languages.moment(draft.opened_at) if draft.opened_at else "")
        button = QPushButton(translate("Unfinished", "Finish"))
        button.setAccessibleName(translate("Unfinished", "Finish the record of {who}").format(who=draft.who))
        button.clicked.connect(lambda _checked=False, ref=draft.ref: self.draft_chosen.emit(ref))
        return _with_layout(row(column(who, when, spacing=0), None, button))

    def _parked_row(self, write: PendingWrite) -> QWidget:
        what = label("strong", translate("Unfinished", "Refused by the server"), wrap=True)
        why = label("error", message(write.parked_reason, {}).text, wrap=True)
        when = label("small", languages.moment(write.made_at))
        button = QPushButton(translate("Unfinished", "Send again"))
        button.clicked.connect(lambda _checked=False, key=write.key: self.retry_requested.emit(key))
        holder = column(what, why, when, spacing=0)
        made = row(holder, button, spacing=12)
        made.setStretch(0, 1)
        return _with_layout(made)


def _with_layout(layout: object) -> QWidget:
    made = QWidget()
    made.setLayout(layout)  # type: ignore[arg-type]
    return made
