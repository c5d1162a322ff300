"""Messages left instead of waiting, and patients who return an agent's call: the dial plan's part."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.integration.pbx.conftest import Pbx
from tests.integration.pbx.manager_link import ManagerLink
from tests.integration.pbx.records import cel, sound
from tests.integration.pbx.sipp import Caller, Phone, answers, calls, header, ignores

pytestmark = pytest.mark.pbx

MakePhone = Callable[..., Phone]
MakeTone = Callable[[int], Path]

_HZ = 440
_PRESENT_DB = -20.0


def message_of(pbx: Pbx) -> Path:
    return pbx.recordings / f"{pbx.server.forms('calls/identify')[0]['ref']}-voicemail.wav"


def offers_messages(pbx: Pbx) -> None:
    """The main queue as the server writes it where messages are offered."""
    file = pbx.config.directory / "centre" / "queues.conf"
    file.parent.mkdir(exist_ok=True)
    file.write_text("[main](+)\ncontext = queue-keys\nperiodic-announce = careline/leave-message\nperiodic-announce-frequency = 60\n")
    pbx.instance.console("queue reload parameters")


def presses_one(pbx: Pbx, link: ManagerLink, channel: str) -> None:
    """SIPp's phones have no keys: Asterisk itself plays the part. The module is for tests alone."""
    pbx.instance.console("module load app_senddtmf.so")
    pressed = link.action("PlayDTMF", Channel=channel, Digit="1", Receive="true")
    assert pressed["Response"] == "Success", pressed


def test_a_closed_queue_takes_a_message(pbx: Pbx, phone: MakePhone, tone: MakeTone) -> None:
    pbx.server.answers["calls/identify"] = "main,0,en,voicemail"
    patient = phone("patient")
    patient.start(calls(Caller(), talk_ms=22_000, tone=tone(_HZ)), remote_port=pbx.config.trunk_port)
    patient.finished(60)
    message = sound(message_of(pbx))
    assert 2.0 < message.duration_s < 20.0
    assert message.level_db(_HZ) > _PRESENT_DB
    assert [row["eventtype"] for row in cel(pbx)].count("CARELINE_VOICEMAIL") == 1
    assert {path.name for path in pbx.recordings.iterdir()} == {message_of(pbx).name}, "named by the call's reference alone"


def test_who_waits_and_presses_one_leaves_a_message(pbx: Pbx, phone: MakePhone, tone: MakeTone) -> None:
    offers_messages(pbx)
    patient = phone("patient")
    with pbx.manager() as link:
        patient.start(calls(Caller(), talk_ms=24_000, tone=tone(_HZ)), remote_port=pbx.config.trunk_port)
        joined = link.wait_for("QueueCallerJoin")
        presses_one(pbx, link, joined["Channel"])
        link.wait_for("QueueCallerLeave")
        patient.finished(60)
    assert sound(message_of(pbx)).level_db(_HZ) > _PRESENT_DB


def test_without_the_offer_a_key_does_nothing(pbx: Pbx, phone: MakePhone) -> None:
    patient = phone("patient")
    with pbx.manager() as link:
        patient.start(calls(Caller(), talk_ms=9_000), remote_port=pbx.config.trunk_port)
        joined = link.wait_for("QueueCallerJoin")
        presses_one(pbx, link, joined["Channel"])
        link.wait_for("QueueCallerAbandon")
        patient.finished()
    assert not [row for row in cel(pbx) if row["eventtype"] == "CARELINE_VOICEMAIL"]


def test_a_returning_patient_reaches_the_agent_who_called(pbx: Pbx, phone: MakePhone) -> None:
    """The other desk has been free for longer; the ring is offered first, and the member paused before it begins."""
    pbx.server.answers["calls/identify"] = "main,20,en,desk-1001"
    own, other, patient = phone("own"), phone("other"), phone("patient")
    pbx.add_desk("1001", own.local_port)
    pbx.add_desk("1002", other.local_port)
    own.start(answers(talk_ms=1_500))
    other.start(answers(talk_ms=1_500))
    with pbx.manager() as link:
        pbx.sign_in(link, "1002")
        pbx.sign_in(link, "1001")
        patient.start(calls(Caller()), remote_port=pbx.config.trunk_port)
        assert link.wait_for("QueueMemberPause", Paused="1")["PausedReason"] == "returning"
        assert link.wait_for("QueueMemberPause", Paused="1", PausedReason="call")["Interface"] == "PJSIP/1001"
        patient.finished()
        own.finished()
    (offer,) = pbx.server.forms("calls/offer")
    assert (offer["agent"], offer["ref"]) == ("1001", header(own.received("INVITE")[0], "X-Careline-Ref"))
    assert other.received("INVITE") == []
    assert "paused:call" in pbx.instance.console("queue show main"), "no second call slips into the wrap-up"


def test_their_agent_does_not_answer(pbx: Pbx, phone: MakePhone) -> None:
    """After 20 s the queue: the next desk, and not the same again."""
    pbx.server.answers["calls/identify"] = "main,20,en,desk-1001"
    own, other, patient = phone("own"), phone("other"), phone("patient")
    pbx.add_desk("1001", own.local_port)
    pbx.add_desk("1002", other.local_port)
    own.start(ignores())
    other.start(answers(talk_ms=500))
    with pbx.manager() as link:
        pbx.sign_in(link, "1001")
        pbx.sign_in(link, "1002")
        patient.start(calls(Caller()), remote_port=pbx.config.trunk_port)
        link.wait_for("AgentConnect", limit_s=40)
        patient.finished(60)
    assert [form["agent"] for form in pbx.server.forms("calls/offer")] == ["1001", "1002"]
    assert len(own.received("INVITE")) == 1


@pytest.mark.parametrize("how", ["in a call", "not ready"])
def test_their_agent_is_not_free(pbx: Pbx, phone: MakePhone, how: str) -> None:
    """The status may have changed since the server said who: the queue at once."""
    own, other, first, patient = phone("own"), phone("other"), phone("first"), phone("patient")
    pbx.add_desk("1001", own.local_port)
    pbx.add_desk("1002", other.local_port)
    own.start(answers(talk_ms=12_000))
    other.start(answers(talk_ms=500))
    with pbx.manager() as link:
        pbx.sign_in(link, "1001")
        if how == "in a call":
            first.start(calls(Caller("13800001001")), remote_port=pbx.config.trunk_port)
            link.wait_for("AgentConnect")
        else:
            link.action("QueuePause", Interface="PJSIP/1001", Paused="true", Reason="lunch")
        pbx.server.answers["calls/identify"] = "main,20,en,desk-1001"
        pbx.sign_in(link, "1002")
        link.events.clear()
        patient.start(calls(Caller()), remote_port=pbx.config.trunk_port)
        assert link.wait_for("AgentConnect")["Interface"] == "PJSIP/1002"
        patient.finished()
    assert len(own.received("INVITE")) == (1 if how == "in a call" else 0)


def test_the_agent_is_lost_in_the_call(pbx: Pbx, phone: MakePhone) -> None:
    """The same guard as in the queue: first in line again."""
    pbx.server.answers["calls/identify"] = "main,20,en,desk-1001"
    dead, next_desk, patient = phone("dead"), phone("next"), phone("patient")
    pbx.add_desk("1001", dead.local_port, rtp_timeout="2")
    pbx.add_desk("1002", next_desk.local_port)
    dead.start(answers())
    next_desk.start(answers(talk_ms=300))
    with pbx.manager() as link:
        pbx.sign_in(link, "1001")
        patient.start(calls(Caller()), remote_port=pbx.config.trunk_port)
        link.wait_for("QueueMemberPause", Paused="1", PausedReason="call")
        link.wait_for("QueueCallerJoin", limit_s=30)
        pbx.sign_in(link, "1002")
        patient.finished(60)
    assert len([row for row in cel(pbx) if row["eventtype"] == "CARELINE_REQUEUED"]) == 1
