"""Making a patient. Caller's write transaction and thread."""

from __future__ import annotations

from sqlalchemy.orm import Session

from server_stub.audit import trail
from server_stub.clock import utc_now
from server_stub.db.models import Allergy, Patient, PatientPhone
from server_stub.patients import numbers, queries
from server_stub.patients.schemas import NewPatient
from server_stub.problems import Problem


def create(session: Session, actor_id: str, new: NewPatient, number: str, country_code: str) -> Patient:
    """Add the patient with the normalised ``number`` (empty: none)."""
    patient = Patient(name=new.name, name_key=queries.name_key(new.name), sex=new.sex, birth_date=new.birth_date, notes=new.notes)
    patient.created_at = utc_now()
    patient.allergies = [Allergy(text=text) for text in new.allergies if text]
    if number:
        patient.phones = [PatientPhone(number=number, match_key=numbers.match_key(number, country_code))]
    session.add(patient)
    session.flush()
    trail.record(session, actor_id, "patient.created", queries.wire_id(patient.id))
    return patient


def require(session: Session, wire_id: str) -> Patient:
    """The patient of this id. Raises Problem ``unknown_patient``."""
    patient_id = queries.parse_id(wire_id)
    patient = session.get(Patient, patient_id) if patient_id is not None else None
    if patient is None:
        raise Problem("unknown_patient", patient_id=wire_id)
    return patient
