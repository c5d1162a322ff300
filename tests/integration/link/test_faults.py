"""Server, PBX or desk are taken away in mid-call: afterwards statuses are right and every call stands in the history once."""

from __future__ import annotations

import os
import signal
import subprocess

import pytest

from tests.integration.link.world import World, eventually
from tests.integration.sip.desk import Desk

pytestmark = pytest.mark.pbx


def test_server_killed_in_mid_call_and_back_before_its_end(world: World) -> None:
    lin = world.agent("lin")
    lin.ready()
    patient = world.patient("13800001001")
    ringing = lin.rings()
    lin.answer(ringing)
    lin.becomes("talking")
    world.stack.server.kill()
    assert len(world.channels()) == 2
    world.stack.server.start()
    world.stack.server.wait_ready(with_pbx=True)
    assert lin.status["state"] == "talking"
    lin.hang_up(ringing)
    patient.finished()
    lin.becomes("wrap_up")
    call = world.ended("13800001001")
    assert (call["outcome"], call["source"]) == ("answered", "live")
    ref = call["ref"]
    eventually(lambda: len(lin.call(ref)["recordings"]) == 3, "recordings")


def test_server_killed_in_mid_call_and_back_after_its_end(world: World) -> None:
    lin = world.agent("lin")
    lin.ready()
    patient = world.patient("13800001002")
    ringing = lin.rings()
    lin.answer(ringing)
    lin.becomes("talking")
    world.stack.server.kill()
    lin.hang_up(ringing)
    patient.finished()
    eventually(lambda: not world.channels(), "the call is over")
    world.stack.server.start()
    world.stack.server.wait_ready(with_pbx=True)
    assert lin.becomes("wrap_up")["call_ref"] == ringing["headers"]["x-careline-ref"]
    assert world.paused("1001") is True
    (call,) = [c for c in world.calls("13800001002") if c["ref"] == ringing["headers"]["x-careline-ref"]]
    assert (call["outcome"], call["ended_at"] is not None) == ("answered", True)
    assert call["talk_s"] > 0
    eventually(lambda: len(lin.call(call["ref"])["recordings"]) == 3, "recordings")


def test_calls_while_the_server_was_down_stand_in_the_history_once(world: World) -> None:
    lin = world.agent("lin")
    lin.ready()
    world.stack.server.kill()
    patient = world.patient("13800001003")
    ringing = lin.rings()
    lin.answer(ringing)
    lin.hang_up(ringing)
    patient.finished()
    gave_up = world.patient("13800001004", talk_ms=2_500)
    gave_up.finished()
    eventually(lambda: not world.channels(), "both calls are over")
    for _ in range(2):  # the second start must not make anything twice
        world.stack.server.start()
        world.stack.server.wait_ready(with_pbx=True)
        (answered,) = [c for c in world.calls("13800001003") if c["ref"] == ringing["headers"]["x-careline-ref"]]
        assert (answered["outcome"], answered["source"], answered["queue"]) == ("answered", "cel", "main")
        assert answered["agent_id"] == lin.session["user"]["id"]
        assert [c["outcome"] for c in world.calls("13800001004") if c["source"] == "cel"] == ["abandoned"]
        eventually(lambda: len(lin.call(ringing["headers"]["x-careline-ref"])["recordings"]) == 3, "recordings")
        assert lin.status["state"] == "wrap_up", "the call nobody saw has its wrap-up"
        world.stack.server.kill()
    world.stack.server.start()
    world.stack.server.wait_ready(with_pbx=True)


def test_wrap_up_timer_survives_a_restart(world: World) -> None:
    lin = world.agent("lin")
    lin.ready()
    patient = world.patient("13800001005")
    ringing = lin.rings()
    lin.answer(ringing)
    lin.becomes("talking")
    lin.hang_up(ringing)
    patient.finished()
    ends = lin.becomes("wrap_up")["wrap_up_ends_at"]
    world.stack.server.kill()
    world.stack.server.start()
    world.stack.server.wait_ready(with_pbx=True)
    assert lin.status["wrap_up_ends_at"] == ends
    lin.becomes("ready", 30)
    eventually(lambda: world.paused("1001") is False, "unpaused")


def test_pbx_restarted_brings_accounts_and_members_back(world: World) -> None:
    lin = world.agent("lin")
    lin.ready()
    world.stack.pbx.kill()
    for file in (world.stack.pbx.config.directory / "db").glob("astdb.sqlite3*"):
        file.unlink()  # a PBX that lost even its own database
    eventually(lambda: not lin.http.get("/v1/health").json()["pbx_connected"], "the server sees that the PBX is away")
    world.stack.pbx.start()
    world.stack.server.wait_ready(with_pbx=True)
    eventually(lambda: {"1001", "1002"} <= world.accounts(), "accounts")
    eventually(lambda: world.paused("1001") is False, "member, ready")
    kinds = [e["connected"] for e in world.events("all", "pbx.link")][-2:]
    assert kinds == [False, True]
    assert lin.desk is not None
    lin.desk.wait("RegistrationReported", 45, accepted=True)
    patient = world.patient("13800001006")
    ringing = lin.rings()
    lin.answer(ringing)
    lin.becomes("talking")
    lin.hang_up(ringing)
    patient.finished()


@pytest.mark.parametrize("dies", [True, False], ids=["killed", "network gone"])
def test_a_desk_lost_in_mid_call_gives_the_patient_back(world: World, dies: bool) -> None:
    lin, anna = world.agent("lin"), world.agent("anna")
    lin.ready()
    patient = world.patient("13800001007")
    ringing = lin.rings()
    lin.answer(ringing)
    lin.becomes("talking")
    anna.ready()
    assert lin.desk is not None
    _lose(lin.desk.process, dies)
    second = anna.rings(45)
    assert second["headers"]["x-careline-ref"] == ringing["headers"]["x-careline-ref"]
    status = lin.becomes("not_ready")
    assert status["reason"] == "desk_gone"
    anna.answer(second)
    anna.becomes("talking")
    anna.hang_up(second)
    patient.finished()
    call = world.ended("13800001007")
    assert (call["outcome"], call["agent_id"]) == ("answered", anna.session["user"]["id"])
    assert lin.status["state"] == "not_ready"


def test_a_desk_lost_in_mid_ring_lets_the_next_ring(world: World) -> None:
    lin, anna = world.agent("lin"), world.agent("anna")
    lin.ready()
    patient = world.patient("13800001008")
    ringing = lin.rings()
    lin.becomes("ringing")
    anna.ready()
    assert lin.desk is not None
    _lose(lin.desk.process, dies=True)
    second = anna.rings(12)
    assert second["headers"]["x-careline-ref"] == ringing["headers"]["x-careline-ref"]
    assert lin.events("call.withdrawn")[-1]["reason"] == "desk_gone"
    assert lin.status["reason"] == "desk_gone"
    anna.answer(second)
    anna.becomes("talking")
    anna.hang_up(second)
    patient.finished()


def test_the_feature_code_makes_ready_also_while_the_server_is_down(world: World) -> None:
    lin = world.agent("lin")
    assert lin.desk is not None
    lin.say("not_ready", "break")
    lin.desk.tell("dial", target="*46", ref="desk-0f6e7c1e-4a3b-4a7e-9f61-2b9d7f3a9c46")
    lin.becomes("ready")
    lin.say("not_ready", "break")
    eventually(lambda: world.paused("1001") is True and not world.channels(), "paused again")
    world.stack.server.kill()
    lin.desk.tell("dial", target="*46", ref="desk-0f6e7c1e-4a3b-4a7e-9f61-2b9d7f3a9c47")
    eventually(lambda: world.paused("1001") is False, "unpaused by telephone")
    world.stack.server.start()
    world.stack.server.wait_ready(with_pbx=True)
    lin.becomes("ready")


def test_a_desk_that_registers_anew_in_mid_call_keeps_its_call(world: World) -> None:
    lin, anna = world.agent("lin"), world.agent("anna")
    lin.ready()
    patient = world.patient("13800001009")
    ringing = lin.rings()
    lin.answer(ringing)
    lin.becomes("talking")
    anna.ready()
    shown = world.stack.pbx.console("pjsip show contacts")
    (contact,) = [line.split()[1] for line in shown.splitlines() if line.strip().startswith("Contact:") and "1001/" in line]
    before = world.channels()
    # A second softphone on the same account takes the first one's contact away, as a new connection after a cut does.
    second = Desk(world.directory / "again.log", null_audio=True, ring=False)
    second.register(lin.session["sip"])
    eventually(lambda: contact not in world.stack.pbx.console("pjsip show contacts"), "the old contact is gone")
    with pytest.raises(AssertionError):
        anna.rings(5)
    assert world.channels() == before
    assert lin.status["state"] == "talking"
    lin.hang_up(ringing)
    patient.finished()
    lin.becomes("wrap_up")
    second.kill()


def _lose(process: subprocess.Popen[bytes], dies: bool) -> None:
    """Kill the softphone, or freeze it: its machine is there and says nothing more."""
    os.kill(process.pid, signal.SIGKILL if dies else signal.SIGSTOP)
