"""Whether somebody spoke in a message. Pure; any thread."""

from __future__ import annotations

import array
import sys
from typing import Final

VOICEMAIL: Final = "voicemail"
"""Leg of the recording that is a message, and the outcome of a call that left one."""
LEAST_SPEECH_S: Final = 2.0
"""Less is somebody who hung up at the tone."""
_LOUD: Final = 327.0
"""Root mean square of 16-bit samples, -40 dB of full scale: above the hiss of a line, below a quiet voice."""
_PIECE_S: Final = 0.02
_EVERY: Final = 4
"""One sample of so many is looked at: enough for a level."""


def speech_s(wave: bytes) -> float:
    """Seconds that are louder than a line's hiss, of a 16-bit mono PCM wave file; 0 for anything else."""
    at = wave.find(b"data", 12)
    form = wave.find(b"fmt ", 12)
    if wave[:4] != b"RIFF" or at < 0 or form < 0 or int.from_bytes(wave[form + 22 : form + 24], "little") != 16:
        return 0.0
    rate = int.from_bytes(wave[form + 12 : form + 16], "little")
    pcm = wave[at + 8 :]
    samples = array.array("h", pcm[: len(pcm) // 2 * 2])
    if sys.byteorder == "big":
        samples.byteswap()
    length = int(rate * _PIECE_S)
    if length < _EVERY:
        return 0.0
    loud = 0
    for begin in range(0, len(samples) - length + 1, length):
        piece = samples[begin : begin + length : _EVERY]
        loud += sum(value * value for value in piece) > _LOUD * _LOUD * len(piece)
    return loud * _PIECE_S
