"""What a new centre still needs, read from its configuration: so it can be left and taken up at any time. Main thread."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from agent_app.domain.admin import Administration, AdminKind
from ui.admin import words
from ui.keys import Action, shown
from ui.widgets.panel import Panel, column, label, row, set_text
from ui.words import QT_TRANSLATE_NOOP, translate


class Step(Enum):
    AGENTS = "agents"  # nobody with an extension who takes calls
    MEMBERS = "members"  # no queue rings anybody
    NUMBERS = "numbers"  # no number leads to a queue


_SECTION = {Step.AGENTS: AdminKind.USERS, Step.MEMBERS: AdminKind.QUEUES, Step.NUMBERS: AdminKind.NUMBERS}
_WORDS = {
    Step.AGENTS: QT_TRANSLATE_NOOP("Admin", "Add the first agents: each needs an extension, and gets a password to be handed over."),
    Step.MEMBERS: QT_TRANSLATE_NOOP("Admin", "Say who answers: put people into a queue."),
    Step.NUMBERS: QT_TRANSLATE_NOOP("Admin", "Lead a telephone number to a queue."),
}


def open_steps(look: Administration) -> list[Step]:
    """In the order in which they are best done."""
    users = look.of(AdminKind.USERS)
    agents = [row for row in users if row.values.get("extension") and not row.values.get("disabled")]
    found = []
    if not any(row.values.get("role") == "agent" for row in agents):
        found.append(Step.AGENTS)
    if not any(row.values.get("members") for row in look.of(AdminKind.QUEUES)):
        found.append(Step.MEMBERS)
    if not look.of(AdminKind.NUMBERS):
        found.append(Step.NUMBERS)
    return found


class NextSteps(Panel):
    """Signals: ``wanted`` with the section of the step that the person goes to."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, kind="prominent")
        self._look = Administration()
        self._begun = False
        self._later = False
        self._title = label("strong", wrap=True)
        self.hide_button = QPushButton()
        self.hide_button.setProperty("look", "plain")
        self.hide_button.clicked.connect(self._put_off)
        self._lines = {step: QWidget() for step in Step}
        self._texts = {step: label("", wrap=True) for step in Step}
        self.buttons = {step: QPushButton() for step in Step}
        for step, line in self._lines.items():
            made = row(self._texts[step], self.buttons[step], spacing=12)
            made.setStretch(0, 1)
            line.setLayout(made)
            self.buttons[step].clicked.connect(lambda _checked=False, section=_SECTION[step]: self.wanted.emit(section))
        head = row(self._title, self.hide_button)
        head.setStretch(0, 1)
        self.setLayout(column(head, *self._lines.values(), spacing=4, margins=(16, 10, 12, 10)))
        self.hide()

    def show_administration(self, look: Administration) -> None:
        self._look = look
        steps = open_steps(look)
        self._begun = self._begun or bool(steps)
        self.retranslate()
        self.setVisible(self._begun and not self._later)

    def retranslate(self) -> None:
        steps = open_steps(self._look)
        number = next((row.key for row in self._look.of(AdminKind.NUMBERS)), "")
        if steps:
            set_text(self._title, translate("Admin", "What this centre still needs"))
        else:
            done = translate(
                "Admin", "The centre is ready. Agents sign in with their passwords and say ready ({key}); phone {number} and try it."
            )
            set_text(self._title, done.format(key=shown(Action.READY), number=number))
        self.hide_button.setText(translate("Setup", "Later") if steps else translate("Admin", "Done"))
        for step, line in self._lines.items():
            line.setVisible(step in steps)
            set_text(self._texts[step], translate("Admin", _WORDS[step]))
            self.buttons[step].setText(words.section(_SECTION[step]))

    def _put_off(self) -> None:
        self._later = True
        self.hide()
