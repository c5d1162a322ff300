"""When to REGISTER, when to wait and when to give a connection up. Pure: time comes in, decisions go out.

PJSIP's own way waits 300 s between attempts and 32 s for one that a booting PBX swallowed; a desk cannot.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

ANSWER_WITHIN_S = 3.0
"""A REGISTER unanswered that long: the connection is taken for dead."""
REFRESH_S = 30.0
"""How often a standing registration is renewed; also the longest an unnoticed cut stays unnoticed."""
EXPIRES_S = 120
FIRST_RETRY_S = 1.0
LAST_RETRY_S = 10.0
REFUSED_STEPS = 2
"""After a refusal (account, certificate) haste helps less, but a PBX that was restarted gets its accounts again in seconds."""


class Phase(Enum):
    OFF = "off"  # no account
    ASKING = "asking"  # REGISTER sent, no answer yet
    STANDING = "standing"  # registered
    WAITING = "waiting"  # the next attempt has its time


class Step(Enum):
    NOTHING = "nothing"
    REGISTER = "register"
    DROP_CONNECTION = "drop_connection"  # the REGISTER stays unanswered: close and connect anew


@dataclass(frozen=True, slots=True)
class BackOff:
    """Growing waits between attempts, spread so that 500 desks do not come back in one moment."""

    attempt: int = 0

    def delay_s(self, spread: float) -> float:
        """``spread`` in 0..1 gives 75-125 % of the nominal wait."""
        nominal = min(FIRST_RETRY_S * 1.6 ** min(self.attempt, 20), LAST_RETRY_S)
        return nominal * (0.75 + 0.5 * spread)

    def next(self) -> BackOff:
        return BackOff(self.attempt + 1)


class RegistrationKeeper:
    """Decides; the account acts. Times are seconds of one monotonic clock."""

    def __init__(self, spread: Callable[[], float]) -> None:
        self._spread = spread
        self._back_off = BackOff()
        self.phase = Phase.OFF
        self._due = 0.0

    def account_set(self, now: float) -> None:
        """There is an account: register at once."""
        self._back_off = BackOff()
        self._wait(now)

    def account_cleared(self) -> None:
        self.phase = Phase.OFF

    def sent(self, now: float) -> None:
        """A REGISTER went out (ours or one PJSIP sent by itself)."""
        if self.phase is not Phase.OFF:
            self.phase, self._due = Phase.ASKING, now + ANSWER_WITHIN_S

    def accepted(self, now: float) -> None:
        if self.phase is not Phase.OFF:
            self._back_off = BackOff()
            self.phase, self._due = Phase.STANDING, now + REFRESH_S

    def refused(self, now: float) -> None:
        """The PBX answered no, or its certificate was refused."""
        if self.phase is not Phase.OFF:
            self._wait(now + BackOff(self._back_off.attempt + REFUSED_STEPS).delay_s(self._spread()))
            self._back_off = self._back_off.next()

    def unanswered(self, now: float) -> None:
        """Nobody answered: not reachable, timed out, connection broken while asking."""
        if self.phase is not Phase.OFF:
            self._wait(now + self._back_off.delay_s(self._spread()))
            self._back_off = self._back_off.next()

    def connection_lost(self, now: float) -> bool:
        """The connection broke. True where a standing registration was lost with it: it is renewed at once."""
        if self.phase is not Phase.STANDING:
            return False
        self._wait(now)
        return True

    def step(self, now: float) -> Step:
        """What to do now. REGISTER and DROP_CONNECTION are said once; ``sent`` must follow."""
        if self.phase is Phase.OFF or now < self._due:
            return Step.NOTHING
        self._due = now + ANSWER_WITHIN_S
        if self.phase is Phase.ASKING:
            return Step.DROP_CONNECTION
        self.phase = Phase.ASKING
        return Step.REGISTER

    def _wait(self, until: float) -> None:
        self.phase, self._due = Phase.WAITING, until
