"""The queue: desks that do not answer are not rung in a loop, patients who give up are known, a lost desk loses no patient."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest

from tests.integration.pbx.conftest import Pbx
from tests.integration.pbx.records import cel, queue_log, wait_until
from tests.integration.pbx.sipp import Caller, Phone, answers, calls, header, ignores, rejects

pytestmark = pytest.mark.pbx

MakePhone = Callable[..., Phone]


def events(pbx: Pbx) -> list[str]:
    return [line[4] for line in queue_log(pbx)]


def on_disk(pbx: Pbx, key: str) -> str:
    """What a crash would leave of ``key``: Asterisk writes its database once a second, so a value may be newer in its memory."""
    database = pbx.config.directory / "db" / "astdb.sqlite3"
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        row = connection.execute("SELECT value FROM astdb WHERE key = ?", (key,)).fetchone()
    return str(row[0]) if row else ""


@pytest.mark.parametrize(("behaviour", "patience_ms"), [(rejects(), 9_000), (ignores(), 24_000)], ids=["rejects", "does not answer"])
def test_a_desk_that_does_not_take_the_call_is_rung_once_and_paused(pbx: Pbx, phone: MakePhone, behaviour: str, patience_ms: int) -> None:
    desk, patient = phone("desk"), phone("patient")
    pbx.add_desk("1001", desk.local_port)
    desk.start(behaviour)
    with pbx.manager() as link:
        pbx.sign_in(link, "1001")
        patient.start(calls(Caller(), talk_ms=patience_ms), remote_port=pbx.config.trunk_port)
        desk.finished()
        paused = link.wait_for("QueueMemberPause", Paused="1")
        assert paused["PausedReason"] == "Auto-Pause"
        desk.start(answers())  # whoever is rung again now would be seen
        patient.finished()
    assert len(desk.received("INVITE")) == 1
    assert len(pbx.server.forms("calls/offer")) == 1
    assert events(pbx).count("RINGNOANSWER") == 1
    assert events(pbx)[-1] == "ABANDON"


def test_a_desk_that_cannot_be_reached_is_tried_once_and_paused(pbx: Pbx, phone: MakePhone) -> None:
    """The transport still knows an address, but nobody is there: as after a desk's machine lost its power."""
    patient, nobody = phone("patient"), phone("nobody")
    pbx.add_desk("1001", nobody.local_port)
    with pbx.manager() as link:
        pbx.sign_in(link, "1001")
        patient.start(calls(Caller(), talk_ms=26_000), remote_port=pbx.config.trunk_port)
        link.wait_for("QueueMemberPause", Paused="1")
        patient.finished()
    assert len(pbx.server.forms("calls/offer")) == 1


def test_the_next_desk_rings_when_the_first_rejects(pbx: Pbx, phone: MakePhone) -> None:
    first, second, patient = phone("first"), phone("second"), phone("patient")
    pbx.add_desk("1001", first.local_port)
    pbx.add_desk("1002", second.local_port)
    first.start(rejects())
    second.start(answers(talk_ms=300))
    with pbx.manager() as link:
        pbx.sign_in(link, "1001")
        patient.start(calls(Caller()), remote_port=pbx.config.trunk_port)
        link.wait_for("QueueMemberPause", Paused="1")
        pbx.sign_in(link, "1002")
        patient.finished()
    refs = {form["ref"] for form in pbx.server.forms("calls/offer")}
    assert len(refs) == 1
    assert [form["agent"] for form in pbx.server.forms("calls/offer")] == ["1001", "1002"]


def test_a_patient_who_gives_up_while_it_rings(pbx: Pbx, phone: MakePhone) -> None:
    desk, patient = phone("desk"), phone("patient")
    pbx.add_desk("1001", desk.local_port)
    desk.start(ignores())
    with pbx.manager() as link:
        pbx.sign_in(link, "1001")
        patient.start(calls(Caller(), talk_ms=6_000), remote_port=pbx.config.trunk_port)
        link.wait_for("QueueCallerAbandon")
        patient.finished()
        desk.finished()
    assert events(pbx)[-1] == "ABANDON"
    assert not [row for row in cel(pbx) if row["eventtype"] == "CARELINE_CONNECTED"]
    assert "paused" not in pbx.instance.console("queue show main")


def test_no_second_call_reaches_a_desk_after_hang_up(pbx: Pbx, phone: MakePhone) -> None:
    """Nobody unpauses the desk here, so the second patient must wait."""
    desk, one, two = phone("desk"), phone("one"), phone("two")
    pbx.add_desk("1001", desk.local_port)
    desk.start(answers(talk_ms=1_000), number_of_calls=2)
    with pbx.manager() as link:
        pbx.sign_in(link, "1001")
        one.start(calls(Caller("13800001001")), remote_port=pbx.config.trunk_port)
        # Only now the second: both started together may arrive in either order.
        link.wait_for("QueueCallerJoin", CallerIDNum="13800001001")
        two.start(calls(Caller("13800001002"), talk_ms=9_000), remote_port=pbx.config.trunk_port)
        gave_up = link.wait_for("QueueCallerAbandon", limit_s=40)
        assert (gave_up["Queue"], gave_up["CallerIDNum"]) == ("main", "13800001002")
    assert len(desk.received("INVITE")) == 1


def test_a_patient_whose_desk_dies_is_first_in_line_again(pbx: Pbx, phone: MakePhone) -> None:
    """The first desk answers and then sends nothing more, as when its network is cut; the PBX notices by itself."""
    dead, next_desk, patient, other = phone("dead"), phone("next"), phone("patient"), phone("other")
    pbx.add_desk("1001", dead.local_port, rtp_timeout="2")
    pbx.add_desk("1002", next_desk.local_port)
    dead.start(answers())
    next_desk.start(answers(talk_ms=300))
    with pbx.manager() as link:
        pbx.sign_in(link, "1001")
        patient.start(calls(Caller("13800001001")), remote_port=pbx.config.trunk_port)
        link.wait_for("AgentConnect")
        other.start(calls(Caller("13800001002"), talk_ms=60_000), remote_port=pbx.config.trunk_port)
        link.wait_for("QueueCallerJoin", CallerIDNum="13800001002")
        ref = pbx.server.forms("calls/identify")[0]["ref"]
        link.events.clear()
        again = link.wait_for("QueueCallerJoin", CallerIDNum="13800001001")
        assert (again["Position"], again["Count"], again["Uniqueid"]) == ("1", "2", ref)
        pbx.sign_in(link, "1002")
        patient.finished()
    assert header(next_desk.received("INVITE")[0], "X-Careline-Ref") == ref
    kinds = [row["eventtype"] for row in cel(pbx) if row["linkedid"] == ref]
    assert kinds.count("CARELINE_REQUEUED") == 1
    (lost, normal) = [row["extra"] for row in cel(pbx) if row["linkedid"] == ref and row["eventtype"] == "CARELINE_LEG_LEFT"]
    assert "how=lost" in lost
    assert "how=normal" in normal


def test_the_server_can_send_a_patient_back_to_the_head_of_the_queue(pbx: Pbx, phone: MakePhone) -> None:
    gone, next_desk, patient = phone("gone"), phone("next"), phone("patient")
    pbx.add_desk("1001", gone.local_port)
    pbx.add_desk("1002", next_desk.local_port)
    gone.start(answers())
    next_desk.start(answers(talk_ms=1_000))
    with pbx.manager() as link:
        pbx.sign_in(link, "1001")
        patient.start(calls(Caller()), remote_port=pbx.config.trunk_port)
        connected = link.wait_for("AgentConnect")
        moved = link.action("Redirect", Channel=connected["Channel"], Context="requeue", Exten="s", Priority="1")
        assert moved["Response"] == "Success", moved
        pbx.sign_in(link, "1002")
        patient.finished()
        gone.finished()
    first, second = pbx.server.forms("calls/offer")
    assert (first["agent"], second["agent"]) == ("1001", "1002")
    assert first["ref"] == second["ref"]
    assert len([row for row in cel(pbx) if row["eventtype"] == "CARELINE_REQUEUED"]) == 1


def test_pauses_survive_a_crash_of_the_pbx_and_so_do_desks(pbx: Pbx, phone: MakePhone) -> None:
    pbx.add_desk("1001", phone("desk").local_port)
    with pbx.manager() as link:
        pbx.sign_in(link, "1001")
        assert link.action("QueuePause", Interface="PJSIP/1001", Paused="true", Reason="lunch")["Response"] == "Success"
    wait_until(lambda: "lunch" in on_disk(pbx, "/Queue/PersistentMembers/main"), "the pause is on disk")
    pbx.instance.kill()
    assert pbx.instance.pid is None
    pbx.instance.start()
    assert "paused:lunch" in pbx.instance.console("queue show main")
    assert "1001" in pbx.instance.console("pjsip show endpoints")
