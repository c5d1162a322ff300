"""Asterisk's events as values; unknown kinds, foreign channels and hostile references come out as nothing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from server_stub.pbx import pbx_events as pbx
from server_stub.pbx.ami_wire import AmiMessage

REF = "careline-1-1795370000.12"
CLIENT = "desk-0f6e7c1e-4a3b-4a7e-9f61-2b9d7f3a9c10"
AT = datetime(2026, 11, 22, 18, 22, 33, 927000, UTC)
STAMP = f"{AT.timestamp():.6f}"


def read(event: str, *pairs: tuple[str, str], ref: str = REF) -> pbx.PbxEvent | None:
    return pbx.read_event(AmiMessage((("Event", event), ("Timestamp", STAMP), ("Linkedid", ref), *pairs)))


AGENT = (("Interface", "PJSIP/1001"), ("DestChannel", "PJSIP/1001-0000002a"), ("Queue", "main"))
TO_PATIENT = (
    ("Channel", "PJSIP/1001-00000001"),
    ("DestChannel", "PJSIP/trunk-00000002"),
    ("ChanVariable", "CARELINE_DIRECTION=outbound"),
    ("ChanVariable", f"CARELINE_CLIENT_REF={CLIENT}"),
    ("ChanVariable", "CARELINE_NUMBER=13800001000"),
)


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        (read("QueueCallerJoin", ("Queue", "main"), ("CallerIDNum", "138")), pbx.CallerJoined(AT, REF, "main", "138")),
        (read("QueueCallerAbandon"), pbx.CallerGaveUp(AT, REF)),
        (read("AgentCalled", *AGENT), pbx.AgentOffered(AT, REF, "1001", "PJSIP/1001-0000002a", "main")),
        (read("AgentConnect", *AGENT), pbx.AgentConnected(AT, REF, "1001", "PJSIP/1001-0000002a", "main")),
        (read("AgentComplete", *AGENT), pbx.AgentCompleted(AT, REF, "1001")),
        (read("AgentRingNoAnswer", *AGENT), pbx.AgentDidNotAnswer(AT, REF, "1001", "PJSIP/1001-0000002a")),
        (
            read("QueueMemberPause", *AGENT, ("Paused", "1"), ("PausedReason", "Auto-Pause")),
            pbx.MemberStands("main", "1001", True, "Auto-Pause"),
        ),
        (read("QueueMember", ("Location", "PJSIP/1001"), ("Queue", "main")), pbx.MemberStands("main", "1001", False, "")),
        (read("QueueMemberRemoved", *AGENT), pbx.MemberGone("main", "1001")),
        (read("Newchannel", ("Uniqueid", "u1"), ("Channel", "PJSIP/x-1")), pbx.ChannelSeen(AT, "u1", "PJSIP/x-1", REF, None)),
        (read("BridgeEnter", ("Uniqueid", "u1"), ("Channel", "PJSIP/x-1")), pbx.ChannelSeen(AT, "u1", "PJSIP/x-1", REF, True)),
        (read("Hangup", ("Uniqueid", "u1"), ("Channel", "c"), ("Cause", "16")), pbx.ChannelGone(AT, "u1", "c", REF, 16)),
        (read("Hold", ("Channel", "PJSIP/1001-00000001")), pbx.ChannelHeld(AT, REF, "1001", True)),
        (read("Unhold", ("Channel", "PJSIP/1001-00000001")), pbx.ChannelHeld(AT, REF, "1001", False)),
        (read("DialBegin", *TO_PATIENT), pbx.OutboundDialled(AT, REF, CLIENT, "1001", "13800001000")),
        (read("DialEnd", *TO_PATIENT, ("DialStatus", "BUSY")), pbx.DialEnded(AT, REF, "1001", "BUSY")),
        (
            read("ContactStatus", ("AOR", "1001"), ("URI", "sip:x"), ("ContactStatus", "Removed")),
            pbx.ContactChanged("1001", "sip:x", False),
        ),
        (
            read("ContactStatus", ("AOR", "1001"), ("URI", "sip:x"), ("ContactStatus", "Reachable")),
            pbx.ContactChanged("1001", "sip:x", True),
        ),
        (read("MixMonitorStop"), pbx.RecordingStopped(REF)),
    ],
    ids=lambda value: type(value).__name__,
)
def test_events(seen: pbx.PbxEvent | None, expected: pbx.PbxEvent) -> None:
    assert seen == expected


@pytest.mark.parametrize(
    "seen",
    [
        read("SomethingNew", ("Channel", "x")),
        read("Hold", ("Channel", "PJSIP/trunk-00000001")),
        read("AgentConnect", ("Interface", "Local/7@x")),
        read("QueueCallerJoin", ref="../../etc"),
        read("Newchannel", ("Channel", "x")),
        read("DialBegin", ("Channel", "PJSIP/trunk-1"), ("DestChannel", "PJSIP/1001-2")),
        read("ContactStatus", ("AOR", "trunk"), ("ContactStatus", "Removed")),
        pbx.read_event(AmiMessage((("Response", "Success"),))),
    ],
)
def test_what_means_nothing_here(seen: pbx.PbxEvent | None) -> None:
    assert seen is None


def test_the_dial_plans_reference_goes_before_the_linkedid() -> None:
    seen = read("QueueCallerAbandon", ("ChanVariable", "CARELINE_REF=first.1"), ref="later.2")
    assert seen == pbx.CallerGaveUp(AT, "first.1")


@pytest.mark.parametrize("stamp", ["", "yesterday", "nan", "1e99"])
def test_an_event_without_a_time_happened_now(stamp: str) -> None:
    at = pbx.time_of(AmiMessage((("Timestamp", stamp),)))
    assert at.tzinfo is UTC
    assert abs((datetime.now(UTC) - at).total_seconds()) < 60
