"""Listening to a recording through the headset. Main thread; download and computing on workers.

The sound is held in memory while it is listened to and nowhere else. Each listening is one download per leg, which the server audits.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from agent_app.desk_state import DeskState
from agent_app.domain.call import CallRef
from agent_app.domain.errors import UserFacingError
from agent_app.domain.playback import PlaybackPhase, PlaybackState
from agent_app.domain.telephony import PlaybackFailed, PlaybackMoved
from agent_app.usecases.board import Board

if TYPE_CHECKING:
    from agent_app.sound.rendering import Rendering, Sound

PEAKS = 800
_BOTH = ("patient", "agent")


class Playback:
    """Implements ``agent_app.intents.PlaybackIntents``."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._observers: list[Callable[[PlaybackState], None]] = []
        self._sound: Sound | None = None
        self._rendering: Rendering | None = None
        self._turn = 0
        self.state = PlaybackState()
        board.subscribe(self._desk_changed)

    def subscribe(self, observer: Callable[[PlaybackState], None]) -> Callable[[], None]:
        self._observers.append(observer)
        observer(self.state)
        return lambda: self._observers.remove(observer) if observer in self._observers else None

    def open(self, ref: CallRef, legs: Sequence[str]) -> None:
        """Fetch the recording and play it: both legs where both are there, else what there is."""
        wanted = _BOTH if set(_BOTH) <= set(legs) else tuple(legs[:1])
        if not wanted or self._board.state.calls:
            return
        self.close()
        self._show(phase=PlaybackPhase.LOADING, ref=ref)
        self._board.tasks.spawn(self._fetch(self._turn, ref, wanted), "fetch a recording")

    def toggle(self) -> None:
        if self.state.phase is PlaybackPhase.PLAYING:
            self._board.ports.engine.pause_playback()
        elif self.state.phase is PlaybackPhase.PAUSED:
            at_end = self.state.position_s >= self.state.length_s - 0.05
            self._play(0.0 if at_end else self.state.position_s)

    def seek(self, position_s: float) -> None:
        position_s = max(0.0, min(position_s, self.state.length_s))
        if self.state.phase is PlaybackPhase.PLAYING:
            self._play(position_s)
        elif self.state.phase is PlaybackPhase.PAUSED:
            self._show(position_s=position_s)

    def set_speed(self, speed: float) -> None:
        self._render_anew(speed=speed)

    def skip_silence(self, on: bool) -> None:
        self._render_anew(skips_silence=on)

    def set_volume(self, volume: float) -> None:
        self._show(volume=volume)
        self._board.ports.engine.set_playback_volume(volume)

    def close(self) -> None:
        self._turn += 1
        if self.state.phase is not PlaybackPhase.CLOSED:
            self._board.ports.engine.unload_playback()
        self._sound = self._rendering = None
        kept = PlaybackState(speed=self.state.speed, skips_silence=self.state.skips_silence, volume=self.state.volume)
        self._show_all(kept)

    def moved(self, event: PlaybackMoved | PlaybackFailed) -> None:
        """The engine tells where it is; what it says of an earlier sound is let go."""
        if isinstance(event, PlaybackFailed):
            self._show(phase=PlaybackPhase.FAILED, error="cannot_play")
        elif self._rendering is not None and self.state.phase is PlaybackPhase.PLAYING:
            phase = PlaybackPhase.PLAYING if event.playing else PlaybackPhase.PAUSED
            self._show(phase=phase, position_s=self._rendering.in_recording(event.position_s))

    # ------------------------------------------------------------------------------------------------------------

    async def _fetch(self, turn: int, ref: CallRef, legs: Sequence[str]) -> None:
        records = self._board.ports.records
        speed, skips = self.state.speed, self.state.skips_silence

        def work() -> tuple[Sound, Rendering, PlaybackState]:
            from agent_app.sound import rendering

            sound = rendering.read({leg: records.recording(ref, leg) for leg in legs})
            silences = rendering.silences(sound)
            made = rendering.render(sound, speed=speed, skipped=silences if skips else ())
            drawn = tuple((leg, rendering.peaks(samples, PEAKS)) for leg, samples in sound.legs.items())
            return sound, made, PlaybackState(length_s=sound.length_s, peaks=drawn, silences=silences)

        try:
            sound, made, drawn = await self._board.ports.workers.network(work)
        except (UserFacingError, ValueError) as error:
            if turn == self._turn:
                self._show(phase=PlaybackPhase.FAILED, error=error.code if isinstance(error, UserFacingError) else "cannot_play")
            return
        if turn == self._turn:
            self._sound = sound
            self._show(length_s=drawn.length_s, peaks=drawn.peaks, silences=drawn.silences)
            self._take(made, plays=True)

    def _render_anew(self, *, speed: float | None = None, skips_silence: bool | None = None) -> None:
        speed = self.state.speed if speed is None else speed
        skips = self.state.skips_silence if skips_silence is None else skips_silence
        self._show(speed=speed, skips_silence=skips)
        sound = self._sound
        if sound is None:
            return
        plays = self.state.phase in (PlaybackPhase.PLAYING, PlaybackPhase.LOADING)
        self._turn += 1
        self._board.ports.engine.pause_playback()
        self._show(phase=PlaybackPhase.LOADING)
        self._board.tasks.spawn(self._render(self._turn, sound, speed, skips, plays), "render a recording")

    async def _render(self, turn: int, sound: Sound, speed: float, skips: bool, plays: bool) -> None:
        silences = self.state.silences if skips else ()

        def work() -> Rendering:
            from agent_app.sound.rendering import render

            return render(sound, speed=speed, skipped=silences)

        made = await self._board.ports.workers.network(work)
        if turn == self._turn:
            self._take(made, plays=plays)

    def _take(self, made: Rendering, *, plays: bool) -> None:
        self._rendering = made
        self._board.ports.engine.load_playback(made.wav)
        self._board.ports.engine.set_playback_volume(self.state.volume)
        if plays and not self._board.state.calls:
            self._play(self.state.position_s)
        else:
            self._show(phase=PlaybackPhase.PAUSED)

    def _play(self, position_s: float) -> None:
        if self._rendering is not None and not self._board.state.calls:
            self._show(phase=PlaybackPhase.PLAYING, position_s=position_s)
            self._board.ports.engine.play(self._rendering.in_playback(position_s))

    def _desk_changed(self, state: DeskState) -> None:
        """A call comes, or the desk is locked: silence, at once. (The engine itself has paused already when it rings.)"""
        if (state.calls or state.locked) and self.state.phase is PlaybackPhase.PLAYING:
            self._board.ports.engine.pause_playback()
            self._show(phase=PlaybackPhase.PAUSED)
        if state.session is None and self.state.phase is not PlaybackPhase.CLOSED:
            self.close()

    def _show(self, **changes: object) -> None:
        self._show_all(replace(self.state, **changes))  # type: ignore[arg-type]

    def _show_all(self, state: PlaybackState) -> None:
        self.state = state
        for observer in tuple(self._observers):
            observer(state)
