"""A desk dials: the server resolves what was dialled, the desk is paused, the patient's leg is recorded, a lost desk loses no patient."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest

from tests.integration.pbx.conftest import Pbx
from tests.integration.pbx.records import cel, queue_log
from tests.integration.pbx.sipp import Phone, answers, desk_calls, desk_is_refused, header
from tests.integration.pbx.test_recording import check_recording

pytestmark = pytest.mark.pbx

MakePhone = Callable[..., Phone]
MakeTone = Callable[[int], Path]

_PASSWORD = "correct-horse"
_CLIENT_REF = f"desk-{UUID(int=7)}"


def trunk_peer(pbx: Pbx, phone: MakePhone) -> Phone:
    """The patient's telephone, behind the trunk."""
    return phone("patient", port=pbx.config.trunk_peer_port)


def desk_1001(pbx: Pbx, phone: MakePhone, **endpoint: str) -> Phone:
    desk = phone("desk")
    pbx.add_dialling_desk("1001", _PASSWORD, desk.local_port, **endpoint)
    return desk


def test_the_server_resolves_a_token_and_the_patient_is_rung(pbx: Pbx, phone: MakePhone) -> None:
    desk, patient = desk_1001(pbx, phone), trunk_peer(pbx, phone)
    pbx.server.answers["calls/outbound"] = "+8613800001000"
    patient.start(answers(talk_ms=300))
    desk.start(desk_calls("1001", _PASSWORD, "d-Ab_9-x", client_ref=_CLIENT_REF), remote_port=pbx.config.trunk_port)
    desk.finished()
    patient.finished()
    (form,) = pbx.server.forms("calls/outbound")
    ref = form["ref"]
    assert form == {"ref": ref, "client_ref": _CLIENT_REF, "agent": "1001", "target": "d-Ab_9-x"}
    (invite,) = patient.received("INVITE")
    assert invite.startswith("INVITE sip:+8613800001000@")
    assert "X-Careline" not in invite
    assert "1001" not in str(header(invite, "From"))
    assert {row["userfield"] for row in cel(pbx) if row["channame"].startswith("PJSIP/1001") and row["context"] == "outbound"} == {
        _CLIENT_REF
    }


def test_the_desk_is_paused_while_it_dials_and_stays_so(pbx: Pbx, phone: MakePhone) -> None:
    desk, patient = desk_1001(pbx, phone), trunk_peer(pbx, phone)
    patient.start(answers(talk_ms=300))
    with pbx.manager() as link:
        pbx.sign_in(link, "1001")
        desk.start(desk_calls("1001", _PASSWORD, "13800001000"), remote_port=pbx.config.trunk_port)
        desk.finished()
    assert "paused:outbound" in pbx.instance.console("queue show main")


def test_digits_are_dialled_as_typed_while_the_server_is_dead(pbx: Pbx, phone: MakePhone) -> None:
    desk, patient = desk_1001(pbx, phone), trunk_peer(pbx, phone)
    pbx.server.stop()
    patient.start(answers(talk_ms=300))
    desk.start(desk_calls("1001", _PASSWORD, "13800001000"), remote_port=pbx.config.trunk_port)
    desk.finished()
    assert patient.received("INVITE")[0].startswith("INVITE sip:13800001000@")


def test_a_token_cannot_be_resolved_while_the_server_is_dead(pbx: Pbx, phone: MakePhone) -> None:
    desk = desk_1001(pbx, phone)
    pbx.server.stop()
    desk.start(desk_is_refused("1001", _PASSWORD, "d-Ab9", 503), remote_port=pbx.config.trunk_port)
    desk.finished()


def test_the_server_can_refuse(pbx: Pbx, phone: MakePhone) -> None:
    desk = desk_1001(pbx, phone)
    pbx.server.answers["calls/outbound"] = "refused"
    desk.start(desk_is_refused("1001", _PASSWORD, "13800001000", 403), remote_port=pbx.config.trunk_port)
    desk.finished()


def test_a_wrong_password_dials_nobody(pbx: Pbx, phone: MakePhone) -> None:
    desk = desk_1001(pbx, phone)
    desk.start(desk_is_refused("1001", "wrong", "13800001000", 401), remote_port=pbx.config.trunk_port)
    desk.finished()
    assert pbx.server.asked == []


@pytest.mark.parametrize("client_ref", ["desk-../../x", "desk-1&agent=1002", "x" * 90])
def test_a_client_reference_out_of_the_pattern_is_dropped(pbx: Pbx, phone: MakePhone, client_ref: str) -> None:
    desk, patient = desk_1001(pbx, phone), trunk_peer(pbx, phone)
    patient.start(answers(talk_ms=100))
    desk.start(desk_calls("1001", _PASSWORD, "13800001000", client_ref=client_ref.replace("&", "&amp;")), remote_port=pbx.config.trunk_port)
    desk.finished()
    (form,) = pbx.server.forms("calls/outbound")
    assert (form["client_ref"], form["agent"]) == ("", "1001")


def test_outbound_legs_are_kept_apart(pbx: Pbx, phone: MakePhone, tone: MakeTone) -> None:
    desk, patient = desk_1001(pbx, phone), trunk_peer(pbx, phone)
    patient.start(answers(tone=tone(440)))
    desk.start(desk_calls("1001", _PASSWORD, "13800001000", talk_ms=3_000, tone=tone(1150)), remote_port=pbx.config.trunk_port)
    desk.finished()
    patient.finished()
    check_recording(pbx, pbx.server.forms("calls/outbound")[0]["ref"])


def test_a_desk_that_hangs_up_ends_the_patient_s_call(pbx: Pbx, phone: MakePhone) -> None:
    desk, patient = desk_1001(pbx, phone), trunk_peer(pbx, phone)
    patient.start(answers())
    desk.start(desk_calls("1001", _PASSWORD, "13800001000", talk_ms=500), remote_port=pbx.config.trunk_port)
    desk.finished()
    patient.finished()
    assert not [row for row in cel(pbx) if row["eventtype"] == "CARELINE_REQUEUED"]


def test_a_called_patient_whose_desk_dies_is_first_in_line(pbx: Pbx, phone: MakePhone) -> None:
    desk, patient, next_desk = desk_1001(pbx, phone, rtp_timeout="2"), trunk_peer(pbx, phone), phone("next")
    pbx.add_desk("1002", next_desk.local_port)
    patient.start(answers())
    next_desk.start(answers(talk_ms=300))
    with pbx.manager() as link:
        pbx.sign_in(link, "1002")
        desk.start(desk_calls("1001", _PASSWORD, "13800001000"), remote_port=pbx.config.trunk_port)
        desk.finished()
        patient.finished()
    ref = pbx.server.forms("calls/outbound")[0]["ref"]
    assert pbx.server.forms("calls/offer") == [{"ref": ref, "number": "13800001000", "queue": "main", "agent": "1002"}]
    assert header(next_desk.received("INVITE")[0], "X-Careline-Ref") == ref


def test_a_desk_unpauses_itself_by_the_feature_code(pbx: Pbx, phone: MakePhone) -> None:
    desk = desk_1001(pbx, phone)
    with pbx.manager() as link:
        pbx.sign_in(link, "1001")
        link.action("QueuePause", Interface="PJSIP/1001", Paused="true", Reason="call")
        desk.start(desk_calls("1001", _PASSWORD, "*46"), remote_port=pbx.config.trunk_port)
        link.wait_for("QueueMemberPause", Paused="0")
        desk.finished()
    assert "UNPAUSE" in [line[4] for line in queue_log(pbx)]


def test_one_desk_calls_another(pbx: Pbx, phone: MakePhone) -> None:
    desk, colleague = desk_1001(pbx, phone), phone("colleague")
    pbx.add_desk("1002", colleague.local_port)
    colleague.start(answers(talk_ms=200))
    desk.start(desk_calls("1001", _PASSWORD, "1002"), remote_port=pbx.config.trunk_port)
    desk.finished()
    (invite,) = colleague.received("INVITE")
    assert str(header(invite, "X-Careline-Ref")).startswith(pbx.config.system_name)


def test_a_desk_that_calls_the_centre_is_queued_as_a_patient_would_be(pbx: Pbx, phone: MakePhone) -> None:
    desk, colleague = desk_1001(pbx, phone), phone("colleague")
    pbx.add_desk("1002", colleague.local_port)
    colleague.start(answers(talk_ms=200))
    with pbx.manager() as link:
        pbx.sign_in(link, "1002")
        desk.start(desk_calls("1001", _PASSWORD, "4000"), remote_port=pbx.config.trunk_port)
        desk.finished()
    assert pbx.server.forms("calls/offer")[0]["agent"] == "1002"
