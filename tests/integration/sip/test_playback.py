"""Listening to a recording, measured at the headset: it sounds, it pauses, it goes on elsewhere, and a ring ends it at once."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from stack.headset import VirtualHeadset
from tests.integration.sip.conftest import MakeDesk, Pbx
from tests.integration.sip.test_sound import heard
from tests.integration.sip.tones import LOUD_DB, SILENT_DB

pytestmark = pytest.mark.pbx

_FIRST_HZ, _SECOND_HZ = 620, 880
_HALF_S = 30


def two_tones(path: Path) -> Path:
    """Half a minute of each, mono 8 kHz with the plain header, as recordings are rendered."""
    parts = []
    for hz in (_FIRST_HZ, _SECOND_HZ):
        part = path.with_name(f"{hz}.wav")
        command = ["sox", "-n", "-r", "8000", "-c", "1", "-b", "16", str(part), "synth", str(_HALF_S), "sine", str(hz), "gain", "-9"]
        subprocess.run(command, check=True)
        parts.append(str(part))
    subprocess.run(["sox", *parts, str(path)], check=True)
    return path


def test_a_recording_is_heard_until_a_call_rings(pbx: Pbx, desk: MakeDesk, headset: VirtualHeadset, tmp_path: Path) -> None:
    phone = desk(headset, ring=False)
    phone.register(pbx.account("1001"))
    ear = tmp_path / "ear.wav"
    phone.tell("load_playback", file=str(two_tones(tmp_path / "recording.wav")))
    phone.tell("play", from_s=0.0)
    phone.wait("PlaybackMoved", playing=True)
    assert heard(headset, ear, _FIRST_HZ, loud=True) > LOUD_DB
    phone.tell("pause_playback")
    paused = phone.wait("PlaybackMoved", playing=False)
    assert heard(headset, ear, _FIRST_HZ, loud=False) < SILENT_DB
    assert 0 < paused["position_s"] < _HALF_S
    phone.tell("play", from_s=_HALF_S + 2.0)
    assert phone.wait("PlaybackMoved", playing=True)["position_s"] >= _HALF_S
    assert heard(headset, ear, _SECOND_HZ, loud=True) > LOUD_DB
    pbx.ring("1001", "600")
    ringing = phone.wait("IncomingCall")
    moves = [event for event in phone.seen if event["event"] == "PlaybackMoved"]
    assert moves[-1]["playing"] is False, "it was silent before the desk was told of the call"
    assert heard(headset, ear, _SECOND_HZ, loud=False) < SILENT_DB
    phone.tell("play", from_s=0.0)  # not beside a patient
    assert heard(headset, ear, _FIRST_HZ, loud=False) < SILENT_DB
    phone.tell("hang_up", call_id=ringing["call_id"])
    phone.wait("CallEnded")
    phone.tell("play", from_s=2 * _HALF_S - 1.0)
    end = phone.wait_for(lambda event: event["event"] == "PlaybackMoved" and not event["playing"])
    assert end["position_s"] == pytest.approx(2 * _HALF_S, abs=0.1), "it stops at its end"
    assert phone.close() == 0
