"""One change of a call at a time: hold, resume and refresh are re-INVITEs, and two at once are an error. Pure.

PJSIP answers PJ_EINVALIDOP to a second re-INVITE and does not retry after 491; so what is wanted is kept here, and what
is sent follows it: hold and resume pressed quickly end in what was pressed last.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum

from agent_app.domain.machine import Table


class Turn(Enum):
    EARLY = "early"  # not answered yet: nothing can be changed
    FREE = "free"  # a change may be sent
    PENDING = "pending"  # our re-INVITE has no final answer yet
    GLARE = "glare"  # both sides asked at once (491): waiting the time of RFC 3261 14.1
    OVER = "over"  # the call has ended


class TurnEvent(Enum):
    CONFIRMED = "confirmed"
    SENT = "sent"
    DONE = "done"
    COLLIDED = "collided"
    REFUSED = "refused"
    WAITED = "waited"
    ENDED = "ended"


_T, _E = Turn, TurnEvent

TURN_TABLE: Table[Turn, TurnEvent] = Table(
    "negotiation",
    {
        (_T.EARLY, _E.CONFIRMED): _T.FREE,
        # answers to the first INVITE and to session refreshes that PJSIP sends by itself
        **{(_T.EARLY, event): _T.EARLY for event in (_E.DONE, _E.COLLIDED, _E.REFUSED)},
        **{(_T.FREE, event): _T.FREE for event in (_E.CONFIRMED, _E.DONE, _E.COLLIDED, _E.REFUSED)},
        (_T.FREE, _E.SENT): _T.PENDING,
        (_T.PENDING, _E.CONFIRMED): _T.PENDING,
        (_T.PENDING, _E.DONE): _T.FREE,
        (_T.PENDING, _E.COLLIDED): _T.GLARE,
        (_T.PENDING, _E.REFUSED): _T.FREE,
        (_T.GLARE, _E.CONFIRMED): _T.GLARE,
        (_T.GLARE, _E.WAITED): _T.FREE,
        **{(_T.GLARE, event): _T.GLARE for event in (_E.DONE, _E.COLLIDED, _E.REFUSED)},
        **{(turn, _E.ENDED): _T.OVER for turn in Turn},
        **{(_T.OVER, event): _T.OVER for event in TurnEvent},
    },
)


class Change(Enum):
    HOLD = "hold"
    RESUME = "resume"
    REFRESH = "refresh"  # the same call over a new connection


GIVE_UP_S = 35.0
"""PJSIP ends an unanswered transaction after 32 s; past that its end was missed."""


@dataclass(slots=True)
class Negotiator:
    """What is wanted of one call, what is in force, and whose turn it is."""

    glare_wait_s: Callable[[], float]
    turn: Turn = Turn.EARLY
    held: bool = False
    """In force: the other side accepted it."""
    _wanted_held: bool = False
    _wanted_refresh: bool = False
    _pending: Change | None = field(default=None)
    _due: float = 0.0

    def want_held(self, held: bool) -> None:
        self._wanted_held = held

    def want_refresh(self) -> None:
        self._wanted_refresh = True

    def confirmed(self) -> None:
        self.turn = TURN_TABLE.next(self.turn, TurnEvent.CONFIRMED)

    def ended(self) -> None:
        self.turn = TURN_TABLE.next(self.turn, TurnEvent.ENDED)

    def next_change(self, now: float) -> Change | None:
        """What to send now, if anything; then it counts as sent."""
        if self.turn is Turn.GLARE and now >= self._due:
            self.turn = TURN_TABLE.next(self.turn, TurnEvent.WAITED)
        if self.turn is not Turn.FREE:
            return None
        change = self._wish()
        if change is not None:
            self._pending, self._due = change, now + GIVE_UP_S
            self.turn = TURN_TABLE.next(self.turn, TurnEvent.SENT)
        return change

    def done(self) -> Change | None:
        """The pending change was accepted; returns it, or None where the answer was to something else."""
        change = self._settle(TurnEvent.DONE)
        if change is Change.HOLD or change is Change.RESUME:
            self.held = change is Change.HOLD
        if change is Change.REFRESH:
            self._wanted_refresh = False
        return change

    def collided(self, now: float) -> None:
        """491, or another negotiation was running: the wish stands and is tried again."""
        if self.turn is Turn.PENDING:
            self._due = now + self.glare_wait_s()
        self._settle(TurnEvent.COLLIDED)

    def refused(self) -> Change | None:
        """The pending change was turned down: the wish is dropped, the call stays as it was. Returns what failed."""
        change = self._settle(TurnEvent.REFUSED)
        if change is not None:
            self._wanted_held, self._wanted_refresh = self.held, False
        return change

    def overdue(self, now: float) -> bool:
        return self.turn is Turn.PENDING and now >= self._due

    def _wish(self) -> Change | None:
        if self._wanted_held != self.held:
            return Change.HOLD if self._wanted_held else Change.RESUME
        return Change.REFRESH if self._wanted_refresh else None

    def _settle(self, event: TurnEvent) -> Change | None:
        change = self._pending if self.turn is Turn.PENDING else None
        self.turn = TURN_TABLE.next(self.turn, event)
        if change is not None:
            self._pending = None
        return change
