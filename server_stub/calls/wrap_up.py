"""Keeping what an agent wrote about a call. Caller's write transaction and thread.

A wrap-up is never refused because its call is unknown: the agent worked while the server was away, and the call's facts
come from the PBX's records later.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from server_stub.audit import trail
from server_stub.auth.actor import Actor
from server_stub.calls import choice, registry
from server_stub.calls.schemas import SaveWrapUp
from server_stub.clock import utc_now
from server_stub.db.models import Call, Contact, Disposition, WrapUp
from server_stub.matters import required
from server_stub.patients import service
from server_stub.patients.queries import wire_id
from server_stub.problems import Problem


def save(session: Session, actor: Actor, ref: str, body: SaveWrapUp) -> Call:
    """Add a version to the call's wrap-up, marked ``incomplete`` where something required is missing: what was typed is kept.

    Raises Problem ``not_allowed``, ``unknown_disposition``, ``unknown_patient``.
    """
    disposition = session.get(Disposition, body.disposition) if body.disposition else None
    if disposition is None and body.disposition:
        raise Problem("unknown_disposition", disposition=body.disposition)
    call = registry.ensure(session, ref, started_at=body.saved_at, source="desk")
    choice.require_own(call, actor)
    call.agent_id = call.agent_id or actor.user_id
    if body.patient_id is not None:
        patient = service.require(session, body.patient_id)
        if call.patient_id != patient.id:
            call.patient_id, call.match = patient.id, "chosen"
    version = (call.wrap_up.version if call.wrap_up else 0) + 1
    row = WrapUp(call_id=call.id, version=version, author_id=actor.user_id, notes=body.notes)
    row.disposition = disposition.code if disposition else None
    row.patient_id, row.saved_at, row.received_at = call.patient_id, body.saved_at, utc_now()
    row.matter, row.source, row.resolved = body.matter, body.source, body.resolved
    row.booking_intent = body.booking_intent
    row.booking_result = body.booking_result if body.booking_intent == "wanted" else None
    row.follow_up = body.follow_up
    row.follow_up_on, row.follow_up_reason = (body.follow_up_on, body.follow_up_reason) if body.follow_up else (None, "")
    absent = required.missing(row, required.of_queue(session, call.queue))
    row.incomplete, row.missing = bool(absent), ",".join(absent)
    session.add(row)
    call.disposition = disposition.code if disposition else ""
    outcome = disposition.labels.get("en", disposition.code) if disposition else ""
    if body.notes.strip() or outcome:
        _keep_contact(session, call, actor, body.notes.strip() or outcome)
    session.flush()
    session.expire(call)
    trail.record(session, actor.user_id, "call.wrapped_up", call.ref, version=str(version), patient=_patient_of(call))
    return call


def require_complete(session: Session, ref: str) -> None:
    """Raises Problem ``wrap_up_incomplete`` where the call's queue requires what its newest wrap-up does not say.

    A queue that requires nothing asks for nothing, not even for a wrap-up.
    """
    call = registry.find(session, ref)
    wanted = required.of_queue(session, call.queue) if call is not None else ()
    if call is None or not wanted:
        return
    absent = call.wrap_up.missing.split(",") if call.wrap_up and call.wrap_up.missing else []
    if call.wrap_up is None:
        absent = ["disposition", *wanted]
    if absent:
        raise Problem("wrap_up_incomplete", fields=",".join(absent))


def _patient_of(call: Call) -> str:
    return wire_id(call.patient_id) if call.patient_id is not None else ""


def _keep_contact(session: Session, call: Call, actor: Actor, summary: str) -> None:
    """The call among the patient's contacts: one entry, following the newest wrap-up."""
    contact = session.scalar(select(Contact).where(Contact.call_id == call.id))
    if call.patient_id is None:
        if contact is not None:
            session.delete(contact)
        return
    if contact is None:
        contact = Contact(call_id=call.id, at=call.started_at, kind="call_out" if call.direction == "outbound" else "call_in")
        session.add(contact)
    contact.patient_id, contact.summary, contact.agent_name = call.patient_id, summary, actor.display_name
