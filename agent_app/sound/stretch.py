"""Faster or slower speech at the same pitch: waveform similarity overlap-add. Pure; worker threads.

Each frame of the result is taken from about where the speed says, shifted by up to 10 ms to where it continues the frame
before it best, so that the periods of the voice are neither cut nor doubled.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]

FRAME_S = 0.04
SEARCH_S = 0.01


def stretch(samples: Samples, rate_hz: int, speed: float) -> Samples:
    """``samples`` (mono) in ``len / speed`` samples. Raises ValueError for a speed outside 0.5 to 3."""
    if not 0.5 <= speed <= 3:
        raise ValueError("speed")
    if speed == 1 or not len(samples):
        return samples
    hop = int(FRAME_S * rate_hz) // 2
    frame, search = 2 * hop, int(SEARCH_S * rate_hz)
    wanted = round(len(samples) / speed)
    count = wanted // hop + 1
    window = (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(frame) / frame)).astype(np.float32)
    padded = np.concatenate([np.zeros(hop + search, np.float32), samples, np.zeros(2 * frame + 2 * search, np.float32)])
    squares = np.concatenate([[0.0], np.cumsum(padded.astype(np.float64) ** 2)])
    made = np.zeros((count + 2) * hop, np.float32)
    last = len(padded) - frame - search
    at = search
    for number in range(count + 1):
        target = min(search + round(number * hop * speed), last)
        if number:
            natural = padded[min(at + hop, last) : min(at + hop, last) + frame]
            begin = target - search
            likeness = np.correlate(padded[begin : begin + 2 * search + frame], natural, "valid")
            starts = np.arange(begin, begin + len(likeness))
            at = begin + int(np.argmax(likeness / np.sqrt(squares[starts + frame] - squares[starts] + 1e-6)))
        made[number * hop : number * hop + frame] += window * padded[at : at + frame]
    return made[hop : hop + wanted]
