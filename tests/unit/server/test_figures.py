"""The figures against cases counted by hand, on values and on rows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from server_stub.db.models import Call
from server_stub.figures import tallies
from server_stub.figures.definitions import Convention, Tally
from server_stub.state import ServerState

T0 = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("convention", "percent"),
    [(Convention.IGNORED, 77.8), (Convention.POSITIVE, 80.0), (Convention.NEGATIVE, 70.0), (Convention.STANDARD, 70.0)],
)
def test_the_service_level_of_the_check_case(convention: Convention, percent: float) -> None:
    """70 answered within the time, 10 gave up within it (none of them shortly), 20 answered late."""
    tally = Tally(offered=100, answered=90, answered_within=70, abandoned=10, abandoned_within=10)
    level = tally.service_level(convention)
    assert level is not None
    assert round(100 * level, 1) == percent


def test_short_abandons_are_left_out_by_the_standard_and_counted_by_the_negative_convention() -> None:
    tally = Tally(offered=100, answered=80, answered_within=60, short_abandons=10, abandoned=10, abandoned_within=15)
    levels = {convention: tally.service_level(convention) for convention in Convention}
    assert levels == {
        Convention.STANDARD: pytest.approx(60 / 90),
        Convention.IGNORED: pytest.approx(60 / 80),
        Convention.POSITIVE: pytest.approx(75 / 100),
        Convention.NEGATIVE: pytest.approx(60 / 100),
    }
    assert tally.abandon_rate == pytest.approx(0.1), "short abandons are offered, not abandoned"


def test_nothing_divided_by_nothing_is_no_figure() -> None:
    empty = Tally()
    assert (empty.abandon_rate, empty.asa_s, empty.aht_s) == (None, None, None)
    assert {empty.service_level(convention) for convention in Convention} == {None}


_tallies = st.builds(Tally, *(st.integers(0, 50) for _ in range(10)))


@given(one=_tallies, other=_tallies)
def test_tallies_add_up(one: Tally, other: Tally) -> None:
    both = one + other
    assert both == other + one
    assert both.offered == one.offered + other.offered
    assert one + Tally() == one


def call(session: Session, name: str, minute: float, **facts: Any) -> None:
    queued = T0 + timedelta(minutes=minute)
    fields: dict[str, Any] = {"queue": "main", "outcome": "answered", "direction": "inbound", "queued_at": queued} | facts
    session.add(Call(ref=name, started_at=queued - timedelta(seconds=7), **fields))
    session.flush()


def answered(session: Session, name: str, minute: float, wait_s: float, talk_s: float = 0, wrap_up_s: float = 0, **facts: Any) -> None:
    at = T0 + timedelta(minutes=minute, seconds=wait_s)
    times = {"answered_at": at, "ended_at": at + timedelta(seconds=talk_s), "wait_s": wait_s, "talk_s": talk_s, "wrap_up_s": wrap_up_s}
    call(session, name, minute, **(times | facts))


def gave_up(session: Session, name: str, minute: float, wait_s: float, **facts: Any) -> None:
    ended = T0 + timedelta(minutes=minute, seconds=wait_s)
    call(session, name, minute, **({"ended_at": ended, "wait_s": wait_s, "outcome": "abandoned"} | facts))


def sums(session: Session, **limits: float) -> dict[tuple[str, datetime], Tally]:
    wanted = {"target_s": 20.0, "short_s": 5.0} | limits
    return dict(tallies.by_half_hour(session, T0, T0 + timedelta(hours=24), **wanted))


def test_a_morning_counted_by_hand(state: ServerState) -> None:
    with state.database.write() as session:
        answered(session, "in-time", 1, 12, talk_s=100, wrap_up_s=30)
        answered(session, "at-the-edge", 2, 20, talk_s=200, wrap_up_s=10)
        answered(session, "late", 3, 40, talk_s=60)
        answered(session, "still-talking", 4, 8, talk_s=500, ended_at=None)
        gave_up(session, "short", 5, 4.9)
        gave_up(session, "not-short", 6, 5)
        gave_up(session, "after-long", 7, 90)
        call(session, "waits", 8, outcome="in_progress")
        call(session, "left-a-message", 9, outcome="voicemail", ended_at=T0)
        gave_up(session, "next-half-hour", 31, 10)
        answered(session, "other-queue", 1, 3, queue="cardio")
        call(session, "never-queued", 1, queued_at=None, outcome="abandoned")
        call(session, "outbound", 1, queued_at=None, direction="outbound")
        gave_up(session, "yesterday", -1, 10)
    with state.database.read() as session:
        found = sums(session)
    first = Tally(
        offered=9,
        answered=4,
        answered_within=3,
        short_abandons=1,
        abandoned=2,
        abandoned_within=2,
        wait_answered_s=80,
        handled=3,
        talk_s=360,
        wrap_up_s=40,
    )
    assert found == {
        ("main", T0): first,
        ("main", T0 + timedelta(minutes=30)): Tally(offered=1, abandoned=1, abandoned_within=1),
        ("cardio", T0): Tally(offered=1, answered=1, answered_within=1, wait_answered_s=3, handled=1),
    }
    assert first.asa_s == 20.0
    assert first.aht_s == pytest.approx(400 / 3)
    assert first.abandon_rate == pytest.approx(2 / 9)
    assert first.service_level(Convention.STANDARD) == 0.5


def test_the_limits_can_be_set(state: ServerState) -> None:
    with state.database.write() as session:
        answered(session, "a", 1, 25)
        gave_up(session, "b", 2, 9)
    with state.database.read() as session:
        (tally,) = sums(session, target_s=30, short_s=10).values()
    assert (tally.answered_within, tally.short_abandons, tally.abandoned) == (1, 1, 0)


@pytest.mark.parametrize(
    ("zone", "now", "begin"),
    [
        ("Asia/Shanghai", datetime(2026, 11, 24, 15, 59, tzinfo=UTC), datetime(2026, 11, 23, 16, 0, tzinfo=UTC)),
        ("Asia/Shanghai", datetime(2026, 11, 24, 16, 0, tzinfo=UTC), datetime(2026, 11, 24, 16, 0, tzinfo=UTC)),
        # the day on which Berlin's clocks go back has 25 hours; its midnight is still summer time
        ("Europe/Berlin", datetime(2026, 10, 25, 22, 30, tzinfo=UTC), datetime(2026, 10, 24, 22, 0, tzinfo=UTC)),
    ],
)
def test_a_day_is_the_centres_own(zone: str, now: datetime, begin: datetime) -> None:
    assert tallies.day_begin(now, zone) == begin
