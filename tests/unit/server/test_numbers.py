"""Numbers as networks send them: nothing is guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server_stub.patients.numbers import mask, match_key, normalise


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("13800001000", "13800001000"),
        ("+8613800001000", "+8613800001000"),
        ("008613800001000", "+8613800001000"),
        (" +86 138-0000.1000 ", "+8613800001000"),
        ("(010) 6552 7788", "01065527788"),
        ("[010]{6552}7788", "01065527788"),
        ("138\u20130000\u20141000", "13800001000"),
        ("１３８００００１０００", "13800001000"),
        ("＋86（138）00001000", "+8613800001000"),
        ("138\u00a00000\u30001000", "13800001000"),
        ("1" * 20, "1" * 20),
        ("7", "7"),
        ("1" * 21, ""),
        ("1" * 40, ""),
        ("", ""),
        ("   ", ""),
        ("+", ""),
        ("00", ""),
        ("++8613800001000", ""),
        ("86+13800001000", ""),
        ("anonymous", ""),
        ("Anna 13800001000", ""),
        ("138OOOO1000", ""),
        ("13800001000;ext=5", ""),
        ("13800001000'--", ""),
        ("\u0661\u0662\u0663", ""),
        ("1380000\x001000", ""),
        ("*46", ""),
    ],
)
def test_normalising(sent: str, kept: str) -> None:
    assert normalise(sent) == kept


@given(st.text(max_size=60))
def test_whatever_is_sent_becomes_a_number_or_nothing(sent: str) -> None:
    kept = normalise(sent)
    digits = kept.removeprefix("+")
    assert kept == "" or (digits.isascii() and digits.isdigit() and len(digits) <= 20)
    assert not kept or normalise(kept) == kept or kept.startswith("+00")


@pytest.mark.parametrize(
    ("one", "other"),
    [("+8613800001000", "13800001000"), ("13800001000", "13800001000"), ("+79161230001", "+79161230001")],
)
def test_same_person(one: str, other: str) -> None:
    assert match_key(one) == match_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("13800001000", "13800001001"),
        ("13800001000", "3800001000"),
        ("13800001000", "013800001000"),
        ("8613800001000", "13800001000"),
        ("+79161230001", "9161230001"),
        ("+79161230001", "79161230001"),
        ("+1380000100", "1380000100"),
    ],
)
def test_near_is_not_the_same(one: str, other: str) -> None:
    assert match_key(one) != match_key(other)


def test_another_centres_country_code() -> None:
    assert match_key("+79161230001", "7") == "9161230001"


@given(st.from_regex(r"[0-9]{1,20}", fullmatch=True), st.integers(0, 19), st.integers(1, 9))
def test_one_other_digit_is_another_person(number: str, position: int, step: int) -> None:
    at = position % len(number)
    other = number[:at] + str((int(number[at]) + step) % 10) + number[at + 1 :]
    assert match_key(normalise(number)) != match_key(normalise(other)) or normalise(number) == normalise(other) == ""


@pytest.mark.parametrize(
    ("number", "shown"),
    [("13800005678", "•••••••5678"), ("+8613800005678", "•••••••5678"), ("1001", "•••••••01"), ("7", "•••••••"), ("", "")],
)
def test_masking(number: str, shown: str) -> None:
    assert mask(number) == shown
