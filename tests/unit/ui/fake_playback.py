"""Listening as the desk offers it, written by hand."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

from agent_app.domain.call import CallRef
from agent_app.domain.playback import PlaybackPhase, PlaybackState


class FakePlayback:
    def __init__(self) -> None:
        self.state = PlaybackState()
        self.asked: list[tuple[object, ...]] = []
        self._observers: list[Callable[[PlaybackState], None]] = []

    def subscribe(self, observer: Callable[[PlaybackState], None]) -> Callable[[], None]:
        self._observers.append(observer)
        observer(self.state)
        return lambda: self._observers.remove(observer)

    def show(self, **changes: object) -> None:
        self.state = replace(self.state, **changes)  # type: ignore[arg-type]
        for observer in tuple(self._observers):
            observer(self.state)

    def open(self, ref: CallRef, legs: Sequence[str]) -> None:
        self.asked.append(("open", ref, tuple(legs)))
        voice = tuple(abs(math.sin(index / 9)) * (0.8 if index // 120 % 2 else 0.02) for index in range(800))
        other = tuple(abs(math.sin(index / 7)) * (0.02 if index // 120 % 2 else 0.6) for index in range(800))
        peaks = (("patient", voice), ("agent", other))
        self.show(phase=PlaybackPhase.PLAYING, ref=ref, length_s=194.0, position_s=61.0, peaks=peaks, silences=((90.0, 101.0),))

    def toggle(self) -> None:
        self.asked.append(("toggle",))

    def seek(self, position_s: float) -> None:
        self.asked.append(("seek", round(position_s)))

    def set_speed(self, speed: float) -> None:
        self.asked.append(("set_speed", speed))

    def skip_silence(self, on: bool) -> None:
        self.asked.append(("skip_silence", on))

    def set_volume(self, volume: float) -> None:
        self.asked.append(("set_volume", volume))

    def close(self) -> None:
        self.asked.append(("close",))
        self.show(phase=PlaybackPhase.CLOSED, ref=None)
