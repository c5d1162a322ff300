"""The PBX's state at one moment, and what the server must mend in its own books to agree with it.

``take`` runs on the server's loop; ``mend`` on a worker thread, in one write transaction.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from server_stub.agents import store
from server_stub.agents.status import IN_CALL, AgentState
from server_stub.db.models import Call, User
from server_stub.pbx.ami import AmiRefused, AmiSession
from server_stub.pbx.live_calls import IN_PROGRESS, LiveCalls
from server_stub.pbx.live_state import LiveChannel
from server_stub.pbx.pbx_events import MemberStands, read_event, ref_of

NEVER_DIALLED_AFTER = timedelta(minutes=5)
PAUSED_FOR_CALL = ("call", "outbound")
"""Reasons with which the dial plan pauses an agent."""
PAUSED_BY_QUEUE = "Auto-Pause"
"""app_queue's reason for whom it rang in vain."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One caller in a queue."""

    ref: str
    queue: str
    waited_s: float


@dataclass(frozen=True, slots=True)
class Snapshot:
    members: tuple[MemberStands, ...]
    channels: tuple[LiveChannel, ...]
    contacts: tuple[tuple[str, str], ...]
    """(extension, uri)"""
    waiting: tuple[Waiting, ...] = ()


async def take(session: AmiSession) -> Snapshot:
    """Ask the PBX for all of it. Raises AmiError."""
    queues = await session.list_action("QueueStatus")
    members = [read_event(item) for item in queues if item.event == "QueueMember"]
    shown = await session.list_action("CoreShowChannels")
    channels = tuple(
        LiveChannel(item.get("Uniqueid"), item.get("Channel"), ref_of(item), bool(item.get("BridgeId"))) for item in shown if ref_of(item)
    )
    try:
        contacts = await session.list_action("PJSIPShowContacts")
    except AmiRefused:
        contacts = []  # Asterisk calls an empty list an error
    refs = {channel.uniqueid: channel.ref for channel in channels}
    return Snapshot(
        waiting=tuple(
            Waiting(refs[item.get("Uniqueid")], item.get("Queue"), float(item.get("Wait") or 0))
            for item in queues
            if item.event == "QueueEntry" and item.get("Uniqueid") in refs
        ),
        members=tuple(member for member in members if isinstance(member, MemberStands)),
        channels=channels,
        contacts=tuple((item.get("Aor"), item.get("Uri")) for item in contacts if item.get("Status") != "Unavailable"),
    )


def mend(session: Session, calls: LiveCalls, snapshot: Snapshot, now: datetime) -> None:
    """Bring calls and statuses that went on without us to where they are."""
    _end_what_is_over(session, calls, snapshot, now)
    _believe_queues(session, calls, snapshot, now)
    _end_stuck_statuses(session, calls, snapshot, now)
    _believe_pauses(session, calls, snapshot, now)
    for channel in snapshot.channels:
        if channel.extension and channel.bridged and not _is_dialled_at_desk(session, channel):
            calls.connected(session, channel.ref, channel.extension, now, channel=channel.name)


def _end_what_is_over(session: Session, calls: LiveCalls, snapshot: Snapshot, now: datetime) -> None:
    live = {channel.ref for channel in snapshot.channels}
    for call in session.scalars(select(Call).where(Call.ended_at.is_(None), Call.source != "desk")).all():
        never_dialled = call.ref == call.client_ref
        if never_dialled and call.started_at < now - NEVER_DIALLED_AFTER:
            call.ended_at, call.outcome = call.started_at, "failed" if call.outcome == IN_PROGRESS else call.outcome
        elif not never_dialled and call.ref not in live:
            calls.over(session, call.ref, now)


def _believe_queues(session: Session, calls: LiveCalls, snapshot: Snapshot, now: datetime) -> None:
    """Who waits is whom the PBX has in its queues."""
    in_queues = {waiting.ref for waiting in snapshot.waiting}
    known = session.scalars(select(Call.ref).where(Call.waiting_since > now - timedelta(days=2))).all()
    for ref in set(known) - in_queues:
        calls.left_queue(session, ref, now)
    for waiting in snapshot.waiting:
        if waiting.ref not in known:
            calls.queued(session, waiting.ref, None, now - timedelta(seconds=waiting.waited_s), waiting.queue)


def _end_stuck_statuses(session: Session, calls: LiveCalls, snapshot: Snapshot, now: datetime) -> None:
    """An agent who is in a call that the PBX does not have at that desk is not in it."""
    at_desks = {(channel.extension, channel.ref) for channel in snapshot.channels if channel.extension}
    for user_id, status in store.all_signed_in(session).items():
        extension = session.get_one(User, user_id).extension or ""
        if (extension, status.call_ref) in at_desks:
            continue
        if status.state in IN_CALL:
            calls.desk_left(session, status.call_ref, extension, now)
        elif status.state is AgentState.RINGING:
            calls.not_rung(session, status.call_ref, user_id, now)


def _believe_pauses(session: Session, calls: LiveCalls, snapshot: Snapshot, now: datetime) -> None:
    """A pause that the dial plan or the queue set while nobody watched tells what its agent did meanwhile."""
    busy = {channel.extension for channel in snapshot.channels if channel.extension}
    paused = {member.extension: member.pause_reason for member in snapshot.members if member.paused}
    for extension, reason in paused.items():
        user_id = store.user_of_extension(session, extension)
        if user_id is None or extension in busy or store.load(session, user_id).state is not AgentState.READY:
            continue
        if reason in PAUSED_FOR_CALL:
            calls.took_unseen(session, user_id, now)
        elif reason == PAUSED_BY_QUEUE:
            calls.missed_unseen(session, user_id, now)


def _is_dialled_at_desk(session: Session, channel: LiveChannel) -> bool:
    call = session.scalar(select(Call).where(Call.ref == channel.ref))
    return call is not None and call.direction == "outbound"
