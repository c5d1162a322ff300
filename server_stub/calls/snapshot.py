"""The whole state of one agent's desk, for its start and for when the event stream cannot be resumed. Worker threads."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel
from sqlalchemy import select

from server_stub.agents import store
from server_stub.agents.schemas import AgentStatus
from server_stub.audit import trail
from server_stub.auth.actor import CurrentActor, State
from server_stub.calls import choice
from server_stub.calls.schemas import CallContext
from server_stub.db import lease
from server_stub.db.models import Call
from server_stub.events.log import last_id

router = APIRouter(prefix="/v1/me", tags=["me"])


class Snapshot(BaseModel):
    last_event_id: int
    """The events behind this one are not in the snapshot: follow from here."""
    status: AgentStatus
    pbx_connected: bool
    contexts: list[CallContext]
    """Of the calls this agent has now."""


@router.get("/snapshot")
def snapshot(state: State, actor: CurrentActor) -> Snapshot:
    with state.database.write() as session:  # its audit entries belong to it; and no event slips in between
        status = store.load(session, actor.user_id)
        mine = Call.agent_id == actor.user_id, Call.ended_at.is_(None), Call.source == "live"
        calls = list(session.scalars(select(Call).where(*mine).order_by(Call.started_at)))
        for call in calls:
            trail.record(session, actor.user_id, "call.shown", call.ref)
        return Snapshot(
            last_event_id=last_id(session),
            status=store.to_wire(session, status),
            pbx_connected=state.pbx.connected if state.pbx is not None else lease.pbx_connected(session),
            contexts=[choice.build_for(session, state.settings, call, actor) for call in calls],
        )
