"""Listening at the desk: fetched once, played, moved in, made faster, and silent when a call comes."""

from __future__ import annotations

import io
import wave

import numpy as np
import pytest

from agent_app.domain import telephony as t
from agent_app.domain.playback import PlaybackPhase
from tests.unit.core.fakes import context
from tests.unit.core.world import R1, R2, World

RATE = 8000


def recording(seconds: float) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes((8000 * np.sin(np.arange(int(seconds * RATE)) / 3)).astype("<i2").tobytes())
    return file.getvalue()


async def listening(world: World) -> World:
    await world.signed_in()
    for leg in ("patient", "agent", "mixed"):
        world.records.recordings[R1, leg] = recording(10)
    world.desk.playback.open(R1, ["agent", "mixed", "patient"])
    await world.settle()
    return world


def played(world: World) -> list[float]:
    return [float(str(command[1])) for command in world.engine.commands if command[0] == "play"]


async def test_both_legs_are_fetched_once_and_played(world: World) -> None:
    await listening(world)
    state = world.desk.playback.state
    assert world.records.heard == [(R1, "patient"), (R1, "agent")]
    assert (state.phase, state.length_s, [leg for leg, _ in state.peaks]) == (PlaybackPhase.PLAYING, 10.0, ["patient", "agent"])
    assert played(world) == [0.0]
    world.happens(t.PlaybackMoved(4.0, playing=True))
    world.desk.playback.toggle()
    world.happens(t.PlaybackMoved(4.2, playing=False))
    world.desk.playback.seek(7.0)
    world.desk.playback.toggle()
    assert played(world) == [0.0, 7.0]
    assert len(world.records.heard) == 2, "pausing and moving is the same listening"


async def test_faster_goes_on_at_the_same_place_of_the_recording(world: World) -> None:
    await listening(world)
    world.happens(t.PlaybackMoved(4.0, playing=True))
    world.desk.playback.set_speed(2.0)
    await world.settle()
    assert played(world)[-1] == pytest.approx(2.0, abs=0.01)
    world.happens(t.PlaybackMoved(3.0, playing=True))
    assert world.desk.playback.state.position_s == pytest.approx(6.0, abs=0.01)


async def test_a_call_silences_it_and_it_does_not_begin_beside_one(world: World) -> None:
    await listening(world)
    world.offered(context(R2))
    world.invite(1, R2)
    assert ("pause_playback",) in world.engine.commands
    assert world.desk.playback.state.phase is PlaybackPhase.PAUSED
    world.desk.playback.toggle()
    world.desk.playback.open(R1, ["mixed"])
    await world.settle()
    assert played(world) == [0.0]


@pytest.mark.parametrize(("data", "code"), [(None, "unknown_recording"), (b"no sound", "cannot_play")])
async def test_what_cannot_be_played_says_so(world: World, data: bytes | None, code: str) -> None:
    await world.signed_in()
    if data is not None:
        world.records.recordings[R1, "mixed"] = data
    world.desk.playback.open(R1, ["mixed"])
    await world.settle()
    assert (world.desk.playback.state.phase, world.desk.playback.state.error) == (PlaybackPhase.FAILED, code)


async def test_closing_forgets_the_sound(world: World) -> None:
    await listening(world)
    world.desk.playback.close()
    assert world.engine.commands[-1] == ("unload_playback",)
    assert world.desk.playback.state.phase is PlaybackPhase.CLOSED
    world.happens(t.PlaybackMoved(5.0, playing=True))
    assert world.desk.playback.state.position_s == 0.0
