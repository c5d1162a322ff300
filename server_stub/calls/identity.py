"""Who is speaking? n of m facts, compared here, so that no desk holds the answers. Caller's write transaction and thread.

Name, allergies and alerts are never hidden: they may be needed at once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Final, Literal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server_stub.audit import trail
from server_stub.calls import rules
from server_stub.db.models import Call, Contact, IdentityCheck, Patient
from server_stub.patients.queries import wire_id
from server_stub.problems import Problem

Fact = Literal["birth_date", "phone_last4", "last_visit"]
ATTEMPTS: Final = 3
"""In one call: more would be guessing."""
VISIT_DAYS: Final = 3
"""People remember a visit about so exactly."""
_DIGITS: Final = re.compile(r"\D")


def holds(call: Call) -> bool:
    """Whether this call's patient, and no other, has been made sure of."""
    return call.identity_checked == "passed" and call.identity_patient_id == call.patient_id


def is_required(session: Session) -> bool:
    return rules.of(session).identity_needed > 0


def offered(session: Session, call: Call) -> tuple[list[Fact], int]:
    """The facts that can be asked of this call's patient, and how many must match; nothing without a patient."""
    patient = session.get(Patient, call.patient_id) if call.patient_id is not None else None
    if patient is None:
        return [], 0
    rule = rules.of(session)
    facts: list[Fact] = []
    if patient.birth_date is not None:
        facts.append("birth_date")
    if patient.phones:
        facts.append("phone_last4")
    if _last_visit(session, patient) is not None:
        facts.append("last_visit")
    facts = facts[: rule.identity_asked]
    return facts, min(rule.identity_needed, len(facts))


def check(session: Session, call: Call, said: Sequence[tuple[Fact, str]], actor_id: str, at: datetime) -> IdentityCheck:
    """Compare what was said (empty: could not say), note and audit it.

    Raises Problem ``not_possible_now`` without a patient, ``identity_attempts_spent``, ``invalid`` for a fact that was not offered.
    """
    facts, needed = offered(session, call)
    if call.patient_id is None or not facts:
        raise Problem("not_possible_now")
    if {fact for fact, _ in said} - set(facts) or len({fact for fact, _ in said}) != len(said):
        raise Problem("invalid", field="facts", why="not_offered")
    tried = select(func.count()).select_from(IdentityCheck)
    if (session.scalar(tried.where(IdentityCheck.call_id == call.id, IdentityCheck.patient_id == call.patient_id)) or 0) >= ATTEMPTS:
        raise Problem("identity_attempts_spent")
    patient = session.get_one(Patient, call.patient_id)
    outcomes = {fact: _outcome(session, patient, fact, answer) for fact, answer in said}
    result = "passed" if sum(outcome == "matches" for outcome in outcomes.values()) >= needed else "failed"
    row = IdentityCheck(call_id=call.id, patient_id=patient.id, user_id=actor_id, at=at, result=result, facts=outcomes)
    session.add(row)
    call.identity_checked, call.identity_patient_id = result, patient.id
    session.flush()
    trail.record(session, actor_id, f"identity.{result}", call.ref, patient=wire_id(patient.id), **outcomes)
    return row


def _outcome(session: Session, patient: Patient, fact: Fact, answer: str) -> str:
    if not answer.strip():
        return "not_said"
    if fact == "phone_last4":
        digits = _DIGITS.sub("", answer)
        fits = len(digits) == 4 and any(phone.number.endswith(digits) for phone in patient.phones)
    else:
        said = _day(answer)
        known = patient.birth_date if fact == "birth_date" else _last_visit(session, patient)
        slack = 0 if fact == "birth_date" else VISIT_DAYS
        fits = said is not None and known is not None and abs((said - known).days) <= slack
    return "matches" if fits else "differs"


def _day(answer: str) -> date | None:
    try:
        return date.fromisoformat(answer.strip())
    except ValueError:
        return None


def _last_visit(session: Session, patient: Patient) -> date | None:
    newest = select(Contact.at).where(Contact.patient_id == patient.id, Contact.kind == "visit").order_by(Contact.at.desc()).limit(1)
    at = session.scalar(newest)
    return at.astimezone().date() if at is not None else None
