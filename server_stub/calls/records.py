"""The history of calls. Caller's session and thread."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from server_stub.calls.schemas import CallRecord, RecordingInfo
from server_stub.db.models import Call
from server_stub.patients import numbers, queries


def to_wire(call: Call) -> CallRecord:
    wrap_up = call.wrap_up
    return CallRecord(
        ref=call.ref,
        client_ref=call.client_ref or "",
        direction=call.direction,
        queue=call.queue,
        number_masked=numbers.mask(call.number),
        patient_id=queries.wire_id(call.patient_id) if call.patient_id is not None else "",
        patient_name=call.patient.name if call.patient else "",
        agent_name=call.agent.display_name if call.agent else "",
        started_at=call.started_at,
        answered_at=call.answered_at,
        ended_at=call.ended_at,
        talk_s=call.talk_s,
        outcome=call.outcome,
        disposition=wrap_up.disposition if wrap_up else "",
        notes=wrap_up.notes if wrap_up else "",
        wrap_up_saved_at=wrap_up.saved_at if wrap_up else None,
        recordings=[RecordingInfo(leg=r.leg, duration_s=r.duration_s) for r in call.recordings],
    )


def newest(session: Session, *, agent_id: str | None, before: datetime | None, limit: int) -> Sequence[Call]:
    """Newest first; ``agent_id`` None: everybody's."""
    related = (joinedload(Call.patient), joinedload(Call.agent), selectinload(Call.wrap_ups), selectinload(Call.recordings))
    statement = select(Call).options(*related).order_by(Call.started_at.desc(), Call.id.desc()).limit(limit)
    if agent_id is not None:
        statement = statement.where(Call.agent_id == agent_id)
    if before is not None:
        statement = statement.where(Call.started_at < before)
    return session.scalars(statement).all()
