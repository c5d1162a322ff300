"""Tones made, heard and told apart: the proof that sound flows is the sound."""

from __future__ import annotations

import subprocess
import wave
from pathlib import Path

import numpy as np

SILENT_DB = -55.0
LOUD_DB = -40.0


def make_tone(path: Path, frequency_hz: int, seconds: int = 120) -> Path:
    """A mono 48 kHz file at -9 dBFS, made by sox."""
    command = ["sox", "-n", "-r", "48000", "-c", "1", "-b", "16", str(path), "synth", str(seconds), "sine", str(frequency_hz), "gain", "-9"]
    subprocess.run(command, check=True)
    return path


def level_db(path: Path, frequency_hz: float, *, skip_s: float = 0.3, last_s: float | None = None) -> float:
    """Level of one frequency in a WAV file, dBFS (a full-scale sine is 0)."""
    with wave.open(str(path)) as file:
        rate, channels = file.getframerate(), file.getnchannels()
        samples = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2").astype(float)[::channels] / 32768
    samples = samples[int(skip_s * rate) :]
    if last_s is not None:
        samples = samples[-int(last_s * rate) :]
    assert len(samples) > rate / 4, f"{path.name} holds only {len(samples)} samples"
    wave_of = np.exp(-2j * np.pi * frequency_hz * np.arange(len(samples)) / rate)
    return float(20 * np.log10(2 * abs(np.dot(samples, wave_of)) / len(samples) + 1e-9))
