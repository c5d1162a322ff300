"""Reads of patients. In the caller's session and thread; the screen pop stands on these, so each is one indexed query."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from server_stub.db.models import Contact, Patient, PatientPhone
from server_stub.patients import numbers, schemas

CONTACTS_SHOWN = 20
FAMILY_LIMIT = 20
LARGEST_ID = 2**31 - 1
LONGEST_NAME_KEY = 400


def wire_id(patient_id: int) -> str:
    return f"P-{patient_id}"


def parse_id(text: str) -> int | None:
    """The number in ``P-<number>``; None where it is no patient's id."""
    digits = text.removeprefix("P-")
    if not text.startswith("P-") or not digits.isascii() or not digits.isdigit() or len(digits) > 10:
        return None
    return int(digits) if int(digits) <= LARGEST_ID else None


def name_key(name: str) -> str:
    """What a name is searched by: case and width do not matter, in any script."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())[:LONGEST_NAME_KEY]


def ids_with_number(session: Session, number: str, country_code: str = numbers.DEFAULT_COUNTRY_CODE) -> Sequence[int]:
    """Ids of the patients whose number this is; never a near match. ``number`` is normalised."""
    if not number:
        return []
    key = numbers.match_key(number, country_code)
    statement = select(PatientPhone.patient_id).where(PatientPhone.match_key == key).distinct().order_by(PatientPhone.patient_id)
    return session.scalars(statement.limit(FAMILY_LIMIT)).all()


def load(session: Session, ids: Collection[int]) -> list[schemas.Patient]:
    """The patients with all that the card shows, in the order of ``ids``; unknown ids are left out."""
    if not ids:
        return []
    related = (selectinload(Patient.phones), selectinload(Patient.allergies), selectinload(Patient.alerts))
    rows = {row.id: row for row in session.scalars(select(Patient).where(Patient.id.in_(ids)).options(*related))}
    return [_to_wire(rows[i], _newest_contacts(session, i)) for i in ids if i in rows]


def _newest_contacts(session: Session, patient_id: int) -> Sequence[Contact]:
    newest_first = (Contact.at.desc(), Contact.id.desc())
    return session.scalars(select(Contact).where(Contact.patient_id == patient_id).order_by(*newest_first).limit(CONTACTS_SHOWN)).all()


def search(session: Session, text: str, limit: int, country_code: str) -> Sequence[int]:
    """Ids by patient id, by whole telephone number, or by a part of the name."""
    wanted = text.strip()
    by_id = parse_id(wanted.upper())
    if by_id is not None:
        return session.scalars(select(Patient.id).where(Patient.id == by_id)).all()
    by_number = ids_with_number(session, numbers.normalise(wanted), country_code)
    if by_number:
        return by_number[:limit]
    key = name_key(wanted)
    if not key:
        return []
    matches = Patient.name_key.contains(key, autoescape=True)
    return session.scalars(select(Patient.id).where(matches).order_by(Patient.name_key, Patient.id).limit(limit)).all()


def masked(patient: schemas.Patient) -> schemas.Patient:
    """Without what tells a stranger more than the name; what may be needed at once stays."""
    return patient.model_copy(update={"birth_date": None, "phone_masked": numbers.MASK if patient.phone_masked else ""})


def revealed(session: Session, patient: schemas.Patient) -> schemas.Patient:
    """With the whole number and the notes."""
    row = session.get(Patient, parse_id(patient.id))
    if row is None:
        return patient
    return patient.model_copy(update={"phone": row.phones[0].number if row.phones else "", "notes": row.notes})


def _age(born: date | None, today: date) -> int | None:
    return None if born is None else today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _to_wire(row: Patient, contacts: Sequence[Contact]) -> schemas.Patient:
    return schemas.Patient(
        id=wire_id(row.id),
        name=row.name,
        sex=row.sex,
        birth_date=row.birth_date,
        age=_age(row.birth_date, date.today()),
        phone_masked=numbers.mask(row.phones[0].number) if row.phones else "",
        allergies=[allergy.text for allergy in row.allergies],
        alerts=[alert.text for alert in row.alerts],
        vip=row.vip,
        language=row.language,
        contacts=[schemas.Contact(at=c.at, kind=c.kind, summary=c.summary, agent_name=c.agent_name) for c in contacts],
    )
