"""Opening hours on the clock of the centre: nights, holidays, both changes of daylight saving, and what may be stored."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from server_stub.queues.hours import BadHours, Intervals, check_day, check_week, is_open

SHANGHAI, MOSCOW, NEW_YORK = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Moscow"), ZoneInfo("America/New_York")
WORKDAYS = ("mon", "tue", "wed", "thu", "fri")


def span(begin: str, to: str) -> dict[str, str]:
    return {"from": begin, "to": to}


DAYS: dict[str, Intervals] = {day: [span("08:00", "12:00"), span("13:00", "20:00")] for day in WORKDAYS}
NIGHTS: dict[str, Intervals] = {day: [span("22:00", "06:00")] for day in ("fri", "sat", "sun")}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("utc", "expected"),
    [
        ("2026-11-24T00:00:00", True),  # Tuesday, 08:00 in Shanghai
        ("2026-11-23T23:59:59", False),
        ("2026-11-24T03:59:59", True),
        ("2026-11-24T04:00:00", False),  # 12:00: closed at the very minute
        ("2026-11-24T05:00:00", True),
        ("2026-11-24T11:59:59", True),
        ("2026-11-24T12:00:00", False),
        ("2026-11-28T02:00:00", False),  # Saturday
    ],
)
def test_days_with_a_lunch_break(utc: str, expected: bool) -> None:
    assert is_open(DAYS, {}, at(utc), SHANGHAI) is expected


@pytest.mark.parametrize(
    ("utc", "expected"),
    [
        ("2026-11-27T18:59:00", False),  # Friday 21:59 in Moscow
        ("2026-11-27T19:00:00", True),
        ("2026-11-28T02:59:00", True),  # Saturday 05:59: Friday's night
        ("2026-11-28T03:00:00", False),
        ("2026-11-30T02:59:00", True),  # Monday 05:59: Sunday's night
        ("2026-11-30T19:00:00", False),  # Monday 22:00: no night begins
        ("2026-11-27T02:00:00", False),  # Friday 05:00: Thursday had none
    ],
)
def test_a_night_belongs_to_the_day_it_begins_on(utc: str, expected: bool) -> None:
    assert is_open(NIGHTS, {}, at(utc), MOSCOW) is expected


def test_always_open_and_never_open() -> None:
    assert is_open(None, {}, at("2026-11-24T00:00:00"), MOSCOW)
    assert not is_open({}, {}, at("2026-11-24T00:00:00"), MOSCOW)
    assert is_open({"tue": [span("00:00", "24:00")]}, {}, at("2026-11-24T20:59:59"), MOSCOW)
    assert not is_open({"tue": [span("00:00", "24:00")]}, {}, at("2026-11-24T21:00:00"), MOSCOW)


@pytest.mark.parametrize(
    ("utc", "expected"),
    [
        ("2026-12-31T20:30:00", True),  # 23:30 on the eve: a night that begins there
        ("2026-12-31T21:30:00", True),  # 00:30 on the holiday: that night runs to its end
        ("2027-01-01T07:00:00", False),  # 10:00: closed all day
        ("2027-01-01T20:30:00", False),  # 23:30: its own night does not begin
        ("2027-01-01T22:00:00", False),  # 01:00 the day after: nor run on
        ("2027-01-02T20:00:00", True),
    ],
)
def test_a_holiday_takes_the_place_of_its_weekday(utc: str, expected: bool) -> None:
    every_night: dict[str, Intervals] = {day: [span("22:00", "06:00")] for day in (*WORKDAYS, "sat", "sun")}
    assert is_open(every_night, {date(2027, 1, 1): []}, at(utc), MOSCOW) is expected


def test_a_holiday_with_hours_of_its_own() -> None:
    holidays: dict[date, Intervals] = {date(2027, 1, 1): [span("10:00", "14:00")]}
    assert is_open(None, holidays, at("2027-01-01T07:00:00"), MOSCOW)
    assert not is_open(None, holidays, at("2027-01-01T11:00:00"), MOSCOW)
    assert is_open(None, holidays, at("2027-01-01T21:00:00"), MOSCOW), "always open again from midnight on"


@pytest.mark.parametrize(
    ("utc", "expected"),
    [
        # 8 March 2026: 02:00 becomes 03:00 in New York. Open 01:30 to 03:30, which lasts one hour that night.
        ("2026-03-08T06:29:59", False),  # 01:29 EST
        ("2026-03-08T06:30:00", True),
        ("2026-03-08T06:59:59", True),  # 01:59 EST
        ("2026-03-08T07:00:00", True),  # 03:00 EDT
        ("2026-03-08T07:30:00", False),  # 03:30 EDT
        # 1 November 2026: 02:00 becomes 01:00. Both hours from 01:00 on are open; three hours in all.
        ("2026-11-01T05:29:59", False),  # 01:29 EDT
        ("2026-11-01T05:30:00", True),  # 01:30 EDT
        ("2026-11-01T06:00:00", False),  # 01:00 EST: on the wall it is before half past one again
        ("2026-11-01T06:30:00", True),  # 01:30 EST
        ("2026-11-01T08:29:59", True),  # 03:29 EST
        ("2026-11-01T08:30:00", False),
    ],
)
def test_both_changes_of_daylight_saving(utc: str, expected: bool) -> None:
    assert is_open({"sun": [span("01:30", "03:30")]}, {}, at(utc), NEW_YORK) is expected


@pytest.mark.parametrize(
    ("utc", "expected"),
    [
        ("2026-03-08T02:59:59", False),  # Saturday 21:59 EST
        ("2026-03-08T03:00:00", True),
        ("2026-03-08T09:59:59", True),  # Sunday 05:59 EDT, a night of seven hours
        ("2026-03-08T10:00:00", False),
        ("2026-11-01T10:59:59", True),  # Sunday 05:59 EST, a night of nine
        ("2026-11-01T11:00:00", False),
    ],
)
def test_nights_over_the_changes(utc: str, expected: bool) -> None:
    assert is_open(NIGHTS, {}, at(utc), NEW_YORK) is expected


def test_a_zone_that_gave_daylight_saving_up() -> None:
    """Moscow: UTC+4 in the summer of 2010, UTC+3 for ever since autumn 2014."""
    week: dict[str, Intervals] = {day: [span("08:00", "20:00")] for day in WORKDAYS}
    assert is_open(week, {}, at("2010-07-05T04:00:00"), MOSCOW)
    assert not is_open(week, {}, at("2026-07-06T04:00:00"), MOSCOW)
    assert is_open(week, {}, at("2026-07-06T05:00:00"), MOSCOW)


@pytest.mark.parametrize(
    "week",
    [
        {"mon": []},
        {"mon": [span("08:00", "12:00"), span("12:00", "13:00")]},
        {"mon": [span("22:00", "06:00")], "tue": [span("06:00", "08:00")]},
        {"sun": [span("22:00", "06:00")], "mon": [span("06:00", "07:00")]},
        {"mon": [span("00:00", "24:00")], "tue": [span("00:00", "24:00")]},
    ],
)
def test_weeks_that_may_be_stored(week: dict[str, Any]) -> None:
    check_week(week)


@pytest.mark.parametrize(
    ("week", "code", "day"),
    [
        ({"mon": [span("08:00", "12:00"), span("11:59", "13:00")]}, "hours_overlap", "mon"),
        ({"mon": [span("08:00", "12:00"), span("08:00", "12:00")]}, "hours_overlap", "mon"),
        ({"mon": [span("22:00", "06:01")], "tue": [span("06:00", "08:00")]}, "hours_overlap", "tue"),
        ({"sun": [span("22:00", "06:01")], "mon": [span("06:00", "07:00")]}, "hours_overlap", "mon"),
        ({"mon": [span("20:00", "10:00"), span("09:00", "12:00")], "tue": [span("09:00", "11:00")]}, "hours_overlap", "tue"),
        ({"mon": [span("08:00", "08:00")]}, "bad_hours", "mon"),
        ({"mon": [span("24:00", "08:00")]}, "bad_hours", "mon"),
        ({"mon": [span("8:00", "12:00")]}, "bad_hours", "mon"),
        ({"mon": [span("25:00", "12:00")]}, "bad_hours", "mon"),
        ({"mon": [span("08:60", "12:00")]}, "bad_hours", "mon"),
        ({"mon": [span("08:00\n", "12:00")]}, "bad_hours", "mon"),
        ({"mon": [span("٠٨:٠٠", "12:00")]}, "bad_hours", "mon"),
        ({"someday": [span("08:00", "12:00")]}, "bad_hours", "someday"),
    ],
)
def test_weeks_that_may_not(week: dict[str, Any], code: str, day: str) -> None:
    with pytest.raises(BadHours) as caught:
        check_week(week)
    assert (caught.value.code, caught.value.day) == (code, day)


def test_a_day_by_itself() -> None:
    check_day([span("08:00", "12:00"), span("22:00", "02:00")], "2027-01-01")
    with pytest.raises(BadHours):
        check_day([span("13:00", "14:00"), span("08:00", "13:01")], "2027-01-01")
