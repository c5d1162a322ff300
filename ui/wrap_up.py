"""The side panel: notes and outcome of the call, open from the pop on, saved as they are typed. Main thread.

It stays beside every page, so that looking up another patient never hides the notes.
"""

from __future__ import annotations

import itertools
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QToolButton,
    QWidget,
)

from agent_app.desk_state import DeskState, ServerLink
from agent_app.domain.agent_status import AgentState
from agent_app.domain.call import CallRef
from agent_app.domain.user import Choice
from agent_app.domain.wrap_up import DraftState, WrapUpDraft
from agent_app.domain.wrap_up_form import Answers
from ui import languages
from ui.icons import icon
from ui.keys import Action, shown, tooltip
from ui.messages import message
from ui.theme import theme
from ui.widgets.elided import ElidedLabel
from ui.widgets.key_button import KeyButton
from ui.widgets.outcome_button import OutcomeButton
from ui.widgets.panel import Panel, column, label, row, set_kind, set_text
from ui.words import translate
from ui.wrap_up_fields import WrapUpFields

WARN_S = 15
"""The timer turns to its warning so many seconds before its end."""
_FULL_S = 60.0


class WrapUpPanel(Panel):
    """Signals: ``edited`` (ref, notes or None, disposition or None); ``answered`` (ref, Answers); ``save_requested``,
    ``discard_requested``, ``extend_requested`` with the ref; ``message_requested`` with the ref; ``draft_chosen`` with the ref of
    another draft; ``fold_requested``.
    """

    edited = Signal(str, object, object)
    answered = Signal(str, object)
    save_requested = Signal(str)
    discard_requested = Signal(str)
    extend_requested = Signal(str)
    draft_chosen = Signal(str)
    fold_requested = Signal()
    message_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, kind="card")
        self._state = DeskState()
        self._draft: WrapUpDraft | None = None
        self._choices: tuple[Choice, ...] = ()
        self._rendered_notes = ""
        self._title = label("title")
        self._who = ElidedLabel("quiet")
        self._fold = QToolButton()
        self._fold.setProperty("look", "plain")
        self._fold.clicked.connect(self.fold_requested)
        self._other = QPushButton()
        self._other.setProperty("look", "plain")
        self._other.clicked.connect(self._go_to_current)
        self.timer = label("strong")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.extend = QPushButton()
        self.extend.clicked.connect(lambda: self._emit_ref(self.extend_requested))
        self._timer_box = QWidget()
        self._timer_box.setLayout(column(row(self.timer, None, self.extend), self.progress, spacing=8))
        self._notes_caption = label("caption")
        self.notes = QPlainTextEdit()
        self.notes.setTabChangesFocus(True)
        self.notes.textChanged.connect(self._typed)
        self._outcome_caption = label("caption")
        self._grid = QGridLayout()
        self._grid.setSpacing(6)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self.outcomes: list[OutcomeButton] = []
        self.fields = WrapUpFields()
        self.fields.answered.connect(self._answered)
        self._asked_to_save: CallRef | None = None
        self.mark = label("small", wrap=True)
        self.save = KeyButton(Action.SAVE, "check", look="primary")
        self.save.clicked.connect(self.save_now)
        self._discard = QPushButton()
        self._discard.setProperty("look", "plain")
        self._discard.clicked.connect(lambda: self._emit_ref(self.discard_requested))
        self.message = QPushButton()
        self.message.setProperty("look", "plain")
        self.message.clicked.connect(lambda: self._emit_ref(self.message_requested))
        self._arrange()
        self.setFixedWidth(368)
        theme().changed.connect(self._tint)
        self._tint()
        self.retranslate()

    def _arrange(self) -> None:
        middle = QWidget()
        middle.setLayout(
            column(
                row(self._notes_caption, None), self.notes, 8, self._outcome_caption, self._grid, 10, self.fields, None,
                spacing=6, margins=(0, 0, 8, 0),
            )
        )  # fmt: skip
        self.scroller = QScrollArea()
        self.scroller.setWidgetResizable(True)
        self.scroller.setFrameShape(QFrame.Shape.NoFrame)
        self.scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroller.setProperty("kind", "plain")
        middle.setProperty("kind", "plain")
        self.scroller.setWidget(middle)
        self.setLayout(
            column(
                row(self._title, None, self.message, self._fold), self._who, self._other, 8, self._timer_box, 8,
                self.scroller, 8, self.mark, row(self.save, None, self._discard),
                spacing=6, margins=(20, 16, 12, 16),
            )
        )  # fmt: skip
        self.notes.setMinimumHeight(88)

    # what is shown

    @property
    def ref(self) -> CallRef | None:
        return self._draft.ref if self._draft is not None else None

    @property
    def is_being_typed(self) -> bool:
        return self.isVisible() and self.notes.hasFocus() and self._draft is not None and self._draft.state is DraftState.OPEN

    def render_draft(self, state: DeskState, draft: WrapUpDraft | None) -> None:
        """Show ``draft``. What was typed is replaced only by another call's notes, or where it was unchanged here."""
        self._state = state
        self._render_choices(state)
        changed_call = draft is not None and (self._draft is None or self._draft.ref != draft.ref)
        self._draft = draft
        if draft is None:
            return
        typed = self.notes.toPlainText()
        changed_elsewhere = draft.notes not in (self._rendered_notes, typed) and typed == self._rendered_notes
        self._rendered_notes = draft.notes
        if changed_call or (changed_elsewhere and not self.notes.hasFocus()):
            self.notes.blockSignals(True)
            self.notes.setPlainText(draft.notes)
            self.notes.blockSignals(False)
            self.notes.moveCursor(self.notes.textCursor().MoveOperation.End)
        self._who.set_full_text(draft.who)
        self._who.setVisible(bool(draft.who))
        open_now = draft.state in (DraftState.OPEN, DraftState.PARKED)
        self.notes.setReadOnly(not open_now)
        for button, choice in zip(self.outcomes, self._choices, strict=True):
            self._check(button, choice.code == draft.disposition)
            button.setEnabled(open_now)
        self.fields.show_answers(draft.answers, state.form, draft.queue, enabled=open_now)
        if changed_call:
            self._asked_to_save = None
            self.fields.fold()
            self.scroller.verticalScrollBar().setValue(0)
            self._chain_tab_order()
        self.fields.mark_missing(draft.missing(state.form) if self._asked_to_save == draft.ref else ())
        self.save.setEnabled(open_now and (draft.can_save or not draft.is_empty))
        self._discard.setVisible(open_now and draft.call_ended and not draft.is_empty)
        other = state.wrap_up is not None and state.wrap_up.ref != draft.ref
        self._other.setVisible(other)
        self._render_mark(state, draft)

    def tick(self, now: datetime) -> None:
        """The wrap-up timer; ``now`` is aware."""
        ends = self._state.status.wrap_up_ends_at
        running = self._state.status.state is AgentState.WRAP_UP and ends is not None and self._is_current()
        self._timer_box.setVisible(running)
        if not running or ends is None:
            return
        left = max(0.0, (ends - now).total_seconds())
        late = left <= WARN_S
        set_text(self.timer, translate("WrapUpPanel", "{time} left").format(time=languages.duration(left + 0.5)))
        set_kind(self.timer, kind="late" if late else "strong")
        set_kind(self.progress, late="true" if late else "false")
        self.progress.setRange(0, 1000)
        self.progress.setValue(round(1000 * min(1.0, left / _FULL_S)))

    # what the person does

    def focus_notes(self) -> None:
        if self._draft is not None:
            self.notes.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def choose_outcome(self, number: int) -> None:
        """``number`` counts from 1."""
        if self._draft is None or not 1 <= number <= len(self._choices) or not self.outcomes[number - 1].isEnabled():
            return
        self.edited.emit(self._draft.ref, None, self._choices[number - 1].code)

    def save_now(self) -> None:
        draft = self._draft
        if draft is None or draft.state not in (DraftState.OPEN, DraftState.PARKED):
            return
        if draft.missing(self._state.form):
            self.show_missing()
        else:
            self._asked_to_save = None
            self.save_requested.emit(draft.ref)

    def show_missing(self) -> None:
        """Mark what the queue requires and is not there, and go to the first of it."""
        draft = self._draft
        missing = draft.missing(self._state.form) if draft is not None else ()
        if draft is None or not missing:
            return
        self._asked_to_save = draft.ref
        self.render_draft(self._state, draft)
        if missing[0] == "disposition":
            if self.outcomes:
                self.outcomes[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif missing[0] == "notes":
            self.focus_notes()
        else:
            self.fields.focus_field(missing[0])
        focus = self.focusWidget()
        if focus is not None:
            self.scroller.ensureWidgetVisible(focus, 0, 40)

    def owes_answers(self) -> bool:
        """Whether the wrap-up on screen lacks what its queue requires; then it is shown what."""
        draft = self._draft
        in_wrap_up = self._state.status.state is AgentState.WRAP_UP and self._is_current()
        if draft is None or not in_wrap_up or not self._state.form.required.get(draft.queue):
            return False
        if draft.state is not DraftState.OPEN or not draft.missing(self._state.form):
            return False
        self.show_missing()
        return True

    def focus_matter(self) -> None:
        if self._draft is not None:
            self.fields.focus_field("matter")
            self.scroller.ensureWidgetVisible(self.fields.matter, 0, 40)

    def retranslate(self) -> None:
        set_text(self._title, translate("WrapUpPanel", "Wrap-up"))
        set_text(self._notes_caption, translate("WrapUpPanel", "Notes  {key}").format(key=shown(Action.NOTES)))
        self.notes.setAccessibleName(translate("WrapUpPanel", "Notes of the call"))
        self.notes.setPlaceholderText(translate("WrapUpPanel", "What was it about, what was agreed?"))
        set_text(self._outcome_caption, translate("WrapUpPanel", "Outcome  {key}").format(key=shown(Action.DISPOSITION)))
        self.save.set_words(translate("WrapUpPanel", "Save"))
        self.message.setText(translate("WrapUpPanel", "Message…"))
        self.message.setToolTip(tooltip(translate("WrapUpPanel", "Write a message to the patient"), Action.MESSAGE))
        self._discard.setText(translate("WrapUpPanel", "Discard"))
        self._discard.setToolTip(translate("WrapUpPanel", "Throw these notes away for good"))
        self.extend.setText(translate("WrapUpPanel", "One minute more"))
        self._fold.setToolTip(tooltip(translate("WrapUpPanel", "Fold the panel"), Action.SIDE_PANEL))
        self._fold.setAccessibleName(translate("WrapUpPanel", "Fold the panel"))
        self._other.setText(translate("WrapUpPanel", "Go to the current call"))
        self._choices = ()
        self.fields.retranslate()
        self._render_choices(self._state)
        if self._draft is not None:
            self.render_draft(self._state, self._draft)

    def _typed(self) -> None:
        if self._draft is not None and not self.notes.isReadOnly():
            self.edited.emit(self._draft.ref, self.notes.toPlainText(), None)

    def _answered(self, answers: Answers) -> None:
        if self._draft is not None:
            self.answered.emit(self._draft.ref, answers)

    def _go_to_current(self) -> None:
        if self._state.wrap_up is not None:
            self.draft_chosen.emit(self._state.wrap_up.ref)

    def _emit_ref(self, signal: object) -> None:
        if self._draft is not None:
            signal.emit(self._draft.ref)  # type: ignore[attr-defined]

    def _is_current(self) -> bool:
        return self._draft is not None and self._state.wrap_up is not None and self._draft.ref == self._state.wrap_up.ref

    def _check(self, button: QPushButton, checked: bool) -> None:
        self._group.setExclusive(False)
        button.setChecked(checked)
        self._group.setExclusive(True)

    def _render_choices(self, state: DeskState) -> None:
        choices = state.session.dispositions if state.session is not None else ()
        if choices == self._choices:
            return
        self._choices = choices
        for old in self.outcomes:
            self._group.removeButton(old)
            self._grid.removeWidget(old)
            old.deleteLater()
        self.outcomes = []
        for number, choice in enumerate(choices, start=1):
            button = OutcomeButton(number, choice.label(languages.current()))
            button.clicked.connect(lambda _checked=False, chosen=number: self.choose_outcome(chosen))
            self._group.addButton(button)
            self._grid.addWidget(button, (number - 1) // 2, (number - 1) % 2)
            self.outcomes.append(button)
        if choices:
            self._chain_tab_order()

    def _chain_tab_order(self) -> None:
        chain = [self.notes, *self.outcomes, *self.fields.tab_chain(), self.save, self.message, self._discard]
        for before, after in itertools.pairwise(chain):
            QWidget.setTabOrder(before, after)

    def _render_mark(self, state: DeskState, draft: WrapUpDraft) -> None:
        kind, words = "small", ""
        if draft.state is DraftState.STORED:
            kind, words = "good", translate("WrapUpPanel", "Saved")
        elif draft.state is DraftState.QUEUED:
            kind, words = "warn", translate("WrapUpPanel", "Saved here, will be sent")
        elif draft.state is DraftState.PARKED:
            kind, words = "error", self._parked_words(state, draft)
        elif self._asked_to_save == draft.ref and (missing := draft.missing(state.form)):
            names = ", ".join(self.fields.name_of(name) for name in missing)
            kind, words = "error", translate("WrapUpPanel", "Still missing: {fields}").format(fields=names)
        elif not draft.is_empty and draft.notes == self.notes.toPlainText():
            away = state.server is ServerLink.AWAY
            words = (
                translate("WrapUpPanel", "Draft saved here; the server is away")
                if away
                else translate("WrapUpPanel", "Draft saved on this computer")
            )
        set_text(self.mark, words)
        set_kind(self.mark, kind=kind)

    def _parked_words(self, state: DeskState, draft: WrapUpDraft) -> str:
        for write in state.parked:
            if write.ref == draft.ref:
                return message(write.parked_reason, {}).what
        return translate("WrapUpPanel", "The server refused this record")

    def _tint(self) -> None:
        self._fold.setIcon(icon("panel-right-close", "text_quiet", 18))


def draft_to_show(state: DeskState, chosen: CallRef | None, typing: bool) -> WrapUpDraft | None:
    """Which draft the panel shows: the one being typed stays, else the current call's, else the chosen unfinished one."""
    by_ref: dict[CallRef, WrapUpDraft] = {draft.ref: draft for draft in (*state.unfinished, *((state.wrap_up,) if state.wrap_up else ()))}
    if chosen is not None and chosen in by_ref and (typing or state.wrap_up is None):
        return by_ref[chosen]
    return state.wrap_up
