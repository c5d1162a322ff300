"""Who calls, out of what networks and pranksters write into From."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sip.caller import MAX_NAME, MAX_NUMBER, Caller, caller_of, parse_name_addr
from sip.sip_headers import careline_headers


def invite(*headers: str) -> str:
    return "\r\n".join(["INVITE sip:1001@127.0.0.1 SIP/2.0", "Via: SIP/2.0/TLS 127.0.0.1", *headers, "", "v=0", "From: <sip:body@x>"])


@pytest.mark.parametrize(
    ("value", "number", "name"),
    [
        ('"Li Wei" <sip:13800001000@pbx>;tag=1', "13800001000", "Li Wei"),
        ("<sip:13800001000@pbx>;tag=1", "13800001000", ""),
        ("sip:13800001000@pbx;tag=1", "13800001000", ""),
        ("Anna <sip:+7%20495@pbx>", "+7 495", "Anna"),
        ('"李伟" <sip:13800001000@pbx>', "13800001000", "李伟"),
        ('"Мария \\"Маша\\" Иванова" <sip:7495@pbx>', "7495", 'Мария "Маша" Иванова'),
        ('"שרה כהן" <sip:972@pbx>', "972", "שרה כהן"),
        ('"evil\u202egnp.exe" <sip:1@pbx>', "1", "evilgnp.exe"),
        ('"a\tb\x00c" <sip:1@pbx>', "1", "abc"),
        ('"Anonymous" <sip:anonymous@anonymous.invalid>', "", ""),
        ("<sip:@pbx>", "", ""),
        ('"" <sip:4000@pbx>', "4000", ""),
        ('"13800001000" <sip:13800001000@pbx>', "13800001000", ""),
        ('"A > B" <sip:5@pbx>', "5", "A > B"),
        ('"no end <sip:5@pbx>', "5", ""),
        ("<tel:+86138;phone-context=x>", "+86138", ""),
        ("<sip:user:secret@pbx>", "user", ""),
        ("<mailto:a@b>", "", ""),
        ("", "", ""),
        ('"' + "n" * 500 + '" <sip:' + "1" * 500 + "@pbx>", "1" * MAX_NUMBER, "n" * MAX_NAME),
    ],
)
def test_name_addr(value: str, number: str, name: str) -> None:
    assert parse_name_addr(value) == Caller(number, name)


def test_the_networks_assertion_goes_before_what_the_caller_wrote() -> None:
    message = invite('From: "Doctor" <sip:999@x>', 'P-Asserted-Identity: "Li Wei" <sip:13800001000@pbx>')
    assert caller_of(message) == Caller("13800001000", "Li Wei")


def test_an_assertion_without_a_name_takes_the_callers_only_for_the_same_number() -> None:
    assert caller_of(invite('From: "Li" <sip:138@x>', "P-Asserted-Identity: <sip:138@pbx>")) == Caller("138", "Li")
    assert caller_of(invite('From: "Bank" <sip:999@x>', "P-Asserted-Identity: <sip:138@pbx>")) == Caller("138", "")


def test_withheld_by_privacy() -> None:
    assert caller_of(invite('From: "Li" <sip:138@x>', "Privacy: id;critical")) == Caller("", "")


def test_compact_and_folded_from() -> None:
    assert caller_of(invite('f: "Li', ' Wei"', " <sip:138@x>")) == Caller("138", "Li Wei")


def test_the_body_is_no_header() -> None:
    assert caller_of(invite()) == Caller("", "")


@given(st.text(max_size=400))
def test_nothing_raises_and_everything_is_bounded(text: str) -> None:
    caller = caller_of(invite(f"From: {text}"))
    assert len(caller.number) <= MAX_NUMBER
    assert len(caller.name) <= MAX_NAME
    assert caller.name.isprintable()
    assert len(careline_headers(text)) <= 16
