"""What a queue's callers hear: WAV files uploaded by the administrator, or text that the server speaks. Caller's change and thread."""

from __future__ import annotations

import io
import shutil
import struct
import subprocess
import wave
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from server_stub.administration.change import Change
from server_stub.administration.schemas import AnnouncementRow, SoundKind, SoundLanguage
from server_stub.clock import utc_now
from server_stub.db.models import Announcement, Queue
from server_stub.problems import Problem

SHORTEST_MS: Final = 500
LONGEST_MS: Final = 60_000
RATES_HZ: Final = (8000, 16000)
_SPEECH_TIMEOUT_S: Final = 20
_VOICES: Final = {"zh_CN": "cmn", "ru": "ru", "en": "en-us"}
_VOICE_RATE_HZ: Final = 22_050


@dataclass(frozen=True, slots=True)
class Sound:
    wav: bytes
    rate_hz: int
    duration_ms: int


def of_queues(session: Session) -> dict[str, list[AnnouncementRow]]:
    """Queue to its announcements, without their sound."""
    columns = Announcement.queue_name, Announcement.kind, Announcement.language, Announcement.text, Announcement.duration_ms
    found: dict[str, list[AnnouncementRow]] = {}
    for queue, kind, language, text, duration_ms in session.execute(select(*columns).order_by(*columns[:3])):
        found.setdefault(queue, []).append(_row(kind, language, text, duration_ms))
    return found


def _row(kind: str, language: str, text: str, duration_ms: int) -> AnnouncementRow:
    return AnnouncementRow(
        kind=cast("SoundKind", kind),
        language=cast("SoundLanguage", language),
        text=text,
        duration_s=round(duration_ms / 1000, 1),
        spoken=bool(text),
    )


def store(change: Change, queue: str, kind: str, language: str, sound: Sound, text: str = "") -> AnnouncementRow:
    """Raises Problem ``unknown_queue``."""
    session = change.session
    if session.get(Queue, queue, with_for_update=True) is None:
        raise Problem("unknown_queue")
    row = session.get(Announcement, (queue, kind, language))
    if row is None:
        row = Announcement(queue_name=queue, kind=kind, language=language)
        session.add(row)
    row.text, row.rate_hz, row.duration_ms, row.wav, row.changed_at = text, sound.rate_hz, sound.duration_ms, sound.wav, utc_now()
    session.flush()
    change.note("announcement.changed", f"queue:{queue}", kind=kind, language=language, duration_ms=str(sound.duration_ms))
    return _row(kind, language, text, sound.duration_ms)


def remove(change: Change, queue: str, kind: str, language: str) -> None:
    """Raises Problem ``unknown_announcement``."""
    row = change.session.get(Announcement, (queue, kind, language))
    if row is None:
        raise Problem("unknown_announcement")
    change.session.delete(row)
    change.note("announcement.deleted", f"queue:{queue}", kind=kind, language=language)


def read_wav(data: bytes) -> Sound:
    """A file that the PBX can play, written anew so that nothing but sound is kept. Raises Problem ``bad_audio``."""
    try:
        with wave.open(io.BytesIO(data)) as file:
            channels, width, rate, frames, *_ = file.getparams()
            pcm = file.readframes(frames)
    except (wave.Error, EOFError, struct.error, ValueError):
        raise Problem("bad_audio", why="format") from None
    if channels != 1:
        raise Problem("bad_audio", why="channels")
    if width != 2:
        raise Problem("bad_audio", why="width")
    if rate not in RATES_HZ:
        raise Problem("bad_audio", why="rate")
    if len(pcm) < frames * width:
        raise Problem("bad_audio", why="cut")
    duration_ms = frames * 1000 // rate
    if not SHORTEST_MS <= duration_ms <= LONGEST_MS:
        raise Problem("bad_audio", why="length")
    return Sound(_wav(pcm, rate), rate, duration_ms)


def _wav(pcm: bytes, rate_hz: int) -> bytes:
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate_hz)
        file.writeframes(pcm)
    return made.getvalue()


# ---- speech


@cache
def _espeak() -> str:
    return shutil.which("espeak-ng") or ""


def can_speak() -> bool:
    """Whether this server has a speech program."""
    return bool(_espeak())


def speak(text: str, language: str) -> Sound:
    """``text`` as sound. Slow: not inside a transaction. Raises Problem ``no_voice``, ``bad_audio``."""
    if not can_speak():
        raise Problem("no_voice")
    # The text goes in by standard input: it can be no option and no file name.
    command = [_espeak(), "-v", _VOICES[language], "-s", "150", "--stdin", "--stdout"]
    try:
        done = subprocess.run(command, input=text.encode(), capture_output=True, timeout=_SPEECH_TIMEOUT_S, check=False)
    except (OSError, subprocess.TimeoutExpired):
        raise Problem("no_voice") from None
    if done.returncode != 0 or len(done.stdout) < 100:
        raise Problem("no_voice")
    return _to_16_khz(done.stdout)


def _to_16_khz(spoken: bytes) -> Sound:
    """espeak-ng writes 22.05 kHz with a header whose length is made up. Linear interpolation: ample for a synthetic voice."""
    pcm = spoken[spoken.index(b"data") + 8 :]
    samples: Any = memoryview(pcm[: len(pcm) // 2 * 2]).cast("h")
    rate = RATES_HZ[1]
    count = len(samples) * rate // _VOICE_RATE_HZ - 1
    out = bytearray()
    for index in range(count):
        at, part = divmod(index * _VOICE_RATE_HZ, rate)
        out += struct.pack("<h", (samples[at] * (rate - part) + samples[at + 1] * part) // (2 * rate))  # halved: head-room
    duration_ms = count * 1000 // rate
    if not SHORTEST_MS <= duration_ms <= LONGEST_MS:
        raise Problem("bad_audio", why="length")
    return Sound(_wav(bytes(out), rate), rate, duration_ms)
