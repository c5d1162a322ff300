"""Sound, measured at the headset: both ways, after hold and resume, on a second call, and silence where silence is promised."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from stack.display import end_child
from stack.headset import VirtualHeadset
from tests.integration.sip.conftest import MakeDesk, Pbx
from tests.integration.sip.desk import Desk
from tests.integration.sip.tones import LOUD_DB, SILENT_DB, level_db, make_tone

pytestmark = pytest.mark.pbx

_MOUTH_HZ, _PBX_HZ = 700, 1004


def heard(headset: VirtualHeadset, path: Path, frequency_hz: int, *, loud: bool, limit_s: float = 8.0) -> float:
    """Listen until the ear hears the frequency (or no longer does); the level at last."""
    deadline = time.monotonic() + limit_s
    while True:
        recorder = headset.start_recording_ear(path)
        deadline_one = time.monotonic() + 1.2
        while time.monotonic() < deadline_one:
            time.sleep(0.05)  # real time passes: it is what is recorded
        end_child(recorder)
        level = level_db(path, frequency_hz, last_s=0.5)
        if (level > LOUD_DB) == loud or time.monotonic() > deadline:
            return level


def talk_both_ways(desk: Desk, headset: VirtualHeadset, path: Path, call_id: int) -> None:
    """The PBX plays back what it hears: the mouth's tone at the ear has gone both ways."""
    assert heard(headset, path, _MOUTH_HZ, loud=True) > LOUD_DB
    for _ in range(2):
        desk.tell("hold", call_id=call_id)
        desk.wait("CallHeld", call_id=call_id)
        assert heard(headset, path, _MOUTH_HZ, loud=False) < SILENT_DB
        desk.tell("resume", call_id=call_id)
        desk.wait("CallResumed", call_id=call_id)
        assert heard(headset, path, _MOUTH_HZ, loud=True) > LOUD_DB


def test_both_ways_after_hold_and_on_a_second_call(pbx: Pbx, desk: MakeDesk, headset: VirtualHeadset, tmp_path: Path) -> None:
    account = pbx.account("1001")
    phone = desk(headset)
    phone.register(account)
    headset.play_to_microphone(make_tone(tmp_path / "mouth.wav", _MOUTH_HZ))
    for number in range(2):
        pbx.ring("1001", "600")
        call_id = phone.wait("IncomingCall")["call_id"]
        phone.tell("answer", call_id=call_id)
        phone.wait("CallMediaUp", call_id=call_id)
        talk_both_ways(phone, headset, tmp_path / f"ear{number}.wav", call_id)
        phone.tell("hang_up", call_id=call_id)
        phone.wait("CallEnded", call_id=call_id, code=200)
    assert phone.close() == 0


def test_far_end_tone_on_dialled_calls(pbx: Pbx, desk: MakeDesk, headset: VirtualHeadset, tmp_path: Path) -> None:
    phone = desk(headset)
    phone.register(pbx.account("1001"))
    for number in range(2):
        phone.tell("dial", target="601", ref=f"desk-{number}")
        call_id = phone.wait("OutgoingCall")["call_id"]
        phone.wait("CallMediaUp", call_id=call_id)
        assert heard(headset, tmp_path / "ear.wav", _PBX_HZ, loud=True) > LOUD_DB
        phone.tell("hold", call_id=call_id)
        phone.wait("CallHeld")
        phone.tell("resume", call_id=call_id)
        phone.wait("CallResumed")
        assert heard(headset, tmp_path / "ear.wav", _PBX_HZ, loud=True) > LOUD_DB
        phone.tell("hang_up", call_id=call_id)
        phone.wait("CallEnded", call_id=call_id)
    assert phone.close() == 0


def test_mute_is_silent_on_the_wire(pbx: Pbx, desk: MakeDesk, headset: VirtualHeadset, tmp_path: Path) -> None:
    """With an echo at the far end the ear hears exactly what was sent."""
    phone = desk(headset)
    phone.register(pbx.account("1001"))
    headset.play_to_microphone(make_tone(tmp_path / "mouth.wav", _MOUTH_HZ))
    phone.tell("dial", target="600", ref="desk-mute")
    call_id = phone.wait("OutgoingCall")["call_id"]
    phone.wait("CallMediaUp", call_id=call_id)
    assert heard(headset, tmp_path / "ear.wav", _MOUTH_HZ, loud=True) > LOUD_DB
    phone.tell("mute", call_id=call_id, muted=True)
    phone.wait("CallMuted", muted=True)
    assert heard(headset, tmp_path / "ear.wav", _MOUTH_HZ, loud=False) < SILENT_DB
    # muted stays muted through hold and resume
    phone.tell("hold", call_id=call_id)
    phone.wait("CallHeld")
    phone.tell("resume", call_id=call_id)
    phone.wait("CallResumed")
    assert heard(headset, tmp_path / "ear.wav", _MOUTH_HZ, loud=False) < SILENT_DB
    phone.tell("mute", call_id=call_id, muted=False)
    phone.wait("CallMuted", muted=False)
    assert heard(headset, tmp_path / "ear.wav", _MOUTH_HZ, loud=True) > LOUD_DB
    assert phone.close() == 0


def test_ring_tone_stops_with_the_ring(pbx: Pbx, desk: MakeDesk, headset: VirtualHeadset, tmp_path: Path) -> None:
    phone = desk(headset)
    phone.register(pbx.account("1001"))
    pbx.ring("1001", "600")
    call_id = phone.wait("IncomingCall")["call_id"]
    assert heard(headset, tmp_path / "ear.wav", 440, loud=True) > LOUD_DB
    pbx.hang_up_all()
    phone.wait("CallEnded", call_id=call_id, code=487)
    assert heard(headset, tmp_path / "ear.wav", 440, loud=False) < SILENT_DB
    assert phone.close() == 0
