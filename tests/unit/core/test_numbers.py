"""What is typed into the dial field, and what of a number may be shown."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent_app.domain.errors import UserFacingError
from agent_app.domain.numbers import DialKind, mask, parse_dial_string

EXTERNAL, INTERNAL, FEATURE = DialKind.EXTERNAL, DialKind.INTERNAL, DialKind.FEATURE


@pytest.mark.parametrize(
    ("typed", "digits", "kind"),
    [
        ("13800001000", "13800001000", EXTERNAL),
        (" 138 0000 1000 ", "13800001000", EXTERNAL),
        ("138-0000-1000", "13800001000", EXTERNAL),
        ("138–0000—1000", "13800001000", EXTERNAL),
        ("(010) 6552.9988", "01065529988", EXTERNAL),
        ("010/6552 9988", "01065529988", EXTERNAL),
        ("+86 138 0000 1000", "+8613800001000", EXTERNAL),
        ("＋８６１３８００００１０００", "+8613800001000", EXTERNAL),
        ("٠١٢٣٤٥٦", "0123456", EXTERNAL),
        ("0086 13800001000", "008613800001000", EXTERNAL),
        ("\u202a+8613800001000\u202c", "+8613800001000", EXTERNAL),
        ("tel:+74951234567", "+74951234567", EXTERNAL),
        ("8 (495) 123-45-67", "84951234567", EXTERNAL),
        ("138\u00a00000\u00a01000", "13800001000", EXTERNAL),
        ("120", "120", EXTERNAL),
        ("4000", "4000", EXTERNAL),
        ("1234567890" * 2, "1234567890" * 2, EXTERNAL),
        ("600", "600", INTERNAL),
        ("601", "601", INTERNAL),
        ("1002", "1002", INTERNAL),
        ("602", "602", EXTERNAL),
        ("*46", "*46", FEATURE),
        ("#31#", "#31#", FEATURE),
    ],
)
def test_numbers(typed: str, digits: str, kind: DialKind) -> None:
    parsed = parse_dial_string(typed)
    assert (parsed.digits, parsed.kind) == (digits, kind)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "number_empty"),
        ("   ", "number_empty"),
        ("--()", "number_empty"),
        ("\u200b", "number_empty"),
        ("1", "number_too_short"),
        ("12", "number_too_short"),
        ("+12", "number_too_short"),
        ("1" * 21, "number_too_long"),
        ("0" * 40, "number_too_long"),
        ("+" + "1" * 21, "number_too_long"),
        ("Lin", "number_has_letters"),
        ("138O0001000", "number_has_letters"),
        ("王小明", "number_has_letters"),
        ("Пётр", "number_has_letters"),
        ("sip:lin@example.com", "number_has_letters"),
        ("138,0000", "number_bad_characters"),
        ("13800001000;ext=1", "number_has_letters"),
        ("1+38", "number_bad_characters"),
        ("++8613800001000", "number_bad_characters"),
        ("+", "number_bad_characters"),
        ("138*46", "number_bad_characters"),
        ("*", "number_bad_characters"),
        ("*46*46*46*46", "number_bad_characters"),
        ("138\r\n0000", None),
        ("<13800001000>", "number_bad_characters"),
        ("%2b86", "number_has_letters"),
        ("138'0000", "number_bad_characters"),
        ("½", "number_bad_characters"),
    ],
)
def test_what_is_no_number(typed: str, code: str | None) -> None:
    if code is None:
        assert parse_dial_string(typed).digits == "1380000"
        return
    with pytest.raises(UserFacingError) as refused:
        parse_dial_string(typed)
    assert refused.value.code == code


@given(st.text(max_size=60))
def test_nothing_but_dial_characters_ever_comes_out(typed: str) -> None:
    with suppress(UserFacingError):
        parsed = parse_dial_string(typed)
        assert set(parsed.digits) <= set("0123456789+*#")
        assert 2 <= len(parsed.digits) <= 21


@pytest.mark.parametrize(
    ("number", "shown"),
    [("", ""), ("1002", "1002"), ("600", "600"), ("13800005678", "•••••••5678"), ("+86 138 0000 5678", "•••••••5678"), ("anonymous", "")],
)
def test_mask(number: str, shown: str) -> None:
    assert mask(number) == shown
