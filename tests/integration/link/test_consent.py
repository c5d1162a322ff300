"""Recording by consent on a real Asterisk with real tones: paused and refused stretches are silent in every leg."""

from __future__ import annotations

import time
import wave
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from stack.local_stack import LocalStack
from stack.ports import free_udp_block
from tests.integration.link.world import Agent, World, eventually
from tests.integration.pbx.records import Sound
from tests.integration.pbx.sipp import Caller, Phone, calls

pytestmark = pytest.mark.pbx

_HZ = 440
_PRESENT_DB, _ABSENT_DB = -20.0, -60.0
_PAUSE_S = 4.0


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[LocalStack, Path]]:
    directory = tmp_path_factory.mktemp("consent")
    with LocalStack(directory / "stack", settings={"CARELINE_WRAP_UP_S": "20", "CARELINE_RECORDING_PAUSE_S": str(_PAUSE_S)}) as running:
        yield running, directory


def talks(seconds: float) -> None:
    """Real time passes: it is what is recorded."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        time.sleep(0.05)


def put(agent: Agent, ref: str, wanted: str) -> dict[str, Any]:
    key = f"{ref.replace('.', '-')}-{wanted}-{time.monotonic_ns()}"[-64:]
    answer = agent.http.put(f"/v1/calls/{ref}/recording", json={"recording": wanted}, headers={"Idempotency-Key": key})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def call_with_tone(world: World, agent: Agent, number: str) -> tuple[Phone, dict[str, Any], str]:
    """A patient who sounds 440 Hz without end, answered."""
    agent.ready()
    first = free_udp_block(8)
    patient = world.telephone()
    patient.local_port, patient.media_port = first, first + 2
    tone = make_tone_file(world, _HZ)
    patient.start(calls(Caller(number), tone=tone), remote_port=world.stack.trunk_address[1])
    ringing = agent.rings()
    agent.answer(ringing)
    agent.becomes("talking")
    return patient, ringing, ringing["headers"]["x-careline-ref"]


def make_tone_file(world: World, frequency_hz: int) -> Path:
    """A-law, as SIPp plays it."""
    path = world.directory / f"tone-{frequency_hz}.al"
    if not path.exists():
        path.write_bytes(a_law(frequency_hz))
    return path


def a_law(frequency_hz: int) -> bytes:
    at = np.arange(8000 * 2) / 8000
    samples = (np.sin(2 * np.pi * frequency_hz * at) * 0.5 * 32767).astype(np.int32)
    return bytes(_encode(int(sample)) for sample in samples)


def _encode(sample: int) -> int:
    """One sample by ITU-T G.711."""
    sign = 0x80 if sample >= 0 else 0
    size = min(abs(sample) >> 3, 4095)
    exponent = max(0, size.bit_length() - 5)
    mantissa = (size >> max(1, exponent)) & 0x0F if exponent else (size >> 1) & 0x0F
    return (sign | exponent << 4 | mantissa) ^ 0x55


def leg(agent: Agent, ref: str, name: str, directory: Path) -> Sound:
    """The recording as a second client hears it."""
    answer = agent.http.get(f"/v1/calls/{ref}/recordings/{name}")
    assert answer.status_code == 200, answer.text
    path = directory / f"{name}.wav"
    path.write_bytes(answer.content)
    with wave.open(str(path)) as file:
        raw = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2")
        return Sound(raw.astype(np.float64) / 32768, file.getframerate())


def part(sound: Sound, from_s: float, to_s: float) -> Sound:
    return Sound(sound.samples[int(from_s * sound.rate_hz) : int(to_s * sound.rate_hz)], sound.rate_hz)


def recorded_legs(agent: Agent, ref: str) -> list[str]:
    return [made["leg"] for made in agent.call(ref)["recordings"]]


def test_a_pause_is_silence_of_the_right_length(world: World, tmp_path: Path) -> None:
    lin = world.agent("lin")
    patient, ringing, ref = call_with_tone(world, lin, "13800001001")
    talks(2.0)
    assert put(lin, ref, "paused")["carried_out"] is True
    talks(2.0)
    put(lin, ref, "on")
    talks(2.0)
    lin.hang_up(ringing)
    patient.finished()
    eventually(lambda: len(recorded_legs(lin, ref)) == 3, "three recordings")
    record = lin.call(ref)
    (gap,) = record["recording_gaps"]
    assert 1.7 < gap["to_s"] - gap["from_s"] < 3.0
    for name in ("patient", "mixed"):
        heard = leg(lin, ref, name, tmp_path)
        assert heard.duration_s == pytest.approx(record["talk_s"], abs=0.7)
        assert part(heard, 0.3, gap["from_s"] - 0.5).level_db(_HZ) > _PRESENT_DB, name
        assert part(heard, gap["from_s"] + 0.5, gap["to_s"] - 0.5).level_db(_HZ) < _ABSENT_DB, name
        assert part(heard, gap["to_s"] + 0.5, heard.duration_s - 0.3).level_db(_HZ) > _PRESENT_DB, name
    agents = leg(lin, ref, "agent", tmp_path)
    assert np.abs(part(agents, gap["from_s"] + 0.5, gap["to_s"] - 0.5).samples).max() == 0.0
    assert agents.duration_s == pytest.approx(record["talk_s"], abs=0.7)


def test_a_pause_ends_by_itself(world: World, tmp_path: Path) -> None:
    lin = world.agent("lin")
    patient, ringing, ref = call_with_tone(world, lin, "13800001002")
    talks(1.0)
    put(lin, ref, "paused")
    eventually(lambda: lin.call(ref)["recording"] == "on", "recording goes on", _PAUSE_S + 8)
    talks(2.0)
    lin.hang_up(ringing)
    patient.finished()
    told = [(event["recording"], event["automatic"]) for event in lin.events("call.consent") if event["ref"] == ref]
    assert told == [("paused", False), ("on", True)]
    eventually(lambda: len(recorded_legs(lin, ref)) == 3, "three recordings")
    (gap,) = lin.call(ref)["recording_gaps"]
    assert gap["to_s"] - gap["from_s"] == pytest.approx(_PAUSE_S, abs=1.0)
    heard = leg(lin, ref, "patient", tmp_path)
    assert part(heard, gap["from_s"] + 0.5, gap["to_s"] - 0.5).level_db(_HZ) < _ABSENT_DB
    assert part(heard, gap["to_s"] + 0.5, heard.duration_s - 0.3).level_db(_HZ) > _PRESENT_DB


def test_refused_leaves_nothing_also_with_the_next_desk(world: World) -> None:
    lin = world.agent("lin")
    patient, _ringing, ref = call_with_tone(world, lin, "13800001003")
    talks(1.0)
    spool = world.stack.pbx.spool_dir / "recordings"
    assert {path.name for path in spool.glob(f"{ref}*")} == {f"{ref}.wav", f"{ref}-patient.wav", f"{ref}-agent.wav"}
    assert put(lin, ref, "refused")["carried_out"] is True
    eventually(lambda: not list(spool.glob(f"{ref}*")), "the spool holds nothing of the call")
    assert lin.desk is not None
    lin.desk.kill()  # the desk is lost: the patient goes to the head of the queue and to the next one
    anna = world.agent("anna")
    anna.ready()
    second = anna.rings(30)
    assert second["headers"]["x-careline-ref"] == ref
    assert anna.events("call.offered")[-1]["context"]["recording"] == "refused"
    anna.answer(second)
    anna.becomes("talking")
    talks(1.0)
    assert not list(spool.glob(f"{ref}*"))
    anna.hang_up(second)
    patient.finished()
    ended = world.ended("13800001003")
    assert ended["ref"] == ref
    anna.becomes("wrap_up")
    assert anna.call(ref)["recordings"] == []
    assert not list((world.directory / "stack" / "server" / "recordings").glob(f"{ref}*"))


def test_the_outgoing_call_is_recorded_on_the_patients_channel_too(world: World, tmp_path: Path) -> None:
    lin = world.agent("lin")
    assert lin.desk is not None
    client_ref = "desk-0f6e7c1e-4a3b-4a7e-9f61-2b9d7f3a9c11"
    prepared = lin.http.post("/v1/calls/outbound", json={"client_ref": client_ref, "patient_id": "P-1002"})
    patient = world.answering_patient(talk_ms=6_000)
    lin.desk.tell("dial", target=prepared.json()["target"], ref=client_ref)
    lin.desk.wait("CallAnswered")
    lin.becomes("talking")
    talks(1.0)
    put(lin, client_ref, "paused")
    talks(1.0)
    put(lin, client_ref, "refused")
    patient.finished()
    lin.becomes("wrap_up")
    record = lin.call(client_ref)
    assert (record["recording"], record["recordings"]) == ("refused", [])
    assert not list((world.stack.pbx.spool_dir / "recordings").glob(f"{record['ref']}*"))
