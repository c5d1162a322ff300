from __future__ import annotations

from sip.sip_headers import MAX_HEADERS, MAX_VALUE, careline_headers, first_header


def message(*headers: str) -> str:
    return "\r\n".join(["INVITE sip:1001@127.0.0.1 SIP/2.0", *headers, "", "X-Careline-Ref: in-the-body"])


def test_names_in_any_case_and_folded_values() -> None:
    found = careline_headers(message("x-CARELINE-ref:  careline-1.2 ", "X-Careline-Queue: ma", "\tin", "X-Other: 1"))
    assert found == {"x-careline-ref": "careline-1.2", "x-careline-queue": "ma in"}


def test_the_first_of_two_counts() -> None:
    assert careline_headers(message("X-Careline-Ref: a", "X-Careline-Ref: b")) == {"x-careline-ref": "a"}


def test_hostile_values_are_left_out() -> None:
    long = "x" * (MAX_VALUE + 1)
    assert careline_headers(message(f"X-Careline-Ref: {long}", "X-Careline-Queue: a\x07b", f"X-Careline-{long}: 1")) == {}
    many = careline_headers(message(*(f"X-Careline-{number}: 1" for number in range(100))))
    assert len(many) == MAX_HEADERS


def test_the_body_is_not_read() -> None:
    assert careline_headers(message()) == {}


def test_compact_names() -> None:
    assert first_header(message("i: 7@x"), "call-id") == "7@x"
    assert first_header(message(), "call-id") == ""
