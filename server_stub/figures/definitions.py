"""What each figure means. Pure; any thread.

All of them follow from the sums in ``Tally``, so that they can be added over queues and half hours before anything is divided.
A figure whose divisor is nothing is None: no calls is neither 0 % nor 100 %.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum


class Convention(StrEnum):
    """What the service level makes of those who gave up."""

    STANDARD = "standard"  # short abandons are left out, the others count as not served in time
    IGNORED = "ignored"  # nobody who gave up counts
    POSITIVE = "positive"  # who gave up within the time counts as served in time
    NEGATIVE = "negative"  # everybody who gave up counts as not served in time, also after a second


@dataclass(frozen=True, slots=True)
class Tally:
    """Calls and seconds of some queue and time. Calls belong to the time at which they entered the queue."""

    offered: int = 0
    """Calls that entered the queue."""
    answered: int = 0
    answered_within: int = 0
    """Answered within the service level's time."""
    short_abandons: int = 0
    """The caller hung up before the time of a short abandon: offered, but not abandoned."""
    abandoned: int = 0
    """The caller hung up after it, before an agent answered."""
    abandoned_within: int = 0
    """Of all who hung up, short abandons included, those who did so within the service level's time."""
    wait_answered_s: float = 0.0
    """Sum of the waits of answered calls, from entering the queue to the agent's answer."""
    handled: int = 0
    """Answered calls that are over."""
    talk_s: float = 0.0
    """Of handled calls, hold included."""
    wrap_up_s: float = 0.0
    """Of handled calls."""

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))

    @property
    def abandon_rate(self) -> float | None:
        """abandoned / offered, 0 to 1."""
        return _ratio(self.abandoned, self.offered)

    @property
    def asa_s(self) -> float | None:
        """Average speed of answer: mean wait of answered calls, seconds."""
        return _ratio(self.wait_answered_s, self.answered)

    @property
    def aht_s(self) -> float | None:
        """Average handling time: (talk + hold + wrap-up) / handled, seconds."""
        return _ratio(self.talk_s + self.wrap_up_s, self.handled)

    def service_level(self, convention: Convention) -> float | None:
        """Share of calls served within the time, 0 to 1. Calls still waiting are not decided and count nowhere."""
        gave_up = self.short_abandons + self.abandoned
        match convention:
            case Convention.STANDARD:
                return _ratio(self.answered_within, self.answered + self.abandoned)
            case Convention.IGNORED:
                return _ratio(self.answered_within, self.answered)
            case Convention.POSITIVE:
                return _ratio(self.answered_within + self.abandoned_within, self.answered + gave_up)
            case Convention.NEGATIVE:
                return _ratio(self.answered_within, self.answered + gave_up)


def _ratio(part: float, whole: float) -> float | None:
    return part / whole if whole else None
