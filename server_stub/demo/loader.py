"""Loads the demo's users and patients once. Main thread, at start; what is there already stays as it is."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter
from sqlalchemy import select
from sqlalchemy.orm import Session

from server_stub import centre
from server_stub.auth import passwords, users
from server_stub.auth.rights import Role
from server_stub.clock import utc_now
from server_stub.db.models import Alert, Allergy, Contact, Patient, PatientPhone, QueueMember, User
from server_stub.db.postgres import after_given_ids
from server_stub.defaults import MAIN_QUEUE
from server_stub.patients import numbers, queries
from server_stub.patients.schemas import Sex
from server_stub.setup.emptying import was_emptied
from server_stub.state import ServerState

PASSWORD: Final = "careline-demo"  # noqa: S105 - public; a production server refuses the demo
PATIENTS_FILE: Final = Path(__file__).with_name("patients.json")

_USERS: Final = (
    ("lin", "Lin Yue", Role.AGENT, "1001"),
    ("anna", "Anna Sokolova", Role.AGENT, "1002"),
    ("mei", "Mei Zhang", Role.LEADER, "1101"),
    ("admin", "Administrator", Role.ADMINISTRATOR, "1901"),
)


class _DemoContact(BaseModel):
    model_config = ConfigDict(extra="forbid")

    days_ago: Annotated[int, Field(ge=0)]
    kind: Literal["call_in", "call_out", "visit", "note"]
    summary: str
    agent_name: str = ""


class _DemoPatient(BaseModel):
    model_config = ConfigDict(extra="forbid")

    id: int
    name: str
    sex: Sex
    birth_date: date
    phones: list[str]
    language: Literal["zh", "ru", "en"]
    vip: bool = False
    allergies: list[str] = []
    alerts: list[str] = []
    contacts: list[_DemoContact] = []


def load(state: ServerState) -> None:
    """Add the users and patients that are missing. Raises ValueError where the file is not as it should be."""
    if state.settings.production:
        raise ValueError("a production server takes no demo data")
    with state.database.read() as session:
        if was_emptied(session):
            return
    people = TypeAdapter(list[_DemoPatient]).validate_json(PATIENTS_FILE.read_bytes())
    with state.database.read() as session:
        missing = [user for user in _USERS if users.by_name(session, user[0]) is None]
        known = set(session.scalars(select(Patient.id)))
    hashes = {name: passwords.hash_password(PASSWORD) for name, *_ in missing}
    with state.database.write() as session:
        for name, display_name, role, extension in missing:
            user = users.create(
                session,
                state.keys,
                username=name,
                display_name=display_name,
                role=role,
                password_hash=hashes[name],
                extension=extension,
            )
            _join_queue(session, user, role)
        for person in people:
            if person.id not in known:
                _add_patient(session, person, centre.of(session, state.settings).country_code)
        after_given_ids(session.connection(), "patients")


def _join_queue(session: Session, user: User, role: Role) -> None:
    """The leader helps out after the agents; the administrator is not rung."""
    if role in (Role.AGENT, Role.LEADER):
        session.add(QueueMember(queue_name=MAIN_QUEUE, user_id=user.id, penalty=0 if role is Role.AGENT else 5))


def _add_patient(session: Session, person: _DemoPatient, country_code: str) -> None:
    now = utc_now()
    row = Patient(id=person.id, name=person.name, name_key=queries.name_key(person.name), sex=person.sex, birth_date=person.birth_date)
    row.vip, row.language, row.created_at = person.vip, person.language, now
    normalised = [numbers.normalise(phone) for phone in person.phones]
    row.phones = [PatientPhone(number=number, match_key=numbers.match_key(number, country_code)) for number in normalised if number]
    row.allergies = [Allergy(text=text) for text in person.allergies]
    row.alerts = [Alert(text=text) for text in person.alerts]
    session.add(row)
    session.flush()
    for past in person.contacts:
        contact = Contact(patient_id=row.id, at=now - timedelta(days=past.days_ago), kind=past.kind, summary=past.summary)
        contact.agent_name = past.agent_name
        session.add(contact)
