"""The live link to Asterisk: a snapshot at every connection, then events in order, and desks that are lost in a call.

Runs on the server's loop; what touches the database goes to worker threads, one event after the other.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

import structlog
from sqlalchemy.orm import Session

from server_stub.agents import store
from server_stub.agents.service import agents_of
from server_stub.agents.status import AgentEvent, AgentState
from server_stub.clock import utc_now
from server_stub.db import lease
from server_stub.events.log import EVERYONE, append
from server_stub.pbx import pbx_events as pbx
from server_stub.pbx import snapshot as snapshots
from server_stub.pbx.ami import AmiAddress, AmiLink, AmiMessage, AmiSession
from server_stub.pbx.centre_push import CentrePush
from server_stub.pbx.desk_watch import DeskWatch
from server_stub.pbx.live_calls import LiveCalls
from server_stub.pbx.live_state import LiveChannels, LiveContacts
from server_stub.pbx.members import Members
from server_stub.queues.membership import FEATURE_CODE
from server_stub.state import PbxHolds, ServerState

REJECTED = (17, 21)
"""Causes with which a desk refuses a ring (Q.850: busy, rejected)."""
LINE_LOST = (20, 27, 34, 38)
"""Causes with which Asterisk ends a ring towards a desk whose connection broke (seen: 34)."""
RTP_TIMED_OUT = 44
"""Asterisk's cause for a channel ended because no sound came from its desk any more."""

_log = structlog.get_logger(__name__)


class PbxLink:
    """Implements ``state.PbxPort``."""

    def __init__(self, state: ServerState, address: AmiAddress) -> None:
        self._state = state
        self._ami = AmiLink(address)
        self._inbox: asyncio.Queue[AmiMessage] = asyncio.Queue()
        self._channels = LiveChannels()
        self._contacts = LiveContacts()
        self._unanswered: dict[str, pbx.AgentDidNotAnswer] = {}
        self._calls = LiveCalls(state)
        self._members = Members(state)
        self._centre = CentrePush(state)
        self._centre.on_settled = self._members.ask_everyone
        self._watch = DeskWatch(state, self._calls, self._channels, self._contacts)
        self._connected = False
        self._channels_known = False
        self.session: AmiSession | None = None
        """For commands; None while there is no link. The loop's."""
        self.before_mending: list[Callable[[], Awaitable[None]]] = []
        """Run at every link-up before the books are mended: imports of what the PBX itself has noted."""
        self.said_ready_at: Mapping[str, datetime] = {}
        """When a desk last dialled the feature code, by the PBX's own record; filled by ``before_mending``."""
        self.on_up: list[Callable[[], None]] = []
        self.on_call_over: list[Callable[[str], None]] = []
        self.on_recording_stopped: list[Callable[[str], None]] = []

    @property
    def connected(self) -> bool:
        return self._connected

    @property
    def live_refs(self) -> frozenset[str] | None:
        """Calls that have a channel now; None while that is not known."""
        return self._channels.refs if self._channels_known else None

    @property
    def centre_holds(self) -> PbxHolds:
        """How far the PBX holds what the administrator set."""
        return self._centre.holds if self._connected else "pending"

    def centre_changed(self) -> None:
        """The administrator changed something. On the loop."""
        self._centre.ask()

    def move_callers(self, from_queue: str, to_queue: str) -> None:
        """A queue is going to be deleted. On the loop."""
        self._centre.move_callers(from_queue, to_queue)

    def patient_channel(self, ref: str) -> str | None:
        """Name of the patient's channel, where the call lives."""
        channel = self._channels.patient_of(ref)
        return channel.name if channel is not None else None

    async def run(self) -> None:
        """Until cancelled."""
        agents_of(self._state).membership_changed = self._members.ask
        if not self._state.database.is_sqlite:
            await asyncio.to_thread(self._announce, False)  # whoever held the link before may have died with it up
        try:
            await self._ami.run(self._inbox.put_nowait, self._serve)
        finally:
            await asyncio.shield(self._set_connected(False))

    async def _serve(self, session: AmiSession) -> None:
        try:
            await self._catch_up(session)
            self.session = session
            await self._set_connected(True)
            for tell in self.on_up:
                tell()
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._centre.run(session))
                tasks.create_task(self._members.run(session))
                tasks.create_task(self._watch.run(session))
                tasks.create_task(self._follow())
        finally:
            self.session = None
            self._channels_known = False
            self._inbox = _emptied(self._inbox)
            await asyncio.shield(self._set_connected(False))

    async def _catch_up(self, session: AmiSession) -> None:
        taken = await snapshots.take(session)
        self._channels.replace(list(taken.channels))
        self._channels_known = True
        self._unanswered.clear()
        self._contacts.replace(list(taken.contacts))
        self._members.replace(list(taken.members))
        for prepare in self.before_mending:
            await prepare()
        await asyncio.to_thread(self._mend, taken)
        self._watch.look_at_all()
        await self._centre.begin(session)
        await self._members.settle_all(session)

    def _mend(self, taken: snapshots.Snapshot) -> None:
        unpaused = {member.extension for member in taken.members if not member.paused}
        with self._state.database.write() as session:
            snapshots.mend(session, self._calls, taken, utc_now())
            for extension in unpaused & self.said_ready_at.keys():
                self._said_ready_by_telephone(session, extension, self.said_ready_at[extension])

    async def _set_connected(self, connected: bool) -> None:
        if connected is self._connected:
            return
        self._connected = connected
        self._state.pbx_changed_at = utc_now()
        _log.info("pbx_link", connected=connected)
        await asyncio.to_thread(self._announce, connected)

    def _announce(self, connected: bool) -> None:
        with self._state.database.write() as session:
            append(session, "pbx.link", EVERYONE, {"connected": connected})
            self._state.floor_changes(session)
            lease.note_pbx(session, connected=connected)

    async def _follow(self) -> None:
        """One event after the other, for ever."""
        while True:
            event = pbx.read_event(await self._inbox.get())
            if event is None:
                continue
            try:
                await self._take(event)
            except Exception as error:  # one event that cannot be stored must not end the link
                _log.exception("pbx_event_failed", kind=type(event).__name__, error=type(error).__name__)

    async def _take(self, event: pbx.PbxEvent) -> None:
        match event:
            case pbx.MemberStands() | pbx.MemberGone():
                await self._member(event)
            case pbx.ChannelSeen():
                self._channels.seen(event)
            case pbx.ContactChanged():
                self._watch.contact(event)
            case pbx.AgentDidNotAnswer() if self._channels.has(event.channel):
                self._unanswered[event.channel] = event  # why, its channel's end tells in a moment
            case pbx.ChannelGone():
                await self._channel_gone(event)
            case pbx.RecordingStopped():
                for tell in self.on_recording_stopped:
                    tell(event.ref)
            case _:
                await asyncio.to_thread(self._store, event)

    async def _member(self, event: pbx.MemberStands | pbx.MemberGone) -> None:
        self._members.changed(event)
        if isinstance(event, pbx.MemberStands) and not event.paused and event.pause_reason == FEATURE_CODE:
            await asyncio.to_thread(self._store_said_ready, event.extension)

    async def _channel_gone(self, event: pbx.ChannelGone) -> None:
        ref, is_last = self._channels.gone(event)
        extension = pbx.extension_of(event.channel)
        if extension or is_last:
            await asyncio.to_thread(self._store_gone, event, ref, extension, is_last)
        if is_last:
            for tell in self.on_call_over:
                tell(ref)

    # ---- worker threads

    def _store(self, event: pbx.PbxEvent) -> None:
        with self._state.database.write() as session:
            self._write(session, event)

    def _write(self, session: Session, event: pbx.PbxEvent) -> None:
        calls = self._calls
        match event:
            case pbx.CallerJoined(at, ref, queue, number):
                calls.queued(session, ref, number, at, queue)
            case pbx.CallerLeft(at, ref):
                calls.left_queue(session, ref, at)
            case pbx.CallerGaveUp(at, ref):
                calls.gave_up(session, ref, at)
            case pbx.AgentOffered(at, ref, extension, channel, queue):
                calls.offered(session, ref, extension, at, number=None, queue=queue, channel=channel)
            case pbx.AgentConnected(at, ref, extension, channel, queue):
                calls.connected(session, ref, extension, at, queue=queue, channel=channel)
            case pbx.AgentCompleted(at, ref, extension):
                calls.desk_left(session, ref, extension, at)
            case pbx.AgentDidNotAnswer(at, ref, extension):
                calls.not_answered(session, ref, extension, at, rejected=False)
            case pbx.ChannelHeld(at, ref, extension, held):
                calls.held(session, ref, extension, at, held=held)
            case pbx.OutboundDialled(at, ref, client_ref, extension, number):
                calls.dialled(session, ref, client_ref, extension, number, at)
            case pbx.DialEnded(at, ref, extension, status):
                calls.dial_ended(session, ref, extension, status, at)

    def _store_gone(self, event: pbx.ChannelGone, ref: str, extension: str, is_last: bool) -> None:
        unanswered = self._unanswered.pop(event.channel, None)
        with self._state.database.write() as session:
            if unanswered is not None and (event.cause in LINE_LOST or not self._contacts.reachable(extension)):
                self._calls.desk_gone(session, ref, extension, unanswered.at)
            elif unanswered is not None:
                self._calls.not_answered(session, ref, extension, unanswered.at, rejected=event.cause in REJECTED)
            if extension and event.cause == RTP_TIMED_OUT and not is_last:
                self._calls.desk_gone(session, ref, extension, event.at)
            elif extension:
                self._calls.desk_left(session, ref, extension, event.at)
            if is_last:
                self._calls.over(session, ref, event.at)

    def _store_said_ready(self, extension: str) -> None:
        with self._state.database.write() as session:
            self._said_ready_by_telephone(session, extension, utc_now())

    def _said_ready_by_telephone(self, session: Session, extension: str, at: datetime) -> None:
        """The feature code counts like the button, except in a call (there it would let a second one in).

        What the agent said at the desk after ``at`` is newer.
        """
        user_id = store.user_of_extension(session, extension)
        if user_id is None:
            return
        status = store.load(session, user_id)
        is_newest = status.since is None or status.since <= at
        if is_newest and status.state in (AgentState.NOT_READY, AgentState.NOT_ANSWERING, AgentState.WRAP_UP):
            agents_of(self._state).happened(session, user_id, AgentEvent.SAY_READY)


def _emptied(queue: asyncio.Queue[AmiMessage]) -> asyncio.Queue[AmiMessage]:
    """Events of a session that ended mean nothing to the next, which begins with a snapshot."""
    while not queue.empty():
        queue.get_nowait()
    return queue
