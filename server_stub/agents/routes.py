"""What an agent says of themselves. Worker threads."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from sqlalchemy import select
from sqlalchemy.orm import Session

from server_stub.agents import schemas, store
from server_stub.agents.service import agents_of
from server_stub.agents.status import MAX_WRAP_UP_EXTENSIONS, AgentEvent, AgentState
from server_stub.auth.actor import Actor, State, holding
from server_stub.auth.rights import Right
from server_stub.calls import registry, wrap_up
from server_stub.db.models import NotReadyReason
from server_stub.problems import Problem

router = APIRouter(prefix="/v1/me", tags=["agents"])
Agent = Annotated[Actor, Depends(holding(Right.TAKE_CALLS))]


@router.put("/status")
def set_status(state: State, agent: Agent, body: schemas.SetStatus) -> schemas.AgentStatus:
    """Say ready or not ready. During a call "not ready" is remembered and takes effect after the wrap-up.

    A wrap-up that lacks what its queue requires is not left by saying ready: ``wrap_up_incomplete``; its timer still ends it.
    """
    with state.database.write() as session:
        _check_reason(session, body)
        before = store.load(session, agent.user_id)
        if body.state == "ready" and before.state is AgentState.WRAP_UP and before.call_ref:
            wrap_up.require_complete(session, before.call_ref)
        if before.state is AgentState.LOGGED_OUT:
            # Signed in at REST, yet without a status: the account had no extension at sign-in, or the table was restored.
            agents_of(state).happened(session, agent.user_id, AgentEvent.SIGN_IN, reason="signed_in")
        event = AgentEvent.SAY_READY if body.state == "ready" else AgentEvent.SAY_NOT_READY
        status = agents_of(state).happened(session, agent.user_id, event, reason=body.reason)
        return store.to_wire(session, status)


def _check_reason(session: Session, body: schemas.SetStatus) -> None:
    """A reason must be one that the centre offers; without any configured (or none given) all is well."""
    if body.state == "not_ready" and body.reason:
        known = session.scalars(select(NotReadyReason.code)).all()
        if known and body.reason not in known:
            raise Problem("unknown_reason")


@router.post("/wrap-up/extend")
def extend_wrap_up(state: State, agent: Agent, body: schemas.ExtendWrapUp) -> schemas.AgentStatus:
    """60 s more for the wrap-up of this call, at most 5 times."""
    with state.database.write() as session:
        call = registry.find(session, body.ref)
        status = store.load(session, agent.user_id)
        of_this_call = call is not None and status.call_ref == call.ref and status.state is AgentState.WRAP_UP
        if not of_this_call or status.extensions >= MAX_WRAP_UP_EXTENSIONS:
            raise Problem("not_possible_now")
        status = agents_of(state).happened(session, agent.user_id, AgentEvent.WRAP_UP_EXTENDED, ref=status.call_ref)
        return store.to_wire(session, status)
