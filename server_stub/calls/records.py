"""A call as its record is sent. Caller's session and thread."""

from __future__ import annotations

from typing import Any

from server_stub.calls.schemas import CallRecord, GapInfo, RecordingInfo
from server_stub.db.models import Call, WrapUp
from server_stub.patients import numbers, queries


def to_wire(call: Call) -> CallRecord:
    return CallRecord(
        ref=call.ref,
        client_ref=call.client_ref or "",
        direction=call.direction,
        queue=call.queue,
        number_masked=numbers.mask(call.number),
        identity=call.identity_checked if call.identity_patient_id == call.patient_id else "",
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
        **_wrap_up(call.wrap_up),
        recordings=[RecordingInfo(leg=r.leg, duration_s=r.duration_s) for r in call.recordings],
        recording=call.recording,
        recording_gaps=[GapInfo(from_s=gap.from_s, to_s=gap.to_s) for gap in call.recording_gaps],
    )


def _wrap_up(row: WrapUp | None) -> dict[str, Any]:
    """The newest version's answers; empty where nobody has written one."""
    return {
        "disposition": (row.disposition if row else None) or "",
        "notes": row.notes if row else "",
        "matter": (row.matter if row else None) or "",
        "source": (row.source if row else None) or "",
        "resolved": (row.resolved if row else None) or "",
        "booking_intent": (row.booking_intent if row else None) or "",
        "booking_result": (row.booking_result if row else None) or "",
        "follow_up": row.follow_up if row else None,
        "follow_up_on": row.follow_up_on if row else None,
        "follow_up_reason": row.follow_up_reason if row else "",
        "incomplete": row.incomplete if row else False,
        "missing": row.missing.split(",") if row and row.missing else [],
        "wrap_up_saved_at": row.saved_at if row else None,
    }
