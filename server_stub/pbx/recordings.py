"""Takes finished recordings from the PBX's spool into the server's own store. One task on the loop, files on worker threads.

The spool is Asterisk's, in clear and therefore on a tmpfs; what is stored is encrypted, synced and read back, and only then removed
from the spool. Run twice, or after a crash at any point, it ends the same.
"""

from __future__ import annotations

import asyncio
import re
import struct
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from server_stub.calls import erasure, recording_keys, recordings, registry
from server_stub.calls.speech import LEAST_SPEECH_S, VOICEMAIL, speech_s
from server_stub.db.models import Call
from server_stub.sealing.master_keys import KeyMissing
from server_stub.state import ServerState

LOOK_EVERY_S: Final = 5.0
SETTLE_S: Final = 0.3
_HEADER_BYTES: Final = 4096
_NAME: Final = re.compile(r"^([A-Za-z0-9._-]{1,80}?)(?:-(patient|agent|voicemail))?\.wav$")

_log = structlog.get_logger(__name__)


class NotAWave(Exception):
    """The file is no PCM wave file, or is not finished."""


@dataclass(frozen=True, slots=True)
class Spooled:
    """One finished or growing file of the spool."""

    path: Path
    ref: str
    leg: str


def wave_duration_s(header: bytes, size: int) -> float:
    """Length of a PCM wave file in seconds, by its first bytes and its size in bytes. Raises NotAWave.

    The size of the data is taken from the file where the header says more or nothing: Asterisk fills it in at the end.
    """
    if len(header) < 12 or header[:4] != b"RIFF" or header[8:12] != b"WAVE":
        raise NotAWave("no RIFF/WAVE header")
    at, bytes_per_second = 12, 0
    while at + 8 <= len(header):
        name, length = header[at : at + 4], struct.unpack_from("<I", header, at + 4)[0]
        at += 8
        if name == b"fmt " and at + 12 <= len(header):
            bytes_per_second = struct.unpack_from("<I", header, at + 8)[0]
        if name == b"data":
            if not bytes_per_second:
                raise NotAWave("no format before the data")
            present = size - at
            return min(length or present, present) / bytes_per_second
        at += length + (length & 1)
    raise NotAWave("no data")


def parse_name(path: Path) -> Spooled | None:
    """The call and leg a file of the spool belongs to; None for a file that is none of ours."""
    found = _NAME.match(path.name)
    return Spooled(path, found[1], found[2] or "mixed") if found else None


class RecordingStore:
    """Moves files into the store of ``calls.recordings``."""

    def __init__(self, state: ServerState) -> None:
        self._state = state
        spool = state.settings.pbx_spool_dir
        self._spool = spool / "recordings" if spool else None
        self._news = asyncio.Event()
        self._sizes: dict[Path, tuple[int, int]] = {}
        self.live_refs: Callable[[], frozenset[str] | None] = lambda: None
        """Calls that have a channel now; None where that is not known."""

    def ask(self, _ref: str) -> None:
        """A call is over or its recording has stopped: look soon."""
        self._news.set()

    def ask_all(self) -> None:
        self._news.set()

    async def run(self) -> None:
        """Until cancelled."""
        await asyncio.to_thread(self._look_for_keys)
        while self._spool is not None:
            more = await asyncio.to_thread(self.take_finished)
            try:
                async with asyncio.timeout(SETTLE_S if more else LOOK_EVERY_S):
                    await self._news.wait()
                    await asyncio.sleep(SETTLE_S)  # MixMonitor closes its files a moment after the call
            except TimeoutError:
                pass
            self._news.clear()

    def take_finished(self) -> bool:
        """Worker thread. Store what no longer grows and whose call is over; True where files are to be looked at again soon."""
        if self._spool is None or not self._spool.is_dir():
            return False
        waiting = False
        for path in sorted(self._spool.iterdir()):
            spooled = parse_name(path)
            if spooled is None:
                continue
            try:
                if self._is_settled(path) and self._is_over(spooled.ref):
                    self._take(spooled)
                else:
                    waiting = True
            except NotAWave as error:
                _log.warning("recording_refused", file=path.name, detail=str(error))
            except KeyMissing as error:
                _log.error("recording_failed", file=path.name, detail=str(error))
                self._state.alarms.sound("recording_key_missing", key=str(error))
            except (OSError, SQLAlchemyError) as error:
                _log.error("recording_failed", file=path.name, error=type(error).__name__)
        self._sizes = {path: seen for path, seen in self._sizes.items() if path.exists()}
        return waiting

    def _is_settled(self, path: Path) -> bool:
        """Whether the file is as it was at the look before: Asterisk holds no lock that could be asked."""
        stat = path.stat()
        now = (stat.st_size, stat.st_mtime_ns)
        before, self._sizes[path] = self._sizes.get(path), now
        return before == now

    def _is_over(self, ref: str) -> bool:
        if ref in (self.live_refs() or ()):
            return False
        with self._state.database.read() as session:
            call = registry.find(session, ref)
            return call is not None and call.ended_at is not None

    def _is_erased(self, ref: str) -> bool:
        """The patient refuses to be recorded; what was stored before ``calls.erasure.delete_for`` has deleted."""
        with self._state.database.read() as session:
            return erasure.is_erased(session, ref)

    def _take(self, spooled: Spooled) -> None:
        if self._is_erased(spooled.ref):
            spooled.path.unlink()
            return
        with spooled.path.open("rb") as file:
            duration_s = wave_duration_s(file.read(_HEADER_BYTES), spooled.path.stat().st_size)
        if spooled.leg == VOICEMAIL and speech_s(spooled.path.read_bytes()) < LEAST_SPEECH_S:
            _log.info("message_without_speech", ref=spooled.ref)
            spooled.path.unlink()
            return
        also = self._message_left if spooled.leg == VOICEMAIL else None
        if recordings.store(self._state, spooled.ref, spooled.leg, spooled.path, duration_s, also):
            spooled.path.unlink()
            self._look_for_keys()

    def _message_left(self, session: Session, call: Call) -> None:
        call.outcome = VOICEMAIL
        session.flush()
        for hook in self._state.hooks.voicemail_stored:
            hook(session, call)

    def _look_for_keys(self) -> None:
        """Sound or end the alarm about master keys that recordings need. Worker thread."""
        missing = recording_keys.missing(self._state)
        if missing:
            self._state.alarms.sound("recording_key_missing", key=", ".join(sorted(missing)))
        elif self._state.alarms.sounds("recording_key_missing"):
            recordings.ensure_master_key(self._state)
            self._state.alarms.clear("recording_key_missing")
