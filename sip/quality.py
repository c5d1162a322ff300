"""What the wire did in the last second, out of two readings of PJSIP's counters. Pure; any thread."""

from __future__ import annotations

import math
from dataclasses import dataclass

SILENCE_DB = -100.0


@dataclass(frozen=True, slots=True)
class Reading:
    """Counters of one stream since it began."""

    received: int = 0
    lost: int = 0
    jitter_us: int = 0
    """Newest interarrival jitter (RFC 3550), microseconds."""
    round_trip_us: int = 0
    """Newest round trip by RTCP, microseconds; 0 until the first report came."""


def loss_percent(before: Reading, now: Reading) -> float:
    """Share of packets lost between two readings. A stream that was made anew counts from its start."""
    if now.received < before.received:
        before = Reading()
    received = now.received - before.received
    lost = max(0, now.lost - before.lost)
    return 100.0 * lost / (received + lost) if received + lost else 0.0


def level_db(level: int) -> float:
    """dBFS of a level as pjsua2 gives it: 0-100 for 0-255, an 8-bit mu-law magnitude with all bits turned (0 is silence).

    Steps of about 1 dB; the mean of the absolute values of one frame.
    """
    code = min(127, -(-level * 255 // 100))
    exponent, mantissa = code >> 4, code & 0x0F
    magnitude = ((mantissa << 3) + 0x84 << exponent) - 0x84
    return 20 * math.log10(magnitude / 32768) if magnitude > 0 else SILENCE_DB
