"""Opening hours: what may be stored, and whether a queue is open at a moment. Pure; any thread.

An interval is wall-clock time at the centre. One whose end is not after its begin runs over midnight and belongs to the day it begins
on, whose people are still there; so a holiday does not cut the night before it short. Wall-clock time also settles daylight saving: the
hour that comes twice is open both times, the one that is left out never comes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Final
from zoneinfo import ZoneInfo

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY_MIN: Final = 24 * 60
_WEEK_MIN: Final = 7 * _DAY_MIN
_TIME: Final = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")

Intervals = Sequence[Mapping[str, str]]
"""``[{"from": "08:00", "to": "20:00"}]``"""
Week = Mapping[str, Intervals]
"""Weekday to intervals; a weekday that is missing is closed."""


class BadHours(ValueError):
    """``code`` says what is wrong (``bad_hours`` or ``hours_overlap``), ``day`` where."""

    def __init__(self, code: str, day: str) -> None:
        super().__init__(f"{code}: {day}")
        self.code, self.day = code, day


@dataclass(frozen=True, slots=True)
class _Span:
    begin: int
    """Minutes since midnight of the day it belongs to."""
    end: int
    """Later than ``begin``; over 1440 where it runs over midnight."""


def check_week(week: Week) -> None:
    """Raises BadHours for a time that is none, or intervals of a week that overlap, also from Sunday's night into Monday."""
    taken: list[tuple[int, int, str]] = []
    for day in week:
        if day not in WEEKDAYS:
            raise BadHours("bad_hours", day[:10])
        start = WEEKDAYS.index(day) * _DAY_MIN
        taken += [(start + span.begin, start + span.end, day) for span in _spans(week[day], day)]
    taken.sort()
    for (_, end, _), (begin, _, day) in pairwise(taken):
        if begin < end:
            raise BadHours("hours_overlap", day)
    if taken and taken[-1][1] - _WEEK_MIN > taken[0][0]:
        raise BadHours("hours_overlap", taken[0][2])


def check_day(intervals: Intervals, day: str) -> None:
    """As ``check_week``, for one date by itself."""
    spans = sorted(_spans(intervals, day), key=lambda span: span.begin)
    for earlier, later in pairwise(spans):
        if later.begin < earlier.end:
            raise BadHours("hours_overlap", day)


def is_open(week: Week | None, holidays: Mapping[date, Intervals], now: datetime, zone: ZoneInfo) -> bool:
    """Whether it is open at ``now`` (aware). ``week`` None: always, holidays apart."""
    local = now.astimezone(zone)
    today, minute = local.date(), local.hour * 60 + local.minute
    if any(span.begin <= minute < span.end for span in _of(today, week, holidays)):
        return True
    yesterday = today - timedelta(days=1)
    if week is None and yesterday not in holidays:
        return False  # what is always open has no shift that could reach into a holiday
    return any(minute + _DAY_MIN < span.end for span in _of(yesterday, week, holidays))


def _of(day: date, week: Week | None, holidays: Mapping[date, Intervals]) -> list[_Span]:
    if day in holidays:
        return _spans(holidays[day], day.isoformat())
    if week is None:
        return [_Span(0, _DAY_MIN)]
    name = WEEKDAYS[day.weekday()]
    return _spans(week.get(name, ()), name)


def _spans(intervals: Intervals, day: str) -> list[_Span]:
    return [_span(interval, day) for interval in intervals]


def _span(interval: Mapping[str, str], day: str) -> _Span:
    begin, end = _minutes(interval["from"], day), _minutes(interval["to"], day)
    if begin in (_DAY_MIN, end):
        raise BadHours("bad_hours", day)
    return _Span(begin, end if end > begin else end + _DAY_MIN)


def _minutes(text: str, day: str) -> int:
    if text == "24:00":
        return _DAY_MIN
    found = _TIME.fullmatch(text)
    if found is None:
        raise BadHours("bad_hours", day)
    return int(found[1]) * 60 + int(found[2])
