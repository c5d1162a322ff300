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
