"""Finds and makes the one row of a call, whoever names it first: PBX, its records, or a desk. Caller's transaction.

A call dialled at a desk has two names, and each may arrive alone (the PBX's while the desk is cut off, the desk's wrap-up
while the server was dead). Where both turn out to be one call, the rows become one.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from server_stub.clock import utc_now
from server_stub.db.models import Call, CallLeg, CallNote, Contact, IdentityCheck, OutgoingMessage, Recording, RecordingGap, WrapUp

DESK_PREFIX = "desk-"


def find(session: Session, ref: str) -> Call | None:
    """The call of this name, the PBX's or the desk's."""
    return session.scalar(select(Call).where(or_(Call.ref == ref, Call.client_ref == ref)).limit(1))


def ensure(
    session: Session,
    ref: str,
    *,
    client_ref: str = "",
    direction: str = "",
    started_at: datetime | None = None,
    source: str = "live",
) -> Call:
    """The call of this name, made where nobody knew it. ``client_ref`` joins the desk's own name to the PBX's.

    A call known so far only by its wrap-up (source ``desk``) takes ``direction``, ``started_at`` and ``source`` from whoever
    knows its facts; a live one is left as it is.
    """
    call = _joined(session, ref, client_ref) if client_ref and client_ref != ref else find(session, ref)
    if call is None:
        return _make(session, ref, client_ref, direction, started_at or utc_now(), source)
    if call.source == "desk" and source != "desk":
        call.source = source
        call.direction = direction or call.direction
        call.started_at = started_at or call.started_at
    return call


def _make(session: Session, ref: str, client_ref: str, direction: str, started_at: datetime, source: str) -> Call:
    dialled_at_desk = ref.startswith(DESK_PREFIX)
    call = Call(
        ref=ref,
        client_ref=client_ref or (ref if dialled_at_desk else None),
        direction=direction or ("outbound" if dialled_at_desk or client_ref else "inbound"),
        started_at=started_at,
        source=source,
    )
    session.add(call)
    session.flush()
    return call


def _joined(session: Session, ref: str, client_ref: str) -> Call | None:
    """The one row of both names; where there were two, the desk's is folded into the PBX's."""
    ours = session.scalar(select(Call).where(Call.ref == ref))
    desks = session.scalar(select(Call).where(Call.client_ref == client_ref))
    if ours is None or desks is None or ours.id == desks.id:
        kept = ours or desks
        if kept is not None:
            kept.ref, kept.client_ref = ref, client_ref
            session.flush()
        return kept
    _fold(session, desks, ours)
    ours.client_ref = client_ref
    session.flush()
    return ours


def _fold(session: Session, gone: Call, kept: Call) -> None:
    """Move what hangs on ``gone`` to ``kept`` and delete it. Its choice of patient wins: an agent made it."""
    newest = session.scalar(select(func.max(WrapUp.version)).where(WrapUp.call_id == kept.id)) or 0
    session.execute(update(WrapUp).where(WrapUp.call_id == gone.id).values(call_id=kept.id, version=WrapUp.version + newest))
    last_note = session.scalar(select(func.max(CallNote.version)).where(CallNote.call_id == kept.id)) or 0
    session.execute(update(CallNote).where(CallNote.call_id == gone.id).values(call_id=kept.id, version=CallNote.version + last_note))
    session.execute(update(Contact).where(Contact.call_id == gone.id).values(call_id=kept.id))
    session.execute(update(CallLeg).where(CallLeg.call_id == gone.id).values(call_id=kept.id))
    session.execute(update(Recording).where(Recording.call_id == gone.id).values(call_id=kept.id))
    session.execute(update(RecordingGap).where(RecordingGap.call_id == gone.id).values(call_id=kept.id))
    if gone.recording == "refused":  # a desk that was cut off told of it first
        kept.recording, kept.recording_changed_at, kept.recording_erased = "refused", gone.recording_changed_at, gone.recording_erased
    session.execute(update(OutgoingMessage).where(OutgoingMessage.call_id == gone.id).values(call_id=kept.id))
    session.execute(update(IdentityCheck).where(IdentityCheck.call_id == gone.id).values(call_id=kept.id))
    if gone.identity_checked and not kept.identity_checked:
        kept.identity_checked, kept.identity_patient_id = gone.identity_checked, gone.identity_patient_id
    kept.agent_id = kept.agent_id or gone.agent_id
    kept.number = kept.number or gone.number
    kept.disposition = gone.disposition or kept.disposition
    kept.recorded = kept.recorded or gone.recorded
    kept.queued_at = kept.queued_at or gone.queued_at
    kept.wrap_up_s += gone.wrap_up_s
    if gone.match == "chosen" or kept.patient_id is None:
        kept.patient_id, kept.match = gone.patient_id, gone.match
    session.expire(gone)
    session.delete(gone)
    session.flush()
    session.expire(kept, ["wrap_ups", "recordings", "patient", "agent"])
