"""Reads what Asterisk wrote: CEL, queue_log, WAV files."""

from __future__ import annotations

import csv
import time
import wave
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tests.integration.pbx.conftest import Pbx

_WAV_HEADER_BYTES = 44

CEL_FIELDS = (
    *("eventtype", "eventtime", "cidnum", "cidname", "exten", "context", "channame", "appname", "appdata"),
    *("uniqueid", "linkedid", "userfield", "peer", "extra", "userdeftype"),
)


def cel(pbx: Pbx) -> list[dict[str, str]]:
    """Every CEL line, oldest first, with the names of its fields."""
    with pbx.instance.cel_file.open(newline="", encoding="utf-8") as file:
        return [dict(zip(CEL_FIELDS, row, strict=True)) for row in csv.reader(file)]


def cel_time(pbx: Pbx, event: str, channel_prefix: str = "PJSIP/trunk") -> float:
    """When ``event`` first happened to a channel so named, seconds since 1970."""
    return next(float(row["eventtime"]) for row in cel(pbx) if row["eventtype"] == event and row["channame"].startswith(channel_prefix))


def queue_log(pbx: Pbx) -> list[list[str]]:
    """Lines of queue_log, split: time, call, queue, agent, event, details ..."""
    text = (pbx.config.directory / "log" / "queue_log").read_text()
    return [line.split("|") for line in text.splitlines()]


def wait_until(condition: Callable[[], bool], what: str, limit_s: float = 20.0) -> None:
    """Look again every 50 ms until ``condition`` holds; fails after ``limit_s``."""
    deadline = time.monotonic() + limit_s
    while not condition():
        assert time.monotonic() < deadline, f"did not come true in time: {what}"
        time.sleep(0.05)


@dataclass(frozen=True)
class Sound:
    """Mono samples between -1 and 1."""

    samples: np.ndarray[tuple[int], np.dtype[np.float64]]
    rate_hz: int

    @property
    def duration_s(self) -> float:
        return len(self.samples) / self.rate_hz

    def level_db(self, frequency_hz: int) -> float:
        """How strong a tone is, in dB relative to full scale, over the whole recording."""
        window = np.hanning(len(self.samples))
        spectrum = np.abs(np.fft.rfft(self.samples * window)) / (window.sum() / 2)
        bins = np.fft.rfftfreq(len(self.samples), 1 / self.rate_hz)
        near = np.abs(bins - frequency_hz) < 5
        return float(20 * np.log10(spectrum[near].max() + 1e-9))


def finished_recording(path: Path) -> bool:
    """Whether Asterisk has closed the file: only then its header tells the true length."""
    size = path.stat().st_size if path.exists() else 0
    if size <= _WAV_HEADER_BYTES:
        return False
    with path.open("rb") as file:
        head = file.read(8)
    return int.from_bytes(head[4:8], "little") == size - 8


def sound(path: Path) -> Sound:
    """The samples of a recording, as soon as Asterisk has closed it."""
    wait_until(lambda: finished_recording(path), f"{path.name} is closed")
    with wave.open(str(path)) as file:
        assert file.getnchannels() == 1
        raw = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2")
        return Sound(raw.astype(np.float64) / 32768, file.getframerate())
