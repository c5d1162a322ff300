"""The context of a call: what the screen pop shows. Caller's session and thread.

It stands between the pre-dial step and the first ring, so it is a handful of indexed reads and nothing else.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from server_stub.auth.rights import Right, Role, may
from server_stub.calls import identity
from server_stub.calls.schemas import CallContext, Identity, Match
from server_stub.db.models import Call, Queue
from server_stub.patients import numbers, queries
from server_stub.patients.schemas import Patient
from server_stub.worklist import returning

LABEL_LANGUAGE = {"zh": "zh_CN", "ru": "ru", "en": "en"}


def identify(session: Session, call: Call, number: str, country_code: str = numbers.DEFAULT_COUNTRY_CODE) -> None:
    """Set number, match and patient of ``call`` from the normalised ``number``; a patient an agent chose stays."""
    call.number = number
    if call.match == "chosen":
        return
    ids = queries.ids_with_number(session, number, country_code)
    call.patient_id = ids[0] if len(ids) == 1 else None
    call.match = _match_of(number, len(ids))


def _match_of(number: str, found: int) -> str:
    if not number:
        return "withheld"
    return "none" if found == 0 else "one" if found == 1 else "many"


def build(
    session: Session,
    call: Call,
    *,
    role: str = Role.AGENT,
    language: str = "zh",
    country_code: str = numbers.DEFAULT_COUNTRY_CODE,
) -> CallContext:
    """The context as a reader of ``role`` may see it. ``identify`` must have been done; nothing is written."""
    patient = next(iter(queries.load(session, [call.patient_id])), None) if call.patient_id is not None else None
    candidates: list[Patient] = []
    if call.match == "many":
        candidates = queries.load(session, queries.ids_with_number(session, call.number, country_code))
    checked, facts, needed = _identity(session, call, role)
    if checked == "passed" and patient is not None:
        patient = queries.revealed(session, patient)
    elif checked != "not_asked":
        patient = queries.masked(patient) if patient is not None else None
        candidates = [queries.masked(candidate) for candidate in candidates]
    return CallContext(
        ref=call.desk_ref,
        client_ref=call.client_ref or "",
        direction=call.direction,
        queue=call.queue,
        queue_label=_queue_label(session, call.queue, language),
        number=call.number if may(role, Right.SEE_NUMBERS) else "",
        number_masked=numbers.mask(call.number),
        match=_wire_match(call.match),
        recording=call.recording,
        recording_since=call.recording_changed_at,
        identity=checked,
        identity_facts=[*facts],
        identity_needed=needed,
        patient=patient,
        candidates=candidates,
        call_back=returning.hint(session, call, country_code) if call.direction == "inbound" else None,
    )


def _identity(session: Session, call: Call, role: str) -> tuple[Identity, list[identity.Fact], int]:
    if may(role, Right.SEE_NUMBERS) or not identity.is_required(session):
        return "not_asked", [], 0
    if identity.holds(call):
        return "passed", [], 0
    facts, needed = identity.offered(session, call)
    failed = call.identity_checked == "failed" and call.identity_patient_id == call.patient_id
    return "failed" if failed else "not_done", facts, needed


def _queue_label(session: Session, name: str, language: str) -> str:
    queue = session.get(Queue, name) if name else None
    return queue.labels.get(LABEL_LANGUAGE.get(language, language), name) if queue else name


def _wire_match(stored: str) -> Match:
    match stored:
        case "one" | "many" | "none" | "withheld" | "chosen":
            return stored
        case _:
            raise ValueError(f"no such match: {stored!r}")
