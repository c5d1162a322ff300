"""From a call that came to nothing to the call-back, on real Asterisk: list, message, and the patient who returns our call."""

from __future__ import annotations

import shutil
import subprocess
import uuid
from pathlib import Path
from typing import Any

import pytest

from tests.integration.link.world import Agent, World, eventually

pytestmark = pytest.mark.pbx


def listed(agent: Agent, where: str, masked: str) -> list[dict[str, Any]]:
    answer = agent.http.get("/v1/worklist")
    assert answer.status_code == 200, answer.text
    return [task for task in answer.json()[where] if task["number_masked"].endswith(masked)]


def call_back(world: World, lin: Agent, task_id: int) -> str:
    client_ref = f"desk-{uuid.uuid4()}"
    prepared = lin.http.post("/v1/calls/outbound", json={"client_ref": client_ref, "call_back_id": task_id})
    assert prepared.status_code == 200, prepared.text
    assert lin.desk is not None
    lin.desk.tell("dial", target=prepared.json()["target"], ref=client_ref)
    return client_ref


def test_an_abandoned_caller_is_called_back(world: World) -> None:
    lin = world.agent("lin")
    world.patient("13600005671", talk_ms=14_000).finished()
    (task,) = eventually(lambda: listed(lin, "open", "5671"), "the task") or []
    assert (task["why"], task["missed_calls"], task["patient_id"]) == ("abandoned", 1, "P-1021")
    assert 3 < task["waited_s"] < 14
    patient = world.answering_patient(talk_ms=1_500)
    client_ref = call_back(world, lin, task["id"])
    patient.finished()
    (mine,) = eventually(lambda: [t for t in listed(lin, "mine", "5671") if t["state"] == "reached"], "reached") or []
    assert [one["outcome"] for one in mine["attempts"]] == ["reached"]
    body = {"disposition": "answered_question", "notes": "", "saved_at": "2026-01-01T10:00:00.000Z"}
    saved = lin.http.put(f"/v1/calls/{client_ref}/wrap-up", json=body, headers={"Idempotency-Key": str(uuid.uuid4())})
    assert saved.status_code == 200, saved.text
    assert listed(lin, "mine", "5671") == []
    ((reason,),) = world.database("SELECT close_reason FROM call_back_tasks WHERE id = ?", task["id"])
    assert reason == "reached"


@pytest.fixture
def tone(tmp_path: Path) -> Path:
    """20 s of A-law."""
    path = tmp_path / "440.al"
    sox = shutil.which("sox")
    assert sox, "install the package sox"
    subprocess.run([sox, "-n", "-r", "8000", "-c", "1", "-e", "a-law", path, "synth", "20", "sine", "440", "gain", "-6"], check=True)
    return path


def test_a_message_can_be_heard(world: World, tone: Path) -> None:
    """The main queue is closed for as long as this test runs."""
    admin_http = world.agent("admin").http
    queue = next(row for row in admin_http.get("/v1/admin").json()["queues"] if row["name"] == "main")
    fields = ("labels", "members", "hours", "priority", "ring_s", "wrap_up_s", "required_fields", "voicemail", "version")
    before = {name: queue[name] for name in fields}
    closed: dict[str, list[str]] = {day: [] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
    changed = admin_http.put("/v1/admin/queues/main", json={**before, "hours": closed, "voicemail": True})
    assert changed.status_code == 200, changed.text
    try:
        world.patient("13300008001", talk_ms=30_000, tone=tone).finished(60)
    finally:
        admin_http.put("/v1/admin/queues/main", json={**before, "version": changed.json()["version"]})
    lin = world.agent("lin")
    (task,) = eventually(lambda: [t for t in listed(lin, "open", "8001") if t["voicemail_ref"]], "the message") or []
    assert (task["why"], task["patient_id"]) == ("voicemail", "P-1036")
    assert task["voicemail_s"] > 2
    heard = lin.http.get(f"/v1/calls/{task['voicemail_ref']}/recordings/voicemail")
    assert heard.status_code == 200
    assert heard.content[:4] == b"RIFF"
    assert [call["outcome"] for call in world.calls("13300008001")] == ["voicemail"]


def test_who_returns_our_call_reaches_the_agent_who_called(world: World) -> None:
    lin, anna = world.agent("lin"), world.agent("anna")
    anna.ready()
    phone = world.answering_patient(talk_ms=0, refuses=True)
    client_ref = f"desk-{uuid.uuid4()}"
    prepared = lin.http.post("/v1/calls/outbound", json={"client_ref": client_ref, "patient_id": "P-1031"}).json()
    assert lin.desk is not None
    lin.desk.tell("dial", target=prepared["target"], ref=client_ref)
    lin.becomes("wrap_up")
    phone.finished()
    lin.ready()
    patient = world.patient("13400007001")
    ringing = lin.rings()
    ref = ringing["headers"]["x-careline-ref"]
    hint = lin.events("call.offered")[-1]["context"]["call_back"]
    assert (hint["tried_by"], hint["task_id"]) == (lin.session["user"]["display_name"], None)
    assert lin.becomes("ringing")["call_ref"] == ref
    lin.answer(ringing)
    assert lin.becomes("talking")["call_ref"] == ref
    assert world.paused("1001") is True
    lin.hang_up(ringing)
    patient.finished()
    lin.becomes("wrap_up")
    assert anna.status["state"] == "ready"
    assert anna.desk is not None
    assert not [event for event in anna.desk.seen if event["event"] == "IncomingCall"]
    (call,) = [row for row in world.calls("13400007001") if row["direction"] == "inbound"]
    assert (call["outcome"], call["agent_id"]) == ("answered", lin.session["user"]["id"])


def test_while_that_agent_is_not_ready_the_queue_takes_the_call(world: World) -> None:
    lin, anna = world.agent("lin"), world.agent("anna")
    anna.ready()
    phone = world.answering_patient(talk_ms=0, refuses=True)
    client_ref = f"desk-{uuid.uuid4()}"
    prepared = lin.http.post("/v1/calls/outbound", json={"client_ref": client_ref, "patient_id": "P-1032"}).json()
    assert lin.desk is not None
    lin.desk.tell("dial", target=prepared["target"], ref=client_ref)
    lin.becomes("wrap_up")
    phone.finished()
    lin.say("not_ready", "lunch")
    patient = world.patient("13400007002")
    ringing = anna.rings()
    anna.answer(ringing)
    anna.becomes("talking")
    anna.hang_up(ringing)
    patient.finished()
    assert not [event for event in lin.desk.seen if event["event"] == "IncomingCall"]


def test_who_gives_up_at_that_agents_desk_leaves_it_ready(world: World) -> None:
    lin = world.agent("lin")
    phone = world.answering_patient(talk_ms=0, refuses=True)
    client_ref = f"desk-{uuid.uuid4()}"
    prepared = lin.http.post("/v1/calls/outbound", json={"client_ref": client_ref, "patient_id": "P-1033"}).json()
    assert lin.desk is not None
    lin.desk.tell("dial", target=prepared["target"], ref=client_ref)
    lin.becomes("wrap_up")
    phone.finished()
    lin.ready()
    patient = world.patient("13400007003", talk_ms=9_000)
    lin.rings()
    patient.finished()
    lin.becomes("ready")
    eventually(lambda: world.paused("1001") is False, "unpaused again")
    assert world.ended("13400007003")["outcome"] == "abandoned"
    assert eventually(lambda: listed(lin, "mine", "7003"), "shared out to who is ready")
