"""Makes the PBX pause, resume and stop a call's recording, both legs at once. The server's loop; asked from worker threads.

MixMonitor runs on the patient's channel and writes all three files from there, so muting or stopping it there reaches both
legs, whichever desk the patient is joined with later. A pause ends by itself after ``recording_pause_s``.
"""

from __future__ import annotations

import asyncio
import contextlib
from concurrent.futures import TimeoutError as FutureTimeout
from datetime import datetime, timedelta
from typing import Final

import structlog
from sqlalchemy import select

from server_stub.audit import trail
from server_stub.calls import recording, registry
from server_stub.clock import utc_now
from server_stub.db.models import Call
from server_stub.pbx.ami import AmiAway, AmiError, AmiRefused
from server_stub.pbx.link import PbxLink
from server_stub.problems import Problem
from server_stub.state import ServerState

PATIENCE_S: Final = 3.0

_log = structlog.get_logger(__name__)


class RecordingControl:
    """Implements ``state.RecordingPort``."""

    def __init__(self, state: ServerState, link: PbxLink) -> None:
        self._state = state
        self._link = link
        self._loop = asyncio.get_running_loop()
        self._changed = asyncio.Event()
        self._stopped: set[str] = set()
        """Refused calls whose recording is known to be stopped."""

    # ---- worker threads

    def apply(self, ref: str, wanted: str) -> None:
        """Raises Problem ``recording_not_changed`` where the PBX cannot be reached or has no such call."""
        asked = asyncio.run_coroutine_threadsafe(self._apply(ref, wanted), self._loop)
        try:
            asked.result(PATIENCE_S)
        except (AmiError, FutureTimeout) as error:
            asked.cancel()
            _log.warning("recording_not_changed", ref=ref, wanted=wanted, error=type(error).__name__)
            raise Problem("recording_not_changed") from None

    def changed(self) -> None:
        """After the commit: somebody paused, or a refusal waits to be carried out."""
        self._loop.call_soon_threadsafe(self._changed.set)

    # ---- the loop

    async def _apply(self, ref: str, wanted: str) -> None:
        channel = self._link.patient_channel(ref)
        session = self._link.session
        if session is None or channel is None:
            raise AmiAway("no link, or no such call")
        if wanted == recording.REFUSED:
            with contextlib.suppress(AmiRefused):  # nothing runs there, or the channel went in this moment
                await session.action("StopMixMonitor", {"Channel": channel})
            self._stopped.add(ref)
        else:
            state = "1" if wanted == recording.PAUSED else "0"
            await session.action("MixMonitorMute", {"Channel": channel, "Direction": "both", "State": state})

    def look_at_all(self) -> None:
        """The link is up: refusals and pauses of before hold for the calls that live."""
        self._changed.set()

    def call_over(self, ref: str) -> None:
        self._stopped.discard(ref)
        task = self._loop.create_task(asyncio.to_thread(self._over, ref), name="recording-over")
        task.add_done_callback(_report)

    def _over(self, ref: str) -> None:
        with self._state.database.write() as session:
            call = registry.find(session, ref)
            if call is not None:
                recording.over(session, call, call.ended_at or utc_now())

    async def run(self) -> None:
        """Until cancelled: end pauses that last too long, and carry out refusals the PBX could not be told of."""
        while True:
            wait_s = 5.0
            try:
                wait_s = await self._look()
            except (AmiError, Problem) as error:
                _log.warning("recording_look_failed", error=type(error).__name__)
            try:
                async with asyncio.timeout(wait_s):
                    await self._changed.wait()
            except TimeoutError:
                pass
            self._changed.clear()

    async def _look(self) -> float:
        """Seconds until the next pause ends."""
        refused, paused = await asyncio.to_thread(self._open_calls)
        for ref in refused:
            if self._link.patient_channel(ref) is not None:
                await self._apply(ref, recording.REFUSED)
        longest = timedelta(seconds=self._state.settings.recording_pause_s)
        left = [5.0]
        for ref, since in paused:
            ends_in = (since + longest - utc_now()).total_seconds()
            if ends_in > 0:
                left.append(ends_in)
            elif self._link.patient_channel(ref) is not None:
                await self._apply(ref, recording.ON)
                await asyncio.to_thread(self._resumed, ref)
        return max(0.05, min(left))

    def _open_calls(self) -> tuple[list[str], list[tuple[str, datetime]]]:
        """Calls that live and are not simply recorded: refused ones, and paused ones with when the pause began."""
        wanted = select(Call).where(Call.ended_at.is_(None), Call.recording != recording.ON)
        with self._state.database.read() as session:
            calls = list(session.scalars(wanted))
        refused = [call.ref for call in calls if call.recording == recording.REFUSED and call.ref not in self._stopped]
        return refused, [(call.ref, call.recording_changed_at or call.started_at) for call in calls if call.recording == recording.PAUSED]

    def _resumed(self, ref: str) -> None:
        with self._state.database.write() as session:
            call = registry.find(session, ref)
            if call is not None and call.recording == recording.PAUSED:
                recording.change(session, call, recording.ON, trail.SYSTEM, utc_now())


def _report(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (error := task.exception()):
        _log.error("task_failed", task=task.get_name(), error=type(error).__name__, exc_info=error)
