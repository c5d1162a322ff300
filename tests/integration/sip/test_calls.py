"""Calls as the core sees them: rung, answered, refused, given up, a second one, changed, many in a row, and a clean end of the process."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest

from tests.integration.pbx.sipp import Caller, Phone, calls
from tests.integration.sip.conftest import DESK_ENDPOINT, MakeDesk, Pbx

pytestmark = pytest.mark.pbx


def eventually(true: Callable[[], bool], limit_s: float = 10.0) -> None:
    deadline = time.monotonic() + limit_s
    while not true():
        assert time.monotonic() < deadline, "it did not become true in time"
        time.sleep(0.05)


def test_patient_through_the_queue(pbx: Pbx, desk: MakeDesk, patient: Phone) -> None:
    """An independent phone on the trunk; the reference headers are the PBX's, forged ones do not come through."""
    phone = desk()
    phone.register(pbx.account("1001"))
    with pbx.manager() as link:
        link.action("QueueAdd", Queue="main", Interface="PJSIP/1001", MemberName="1001", Paused="false")
        caller = Caller("13800001000", name="Li Wei", headers=("X-Careline-Ref: forged",))
        patient.start(calls(caller), remote_port=pbx.config.trunk_port)
        call = phone.wait("IncomingCall", 30.0)
        assert (call["remote_number"], call["remote_name"]) == ("13800001000", "Li Wei")
        assert call["headers"]["x-careline-queue"] == "main"
        assert call["headers"]["x-careline-ref"].startswith(pbx.config.system_name)
        phone.tell("answer", call_id=call["call_id"])
        phone.wait("CallAnswered", call_id=call["call_id"])
        phone.wait("CallMediaUp", call_id=call["call_id"])
        quality = phone.wait("CallQuality", call_id=call["call_id"])["quality"]
        assert quality["codec"] in ("opus", "g722", "pcma")
        assert quality["loss_percent"] == 0.0
        phone.tell("hang_up", call_id=call["call_id"])
        ended = phone.wait("CallEnded", call_id=call["call_id"])
        assert (ended["code"], ended["by_remote"]) == (200, False)
        patient.finished()
        link.action("QueueRemove", Queue="main", Interface="PJSIP/1001")
    assert phone.close() == 0


def test_rejected(pbx: Pbx, desk: MakeDesk) -> None:
    phone = desk()
    phone.register(pbx.account("1001"))
    with pbx.manager() as link:
        pbx.ring("1001")
        call_id = phone.wait("IncomingCall")["call_id"]
        phone.tell("reject", call_id=call_id)
        ended = phone.wait("CallEnded", call_id=call_id)
        assert (ended["code"], ended["by_remote"]) == (486, False)
        assert link.wait_for("Hangup")["Cause"] == "17", "the PBX hears busy"
    assert phone.close() == 0


def test_caller_gives_up(pbx: Pbx, desk: MakeDesk) -> None:
    phone = desk()
    phone.register(pbx.account("1001"))
    pbx.ring("1001")
    call_id = phone.wait("IncomingCall")["call_id"]
    pbx.hang_up_all()
    ended = phone.wait("CallEnded", call_id=call_id)
    assert (ended["code"], ended["by_remote"]) == (487, True)
    phone.tell("answer", call_id=call_id)  # too late: nothing happens
    pbx.ring("1001")
    again = phone.wait("IncomingCall")["call_id"]
    assert again != call_id
    assert phone.close() == 0


def test_remote_hang_up(pbx: Pbx, desk: MakeDesk) -> None:
    phone = desk()
    phone.register(pbx.account("1001"))
    pbx.ring("1001")
    call_id = phone.wait("IncomingCall")["call_id"]
    phone.tell("answer", call_id=call_id)
    phone.wait("CallMediaUp")
    pbx.hang_up_all()
    ended = phone.wait("CallEnded", call_id=call_id)
    assert (ended["code"], ended["by_remote"]) == (200, True)
    assert phone.close() == 0


def test_second_call_during_a_call_is_told_busy(pbx: Pbx, desk: MakeDesk) -> None:
    phone, other = desk(), desk()
    account = pbx.account("1001")
    # Asterisk itself would not send a second call to a busy desk: here it must, so that the desk's own answer is seen.
    pbx.push("endpoint", "1001", **{**DESK_ENDPOINT, "auth": "1001", "aors": "1001", "device_state_busy_at": "0"})
    phone.register(account)
    other.register(pbx.account("1002"))
    phone.tell("dial", target="600", ref="desk-first")
    call_id = phone.wait("OutgoingCall")["call_id"]
    phone.wait("CallMediaUp")
    other.tell("dial", target="1001", ref="desk-second")
    assert phone.wait("CallRejectedBusy")["remote_number"] == "1002"
    assert other.wait("CallEnded")["code"] == 486
    phone.tell("hang_up", call_id=call_id)
    assert phone.wait("CallEnded", call_id=call_id)["code"] == 200
    assert [event for event in phone.seen if event["event"] == "IncomingCall"] == []
    assert phone.close() == 0
    assert other.close() == 0


def test_hold_and_resume_pressed_quickly_end_in_what_was_pressed_last(pbx: Pbx, desk: MakeDesk) -> None:
    phone = desk()
    phone.register(pbx.account("1001"))
    phone.tell("dial", target="600", ref="desk-quick")
    call_id = phone.wait("OutgoingCall")["call_id"]
    phone.wait("CallMediaUp")
    for command in ("hold", "resume", "hold", "resume", "hold"):
        phone.tell(command, call_id=call_id)
    phone.wait("CallHeld")
    phone.tell("resume", call_id=call_id)
    phone.wait("CallResumed")
    assert [event for event in phone.seen if event["event"] == "CallCommandFailed"] == []
    assert phone.close() == 0


def test_tones_are_received(pbx: Pbx, desk: MakeDesk) -> None:
    phone = desk()
    phone.register(pbx.account("1001"))
    pbx.load("app_read")
    steps = ("Answer()", "Read(GOT,,6,,1,15)", "Set(GLOBAL(TONES)=${GOT})", "Wait(30)")
    for number, step in enumerate(steps, start=1):
        pbx.instance.console(f"dialplan add extension *90,{number},{step} into agents")
    phone.tell("dial", target="*90", ref="desk-tones")
    call_id = phone.wait("OutgoingCall")["call_id"]
    phone.wait("CallMediaUp")
    phone.tell("dtmf", call_id=call_id, digits="19#x")
    phone.wait("CallCommandFailed", command="dtmf")
    phone.tell("dtmf", call_id=call_id, digits="1905*8")
    eventually(lambda: "TONES=1905*8" in pbx.instance.console("dialplan show globals"))
    assert phone.close() == 0


@pytest.mark.parametrize("target", ["", "call me", "sip:1@evil.example", "1" * 41, "d-", "12;x=y"])
def test_what_cannot_be_dialled_ends_at_once(desk: MakeDesk, target: str) -> None:
    phone = desk()
    phone.tell("dial", target=target, ref="desk-x")
    call_id = phone.wait("OutgoingCall")["call_id"]
    assert phone.wait("CallEnded", call_id=call_id)["code"] == 484
    assert phone.close() == 0


def test_dialling_without_an_account_ends_at_once(desk: MakeDesk) -> None:
    phone = desk()
    phone.tell("dial", target="600", ref="desk-x")
    assert phone.wait("CallEnded")["code"] == 480
    assert phone.close() == 0


def test_thirty_calls_leave_nothing_behind(pbx: Pbx, desk: MakeDesk) -> None:
    phone = desk()
    phone.register(pbx.account("1001"))

    def call(number: int) -> None:
        if number % 2:
            phone.tell("dial", target="601", ref=f"desk-{number}")
            call_id = phone.wait("OutgoingCall")["call_id"]
        else:
            pbx.ring("1001")
            call_id = phone.wait("IncomingCall")["call_id"]
            phone.tell("answer", call_id=call_id)
        phone.wait("CallMediaUp", call_id=call_id)
        phone.tell("hang_up", call_id=call_id)
        phone.wait("CallEnded", call_id=call_id, code=200)

    for number in range(4):
        call(number)
    eventually(lambda: phone.facts()["calls"] == 0)
    before = phone.facts()
    for number in range(30):
        call(number)
    eventually(lambda: phone.facts()["calls"] == 0)  # the event is on its way a moment before the object is gone
    after = phone.facts()
    assert after["threads"] == before["threads"]
    assert after["fds"] <= before["fds"] + 1
    assert after["objects"] <= before["objects"] + 30
    assert phone.close() == 0


def test_closing_in_mid_call_hangs_up_and_ends_clean(pbx: Pbx, desk: MakeDesk) -> None:
    phone = desk()
    phone.register(pbx.account("1001"))
    with pbx.manager() as link:
        phone.tell("dial", target="601", ref="desk-close")
        phone.wait("CallMediaUp")
        assert phone.close(4.0) == 0
        link.wait_for("Hangup", 5.0)
    assert not re.search(r"Assert|Fatal|Traceback", phone.errors())


def test_closing_while_ringing_ends_clean(pbx: Pbx, desk: MakeDesk) -> None:
    phone = desk()
    phone.register(pbx.account("1001"))
    pbx.ring("1001")
    phone.wait("IncomingCall")
    assert phone.close(4.0) == 0
    assert not re.search(r"Assert|Fatal|Traceback", phone.errors())
