"""A call as its record is sent. Caller's session and thread."""

from __future__ import annotations

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
        agent_id=call.agent_id or "",
        agent_name=call.agent.display_name if call.agent else "",
        started_at=call.started_at,
        answered_at=call.answered_at,
        ended_at=call.ended_at,
        wait_s=call.wait_s,
        talk_s=call.talk_s,
        hold_s=call.hold_s,
        outcome=call.outcome,
        disposition=wrap_up.disposition if wrap_up else "",
        notes=wrap_up.notes if wrap_up else "",
        wrap_up_saved_at=wrap_up.saved_at if wrap_up else None,
        recordings=[RecordingInfo(leg=r.leg, duration_s=r.duration_s) for r in call.recordings],
    )
