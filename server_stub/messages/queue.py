"""The outgoing queue: put in, take back, claim, settle. Caller's write transaction and thread.

A message leaves this table never. An attempt is claimed before the gateway is asked and settled after its answer; a process that dies
between the two leaves a claim that ends by itself, and the next attempt carries the same id: the gateway may see a message twice,
and none is lost.
"""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import structlog
from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from server_stub.audit import trail
from server_stub.auth.actor import Actor
from server_stub.clock import utc_now
from server_stub.db.models import Call, MessageTemplate, OutgoingMessage, PatientPhone
from server_stub.events.log import append
from server_stub.keys import KeyRing
from server_stub.messages import form
from server_stub.messages.schemas import Message, MessageWithText, SendMessage
from server_stub.messages.states import ENDS, TABLE, MessageEvent, MessageState, pause_after
from server_stub.patients import numbers
from server_stub.problems import Problem

CLAIM: Final = timedelta(seconds=60)
"""So long an attempt may take; the gateway is given less."""

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Claimed:
    """One attempt, to be settled by whoever has it."""

    id: str
    channel: str
    to: str
    subject: str
    text: str
    attempt: int


def put(session: Session, keys: KeyRing, call: Call, actor: Actor, body: SendMessage) -> Message:
    """Raises Problem ``no_number_of_call``, ``bad_recipient``, ``unknown_template``."""
    if body.template and session.get(MessageTemplate, body.template) is None:
        raise Problem("unknown_template")
    to, masked = _recipient(session, call, actor, body)
    now = utc_now()
    row = OutgoingMessage(id=str(uuid.uuid4()), call_id=call.id, patient_id=call.patient_id, author_id=actor.user_id)
    row.channel, row.template, row.language = body.channel, body.template, body.language
    row.to_sealed, row.to_masked = keys.seal(to), masked
    subject = body.subject if body.channel == "email" else ""
    row.content_sealed = keys.seal(json.dumps({"subject": subject, "text": body.text}, ensure_ascii=False))
    row.state, row.attempts, row.next_at, row.created_at, row.error = MessageState.WAITING.value, 0, now, now, ""
    session.add(row)
    session.flush()
    trail.record(session, actor.user_id, "message.written", row.id, call=call.ref, channel=row.channel, template=row.template)
    _tell(session, row)
    return to_wire(row)


def _recipient(session: Session, call: Call, actor: Actor, body: SendMessage) -> tuple[str, str]:
    """The number or address, and how it is shown."""
    if body.channel == "email":
        if body.recipient != "address" or not body.address:
            raise Problem("bad_recipient")
        name, _, domain = body.address.partition("@")
        return body.address, f"{name[:1]}•••@{domain}"[:120]
    if body.recipient == "call":
        if not call.number:
            raise Problem("no_number_of_call")
        return call.number, numbers.mask(call.number)
    wanted = next((phone for phone in form.phones(session, call, actor) if f"phone-{phone.id}" == body.recipient), None)
    if wanted is None:
        raise Problem("bad_recipient")
    return _number(wanted)


def _number(phone: PatientPhone) -> tuple[str, str]:
    return phone.number, numbers.mask(phone.number)


def take_back(session: Session, message: OutgoingMessage, actor: Actor) -> Message:
    """Again does no harm. Raises Problem ``message_on_its_way``."""
    if (MessageState(message.state), MessageEvent.TAKEN_BACK) not in TABLE:
        raise Problem("message_on_its_way")
    if message.state != MessageState.CANCELLED.value:
        _move(session, message, MessageEvent.TAKEN_BACK, utc_now())
        trail.record(session, actor.user_id, "message.cancelled", message.id)
    return to_wire(message)


def of_call(session: Session, keys: KeyRing, call: Call) -> list[MessageWithText]:
    rows = select(OutgoingMessage).where(OutgoingMessage.call_id == call.id).order_by(OutgoingMessage.created_at, OutgoingMessage.id)
    return [MessageWithText(**to_wire(row).model_dump(), **json.loads(keys.open(row.content_sealed))) for row in session.scalars(rows)]


def to_wire(row: OutgoingMessage) -> Message:
    return Message.model_validate(
        {
            "id": row.id,
            "channel": row.channel,
            "to_masked": row.to_masked,
            "state": row.state,
            "attempts": row.attempts,
            "error": row.error,
            "author_name": row.author.display_name,
            "template": row.template,
            "language": row.language,
            "created_at": row.created_at,
            "ended_at": row.ended_at,
        }
    )


# ---- the sender's side


def due(session: Session, channels: list[str], now: datetime, limit: int = 20) -> list[str]:
    """Ids of messages to try now, oldest first: waiting ones, and those whose attempt is lost."""
    tried = OutgoingMessage.state.in_([MessageState.WAITING.value, MessageState.SENDING.value])
    wanted = select(OutgoingMessage.id).where(tried, OutgoingMessage.next_at <= now, OutgoingMessage.channel.in_(channels))
    return list(session.scalars(wanted.order_by(OutgoingMessage.next_at, OutgoingMessage.id).limit(limit)))


def claim(session: Session, keys: KeyRing, message_id: str, now: datetime) -> Claimed | None:
    """Have the message for one attempt; None where another was faster or it was taken back."""
    free = or_(OutgoingMessage.state == MessageState.WAITING.value, OutgoingMessage.state == MessageState.SENDING.value)
    won = session.execute(
        update(OutgoingMessage)
        .where(OutgoingMessage.id == message_id, free, OutgoingMessage.next_at <= now)
        .values(state=MessageState.SENDING.value, attempts=OutgoingMessage.attempts + 1, next_at=now + CLAIM)
        .returning(OutgoingMessage.id)
    ).scalar_one_or_none()
    if won is None:
        return None
    row = session.get_one(OutgoingMessage, message_id, populate_existing=True)
    content = json.loads(keys.open(row.content_sealed))
    _tell(session, row)
    return Claimed(row.id, row.channel, keys.open(row.to_sealed), content["subject"], content["text"], row.attempts)


def settle(session: Session, claimed: Claimed, event: MessageEvent, now: datetime, error: str = "") -> bool:
    """What became of the attempt; False where it came too late and another attempt has the message."""
    row = session.get_one(OutgoingMessage, claimed.id, with_for_update=True, populate_existing=True)
    if row.state != MessageState.SENDING.value:
        return False
    if row.attempts != claimed.attempt and event is not MessageEvent.TAKEN_OVER:
        return False
    _move(session, row, event, now, error)
    if event is not MessageEvent.NOT_REACHED:
        trail.record(session, trail.SYSTEM, f"message.{row.state}", row.id, attempts=str(row.attempts), error=error)
    return True


def _move(session: Session, row: OutgoingMessage, event: MessageEvent, now: datetime, error: str = "") -> None:
    before, after = row.state, TABLE[MessageState(row.state), event]
    row.state, row.error = after.value, error[:40]
    if after in ENDS:
        row.ended_at = now
    elif after is MessageState.WAITING:
        row.next_at = now + pause_after(row.attempts)
    session.flush()
    _log.info("message_moved", id=row.id, before=before, after=after.value, event_kind=event.value)
    _tell(session, row)


def _tell(session: Session, row: OutgoingMessage) -> None:
    """The author's desk shows it on the call."""
    call = session.get_one(Call, row.call_id)
    append(session, "message.changed", row.author_id, {"ref": call.desk_ref, "id": row.id, "state": row.state})
