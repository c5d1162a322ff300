"""The Desk page: the screen pop of the call, or the quiet desk between calls. Main thread.

Everything a pop shows is built beforehand; a pop only fills and raises it.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from agent_app.desk_state import DeskState
from agent_app.domain.patient import CallContext
from ui import terms
from ui.desk.caller_card import CallerCard
from ui.desk.candidates import Candidates
from ui.desk.consent_card import ConsentCard
from ui.desk.identity_card import IdentityCard
from ui.desk.idle import IdleView
from ui.desk.new_patient import NewPatientCard
from ui.desk.patient_card import PatientCard
from ui.desk.timeline import Timeline
from ui.widgets.panel import Panel, column, label, row, set_text
from ui.worklist import words


class DeskPage(Panel):
    """Signals: ``patient_chosen`` with the call's ref and the patient's id."""

    patient_chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context: CallContext | None = None
        self._queue_name = ""
        self.patient = PatientCard()
        self.caller = CallerCard()
        self.timeline = Timeline()
        self.candidates = Candidates()
        self.new_patient = NewPatientCard()
        self.idle = IdleView()
        self._left = _stack(self.patient, self.caller)
        self._left.setFixedWidth(304)
        self.identity = IdentityCard()
        self.identity.hide()
        self.consent = ConsentCard()
        self.consent.setFixedWidth(304)
        self.consent.hide()
        self._middle = _stack(self.timeline, self.candidates, self.new_patient)
        self._pop = QWidget()
        self.owed = label("accent", wrap=True)
        self._owed_strip = Panel(kind="prominent")
        self._owed_strip.setLayout(row(self.owed, margins=(16, 8, 16, 8)))
        self._owed_strip.hide()
        self._pop.setLayout(
            column(
                self._owed_strip,
                row(column(self._left, self.consent, spacing=12), column(self.identity, self._middle, spacing=12), spacing=16),
                spacing=12,
            )
        )
        self._views = _stack(self.idle, self._pop)
        self.setLayout(column(self._views))
        self.candidates.chosen.connect(self._choose)
        self.new_patient.person_chosen.connect(self._choose)

    @property
    def shows_pop(self) -> bool:
        return self._views.currentWidget() is self._pop

    def render_state(self, state: DeskState) -> None:
        self.idle.render_state(state)
        if state.pop is not None:
            self._render_pop(state.pop, terms.queue(state, state.pop.queue, state.pop.queue_label))
        self.identity.render_state(state)
        self.consent.render_state(state)
        self._context = state.pop
        self._views.setCurrentWidget(self.idle if state.pop is None else self._pop)

    def warm_up(self) -> None:
        """Lay out and paint the pop unseen; does nothing while one is shown."""
        if self.shows_pop:
            return
        for stack in (self._left, self._middle):
            for index in reversed(range(stack.count())):  # ends at the known patient, the most likely pop
                stack.setCurrentIndex(index)
                self._pop.grab()

    def _render_pop(self, context: CallContext, queue_name: str) -> None:
        if (context, queue_name) == (self._context, self._queue_name):
            return
        self._queue_name = queue_name
        self._render_owed(context)
        if context.patient is not None:
            self.patient.render_patient(context.patient)
            self.timeline.render_patient(context.patient)
            self._left.setCurrentWidget(self.patient)
            self._middle.setCurrentWidget(self.timeline)
            return
        self.caller.render_context(context, queue_name)
        self._left.setCurrentWidget(self.caller)
        if context.candidates:
            self.candidates.render_context(context)
            self._middle.setCurrentWidget(self.candidates)
        else:
            self.new_patient.render_context(context)
            self._middle.setCurrentWidget(self.new_patient)

    def _render_owed(self, context: CallContext) -> None:
        owed = context.call_back
        self._owed_strip.setVisible(owed is not None)
        if owed is not None:
            set_text(self.owed, words.hint(owed))

    def retranslate(self) -> None:
        if self._context is not None:
            self._render_owed(self._context)

    def _choose(self, patient_id: str) -> None:
        if self._context is not None:
            self.patient_chosen.emit(self._context.ref, patient_id)


def _stack(*widgets: QWidget) -> QStackedWidget:
    made = QStackedWidget()
    for widget in widgets:
        made.addWidget(widget)
    return made
