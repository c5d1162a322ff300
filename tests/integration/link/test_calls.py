"""Calls as they happen: every step on real Asterisk stands in status, events and history."""

from __future__ import annotations

import pytest

from tests.integration.link.world import World, eventually

pytestmark = pytest.mark.pbx


def test_an_answered_call_with_its_record_and_recordings(world: World) -> None:
    lin = world.agent("lin")
    assert lin.status["state"] == "not_ready"
    lin.ready()
    patient = world.patient("13800001001")
    ringing = lin.rings()
    ref = ringing["headers"]["x-careline-ref"]
    (offered,) = lin.events("call.offered")
    assert (offered["context"]["ref"], offered["context"]["patient"]["id"]) == (ref, "P-1001")
    assert lin.becomes("ringing")["call_ref"] == ref
    lin.answer(ringing)
    lin.becomes("talking")
    assert world.paused("1001") is True
    assert lin.desk is not None
    lin.desk.tell("hold", call_id=ringing["call_id"])
    lin.becomes("hold")
    lin.desk.tell("resume", call_id=ringing["call_id"])
    lin.becomes("talking")
    lin.hang_up(ringing)
    patient.finished()
    wrap_up = lin.becomes("wrap_up")
    assert wrap_up["call_ref"] == ref
    assert wrap_up["wrap_up_ends_at"] is not None
    assert world.paused("1001") is True
    record = eventually(lambda: c if len((c := lin.call(ref))["recordings"]) == 3 else None, "three recordings")
    assert record is not None
    assert (record["outcome"], record["agent_name"], record["patient_id"]) == ("answered", lin.session["user"]["display_name"], "P-1001")
    assert {r["leg"] for r in record["recordings"]} == {"mixed", "patient", "agent"}
    assert all(abs(r["duration_s"] - record["talk_s"]) < 2 for r in record["recordings"])
    assert [e["ref"] for e in lin.events("call.ended")] == [ref]
    states = [e["state"] for e in lin.events("agent.status")]
    assert states == ["not_ready", "ready", "ringing", "talking", "hold", "talking", "wrap_up"]
    assert len(world.calls("13800001001")) == 1


def test_the_caller_gives_up_while_it_rings(world: World) -> None:
    lin = world.agent("lin")
    lin.ready()
    world.patient("13800001002", talk_ms=6_000)
    lin.rings()
    lin.becomes("ringing")
    call = world.ended("13800001002")
    assert call["outcome"] == "abandoned"
    lin.becomes("ready")
    assert [(e["ref"], e["reason"]) for e in lin.events("call.withdrawn")][-1:] == [(call["ref"], "caller_gave_up")]
    assert world.paused("1001") is False


def test_the_caller_gives_up_while_nobody_is_there(world: World) -> None:
    world.patient("13800001003", talk_ms=3_000)
    call = world.ended("13800001003")
    assert (call["outcome"], call["agent_id"]) == ("abandoned", None)


@pytest.mark.parametrize("rejects", [True, False], ids=["rejects", "lets it ring"])
def test_who_does_not_take_the_call_is_rung_once(world: World, rejects: bool) -> None:
    lin = world.agent("lin")
    lin.ready()
    patient = world.patient("13800001004", talk_ms=27_000)
    ringing = lin.rings()
    assert lin.desk is not None
    if rejects:
        lin.desk.tell("reject", call_id=ringing["call_id"])
    lin.becomes("not_answering", 25)
    assert world.paused("1001") is True
    patient.finished(45)
    assert len([e for e in lin.desk.seen if e["event"] == "IncomingCall"]) == 1
    assert [e["reason"] for e in lin.events("call.withdrawn")][-1] == ("rejected" if rejects else "no_answer")
    assert lin.status["state"] == "not_answering"
    assert world.ended("13800001004")["outcome"] == "abandoned"


def test_the_next_agent_is_rung_when_the_first_rejects(world: World) -> None:
    lin, anna = world.agent("lin"), world.agent("anna")
    lin.ready()
    patient = world.patient("13800001005")
    ringing = lin.rings()
    anna.ready()
    assert lin.desk is not None
    lin.desk.tell("reject", call_id=ringing["call_id"])
    second = anna.rings()
    assert second["headers"]["x-careline-ref"] == ringing["headers"]["x-careline-ref"]
    anna.answer(second)
    anna.becomes("talking")
    anna.hang_up(second)
    patient.finished()
    call = world.ended("13800001005")
    assert (call["outcome"], call["agent_id"]) == ("answered", anna.session["user"]["id"])


def test_a_busy_agent_is_not_rung(world: World) -> None:
    lin = world.agent("lin")
    lin.ready()
    first = world.patient("13800001006")
    ringing = lin.rings()
    lin.answer(ringing)
    lin.becomes("talking")
    world.patient("13800001007", talk_ms=7_000)
    assert world.ended("13800001007", 30)["outcome"] == "abandoned"
    assert lin.desk is not None
    assert len([e for e in lin.desk.seen if e["event"] == "IncomingCall"]) == 1
    assert lin.status["state"] == "talking"
    lin.hang_up(ringing)
    first.finished()


def test_two_callers_with_nearly_the_same_number_at_once(world: World) -> None:
    lin, anna = world.agent("lin"), world.agent("anna")
    for attempt in range(3):
        lin.ready()
        anna.ready()
        patients = [world.patient("13800001008"), world.patient("13800001009")]
        seen = {}
        for agent in (lin, anna):
            ringing = agent.rings()
            ref = ringing["headers"]["x-careline-ref"]
            (number,) = [call["number"] for call in world.calls() if call["ref"] == ref]
            offered = agent.events("call.offered")[-1]["context"]
            assert (offered["ref"], offered["patient"]["id"]) == (ref, f"P-{number[-4:]}"), f"round {attempt}"
            seen[number] = (agent, ringing)
        assert set(seen) == {"13800001008", "13800001009"}
        for agent, ringing in seen.values():
            agent.answer(ringing)
            agent.becomes("talking")
            agent.hang_up(ringing)
            agent.becomes("wrap_up")
        for patient in patients:
            patient.finished()


def test_no_second_call_reaches_an_agent_in_wrap_up(world: World) -> None:
    """Twenty times: somebody waits already while the agent hangs up."""
    lin = world.agent("lin")
    assert lin.desk is not None
    waiting = world.patient("13800001000")
    for round_ in range(20):
        lin.ready()
        ringing = lin.rings()
        lin.answer(ringing)
        lin.becomes("talking")
        current, waiting = waiting, world.patient(f"1380000100{round_ % 9 + 1}")
        eventually(lambda: world.waiting() == 1, "the next one waits")
        lin.hang_up(ringing)
        current.finished()
        lin.becomes("wrap_up")
        rings = [event for event in lin.desk.seen if event["event"] == "IncomingCall"]
        assert len(rings) == round_ + 1, "rung in the wrap-up"
        assert world.waiting() == 1


def test_saving_the_wrap_up_lets_the_next_call_in(world: World) -> None:
    lin = world.agent("lin")
    lin.ready()
    patient = world.patient("13800001001")
    ringing = lin.rings()
    ref = ringing["headers"]["x-careline-ref"]
    lin.answer(ringing)
    lin.becomes("talking")
    lin.hang_up(ringing)
    patient.finished()
    ends = lin.becomes("wrap_up")["wrap_up_ends_at"]
    extended = lin.http.post("/v1/me/wrap-up/extend", json={"ref": ref})
    assert extended.status_code == 200
    assert extended.json()["wrap_up_ends_at"] > ends
    disposition = lin.session["dispositions"][0]["code"]
    body = {"disposition": disposition, "notes": "", "patient_id": "P-1001", "saved_at": "2026-03-01T08:00:00.000Z", "then_ready": True}
    saved = lin.http.put(f"/v1/calls/{ref}/wrap-up", json=body, headers={"Idempotency-Key": f"test-{ref.replace('.', '-')}"[:64]})
    assert saved.status_code == 200, saved.text
    assert lin.status["state"] == "ready"
    eventually(lambda: world.paused("1001") is False, "unpaused")


def test_an_outbound_call(world: World) -> None:
    lin = world.agent("lin")
    assert lin.desk is not None
    client_ref = "desk-0f6e7c1e-4a3b-4a7e-9f61-2b9d7f3a9c10"
    prepared = lin.http.post("/v1/calls/outbound", json={"client_ref": client_ref, "patient_id": "P-1002"})
    assert prepared.status_code == 200, prepared.text
    patient = world.answering_patient(talk_ms=2_500)
    lin.desk.tell("dial", target=prepared.json()["target"], ref=client_ref)
    lin.desk.wait("CallAnswered")
    assert lin.becomes("talking")["call_ref"] == client_ref
    patient.finished()
    lin.becomes("wrap_up")
    record = eventually(lambda: c if len((c := lin.call(client_ref))["recordings"]) == 3 else None, "recordings")
    assert record is not None
    assert (record["direction"], record["outcome"], record["patient_id"]) == ("outbound", "answered", "P-1002")
    assert len([call for call in world.calls() if call["client_ref"] == client_ref]) == 1
