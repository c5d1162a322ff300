"""Whether a call is recorded: on, paused while secrets are said, or refused by the patient. Caller's write transaction.

What the PBX does about it is ``pbx.recording_control``'s part; this is what is known and told.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from server_stub.audit import trail
from server_stub.calls import rules
from server_stub.clock import to_wire
from server_stub.db.models import Call, CallLeg, RecordingGap
from server_stub.events.log import append
from server_stub.problems import Problem

ON: Final = "on"
PAUSED: Final = "paused"
REFUSED: Final = "refused"
AUDIT: Final = {ON: "recording.resumed", PAUSED: "recording.paused", REFUSED: "recording.refused"}


def check(call: Call, wanted: str) -> None:
    """Raises Problem ``recording_was_refused``; ``not_possible_now`` for a pause of a call that is over."""
    if call.recording == REFUSED and wanted != REFUSED:
        raise Problem("recording_was_refused")
    if call.ended_at is not None and wanted != REFUSED:
        raise Problem("not_possible_now")


def change(session: Session, call: Call, wanted: str, actor_id: str, at: datetime) -> bool:
    """Note it, mark the gap, audit and tell the call's agent; whether anything is different now."""
    check(call, wanted)
    if call.recording == wanted:
        return False
    _end_gap(session, call, at)
    if wanted == PAUSED:
        session.add(RecordingGap(call_id=call.id, from_at=at, from_s=recorded_s(session, call, at), user_id=actor_id))
    call.recording, call.recording_changed_at = wanted, at
    if wanted == REFUSED:
        call.recording_erased = not rules.of(session).keep_refused_recordings
    session.flush()
    trail.record(session, actor_id, AUDIT[wanted], call.ref, erased=str(call.recording_erased) if wanted == REFUSED else "")
    if call.agent_id is not None:
        append(session, "call.consent", call.agent_id, told(call, automatic=actor_id == trail.SYSTEM))
    return True


def told(call: Call, *, automatic: bool = False) -> dict[str, object]:
    """What desks hear. ``automatic``: nobody asked, a pause had lasted too long."""
    at = to_wire(call.recording_changed_at) if call.recording_changed_at else None
    return {"ref": call.desk_ref, "recording": call.recording, "since": at, "automatic": automatic}


def over(session: Session, call: Call, at: datetime) -> None:
    """The call has ended: a pause ends with it."""
    if call.recording == PAUSED:
        _end_gap(session, call, at)
        call.recording, call.recording_changed_at = ON, at
        session.flush()


def recorded_s(session: Session, call: Call, at: datetime) -> float:
    """How long the recording is at ``at``: it runs while a desk is joined with the patient."""
    legs = session.scalars(select(CallLeg).where(CallLeg.call_id == call.id, CallLeg.answered_at.is_not(None)))
    spans = [((leg.ended_at or at) - leg.answered_at).total_seconds() for leg in legs if leg.answered_at is not None]
    return round(sum(max(0.0, span) for span in spans), 3)


def _end_gap(session: Session, call: Call, at: datetime) -> None:
    open_gaps = select(RecordingGap).where(RecordingGap.call_id == call.id, RecordingGap.to_at.is_(None))
    for gap in session.scalars(open_gaps):
        gap.to_at, gap.to_s = at, max(gap.from_s, recorded_s(session, call, at))
