"""Saying who a call is about, and whose call it is. Caller's write transaction and thread."""

from __future__ import annotations

from sqlalchemy.orm import Session

from server_stub import centre
from server_stub.audit import trail
from server_stub.auth.actor import Actor
from server_stub.auth.rights import Right
from server_stub.calls import context, registry
from server_stub.calls.schemas import CallContext
from server_stub.db.models import Call, User
from server_stub.events.log import append
from server_stub.patients.queries import wire_id
from server_stub.problems import Problem
from server_stub.settings import Settings


def require_own(call: Call, actor: Actor) -> None:
    """Let through the call's agent, whoever may see all calls, and anyone for a call that has no agent yet.

    (A desk may know of its call before the server does.) Raises Problem ``not_allowed``.
    """
    if call.agent_id not in (None, actor.user_id) and not actor.may(Right.SEE_ALL_CALLS):
        raise Problem("not_allowed")


def ensure_own(session: Session, ref: str, actor: Actor) -> Call:
    """The actor's call of this name; made, and theirs, where the server has not seen it. Raises Problem ``not_allowed``."""
    call = registry.ensure(session, ref, source="desk")
    require_own(call, actor)
    if call.source == "desk" and call.agent_id is None:
        call.agent_id = actor.user_id
    return call


def build_for(session: Session, settings: Settings, call: Call, actor: Actor) -> CallContext:
    return _build(session, settings, call, actor.role)


def _build(session: Session, settings: Settings, call: Call, role: str) -> CallContext:
    own = centre.of(session, settings)
    return context.build(session, call, role=role, language=own.language, country_code=own.country_code)


def choose(session: Session, settings: Settings, call: Call, patient_id: int, actor: Actor) -> CallContext:
    """Make ``patient_id`` the call's patient and tell the agent's desk."""
    call.patient_id, call.match = patient_id, "chosen"
    session.flush()
    session.expire(call, ["patient"])
    trail.record(session, actor.user_id, "call.patient_chosen", call.ref, patient=wire_id(patient_id))
    return tell(session, settings, call, actor)


def tell(session: Session, settings: Settings, call: Call, actor: Actor) -> CallContext:
    """Send the call's context to its agent's desk; returns it as the actor may see it."""
    reader = session.get_one(User, call.agent_id or actor.user_id)
    pushed = _build(session, settings, call, reader.role)  # a leader's choice must not show the agent a leader's view
    append(session, "call.context", reader.id, {"context": pushed.model_dump(mode="json")})
    return pushed if reader.role == actor.role else build_for(session, settings, call, actor)
