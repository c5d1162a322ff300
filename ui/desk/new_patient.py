"""The new-patient card for an unknown caller, and a way to find a known person by name. Main thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from agent_app.domain.call import CallDirection, CallRef
from agent_app.domain.patient import CallContext, Patient
from ui import languages, terms
from ui.desk.candidates import PersonList
from ui.typed_date import hint, read_date
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.panel import Panel, column, label, row, set_kind, set_text
from ui.words import translate

_FORM_PX = 640
_SEXES = ("unknown", "female", "male", "other")


@dataclass(frozen=True, slots=True)
class NewPatientForm:
    """What was typed."""

    ref: CallRef
    name: str
    sex: str
    birth_date: date | None
    phone: str
    allergies: tuple[str, ...]
    notes: str


class NewPatientCard(Panel):
    """Signals: ``create_requested`` with a NewPatientForm; ``person_chosen`` with a patient's id; ``search_requested`` with the name."""

    create_requested = Signal(object)
    person_chosen = Signal(str)
    search_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, kind="card")
        self._ref: CallRef | None = None
        self._own_number = ""
        self._outgoing = False
        self._title = label("title")
        self._captions = {name: label("caption") for name in ("name", "sex", "born", "phone", "allergies", "notes")}
        self.name = QLineEdit()
        self.sex = ChoiceBox()
        for code in _SEXES:
            self.sex.addItem(terms.sex(code), code)
        self.born = QLineEdit()
        self.phone = QLineEdit()
        self.allergies = QLineEdit()
        self.notes = QPlainTextEdit()
        self.notes.setTabChangesFocus(True)
        self.notes.setFixedHeight(72)
        self.problem = label("error", wrap=True)
        self.create_button = QPushButton()
        self.create_button.setProperty("look", "primary")
        self.create_button.clicked.connect(self._create)
        self._known_caption = label("caption")
        self.known = PersonList()
        self.known.setMinimumHeight(60)
        self.known.chosen.connect(self.person_chosen)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(250)
        self._pause.timeout.connect(lambda: self.search_requested.emit(self.name.text().strip()))
        self.name.textEdited.connect(self._name_edited)
        self._arrange()
        self.show_known([])
        self.retranslate()

    def _arrange(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        places = {"name": (0, 0, 2), "sex": (2, 0, 1), "born": (2, 1, 1), "phone": (4, 0, 1), "allergies": (4, 1, 1), "notes": (6, 0, 2)}
        for name, (at_row, at_column, span) in places.items():
            field: QWidget = getattr(self, name)
            self._captions[name].setBuddy(field)
            grid.addWidget(self._captions[name], at_row, at_column, 1, span)
            grid.addWidget(field, at_row + 1, at_column, 1, span)
        form = QWidget()
        form.setLayout(grid)
        form.setMaximumWidth(_FORM_PX)
        grid.setContentsMargins(0, 0, 0, 0)
        self.setLayout(
            column(
                self._title, 8, _limited(form), self.problem, 8, row(self.create_button, None), 12, self._known_caption, self.known, None,
                spacing=4, margins=(24, 20, 24, 16),
            )
        )  # fmt: skip
        self.layout().setStretchFactor(self.known, 1)  # type: ignore[union-attr]

    def render_context(self, context: CallContext) -> None:
        """Begin anew for another call; what was typed for this one stays."""
        if context.ref == self._ref:
            return
        self._ref = context.ref
        for field in (self.name, self.born, self.allergies):
            field.clear()
        self.notes.clear()
        self.sex.setCurrentIndex(0)
        self.phone.setText(context.number)
        self._own_number = context.number_masked
        self._outgoing = context.direction is CallDirection.OUTBOUND
        self._hint_phone()
        self._show_problem("")
        self.show_known([])

    @property
    def has_typed(self) -> bool:
        return bool(self.name.text() or self.born.text() or self.allergies.text() or self.notes.toPlainText())

    def show_known(self, patients: Sequence[Patient]) -> None:
        self.known.show_patients(patients)
        self._known_caption.setVisible(bool(patients))
        self.known.setVisible(bool(patients))

    def retranslate(self) -> None:
        set_text(self._title, translate("NewPatient", "New patient"))
        names = {
            "name": translate("NewPatient", "Name"),
            "sex": translate("NewPatient", "Sex"),
            "born": translate("NewPatient", "Date of birth"),
            "phone": translate("NewPatient", "Phone"),
            "allergies": translate("NewPatient", "Allergies, separated by commas"),
            "notes": translate("NewPatient", "Note"),
        }
        for name, words in names.items():
            set_text(self._captions[name], words)
            getattr(self, name).setAccessibleName(words)
        for index, code in enumerate(_SEXES):
            self.sex.setItemText(index, terms.sex(code))
        self.born.setPlaceholderText(hint(languages.locale()))
        self._hint_phone()
        self.create_button.setText(translate("NewPatient", "Create and choose"))
        set_text(self._known_caption, translate("NewPatient", "Already on record?"))
        self.known.setAccessibleName(translate("NewPatient", "Persons on record with a similar name"))

    def _hint_phone(self) -> None:
        """Who sees masked numbers only leaves the field empty: the server knows the call's own number."""
        hint_words = ""
        if self._own_number:
            hint_words = (
                translate("NewPatient", "Left empty: the number dialled is stored")
                if self._outgoing
                else translate("NewPatient", "Left empty: the caller's number is stored")
            )
        self.phone.setPlaceholderText(hint_words)
        self.phone.setToolTip(hint_words)

    def _name_edited(self, text: str) -> None:
        if len(text.strip()) >= 2:
            self._pause.start()
        else:
            self._pause.stop()
            self.show_known([])

    def _create(self) -> None:
        form = self._read()
        if form is not None:
            self.create_requested.emit(form)

    def _read(self) -> NewPatientForm | None:
        name = self.name.text().strip()
        if not name:
            self._show_problem(translate("NewPatient", "The name is missing."))
            self.name.setFocus()
            return None
        typed = self.born.text().strip()
        born = read_date(typed, languages.locale(), date.today())
        if typed and born is None:
            self._show_problem(
                translate("NewPatient", "This is no date of birth: write it as {hint}.").format(hint=hint(languages.locale()))
            )
            self.born.setFocus()
            return None
        self._show_problem("")
        if self._ref is None:
            return None
        allergies = tuple(part.strip() for part in self.allergies.text().replace("，", ",").replace("、", ",").split(",") if part.strip())
        phone = self.phone.text().strip()
        return NewPatientForm(self._ref, name, self.sex.currentData(), born, phone, allergies, self.notes.toPlainText().strip())

    def _show_problem(self, words: str) -> None:
        set_text(self.problem, words)
        set_kind(self.problem, kind="error")
        self.problem.setVisible(bool(words))


def _limited(form: QWidget) -> QHBoxLayout:
    """As wide as it may be, at the left of what is there."""
    made = row(form, None)
    made.setStretch(0, 1000)
    made.setStretch(1, 1)
    return made
