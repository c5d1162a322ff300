"""Who is on the line: identity, allergies, alerts. Built once, filled at every pop. Main thread."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from agent_app.domain.patient import CallContext, Patient
from ui import terms
from ui.widgets.chips import ChipRow
from ui.widgets.panel import Panel, column, label, row, set_kind, set_text
from ui.words import translate


class PatientCard(Panel):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, kind="card")
        self._context: CallContext | None = None
        self._patient: Patient | None = None
        self.id = label("small")
        self.vip = label("vip", "VIP")
        self.name = label("headline", wrap=True)
        self.born = label("quiet", wrap=True)
        self._allergies_caption = label("caption")
        self.allergies = ChipRow("danger")
        self.no_allergies = label("quiet")
        self._alerts_caption = label("caption")
        self.alerts = ChipRow("danger")
        self._reach_caption = label("caption")
        self.phone = label()
        self.language = label("quiet")
        self.notes = label("quiet", wrap=True)
        self.setLayout(
            column(
                row(self.id, None, self.vip), 4, self.name, 4, self.born, 20,
                self._allergies_caption, 4, self.allergies, self.no_allergies, 20,
                self._alerts_caption, 4, self.alerts, 20,
                self._reach_caption, 4, self.phone, 4, self.language, 8, self.notes, None,
                spacing=0, margins=(24, 20, 24, 20),
            )
        )  # fmt: skip
        self.retranslate()

    def render_patient(self, patient: Patient) -> None:
        if patient == self._patient:
            return
        self._patient = patient
        self._fill(patient)

    def retranslate(self) -> None:
        set_text(self._allergies_caption, translate("PatientCard", "Allergies"))
        set_text(self._alerts_caption, translate("PatientCard", "Alerts"))
        set_text(self._reach_caption, translate("PatientCard", "Contact"))
        set_text(self.no_allergies, translate("PatientCard", "No known allergies"))
        self.vip.setAccessibleName(translate("PatientCard", "VIP patient"))
        if self._patient is not None:
            self._fill(self._patient)

    def _fill(self, patient: Patient) -> None:
        set_text(self.id, patient.id)
        self.vip.setVisible(patient.vip)
        set_text(self.name, patient.name)
        set_text(self.born, terms.born(patient, date.today()))
        spoken = translate("PatientCard", "Allergies: {list}").format(list=", ".join(patient.allergies))
        self.allergies.set_texts(patient.allergies, spoken)
        self.allergies.setVisible(bool(patient.allergies))
        self.no_allergies.setVisible(not patient.allergies)
        self.alerts.set_texts(patient.alerts, translate("PatientCard", "Alerts: {list}").format(list=", ".join(patient.alerts)))
        self.alerts.setVisible(bool(patient.alerts))
        self._alerts_caption.setVisible(bool(patient.alerts))
        set_kind(self._allergies_caption, kind="caption")
        set_text(self.phone, patient.phone or patient.phone_masked)
        set_text(self.notes, patient.notes)
        self.notes.setVisible(bool(patient.notes))
        set_text(self.language, terms.spoken_language(patient.language))
        self.setAccessibleName(translate("PatientCard", "Patient {name}, {id}").format(name=patient.name, id=patient.id))
