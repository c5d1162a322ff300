"""Notices that a desk is lost in a ring or a call, and gives the patient back to the queue. The server's loop.

A desk that registers anew within 3 s (a new connection after a short cut) is no loss. The sound of its call may have gone on.
"""

from __future__ import annotations

import asyncio
import contextlib
from typing import Final

import structlog

from server_stub.clock import utc_now
from server_stub.pbx.ami import AmiRefused, AmiSession
from server_stub.pbx.live_calls import LiveCalls
from server_stub.pbx.live_state import LiveChannel, LiveChannels, LiveContacts
from server_stub.pbx.pbx_events import ContactChanged
from server_stub.state import ServerState

GRACE_S: Final = 3.0
REQUEUE_CONTEXT: Final = "requeue"
LOST_CAUSE: Final = "27"
"""Destination out of order (Q.850); anything but 16 counts as lost in the dial plan."""

_log = structlog.get_logger(__name__)


class DeskWatch:
    """Timers of desks without a contact."""

    def __init__(self, state: ServerState, calls: LiveCalls, channels: LiveChannels, contacts: LiveContacts) -> None:
        self._state = state
        self._calls = calls
        self._channels = channels
        self._contacts = contacts
        self._timers: dict[str, asyncio.TimerHandle] = {}
        self._lost: asyncio.Queue[str] = asyncio.Queue()

    def contact(self, event: ContactChanged) -> None:
        """A contact came or went."""
        if self._contacts.changed(event):
            self._forgive(event.extension)
        elif self._channels.of_desk(event.extension):
            self._begin(event.extension)

    def look_at_all(self) -> None:
        """After a snapshot: desks with a call but without a contact have 3 s from now."""
        for channel in self._channels.of_desks():
            if not self._contacts.reachable(channel.extension):
                self._begin(channel.extension)

    def _begin(self, extension: str) -> None:
        if extension not in self._timers:
            loop = asyncio.get_running_loop()
            self._timers[extension] = loop.call_later(GRACE_S, self._lost.put_nowait, extension)

    def _forgive(self, extension: str) -> None:
        if timer := self._timers.pop(extension, None):
            timer.cancel()

    async def run(self, session: AmiSession) -> None:
        """Serve while the session lasts. Raises AmiAway."""
        try:
            while True:
                extension = await self._lost.get()
                self._timers.pop(extension, None)
                if not self._contacts.reachable(extension):
                    for channel in self._channels.of_desk(extension):
                        await self._rescue(session, channel)
        finally:
            for extension in tuple(self._timers):
                self._forgive(extension)

    async def _rescue(self, session: AmiSession, channel: LiveChannel) -> None:
        """The books first: what the PBX then reports of the dead leg is a late event of a desk that is gone."""
        _log.info("desk_gone", extension=channel.extension, ref=channel.ref)
        await asyncio.to_thread(self._write, channel)
        patient = self._channels.patient_of(channel.ref)
        with contextlib.suppress(AmiRefused):  # gone by itself in this moment
            if patient is not None and channel.bridged:
                await session.action("Redirect", {"Channel": patient.name, "Context": REQUEUE_CONTEXT, "Exten": "s", "Priority": "1"})
        with contextlib.suppress(AmiRefused):
            await session.action("Hangup", {"Channel": channel.name, "Cause": LOST_CAUSE})

    def _write(self, channel: LiveChannel) -> None:
        with self._state.database.write() as session:
            self._calls.desk_gone(session, channel.ref, channel.extension, utc_now())
