"""Who is speaking? Asks for the facts the server offers; what was typed is compared there, and the card knows no answers. Main thread."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QSizePolicy, QWidget

from agent_app.desk_state import DeskState
from agent_app.domain.patient import CallContext
from ui import typed_date
from ui.keys import Action, shown
from ui.widgets.elided import ElidedLabel
from ui.widgets.key_button import KeyButton
from ui.widgets.panel import Panel, column, label, row, set_kind, set_text
from ui.words import translate

FACTS = ("birth_date", "phone_last4", "last_visit")


class IdentityCard(Panel):
    """Signals: ``check_requested`` with the call's ref and a dict of fact to what was said (empty: could not say)."""

    check_requested = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, kind="card")
        self._context: CallContext | None = None
        self._outcomes: Mapping[str, str] = {}
        self._caption = label("caption")
        self.words = ElidedLabel("quiet")
        self.fields: dict[str, QLineEdit] = {}
        self._names: dict[str, QLabel] = {}
        self._boxes: dict[str, QWidget] = {}
        for fact in FACTS:
            field = QLineEdit()
            field.setMaxLength(40)
            field.returnPressed.connect(self.check_now)
            name = label("small")
            box = QWidget()
            box.setLayout(column(name, field, spacing=3))
            self.fields[fact], self._names[fact], self._boxes[fact] = field, name, box
        self.check = KeyButton(Action.IDENTITY, "check")
        self.check.clicked.connect(self.check_now)
        self._form = QWidget()
        self._form.setLayout(row(*self._boxes.values(), spacing=8))
        head = row(self._caption, None, self.check)
        self.setLayout(column(head, self.words, self._form, spacing=6, margins=(24, 12, 24, 14)))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def render_state(self, state: DeskState) -> None:
        """Shown while the call on screen has a patient whom the centre wants to be sure of."""
        context = state.pop
        there = context is not None and context.patient is not None and context.identity != "not_asked"
        if there and context != self._context:
            new_person = self._context is None or context is None or _person(context) != _person(self._context)
            self._context = context
            if new_person:
                self._outcomes = {}
                for field in self.fields.values():
                    field.clear()
            self._render()
        elif not there:
            self._context = None
        self.setVisible(there)

    def focus_first(self) -> None:
        """To the first fact; where one has been typed, check."""
        if self._context is None or self._context.identity == "passed":
            return
        if any(self.fields[fact].text().strip() for fact in self._asked()):
            self._send()
            return
        first = next(iter(self._asked()), None)
        if first is not None:
            self.fields[first].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def check_now(self) -> None:
        """Enter in a field goes on to the next empty one; in the last, or with all filled, the server compares."""
        asked = self._asked()
        focused = next((fact for fact in asked if self.fields[fact].hasFocus()), None)
        if focused is not None and focused != asked[-1]:
            self.fields[asked[asked.index(focused) + 1]].setFocus(Qt.FocusReason.TabFocusReason)
            return
        self._send()

    def _send(self) -> None:
        context, said = self._context, {fact: self._said(fact) for fact in self._asked()}
        if context is not None and context.identity != "passed" and any(said.values()):
            self.check_requested.emit(context.ref, said)

    def show_outcomes(self, ref: str, outcomes: Mapping[str, str]) -> None:
        """What the server found of each fact in the call ``ref``."""
        if self._context is not None and self._context.ref == ref:
            self._outcomes = outcomes
            self._render()

    def show_refusal(self, words: str) -> None:
        """The server could not or would not compare."""
        self.words.set_full_text(words)
        set_kind(self.words, kind="error")

    def retranslate(self) -> None:
        set_text(self._caption, translate("IdentityCard", "Who is speaking?  {key}").format(key=shown(Action.IDENTITY)))
        hint = typed_date.hint(QLocale())
        for fact, words in _names().items():
            self.fields[fact].setAccessibleName(words)
            self.fields[fact].setPlaceholderText("1234" if fact == "phone_last4" else hint)
        self.check.set_words(translate("IdentityCard", "Check"))
        self._render()

    def _asked(self) -> list[str]:
        return [fact for fact in FACTS if self._context is not None and fact in self._context.identity_facts]

    def _said(self, fact: str) -> str:
        """A day in the server's form; what is no day is sent as it was typed and will not match."""
        typed = self.fields[fact].text().strip()
        if fact == "phone_last4" or not typed:
            return typed
        day = typed_date.read_date(typed, QLocale(), date.today())
        return day.isoformat() if day is not None else typed

    def _render(self) -> None:
        context = self._context
        if context is None:
            return
        passed, failed = context.identity == "passed", context.identity == "failed"
        self._form.setVisible(not passed and bool(context.identity_facts))
        self.check.setVisible(not passed and bool(context.identity_facts))
        if passed:
            words, kind = translate("IdentityCard", "Identity checked"), "good"
        elif not context.identity_facts:
            words, kind = translate("IdentityCard", "Nothing is recorded that could be asked."), "quiet"
        elif failed:
            words, kind = translate("IdentityCard", "Not enough matched. Ask once more, or go on without."), "warn"
        else:
            ask = translate("IdentityCard", "{needed} of {offered} must match.")
            words, kind = ask.format(needed=context.identity_needed, offered=len(context.identity_facts)), "quiet"
        self.words.set_full_text(words)
        set_kind(self.words, kind=kind)
        outcome_words = {
            "matches": translate("IdentityCard", "matches"),
            "differs": translate("IdentityCard", "does not match"),
            "not_said": translate("IdentityCard", "not said"),
        }
        for fact, name in _names().items():
            self._boxes[fact].setVisible(fact in context.identity_facts)
            outcome = self._outcomes.get(fact, "")
            set_text(self._names[fact], outcome_words.get(outcome, name))
            set_kind(self._names[fact], kind={"matches": "good", "differs": "warn"}.get(outcome, "small"))


def _person(context: CallContext) -> tuple[str, str]:
    return context.ref, context.patient.id if context.patient is not None else ""


def _names() -> dict[str, str]:
    return {
        "birth_date": translate("IdentityCard", "Date of birth"),
        "phone_last4": translate("IdentityCard", "Phone, last 4"),
        "last_visit": translate("IdentityCard", "Last visit"),
    }
