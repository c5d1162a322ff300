"""The tone detector rejects silence, noise, another tone and crosstalk."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.scenarios.lib.tones import AGENT_HZ, PATIENT_HZ, Samples, find_tone, only_this_tone, read_wav, write_tone

RATE_HZ = 8000


def tone(frequency_hz: float, seconds: float = 2.0, level_dbfs: float = -14.0) -> Samples:
    at = np.arange(int(seconds * RATE_HZ)) / RATE_HZ
    sine: Samples = 10 ** (level_dbfs / 20) * np.sin(2 * np.pi * frequency_hz * at + 0.3)
    return sine


def noise(level_dbfs: float) -> Samples:
    return np.random.default_rng(7).normal(0, 10 ** (level_dbfs / 20), 2 * RATE_HZ)


def test_hears_the_tone_in_some_noise() -> None:
    verdict = find_tone(tone(PATIENT_HZ) + noise(-34), RATE_HZ, PATIENT_HZ)
    assert verdict.heard
    assert verdict.level_db == pytest.approx(-17, abs=0.5)


@pytest.mark.parametrize(
    "samples",
    [np.zeros(2 * RATE_HZ), noise(-20), tone(AGENT_HZ), tone(PATIENT_HZ, level_dbfs=-70), tone(PATIENT_HZ, seconds=0.5)],
    ids=["silence", "noise", "wrong tone", "far too soft", "too short to say"],
)
def test_does_not_hear(samples: Samples) -> None:
    assert not find_tone(samples, RATE_HZ, PATIENT_HZ).heard


def test_a_tone_that_stops_halfway_is_not_heard() -> None:
    assert not find_tone(np.concatenate([tone(PATIENT_HZ), np.zeros(2 * RATE_HZ)]), RATE_HZ, PATIENT_HZ).heard


def test_only_this_tone_rejects_crosstalk() -> None:
    clean = tone(PATIENT_HZ)
    assert only_this_tone(clean, RATE_HZ, PATIENT_HZ, [AGENT_HZ])
    assert only_this_tone(clean + tone(AGENT_HZ, level_dbfs=-40), RATE_HZ, PATIENT_HZ, [AGENT_HZ])
    assert not only_this_tone(clean + tone(AGENT_HZ, level_dbfs=-28), RATE_HZ, PATIENT_HZ, [AGENT_HZ])
    assert not only_this_tone(tone(AGENT_HZ), RATE_HZ, PATIENT_HZ, [AGENT_HZ])


def test_crosstalk_in_a_part_of_the_recording_is_found() -> None:
    late = np.concatenate([np.zeros(RATE_HZ), tone(AGENT_HZ, seconds=1.0)])
    assert not only_this_tone(tone(PATIENT_HZ) + late, RATE_HZ, PATIENT_HZ, [AGENT_HZ])


def test_a_written_tone_is_read_back(tmp_path: Path) -> None:
    samples, rate_hz = read_wav(write_tone(tmp_path / "tone.wav", PATIENT_HZ, 2.0, rate_hz=RATE_HZ))
    assert rate_hz == RATE_HZ
    assert samples.size == 2 * RATE_HZ
    assert only_this_tone(samples, rate_hz, PATIENT_HZ, [AGENT_HZ])
