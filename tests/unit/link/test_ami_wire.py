"""The manager protocol fed by hand: portions, junk, and values that must never be sent."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server_stub.pbx.ami_wire import MAX_LINE_BYTES, AmiMessage, AmiParser, AmiProtocolError, AmiUnsafeValue, encode_action

BANNER = b"Asterisk Call Manager/11.0.0\r\n"
TWO = (
    b"Response: Success\r\nActionID: careline-1\r\nMessage: ok\r\n\r\n"
    b"Event: Newchannel\r\nChannel: PJSIP/1001-00000001\r\nChanVariable: A=1\r\nChanVariable: B=2:3\r\n\r\n"
)


def test_messages_and_repeated_keys() -> None:
    response, event = AmiParser().feed(BANNER + TWO)
    assert (response.response, response.action_id, response.event) == ("Success", "careline-1", "")
    assert event.event == "Newchannel"
    assert event.all("ChanVariable") == ["A=1", "B=2:3"]
    assert event.get("Nothing", "default") == "default"


@given(st.lists(st.integers(min_value=0, max_value=len(BANNER + TWO)), max_size=12))
def test_portions_make_no_difference(cuts: list[int]) -> None:
    data, parser = BANNER + TWO, AmiParser()
    edges = [0, *sorted(cuts), len(data)]
    got = [message for start, end in pairwise(edges) for message in parser.feed(data[start:end])]
    assert got == AmiParser().feed(data)


def test_another_service_is_recognised() -> None:
    with pytest.raises(AmiProtocolError):
        AmiParser().feed(b"HTTP/1.1 400 Bad Request\r\n")


def test_a_line_without_end_is_refused() -> None:
    with pytest.raises(AmiProtocolError):
        AmiParser().feed(BANNER + b"x" * (MAX_LINE_BYTES + 1))


@given(st.binary(max_size=300))
def test_junk_never_breaks_the_parser(junk: bytes) -> None:
    for message in AmiParser().feed(BANNER + junk):
        assert isinstance(message, AmiMessage)


def test_names_in_any_script_survive() -> None:
    (event,) = AmiParser().feed(BANNER + "Event: X\r\nCallerIDName: 王小明 «Ё»\r\n\r\n".encode())
    assert event.get("CallerIDName") == "王小明 «Ё»"


@pytest.mark.parametrize("value", ["a\r\nAction: Originate", "a\nb", "a\rb", "a\0b"])
@pytest.mark.parametrize("place", ["value", "variable"])
def test_injected_lines_are_refused(value: str, place: str) -> None:
    fields = {"Queue": value} if place == "value" else {}
    variables = [("X", value)] if place == "variable" else []
    with pytest.raises(AmiUnsafeValue):
        encode_action("QueueAdd", "1", fields, variables)


def test_an_action_as_bytes() -> None:
    encoded = encode_action("QueuePause", "careline-7", {"Paused": "true"}, [("A", "b")])
    assert encoded == b"Action: QueuePause\r\nActionID: careline-7\r\nPaused: true\r\nVariable: A=b\r\n\r\n"
