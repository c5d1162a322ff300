"""Stamps are read from the PBX's capture: right message, right time, and none where there is none."""

from __future__ import annotations

import struct

import pytest

from tests.scenarios.lib.sip_trace import SipLog, SipMessage, read_capture

DESK_PORT = 40_000


def record(at_us: int, text: str, *, to_desk: bool) -> bytes:
    source, target = (0, DESK_PORT) if to_desk else (DESK_PORT, 0)
    udp = struct.pack(">HHHH", source, target, 8 + len(text), 0) + text.encode()
    packet = bytes(12) + b"\x08\x00" + bytes([0x45]) + bytes(19) + udp
    return struct.pack("<IIII", at_us // 1_000_000, at_us % 1_000_000, len(packet), len(packet)) + packet


def capture(*records: bytes) -> bytes:
    return b"\xd4\xc3\xb2\xa1" + struct.pack("<HHiIII", 2, 4, 0, 0, 65535, 1) + b"".join(records)


def sip(start: str, *, call: str, cseq: str, to: str = "<sip:1001@127.0.0.1>", **more: str) -> str:
    headers = {"Call-ID": call, "CSeq": cseq, "To": to, **{name.replace("_", "-"): value for name, value in more.items()}}
    return "\r\n".join([start, *(f"{name}: {value}" for name, value in headers.items()), "", "v=0"])


INVITE = sip("INVITE sip:1001@127.0.0.1:40000;transport=TLS SIP/2.0", call="a", cseq="7 INVITE", X_Careline_Ref="pbx-1.2")
OTHER_DESKS = sip("INVITE sip:10010@127.0.0.1:40001;transport=TLS SIP/2.0", call="b", cseq="7 INVITE")
RE_INVITE = sip("INVITE sip:1001@127.0.0.1:40000 SIP/2.0", call="a", cseq="8 INVITE", to="<sip:1001@127.0.0.1>;tag=x")


def log(*records: bytes) -> SipLog:
    return SipLog(tuple(read_capture(capture(*records))))


def test_an_invite_and_its_own_180() -> None:
    seen = log(
        record(1_000_000, OTHER_DESKS, to_desk=True),
        record(2_000_000, INVITE, to_desk=True),
        record(2_003_000, sip("SIP/2.0 180 Ringing", call="b", cseq="7 INVITE"), to_desk=False),
        record(2_004_500, sip("SIP/2.0 100 Trying", call="a", cseq="7 INVITE"), to_desk=False),
        record(2_005_250, sip("SIP/2.0 180 Ringing", call="a", cseq="7 INVITE"), to_desk=False),
        record(3_000_000, RE_INVITE, to_desk=True),
        record(3_001_000, sip("SIP/2.0 200 OK", call="a", cseq="8 INVITE"), to_desk=False),
    )
    (invite,) = seen.invites_to("1001")
    assert invite.headers["x-careline-ref"] == "pbx-1.2"
    ringing = seen.answer_to(invite, 180)
    assert ringing is not None
    assert ringing.at - invite.at == pytest.approx(0.00525, abs=1e-6)
    assert seen.answer_to(invite, 200) is None, "the answer to the re-INVITE is not the answer to the call"
    assert seen.invites_to("1001", after=2.5) == []


def test_the_end_is_the_same_dialogs_bye() -> None:
    bye = sip("BYE sip:pbx@127.0.0.1 SIP/2.0", call="a", cseq="9 BYE")
    seen = log(record(1_000_000, INVITE, to_desk=True), record(5_000_000, bye, to_desk=False))
    end = seen.end_of(seen.messages[0])
    assert end is not None
    assert end.at == pytest.approx(5)
    assert seen.end_of(SipMessage(0, 0, 0, "INVITE", 0, {"call-id": "other"})) is None


@pytest.mark.parametrize(("status", "contact", "registered"), [("200 OK", "<sip:1001@127.0.0.1>", True), ("401 Unauthorized", "", False)])
def test_registered_only_by_a_200(status: str, contact: str, registered: bool) -> None:
    asked = sip("REGISTER sip:127.0.0.1 SIP/2.0", call="r", cseq="1 REGISTER", Contact=contact)
    told = sip(f"SIP/2.0 {status}", call="r", cseq="1 REGISTER")
    seen = log(record(1_000_000, asked, to_desk=False), record(1_010_000, told, to_desk=True))
    assert (seen.registered("1001", after=0.5) is not None) is registered
    assert seen.registered("1002", after=0.5) is None
    assert seen.registered("1001", after=2) is None


def test_unregistering_is_not_registering() -> None:
    asked = sip("REGISTER sip:127.0.0.1 SIP/2.0", call="r", cseq="2 REGISTER", Expires="0", Contact="*")
    told = sip("SIP/2.0 200 OK", call="r", cseq="2 REGISTER")
    assert log(record(1_000_000, asked, to_desk=False), record(1_010_000, told, to_desk=True)).registered("1001", after=0) is None


def test_a_record_still_being_written_is_left_out() -> None:
    whole = capture(record(1_000_000, INVITE, to_desk=True), record(2_000_000, RE_INVITE, to_desk=True))
    assert len(list(read_capture(whole))) == 2
    assert len(list(read_capture(whole[:-5]))) == 1


def test_no_capture_is_refused() -> None:
    with pytest.raises(ValueError, match="not a pcap"):
        list(read_capture(b"nothing of the kind"))
