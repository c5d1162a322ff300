"""All there is about one call, and what is added to its record later. Caller's session and thread."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from server_stub.audit import trail
from server_stub.auth.actor import Actor
from server_stub.auth.rights import Right
from server_stub.calls import records
from server_stub.calls.schemas import AddNote, CallDetail, LegInfo, NoteInfo, WrapUpVersion
from server_stub.clock import utc_now
from server_stub.db.models import Call, CallLeg, CallNote, User


def build(session: Session, call: Call, actor: Actor) -> CallDetail:
    names: dict[str, str] = {}

    def name_of(user_id: str | None) -> str:
        if user_id and user_id not in names:
            user = session.get(User, user_id)
            names[user_id] = user.display_name if user else ""
        return names.get(user_id or "", "")

    legs = session.scalars(select(CallLeg).where(CallLeg.call_id == call.id).order_by(CallLeg.offered_at, CallLeg.id))
    notes = session.scalars(
        select(CallNote).where(CallNote.call_id == call.id).order_by(CallNote.version).options(joinedload(CallNote.author))
    )
    return CallDetail(
        record=records.to_wire(call),
        number=call.number if actor.may(Right.SEE_NUMBERS) else "",
        queued_at=call.queued_at,
        wrap_up_s=call.wrap_up_s,
        legs=[
            LegInfo(
                agent_name=name_of(leg.user_id),
                offered_at=leg.offered_at,
                answered_at=leg.answered_at,
                ended_at=leg.ended_at,
                end_reason=leg.end_reason,
            )
            for leg in legs
        ],
        wrap_ups=[
            WrapUpVersion(
                version=one.version,
                author_name=name_of(one.author_id),
                disposition=one.disposition or "",
                notes=one.notes,
                saved_at=one.saved_at,
            )
            for one in call.wrap_ups
        ],
        notes=[NoteInfo(version=n.version, author_name=n.author.display_name, text=n.text, written_at=n.written_at) for n in notes],
    )


def add_note(session: Session, call: Call, actor: Actor, body: AddNote) -> CallDetail:
    """Add ``body`` to the record; what stood there before stays."""
    version = (session.scalar(select(func.max(CallNote.version)).where(CallNote.call_id == call.id)) or 0) + 1
    note = CallNote(call_id=call.id, version=version, author_id=actor.user_id, text=body.text)
    note.written_at, note.received_at = body.written_at, utc_now()
    session.add(note)
    session.flush()
    trail.record(session, actor.user_id, "call.noted", call.ref, version=str(version))
    return build(session, call, actor)
