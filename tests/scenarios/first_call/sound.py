"""Tones through a whole call: both ways, before and after hold, muted, recorded with the legs apart, and again on a second call."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from stack.display import end_child
from tests.scenarios.first_call.stage import Stage
from tests.scenarios.lib.calls import EXTENSIONS, end_peer, take, wrap_up
from tests.scenarios.lib.cards import Patient
from tests.scenarios.lib.peer import SipPeer
from tests.scenarios.lib.second_client import Json, SecondClient
from tests.scenarios.lib.sip_trace import SipLog
from tests.scenarios.lib.tones import AGENT_HZ, PATIENT_HZ, SECOND_AGENT_HZ, SECOND_PATIENT_HZ, find_tone, only_this_tone, read_wav
from tests.scenarios.lib.waiting import wait_for

_SETTLE_S = 3.0  # longer than the desk takes to notice silence after a negotiation and to make the media anew
_LISTEN_S = 3.0
_LEARN_S = 6.0
"""The desk's echo canceller begins anew each time the headset is opened, and takes the first sound both ways for echo until it has
learned that there is none: while the other side's tone sounds without a pause, the agent's is then held back for about 5 s."""
_DURATION_WITHIN_S = 0.5


@dataclass(frozen=True, slots=True)
class Tones:
    patient_hz: float
    agent_hz: float


FIRST = Tones(PATIENT_HZ, AGENT_HZ)
SECOND = Tones(SECOND_PATIENT_HZ, SECOND_AGENT_HZ)


@dataclass(frozen=True, slots=True)
class Heard:
    by_agent: bool
    by_patient: bool


def listen(stage: Stage, peer: SipPeer, tones: Tones, name: str, *, canceller_is_new: bool = False) -> Heard:
    """Three seconds at both ends at once: each must hear the other's tone and not the own."""
    time.sleep(_LEARN_S if canceller_is_new else _SETTLE_S)  # real time of real sound
    ear = stage.world.directory / f"ear-{name}.wav"
    recorder = stage.lin.headset.start_recording_ear(ear)
    mark = peer.mark()
    time.sleep(_LISTEN_S)  # what is recorded
    at_patient = peer.heard_since(mark)
    end_child(recorder)
    at_agent = read_wav(ear)
    heard = Heard(
        only_this_tone(*at_agent, tones.patient_hz, [tones.agent_hz]), only_this_tone(*at_patient, tones.agent_hz, [tones.patient_hz])
    )
    agent_db, patient_db = find_tone(*at_agent, tones.patient_hz), find_tone(*at_patient, tones.agent_hz)
    said = f"agent {heard.by_agent} ({agent_db.level_db:.0f} dB, {agent_db.heard_share:.0%})"
    print(f"    {name}: {said}, patient {heard.by_patient} ({patient_db.level_db:.0f} dB, {patient_db.heard_share:.0%})", flush=True)
    return heard


def whole_call(stage: Stage, patient: Patient) -> list[Heard]:
    """Answer, talk, hold, resume, mute, DTMF, hang up, wrap up with typed notes. What was heard before and after hold."""
    seat = stage.lin
    peer = connect(stage, patient, FIRST)
    heard = [listen(stage, peer, FIRST, "before-hold", canceller_is_new=True)]
    stage.shot("talking")
    stage.facts.record("cpu_percent_in_call", round(seat.cpu_percent(6), 1))
    stage.facts.record("rss_mb", round(seat.rss_mb(), 1))
    seat.keyboard.press("F6")
    seat.wait_state("Hold")
    stage.shot("hold")
    on_hold = _patients_tone(stage, peer, FIRST.agent_hz)
    stage.steps.expect(not on_hold, "the agent is not heard while the patient is on hold")
    seat.keyboard.press("F6")
    seat.wait_state("Talking")
    heard.append(listen(stage, peer, FIRST, "after-hold"))
    _mute(stage, peer)
    _dtmf(stage, peer)
    heard.append(listen(stage, peer, FIRST, "after-mute-and-dtmf"))
    seat.keyboard.press("F4")
    seat.wait_state("Wrap-up")
    seat.headset.stop_microphone()
    return heard


def _mute(stage: Stage, peer: SipPeer) -> None:
    stage.lin.keyboard.press("F7")
    stage.lin.settled(within_s=1)
    muted = _patients_tone(stage, peer, FIRST.agent_hz)
    stage.shot("muted")
    stage.steps.expect(not muted, "muted: nothing of the agent reaches the patient")
    stage.lin.keyboard.press("F7")


def _dtmf(stage: Stage, peer: SipPeer) -> None:
    after = time.monotonic()
    stage.lin.keyboard.press("Ctrl+d")
    stage.lin.settled(within_s=1)
    stage.lin.keyboard.type("5")
    stage.shot("keypad")
    event = peer.wait("CALL_DTMF_START", within_s=5, after=after)
    stage.lin.keyboard.press("Escape")
    stage.steps.expect(event.param == "5", "the digit typed arrived as DTMF at the patient's telephone")


def _patients_tone(stage: Stage, peer: SipPeer, hz: float) -> bool:
    """Whether ``hz`` is in what the patient hears during two seconds, at any level above -40 dBFS."""
    time.sleep(_SETTLE_S)
    mark = peer.mark()
    time.sleep(2)
    return find_tone(*peer.heard_since(mark), hz).level_db > -40


def short_call(stage: Stage, patient: Patient) -> Heard:
    """The second call, with other tones: nothing of the first may have survived."""
    peer = connect(stage, patient, SECOND)
    heard = listen(stage, peer, SECOND, "second-call")
    time.sleep(3)  # something to record
    stage.lin.keyboard.press("F4")
    wrap_up(stage.lin)
    stage.lin.headset.stop_microphone()
    end_peer(peer)
    return heard


def connect(stage: Stage, patient: Patient, tones: Tones) -> SipPeer:
    """Call in as ``patient``, speak into the headset, answer. Sound flows when this returns."""
    peer = stage.world.call_in(patient.number, hz=tones.patient_hz)
    stage.lin.headset.play_to_microphone(stage.world.tone(tones.agent_hz, rate_hz=48_000))
    take(stage.lin)
    return peer


def recordings_are_right(stage: Stage, client: SecondClient, ref: str, log: SipLog, folder: Path) -> bool:
    """Legs of the second call: each its own tone and not the other's, and as long as the two were joined."""
    record = wait_for("both legs in the history", lambda: _with_legs(client.call(ref)), within_s=30, every_s=0.5)
    invite = next(one for one in log.invites_to(EXTENSIONS[stage.lin.username]) if one.headers.get("x-careline-ref") == ref)
    answered, ended = log.answer_to(invite, 200), log.end_of(invite)
    if answered is None or ended is None:
        stage.steps.fail("the call's answer or end is not in the PBX's capture")
        return False
    talked_s = ended.at - answered.at
    right = True
    for leg, wanted, other in (("patient", SECOND.patient_hz, SECOND.agent_hz), ("agent", SECOND.agent_hz, SECOND.patient_hz)):
        samples, rate_hz = read_wav(client.recording(ref, leg, folder / f"recording-{leg}.wav"))
        seconds, told_s = samples.size / rate_hz, float(_leg(record, leg)["duration_s"])
        tone_ok = only_this_tone(samples, rate_hz, wanted, [other])
        length_ok = abs(seconds - talked_s) <= _DURATION_WITHIN_S and abs(told_s - talked_s) <= _DURATION_WITHIN_S
        crosstalk = find_tone(samples, rate_hz, other).level_db - find_tone(samples, rate_hz, wanted).level_db
        share = find_tone(samples, rate_hz, wanted).heard_share
        print(
            f"    leg {leg}: own tone alone {tone_ok} ({share:.0%}, other at {crosstalk:.0f} dB), {seconds:.2f} s, said {told_s:.2f} s, "
            f"talked {talked_s:.2f} s",
            flush=True,
        )
        right = right and tone_ok and length_ok
    return right


def _with_legs(record: Json) -> Json | None:
    legs = {entry["leg"] for entry in record["recordings"]}
    return record if {"patient", "agent"} <= legs else None


def _leg(record: Json, leg: str) -> Json:
    return next(entry for entry in record["recordings"] if entry["leg"] == leg)
