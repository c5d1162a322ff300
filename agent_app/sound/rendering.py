"""From the legs of a recording to what is played: mixed, silence left out, faster or slower. Pure; worker threads.

Everything on screen counts in seconds of the recording; the player counts in seconds of what it plays. ``Rendering`` translates.
"""

from __future__ import annotations

import io
import wave
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from agent_app.sound.stretch import Samples, stretch

SILENT_PEAK = 0.01
"""-40 dBFS: below it nobody speaks on a telephone line."""
LONGEST_PAUSE_S = 1.2
KEPT_S = 0.25
"""Of a silence that is jumped over, at each end: words do not run into each other."""
_LOOK_S = 0.05


@dataclass(frozen=True, slots=True)
class Sound:
    """The legs of one recording, of equal length."""

    rate_hz: int
    legs: Mapping[str, Samples]

    @property
    def length_s(self) -> float:
        return max((len(leg) for leg in self.legs.values()), default=0) / self.rate_hz


@dataclass(frozen=True, slots=True)
class Rendering:
    wav: bytes
    """16-bit mono PCM."""
    length_s: float
    """Of what is played."""
    played_s: tuple[float, ...]
    recorded_s: tuple[float, ...]
    """Two rising rows: at ``played_s[i]`` of the playback ``recorded_s[i]`` of the recording is heard."""

    def in_recording(self, played_s: float) -> float:
        return float(np.interp(played_s, self.played_s, self.recorded_s))

    def in_playback(self, recorded_s: float) -> float:
        return float(np.interp(recorded_s, self.recorded_s, self.played_s))


def read(files: Mapping[str, bytes]) -> Sound:
    """Raises ValueError for what is no mono 16-bit WAV file, or for legs of different rates."""
    legs: dict[str, Samples] = {}
    rates = set()
    for leg, data in files.items():
        try:
            with wave.open(io.BytesIO(data)) as file:
                if file.getsampwidth() != 2 or file.getnchannels() != 1:
                    raise ValueError("not mono 16-bit")
                rates.add(file.getframerate())
                legs[leg] = np.asarray(np.frombuffer(file.readframes(file.getnframes()), "<i2") / 32768, np.float32)
        except (wave.Error, EOFError) as error:
            raise ValueError("no WAV file") from error
    if len(rates) != 1:
        raise ValueError("legs of different rates")
    longest = max(len(leg) for leg in legs.values())
    return Sound(rates.pop(), {leg: np.pad(samples, (0, longest - len(samples))).astype(np.float32) for leg, samples in legs.items()})


def peaks(samples: Samples, count: int) -> tuple[float, ...]:
    """The loudest sample of each of ``count`` equal parts, 0 to 1."""
    if not len(samples):
        return (0.0,) * count
    edges = np.linspace(0, len(samples), count, endpoint=False).astype(int)
    return tuple(float(peak) for peak in np.minimum(1.0, np.maximum.reduceat(np.abs(samples), edges)))


def silences(sound: Sound) -> tuple[tuple[float, float], ...]:
    """(from, to) in seconds where nobody says anything for longer than ``LONGEST_PAUSE_S``."""
    step = int(_LOOK_S * sound.rate_hz)
    loud = np.zeros(int(sound.length_s / _LOOK_S), bool)
    for leg in sound.legs.values():
        blocks = np.abs(leg[: len(loud) * step]).reshape(-1, step).max(axis=1)
        loud |= blocks > SILENT_PEAK
    edges = np.flatnonzero(np.diff(np.concatenate([[True], loud, [True]]).astype(int)))
    pauses = ((begin * _LOOK_S, end * _LOOK_S) for begin, end in zip(edges[::2], edges[1::2], strict=True))
    return tuple((float(begin), float(end)) for begin, end in pauses if end - begin > LONGEST_PAUSE_S)


def render(sound: Sound, *, speed: float, skipped: Sequence[tuple[float, float]] = ()) -> Rendering:
    mixed = sum(sound.legs.values(), np.zeros(round(sound.length_s * sound.rate_hz), np.float32))
    parts, played, recorded, at = [], [0.0], [0.0], 0.0
    position = 0.0
    for begin, end in (*((begin + KEPT_S, end - KEPT_S) for begin, end in skipped), (sound.length_s, sound.length_s)):
        part = mixed[int(at * sound.rate_hz) : int(begin * sound.rate_hz)]
        parts.append(stretch(np.asarray(part, np.float32), sound.rate_hz, speed))
        position += len(parts[-1]) / sound.rate_hz
        played += [position, position + 1e-6]
        recorded += [begin, end]
        at = end
    whole = np.concatenate(parts)
    pcm = (np.clip(whole, -1, 32767 / 32768) * 32768).astype("<i2")
    return Rendering(_wav(pcm.tobytes(), sound.rate_hz), len(pcm) / sound.rate_hz, tuple(played), tuple(recorded))


def _wav(pcm: bytes, rate_hz: int) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate_hz)
        out.writeframes(pcm)
    return file.getvalue()
