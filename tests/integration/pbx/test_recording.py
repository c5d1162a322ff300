"""Recordings: both legs apart, the right voice in each, from answer to end, also over hold and a second desk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.integration.pbx.conftest import Pbx
from tests.integration.pbx.records import cel, sound
from tests.integration.pbx.sipp import Caller, Phone, answers, calls

pytestmark = pytest.mark.pbx

MakePhone = Callable[..., Phone]
MakeTone = Callable[[int], Path]

_PATIENT_HZ, _DESK_HZ = 440, 1150
# A tone of -6 dB full scale stands far above what a codec or a leak of the other side would leave.
_PRESENT_DB, _ABSENT_DB = -20.0, -50.0


def talk_s(pbx: Pbx) -> float:
    """How long the patient was joined with desks, as CEL says."""
    patient = [row for row in cel(pbx) if row["channame"].startswith("PJSIP/trunk")]
    began = [float(row["eventtime"]) for row in patient if row["eventtype"] == "BRIDGE_ENTER"]
    ended = [float(row["eventtime"]) for row in patient if row["eventtype"] == "BRIDGE_EXIT"]
    return sum(ended) - sum(began)


def check_recording(pbx: Pbx, ref: str) -> None:
    mixed, patient, agent = (sound(pbx.recordings / f"{ref}{leg}.wav") for leg in ("", "-patient", "-agent"))
    for leg in (mixed, patient, agent):
        assert leg.duration_s == pytest.approx(talk_s(pbx), abs=0.5)
    assert patient.level_db(_PATIENT_HZ) > _PRESENT_DB
    assert patient.level_db(_DESK_HZ) < _ABSENT_DB
    assert agent.level_db(_DESK_HZ) > _PRESENT_DB
    assert agent.level_db(_PATIENT_HZ) < _ABSENT_DB
    assert mixed.level_db(_PATIENT_HZ) > _PRESENT_DB
    assert mixed.level_db(_DESK_HZ) > _PRESENT_DB


def test_inbound_legs_are_kept_apart(pbx: Pbx, phone: MakePhone, tone: MakeTone) -> None:
    desk, patient = phone("desk"), phone("patient")
    pbx.add_desk("1001", desk.local_port)
    desk.start(answers(talk_ms=4_000, tone=tone(_DESK_HZ)))
    with pbx.manager() as link:
        pbx.sign_in(link, "1001")
        patient.start(calls(Caller(), tone=tone(_PATIENT_HZ)), remote_port=pbx.config.trunk_port)
        patient.finished()
    ref = pbx.server.forms("calls/identify")[0]["ref"]
    check_recording(pbx, ref)
    assert {path.name for path in pbx.recordings.iterdir()} == {f"{ref}.wav", f"{ref}-patient.wav", f"{ref}-agent.wav"}
    assert {path.stat().st_mode & 0o777 for path in pbx.recordings.iterdir()} == {0o600}


def test_hold_is_part_of_the_recording(pbx: Pbx, phone: MakePhone, tone: MakeTone) -> None:
    desk, patient = phone("desk"), phone("patient")
    pbx.add_desk("1001", desk.local_port)
    desk.start(answers(talk_ms=1_500, tone=tone(_DESK_HZ), hold_ms=2_000))
    with pbx.manager() as link:
        pbx.sign_in(link, "1001")
        patient.start(calls(Caller(), tone=tone(_PATIENT_HZ)), remote_port=pbx.config.trunk_port)
        link.wait_for("MusicOnHoldStart", Channel=link.wait_for("AgentConnect")["Channel"])
        patient.finished()
        desk.finished()
    assert talk_s(pbx) > 4.0
    check_recording(pbx, pbx.server.forms("calls/identify")[0]["ref"])


def test_a_second_desk_is_recorded_in_the_same_files(pbx: Pbx, phone: MakePhone, tone: MakeTone) -> None:
    gone, next_desk, patient = phone("gone"), phone("next"), phone("patient")
    pbx.add_desk("1001", gone.local_port)
    pbx.add_desk("1002", next_desk.local_port)
    gone.start(answers(tone=tone(_DESK_HZ)))
    next_desk.start(answers(talk_ms=3_000, tone=tone(_DESK_HZ)))
    with pbx.manager() as link:
        pbx.sign_in(link, "1001")
        patient.start(calls(Caller(), tone=tone(_PATIENT_HZ)), remote_port=pbx.config.trunk_port)
        patients_channel = link.wait_for("AgentConnect")["Channel"]
        link.action("Redirect", Channel=patients_channel, Context="requeue", Exten="s", Priority="1")
        pbx.sign_in(link, "1002")
        patient.finished()
    check_recording(pbx, pbx.server.forms("calls/identify")[0]["ref"])
