"""The PBX's records: junk and half lines, rotation, calls of every kind, and importing them once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server_stub.pbx.cel import CelEvent, fold, is_over, parse_line, said_ready
from server_stub.pbx.cel_import import Position, read_lines

REF = "careline-1-1795370000.12"
PATIENT, DESK, TRUNK = "PJSIP/trunk-00000001", "PJSIP/1001-00000002", "PJSIP/trunk-00000003"
CLIENT = "desk-0f6e7c1e-4a3b-4a7e-9f61-2b9d7f3a9c10"


def line(
    kind: str, at: float, channel: str, *, uniqueid: str = "", extra: str = "", own: str = "", ref: str = REF, user: str = ""
) -> bytes:
    values = [kind, f"{1795370000 + at:.6f}", "", "", "s", "", channel, "", "", uniqueid or channel, ref, user, "", extra, own]
    return (",".join('"' + value.replace('"', '""') + '"' for value in values) + "\n").encode()


def extra(text: str) -> str:
    return '{"extra":"' + text + '"}'


def inbound(number: str = "%2B8613800001000") -> list[bytes]:
    return [
        line("CHAN_START", 0, PATIENT),
        line("CARELINE_INBOUND", 0.1, PATIENT, extra=extra(f"queue=main&number={number}"), own="CARELINE_INBOUND"),
        line("ANSWER", 0.2, PATIENT),
    ]


ANSWERED = [
    *inbound(),
    line("CHAN_START", 3, DESK),
    line("ANSWER", 5, DESK),
    line("CARELINE_CONNECTED", 5.1, DESK, extra=extra("agent=1001"), own="CARELINE_CONNECTED"),
    line("BRIDGE_ENTER", 5.2, DESK),
    line("HANGUP", 15.1, DESK, extra='{"hangupcause":16}'),
    line("HANGUP", 15.2, PATIENT, extra='{"hangupcause":16}'),
    line("LINKEDID_END", 15.3, PATIENT),
]
ABANDONED = [
    *inbound(""),
    line("CHAN_START", 3, DESK),
    line("HANGUP", 6, DESK),
    line("HANGUP", 6, PATIENT),
    line("LINKEDID_END", 6, PATIENT),
]


def outbound(*rest: bytes) -> list[bytes]:
    facts = extra(f"agent=1001&number=13800001002&client_ref={CLIENT}")
    return [
        line("CHAN_START", 0, DESK),
        line("CARELINE_OUTBOUND", 0.1, DESK, extra=facts, own="CARELINE_OUTBOUND", user=CLIENT),
        *rest,
        line("HANGUP", 9, DESK),
        line("LINKEDID_END", 9, DESK),
    ]


def events(lines: list[bytes]) -> list[CelEvent]:
    return [event for event in map(parse_line, lines) if event]


def test_an_answered_call() -> None:
    call = fold(events(ANSWERED))
    assert call is not None
    assert (call.ref, call.direction, call.queue, call.number) == (REF, "inbound", "main", "+8613800001000")
    assert (call.extension, call.outcome, call.talk_s) == ("1001", "answered", 10.0)
    assert call.answered_at is not None
    assert (call.answered_at - call.started_at).total_seconds() == 5.1
    assert (call.ended_at - call.started_at).total_seconds() == 15.3


def test_an_abandoned_call_of_a_withheld_number() -> None:
    call = fold(events(ABANDONED))
    assert call is not None
    assert (call.outcome, call.number, call.extension, call.answered_at, call.talk_s) == ("abandoned", "", "", None, 0)


@pytest.mark.parametrize(("cause", "outcome"), [(17, "busy"), (19, "no_answer"), (16, "no_answer"), (1, "failed"), (34, "failed")])
def test_outbound_calls_that_came_to_nothing(cause: int, outcome: str) -> None:
    call = fold(events(outbound(line("HANGUP", 8, TRUNK, extra=f'{{"hangupcause":{cause}}}'))))
    assert call is not None
    assert (call.direction, call.outcome, call.client_ref, call.extension, call.number) == (
        "outbound", outcome, CLIENT, "1001", "13800001002",
    )  # fmt: skip


def test_an_outbound_call_that_was_answered() -> None:
    call = fold(events(outbound(line("ANSWER", 2, TRUNK), line("HANGUP", 8, TRUNK))))
    assert call is not None
    assert (call.outcome, call.talk_s) == ("answered", 6.0)


def test_a_call_given_back_to_the_queue_has_two_conversations() -> None:
    second = "PJSIP/1002-00000009"
    lines = [
        *ANSWERED[:-3],
        line("HANGUP", 10.1, DESK),
        line("CARELINE_CONNECTED", 20, second, own="CARELINE_CONNECTED"),
        line("HANGUP", 25, second),
        line("LINKEDID_END", 26, PATIENT),
    ]
    call = fold(events(lines))
    assert call is not None
    assert ([part.extension for part in call.conversations], call.talk_s, call.extension) == (["1001", "1002"], 10.0, "1002")


def test_an_echo_test_is_no_call_of_the_centre() -> None:
    assert fold(events([line("CHAN_START", 0, DESK), line("LINKEDID_END", 3, DESK)])) is None


@given(st.binary(max_size=200))
def test_junk_is_no_event_and_breaks_nothing(junk: bytes) -> None:
    event = parse_line(junk)
    assert event is None or isinstance(event, CelEvent)


def test_half_lines_wrong_columns_and_hostile_references_are_left_out() -> None:
    whole = ANSWERED[0]
    assert parse_line(whole[:40]) is None
    assert parse_line(whole.replace(b'"s",', b"")) is None
    assert parse_line(line("CHAN_START", 0, PATIENT, ref="../../etc/passwd")) is None
    assert parse_line(whole.replace(b"1795370000.000000", b"yesterday")) is None


def test_the_feature_code_is_seen() -> None:
    (event,) = events([line("ANSWER", 1, DESK).replace(b'"s"', b'"*46"')])
    assert said_ready(event) == "1001"
    assert said_ready(events([line("ANSWER", 1, DESK)])[0]) == ""
    assert said_ready(events([line("ANSWER", 1, PATIENT).replace(b'"s"', b'"*46"')])[0]) == ""


def test_the_end_is_what_asterisk_says() -> None:
    assert is_over(events(ANSWERED))
    assert not is_over(events(ANSWERED[:-1]))


def read(file: Path, since: Position) -> tuple[list[bytes], Position]:
    got = list(read_lines(file, since))
    return [text for _, text in got if text], got[-1][0]


def test_reading_goes_on_where_it_stopped_and_leaves_half_a_line(tmp_path: Path) -> None:
    file = tmp_path / "careline.csv"
    file.write_bytes(b"one\ntwo\nthr")
    lines, position = read(file, Position())
    assert lines == [b"one\n", b"two\n"]
    with file.open("ab") as more:
        more.write(b"ee\nfour\n")
    assert read(file, position)[0] == [b"three\n", b"four\n"]


def test_reading_goes_through_a_rotation(tmp_path: Path) -> None:
    file = tmp_path / "careline.csv"
    file.write_bytes(b"one\ntwo\n")
    since = Position(file.stat().st_ino, 4)
    file.rename(tmp_path / "careline.csv.1")
    file.write_bytes(b"three\n")
    lines, position = read(file, since)
    assert lines == [b"two\n", b"three\n"]
    assert position == Position(file.stat().st_ino, 6)


def test_a_file_that_was_cut_short_is_read_from_its_beginning(tmp_path: Path) -> None:
    file = tmp_path / "careline.csv"
    file.write_bytes(b"one\ntwo\nthree\n")
    since = Position(file.stat().st_ino, 14)
    os.truncate(file, 0)
    file.write_bytes(b"new\n")
    assert read(file, since)[0] == [b"new\n"]
