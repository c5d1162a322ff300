"""Listening to a recording through the headset, beside the calls. Engine thread only.

PJSIP's own player reads the sound from a file, and no recording may lie on a disk in clear: on Linux the file is one in
memory without a name; elsewhere it is a private temporary file that goes when the player has let go of it.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import pjsua2 as pj

from agent_app.domain.telephony import PlaybackFailed, PlaybackMoved
from sip.audio import Headset

_TELL_EVERY_S = 0.1
_RATE_AT = slice(24, 28)
_HEADER_BYTES = 44
_TAIL_S = 1.0
"""Silence behind the end: PJSIP's player is never let run to the end of its file, where it would have to be made anew."""


class Playback:
    def __init__(self, headset: Headset, post: Callable[[PlaybackMoved | PlaybackFailed], None]) -> None:
        self._headset = headset
        self._post = post
        self._player: pj.AudioMediaPlayer | None = None
        self._file: Path | None = None
        self._rate_hz = 0
        self._length_s = 0.0
        self._playing = False
        self._volume = 1.0
        self._tell_at = 0.0

    def load(self, wav: bytes) -> None:
        """Take a WAV file (16-bit mono with the plain header of 44 bytes) in the place of what was there."""
        self.unload()
        self._rate_hz = int.from_bytes(wav[_RATE_AT], "little")
        self._length_s = (len(wav) - _HEADER_BYTES) / 2 / self._rate_hz
        try:
            self._player = self._made(_with_tail(wav, self._rate_hz))
        except (pj.Error, OSError):
            self.unload()
            self._post(PlaybackFailed())

    def play(self, from_s: float) -> None:
        if self._player is None:
            return
        self._player.setPos(int(max(0.0, min(from_s, self._length_s)) * self._rate_hz))
        if not self._playing:
            self._headset.hear(self._player)
            self._playing = True

    def pause(self) -> None:
        """At once; the position is told."""
        if self._player is None or not self._playing:
            return
        self._playing = False
        self._headset.stop_hearing(self._player)
        self._post(PlaybackMoved(self._position_s(), playing=False))

    def set_volume(self, volume: float) -> None:
        self._volume = max(0.0, min(volume, 2.0))
        if self._player is not None:
            self._player.adjustRxLevel(self._volume)

    def unload(self) -> None:
        if self._player is not None and self._playing:
            self._headset.stop_hearing(self._player)
        self._playing = False
        self._player = None
        if self._file is not None:
            self._file.unlink(missing_ok=True)
            self._file = None

    def tick(self, now: float) -> None:
        if not self._playing or now < self._tell_at:
            return
        self._tell_at = now + _TELL_EVERY_S
        if self._position_s() >= self._length_s:
            self.pause()
        else:
            self._post(PlaybackMoved(self._position_s(), playing=True))

    def _position_s(self) -> float:
        assert self._player is not None  # noqa: S101 - asked only while there is one
        return min(self._player.getPos() / self._rate_hz, self._length_s)

    def _made(self, wav: bytes) -> pj.AudioMediaPlayer:
        player = pj.AudioMediaPlayer()
        if hasattr(os, "memfd_create"):
            descriptor = os.memfd_create("recording")
            try:
                with os.fdopen(os.dup(descriptor), "wb") as file:
                    file.write(wav)
                player.createPlayer(f"/proc/self/fd/{descriptor}", pj.PJMEDIA_FILE_NO_LOOP)
            finally:
                os.close(descriptor)
        else:
            with tempfile.NamedTemporaryFile(delete=False, suffix=".wav") as file:
                self._file = Path(file.name)
                file.write(wav)
            player.createPlayer(str(self._file), pj.PJMEDIA_FILE_NO_LOOP)
        player.adjustRxLevel(self._volume)
        return player


def _with_tail(wav: bytes, rate_hz: int) -> bytes:
    tail = b"\0\0" * int(_TAIL_S * rate_hz)
    data = wav[_HEADER_BYTES:] + tail
    sizes = (len(data) + _HEADER_BYTES - 8).to_bytes(4, "little"), len(data).to_bytes(4, "little")
    return wav[:4] + sizes[0] + wav[8:40] + sizes[1] + data
