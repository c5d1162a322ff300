"""Listening to a recording, as the window shows it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from agent_app.domain.call import CallRef

SPEEDS = (0.75, 1.0, 1.25, 1.5, 2.0)


class PlaybackPhase(Enum):
    CLOSED = "closed"  # nothing is loaded
    LOADING = "loading"  # on its way from the server, or being made faster or slower
    PAUSED = "paused"
    PLAYING = "playing"
    FAILED = "failed"  # see ``error``


@dataclass(frozen=True, slots=True)
class PlaybackState:
    """Seconds are those of the recording, at whatever speed it is played."""

    phase: PlaybackPhase = PlaybackPhase.CLOSED
    ref: CallRef | None = None
    length_s: float = 0.0
    position_s: float = 0.0
    speed: float = 1.0
    skips_silence: bool = False
    volume: float = 1.0
    peaks: tuple[tuple[str, tuple[float, ...]], ...] = ()
    """Per leg the loudest sample of each of many equal parts, 0 to 1."""
    silences: tuple[tuple[float, float], ...] = ()
    error: str = ""
    """Code of a message."""
