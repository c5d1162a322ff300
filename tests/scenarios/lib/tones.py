"""Test tones: writing them, and telling by Goertzel's algorithm whether one is heard and another is not.

A tone counts as heard where it carries most of a window's energy; a few dB of codec, jitter buffer, echo canceller and noise
suppressor lie between the two ends, so its share and its level are judged, never the samples themselves.
"""

from __future__ import annotations

import wave
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

PATIENT_HZ, SECOND_PATIENT_HZ = 700, 850
AGENT_HZ, SECOND_AGENT_HZ = 1100, 1300

Samples = NDArray[np.float64]

_WINDOW_S = 0.2
_HEARD_SHARE = 0.5
_ABSENT_DB = -20.0
_SILENCE_DBFS = -50.0


@dataclass(frozen=True, slots=True)
class ToneVerdict:
    """What was found of one tone in one recording."""

    heard_share: float
    """Share of the windows (0..1) in which the tone carries most of the energy and is above silence."""
    level_db: float
    """The tone's mean level in dBFS, -120 for none."""
    duration_s: float

    @property
    def heard(self) -> bool:
        """Heard through at least four fifths of what was recorded, and enough was recorded to say so."""
        return self.duration_s >= 1.0 and self.heard_share >= 0.8


def write_tone(file: Path, frequency_hz: float, seconds: float, *, rate_hz: int, level_dbfs: float = -14.0) -> Path:
    """A mono 16-bit WAV of one sine."""
    at = np.arange(int(seconds * rate_hz)) / rate_hz
    samples = 10 ** (level_dbfs / 20) * np.sin(2 * np.pi * frequency_hz * at)
    with wave.open(str(file), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate_hz)
        out.writeframes((samples * 32767).astype("<i2").tobytes())
    return file


def read_wav(file: Path) -> tuple[Samples, int]:
    """Samples (-1..1, first channel) and the rate in Hz of a 16-bit WAV. Raises wave.Error where it is none."""
    with wave.open(str(file), "rb") as source:
        if source.getsampwidth() != 2:
            raise wave.Error(f"{file.name} is not 16 bit")
        raw = np.frombuffer(source.readframes(source.getnframes()), "<i2").astype(np.float64) / 32768
        return raw[:: source.getnchannels()], source.getframerate()


def goertzel_power(samples: Samples, rate_hz: int, frequency_hz: float) -> float:
    """Mean square (full scale 1) of the part of ``samples`` at ``frequency_hz``.

    Written as the correlation with one complex exponential, which is what Goertzel's recursion computes.
    """
    if not samples.size:
        return 0.0
    turning = np.exp(-2j * np.pi * frequency_hz * np.arange(samples.size) / rate_hz)
    amplitude = 2 * abs(np.dot(samples, turning)) / samples.size
    return float(amplitude**2 / 2)


def find_tone(samples: Samples, rate_hz: int, frequency_hz: float) -> ToneVerdict:
    """Look for ``frequency_hz`` in windows of 0.2 s."""
    size = int(_WINDOW_S * rate_hz)
    windows = [samples[start : start + size] for start in range(0, samples.size - size + 1, size)]
    if not windows:
        return ToneVerdict(0.0, -120.0, samples.size / rate_hz)
    heard, powers = 0, []
    for window in windows:
        power, whole = goertzel_power(window, rate_hz, frequency_hz), float(np.mean(window**2))
        powers.append(power)
        heard += power > _HEARD_SHARE * whole and to_db(whole) > _SILENCE_DBFS
    return ToneVerdict(heard / len(windows), to_db(float(np.mean(powers))), samples.size / rate_hz)


def only_this_tone(samples: Samples, rate_hz: int, wanted_hz: float, others_hz: Sequence[float]) -> bool:
    """True where ``wanted_hz`` is heard and each of ``others_hz`` lies at least 20 dB below it over the whole recording."""
    wanted = find_tone(samples, rate_hz, wanted_hz)
    return wanted.heard and all(find_tone(samples, rate_hz, other).level_db - wanted.level_db < _ABSENT_DB for other in others_hz)


def to_db(power: float) -> float:
    """10 log10, with -120 for nothing."""
    return 10 * float(np.log10(max(power, 1e-12)))
