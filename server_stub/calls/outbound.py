"""Calls that a desk is about to dial: the number stays here, the desk gets a token. Caller's write transaction."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from server_stub import centre
from server_stub.audit import trail
from server_stub.auth.actor import Actor
from server_stub.calls import choice, context, registry
from server_stub.calls.schemas import OutboundPrepared, PrepareOutbound
from server_stub.clock import utc_now
from server_stub.db.models import Call, OutboundToken, User
from server_stub.patients import numbers, service
from server_stub.patients.queries import wire_id
from server_stub.problems import Problem
from server_stub.settings import Settings
from server_stub.worklist import dialling

TOKEN_LIFETIME = timedelta(minutes=2)
TOKEN_PREFIX = "d-"  # noqa: S105 - a prefix


def prepare(session: Session, settings: Settings, actor: Actor, body: PrepareOutbound) -> OutboundPrepared:
    """Make call and token. Raises Problem ``invalid``, ``bad_number``, ``no_number``, ``unknown_patient``, ``not_allowed``,
    of a call-back ``unknown_task``, ``taken_already``, ``do_not_call``, and of an earlier call ``unknown_call``, ``no_number_of_call``."""
    wanted = (body.number.strip() or None, body.patient_id, body.call_back_id, body.call_ref)
    if len(wanted) - wanted.count(None) != 1:
        raise Problem("invalid", field="number", why="exactly_one_of_four")
    call = registry.ensure(session, body.client_ref, direction="outbound")
    if call.agent_id not in (None, actor.user_id):
        raise Problem("not_allowed")
    call.agent_id = actor.user_id
    number = _number(session, settings, call, actor, body)
    token = secrets.token_hex(12)
    now = utc_now()
    row = OutboundToken(token=token, user_id=actor.user_id, client_ref=body.client_ref, number=number, created_at=now)
    row.expires_at = now + TOKEN_LIFETIME
    session.add(row)
    session.flush()
    patient = wire_id(call.patient_id) if call.patient_id is not None else ""
    trail.record(session, actor.user_id, "call.dialled", body.client_ref, patient=patient)
    return OutboundPrepared(target=TOKEN_PREFIX + token, context=choice.build_for(session, settings, call, actor))


def resolve(session: Session, target: str, extension: str, now: datetime) -> OutboundToken | None:
    """What ``d-<token>`` stands for, if it was given to the user of ``extension`` and is still good; else None."""
    row = session.get(OutboundToken, target.removeprefix(TOKEN_PREFIX)) if target.startswith(TOKEN_PREFIX) else None
    if row is None or row.expires_at < now or session.get_one(User, row.user_id).extension != extension:
        return None
    return row


def _number(session: Session, settings: Settings, call: Call, actor: Actor, body: PrepareOutbound) -> str:
    if body.call_back_id is not None:
        return dialling.begin(session, settings, actor, call, body.call_back_id)
    if body.patient_id is not None:
        return _by_patient(session, call, body.patient_id)
    if body.call_ref is not None:
        return _by_call(session, settings, call, actor, body.call_ref)
    return _by_number(session, settings, call, body.number)


def _by_call(session: Session, settings: Settings, call: Call, actor: Actor, ref: str) -> str:
    """The other party of an earlier call, whose number this desk need not know; its patient goes with it."""
    earlier = registry.find(session, ref)
    if earlier is None:
        raise Problem("unknown_call", ref=ref)
    choice.require_own(earlier, actor)
    if not earlier.number:
        raise Problem("no_number_of_call")
    context.identify(session, call, earlier.number, settings.country_code)
    if earlier.patient_id is not None:
        call.patient_id, call.match = earlier.patient_id, "chosen"
    return earlier.number


def _by_patient(session: Session, call: Call, patient_id: str) -> str:
    patient = service.require(session, patient_id)
    if not patient.phones:
        raise Problem("no_number", patient_id=patient_id)
    call.number, call.patient_id, call.match = patient.phones[0].number, patient.id, "chosen"
    return call.number


def _by_number(session: Session, settings: Settings, call: Call, typed: str) -> str:
    number = numbers.normalise(typed)
    if not number:
        raise Problem("bad_number")
    context.identify(session, call, number, centre.of(session, settings).country_code)
    return number
