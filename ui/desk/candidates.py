"""A choice of persons: a family's shared number, or patients found by name. Main thread.

The list takes no focus by itself; once it has it, arrows or 1 to 9 choose and Enter takes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from agent_app.domain.patient import CallContext, Patient
from ui import terms
from ui.widgets.panel import Panel, column, label, set_text
from ui.words import translate


class PersonList(QListWidget):
    """Signals: ``chosen`` with the patient's id."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "list")
        self.setSpacing(2)
        self.setUniformItemSizes(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemActivated.connect(self._activated)
        self.itemClicked.connect(self._activated)

    def show_patients(self, patients: Sequence[Patient]) -> None:
        self.clear()
        for number, patient in enumerate(patients, start=1):
            item = QListWidgetItem(person_line(patient, number if number <= 9 else None))
            item.setData(Qt.ItemDataRole.UserRole, patient.id)
            self.addItem(item)
        if patients:
            self.setCurrentRow(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.key() - Qt.Key.Key_1.value
        if event.modifiers() == Qt.KeyboardModifier.NoModifier and 0 <= digit < min(9, self.count()):
            self.setCurrentRow(digit)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem() is not None:
            self._activated(self.currentItem())
        else:
            super().keyPressEvent(event)

    def _activated(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))


def person_line(patient: Patient, number: int | None) -> str:
    """Two lines: number and name; what tells namesakes apart."""
    head = f"{number}   {patient.name}" if number is not None else patient.name
    indent = "      " if number is not None else ""
    return f"{head}\n{indent}{terms.born(patient, date.today())}  ·  {patient.id}"


class Candidates(Panel):
    """Signals: ``chosen`` with the patient's id."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, kind="card")
        self._shown: tuple[Patient, ...] = ()
        self._title = label("title")
        self._hint = label("quiet", wrap=True)
        self.list = PersonList()
        self.list.chosen.connect(self.chosen)
        self.setLayout(column(self._title, self._hint, 8, self.list, spacing=4, margins=(24, 20, 20, 16)))
        self.retranslate()

    def render_context(self, context: CallContext) -> None:
        if context.candidates != self._shown:
            self._shown = context.candidates
            self.list.show_patients(self._shown)

    def retranslate(self) -> None:
        set_text(self._title, translate("Candidates", "Who is speaking?"))
        set_text(self._hint, translate("Candidates", "Arrow keys or 1 to 9 choose, Enter takes."))
        self.list.setAccessibleName(translate("Candidates", "Persons with this number"))
        if self._shown:
            self.list.show_patients(self._shown)
