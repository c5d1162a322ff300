"""Pitch and duration at every speed, silence found and jumped over, and where in the recording one is."""

from __future__ import annotations

import io
import wave

import numpy as np
import pytest

from agent_app.sound.rendering import Sound, peaks, read, render, silences
from agent_app.sound.stretch import Samples, stretch

RATE = 8000


def tone(hz: float, seconds: float, level: float = 0.5) -> Samples:
    return (level * np.sin(2 * np.pi * hz * np.arange(int(seconds * RATE)) / RATE)).astype(np.float32)


def pitch(samples: Samples) -> float:
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return float(np.argmax(spectrum) * RATE / len(samples))


def pcm(data: bytes) -> Samples:
    with wave.open(io.BytesIO(data)) as file:
        return np.asarray(np.frombuffer(file.readframes(file.getnframes()), "<i2") / 32768, np.float32)


@pytest.mark.parametrize("speed", [0.75, 1.0, 1.25, 1.5, 2.0])
@pytest.mark.parametrize("hz", [120.0, 440.0, 1000.0])
def test_the_pitch_stays_and_the_duration_follows_the_speed(speed: float, hz: float) -> None:
    made = stretch(tone(hz, 4), RATE, speed)
    assert len(made) == pytest.approx(4 * RATE / speed, abs=2)
    middle = made[RATE // 2 : -RATE // 2]
    assert pitch(middle) == pytest.approx(hz, abs=1.5)
    assert float(np.sqrt(np.mean(middle**2))) == pytest.approx(0.5 / np.sqrt(2), rel=0.1), "neither louder nor choppy"


@pytest.mark.parametrize("speed", [0.4, 3.1, 0.0, -1.0])
def test_other_speeds_are_refused(speed: float) -> None:
    with pytest.raises(ValueError, match="speed"):
        stretch(tone(440, 1), RATE, speed)


@pytest.mark.parametrize("length", [0, 1, 100, 700])
def test_very_short_sounds(length: int) -> None:
    assert len(stretch(np.ones(length, np.float32), RATE, 1.5)) == round(length / 1.5)


def conversation() -> Sound:
    """One speaks for 2 s, nobody for 5 s, the other for 2 s."""
    quiet = np.zeros(5 * RATE, np.float32)
    two = np.zeros(2 * RATE, np.float32)
    return Sound(RATE, {"patient": np.concatenate([tone(440, 2), quiet, two]), "agent": np.concatenate([two, quiet, tone(700, 2)])})


def test_silence_is_where_neither_speaks() -> None:
    ((begin, end),) = silences(conversation())
    assert (begin, end) == pytest.approx((2.0, 7.0), abs=0.06)
    talking = Sound(RATE, {"patient": tone(440, 3)})
    assert silences(talking) == ()


def test_jumping_over_silence_keeps_both_voices_and_the_places() -> None:
    sound = conversation()
    made = render(sound, speed=1.0, skipped=silences(sound))
    assert made.length_s == pytest.approx(4.5, abs=0.15)
    heard = pcm(made.wav)
    assert pitch(heard[: 2 * RATE]) == pytest.approx(440, abs=2)
    assert pitch(heard[-2 * RATE :]) == pytest.approx(700, abs=2)
    assert made.in_recording(1.0) == pytest.approx(1.0)
    assert made.in_recording(made.length_s) == pytest.approx(9.0, abs=0.01)
    assert made.in_recording(made.length_s - 1.0) == pytest.approx(8.0, abs=0.1)


@pytest.mark.parametrize("speed", [0.75, 1.0, 2.0])
def test_places_go_there_and_back(speed: float) -> None:
    sound = conversation()
    made = render(sound, speed=speed, skipped=silences(sound))
    for place in (0.0, 0.5, 1.9, 7.5, 8.9):
        assert made.in_recording(made.in_playback(place)) == pytest.approx(place, abs=0.05)


def test_peaks_show_the_loudest_of_each_part() -> None:
    assert peaks(np.concatenate([tone(440, 1, 0.2), tone(440, 1, 0.8)]), 4) == pytest.approx((0.2, 0.2, 0.8, 0.8), abs=0.02)
    assert peaks(np.zeros(0, np.float32), 3) == (0.0, 0.0, 0.0)


@pytest.mark.parametrize("data", [b"", b"RIFF", b"x" * 100])
def test_what_is_no_wave_file_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="WAV"):
        read({"mixed": data})


def test_legs_of_different_length_are_filled_up() -> None:
    one, two = render(Sound(RATE, {"a": tone(440, 1)}), speed=1).wav, render(Sound(RATE, {"a": tone(440, 2)}), speed=1).wav
    sound = read({"patient": one, "agent": two})
    assert sound.length_s == 2.0
    assert {len(leg) for leg in sound.legs.values()} == {2 * RATE}
