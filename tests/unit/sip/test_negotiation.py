"""The table pair by pair, and what the negotiator sends in the situations a headset agent makes."""

from __future__ import annotations

import itertools

import pytest

from agent_app.domain.machine import IllegalTransition
from sip.negotiation import GIVE_UP_S, TURN_TABLE, Change, Negotiator, Turn, TurnEvent

T, E = Turn, TurnEvent

EXPECTED = {
    T.EARLY: {E.CONFIRMED: T.FREE, E.DONE: T.EARLY, E.COLLIDED: T.EARLY, E.REFUSED: T.EARLY, E.ENDED: T.OVER},
    T.FREE: {E.CONFIRMED: T.FREE, E.SENT: T.PENDING, E.DONE: T.FREE, E.COLLIDED: T.FREE, E.REFUSED: T.FREE, E.ENDED: T.OVER},
    T.PENDING: {E.CONFIRMED: T.PENDING, E.DONE: T.FREE, E.COLLIDED: T.GLARE, E.REFUSED: T.FREE, E.ENDED: T.OVER},
    T.GLARE: {E.CONFIRMED: T.GLARE, E.WAITED: T.FREE, E.DONE: T.GLARE, E.COLLIDED: T.GLARE, E.REFUSED: T.GLARE, E.ENDED: T.OVER},
    T.OVER: dict.fromkeys(E, T.OVER),
}


@pytest.mark.parametrize(("turn", "event"), list(itertools.product(T, E)))
def test_every_pair(turn: Turn, event: TurnEvent) -> None:
    expected = EXPECTED[turn].get(event)
    if expected is None:
        with pytest.raises(IllegalTransition):
            TURN_TABLE.next(turn, event)
    else:
        assert TURN_TABLE.next(turn, event) is expected


def confirmed() -> Negotiator:
    negotiator = Negotiator(lambda: 3.0)
    negotiator.confirmed()
    return negotiator


def in_force(negotiator: Negotiator) -> bool:
    return negotiator.held


def test_nothing_is_sent_before_the_answer() -> None:
    negotiator = Negotiator(lambda: 3.0)
    negotiator.want_held(True)
    assert negotiator.next_change(0.0) is None
    negotiator.confirmed()
    assert negotiator.next_change(0.0) is Change.HOLD


def test_hold_and_resume() -> None:
    negotiator = confirmed()
    negotiator.want_held(True)
    assert negotiator.next_change(0.0) is Change.HOLD
    assert in_force(negotiator) is False, "only when accepted"
    assert negotiator.done() is Change.HOLD
    assert in_force(negotiator) is True
    negotiator.want_held(False)
    assert negotiator.next_change(1.0) is Change.RESUME
    assert negotiator.done() is Change.RESUME
    assert in_force(negotiator) is False
    assert negotiator.next_change(2.0) is None


def test_a_wish_while_one_is_pending_waits_for_its_turn() -> None:
    negotiator = confirmed()
    negotiator.want_held(True)
    assert negotiator.next_change(0.0) is Change.HOLD
    negotiator.want_held(False)
    assert negotiator.next_change(0.1) is None
    negotiator.done()
    assert negotiator.next_change(0.2) is Change.RESUME


def test_wishes_that_cancel_each_other_send_nothing_more() -> None:
    negotiator = confirmed()
    for held in (True, False, True, False):
        negotiator.want_held(held)
    assert negotiator.next_change(0.0) is None


def test_glare_waits_and_tries_again() -> None:
    negotiator = confirmed()
    negotiator.want_held(True)
    negotiator.next_change(0.0)
    negotiator.collided(10.0)
    assert negotiator.turn is Turn.GLARE
    assert negotiator.next_change(12.9) is None
    assert negotiator.next_change(13.0) is Change.HOLD


def test_refused_leaves_the_call_as_it_was() -> None:
    negotiator = confirmed()
    negotiator.want_held(True)
    negotiator.next_change(0.0)
    assert negotiator.refused() is Change.HOLD
    assert not negotiator.held
    assert negotiator.next_change(1.0) is None


def test_answers_to_refreshes_of_the_library_itself_change_nothing() -> None:
    negotiator = confirmed()
    assert negotiator.done() is None
    assert negotiator.refused() is None
    negotiator.collided(0.0)
    assert negotiator.turn is Turn.FREE


def test_refresh_comes_after_hold_and_keeps_it() -> None:
    negotiator = confirmed()
    negotiator.want_held(True)
    negotiator.want_refresh()
    assert negotiator.next_change(0.0) is Change.HOLD
    negotiator.done()
    assert negotiator.next_change(0.0) is Change.REFRESH
    assert negotiator.done() is Change.REFRESH
    assert negotiator.held
    assert negotiator.next_change(0.0) is None


def test_an_answer_that_never_comes_is_overdue() -> None:
    negotiator = confirmed()
    negotiator.want_held(True)
    negotiator.next_change(0.0)
    assert not negotiator.overdue(GIVE_UP_S - 1)
    assert negotiator.overdue(GIVE_UP_S)


def test_after_the_end_nothing_is_sent() -> None:
    negotiator = confirmed()
    negotiator.want_held(True)
    negotiator.ended()
    assert negotiator.next_change(0.0) is None
    negotiator.done()
    negotiator.collided(0.0)
    assert negotiator.refused() is None
