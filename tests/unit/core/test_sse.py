"""Server-sent events, cut anywhere."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent_app.server_client import sse
from agent_app.server_client.sse import SseEvent, SseParser, SseTooLarge

STREAM = (
    "\ufeff: hello\n\n"
    'id: 7\nevent: call.offered\ndata: {"name": "王小明"}\n\n'
    ": beat\n\n"
    "event: agent.status\r\ndata: one\r\ndata:two\r\n\r\n"
    "id\rdata\r\r"
    "retry: 10\nunknown: x\nevent: empty\n\n"
    "id: 9\ndata:  spaced\n\n"
    "data: unfinished\n"
).encode()
EVENTS = [
    SseEvent("7", "call.offered", '{"name": "王小明"}'),
    SseEvent("7", "agent.status", "one\ntwo"),
    SseEvent("", "message", ""),
    SseEvent("9", "message", " spaced"),
]


def parse(pieces: list[bytes]) -> list[SseEvent]:
    parser = SseParser()
    return [event for piece in pieces for event in parser.feed(piece)]


def test_in_one_piece() -> None:
    assert parse([STREAM]) == EVENTS


def test_byte_by_byte() -> None:
    assert parse([STREAM[index : index + 1] for index in range(len(STREAM))]) == EVENTS


@given(st.lists(st.integers(0, len(STREAM)), max_size=12))
def test_cut_anywhere(cuts: list[int]) -> None:
    edges = [0, *sorted(cuts), len(STREAM)]
    assert parse([STREAM[start:end] for start, end in pairwise(edges)]) == EVENTS


def test_last_id_is_carried_over() -> None:
    assert list(SseParser("41").feed(b"data: x\n\n")) == [SseEvent("41", "message", "x")]


def test_id_with_null_is_ignored() -> None:
    assert list(SseParser("41").feed(b"id: 4\x002\ndata: x\n\n")) == [SseEvent("41", "message", "x")]


def test_endless_event_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sse, "MAX_EVENT_BYTES", 100)
    with pytest.raises(SseTooLarge):
        list(SseParser().feed(b"data: " + b"x" * 200))
    with pytest.raises(SseTooLarge):
        list(SseParser().feed(b"data: xxxxxxxxxxxxxxx\n" * 20))
