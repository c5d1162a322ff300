"""What the desk may rely on, shown with the fake and with the real server alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from agent_app.domain import server_events as s
from agent_app.domain.agent_status import AgentState
from agent_app.domain.call import CallDirection, CallRef
from agent_app.domain.errors import SessionLost, UserFacingError
from agent_app.domain.patient import CallerMatch, PatientId
from agent_app.ports import PendingWrite, WriteKind
from tests.contract.desk.centres import PASSWORD, Centre, DeskSide
from tests.contract.desk.writes import wrap_up

NUMBER = "13800001000"


@pytest.fixture
def lin(centre: Centre) -> DeskSide:
    side = centre.desk()
    side.server.log_in("lin", PASSWORD)
    return side


@pytest.fixture
def disposition(lin: DeskSide) -> str:
    """Dispositions are the centre's own; a write names one of them."""
    return lin.server.log_in("lin", PASSWORD).dispositions[0].code


def test_log_in(lin: DeskSide) -> None:
    session = lin.server.log_in("lin", PASSWORD)
    assert (session.user.username, session.user.extension, session.user.role) == ("lin", "1001", "agent")
    assert session.sip is not None
    assert session.sip.username == "1001"
    assert session.not_ready_reasons


@pytest.mark.parametrize("username", ["lin", "nobody"])
def test_wrong_password(centre: Centre, username: str) -> None:
    with pytest.raises(UserFacingError) as refused:
        centre.desk().server.log_in(username, "wrong")
    assert (refused.value.code, refused.value.permanent) == ("wrong_password", True)


def test_nobody_signed_in(centre: Centre) -> None:
    with pytest.raises(SessionLost):
        centre.desk().server.snapshot()


def test_stored_token_signs_in_until_logged_out(centre: Centre, lin: DeskSide) -> None:
    again = centre.desk(lin.credentials)
    session = again.server.resume_session()
    assert session is not None
    assert session.user.username == "lin"
    again.server.log_out()
    assert centre.desk(lin.credentials).server.resume_session() is None


def test_nothing_stored(centre: Centre) -> None:
    assert centre.desk().server.resume_session() is None


def test_snapshot(lin: DeskSide) -> None:
    snapshot = lin.server.snapshot()
    assert snapshot.status.state is AgentState.NOT_READY
    assert snapshot.contexts == ()


def test_stream_begins_with_the_snapshot(lin: DeskSide) -> None:
    lin.follow()
    assert [type(event) for event in lin.events[:2]] == [s.SnapshotTaken, s.StreamOpened]
    lin.stream.stop()


def test_status(lin: DeskSide) -> None:
    lin.follow()
    assert lin.server.set_status(AgentState.READY).state is AgentState.READY
    changed = lin.wait_for(s.StatusChanged)
    assert isinstance(changed, s.StatusChanged)
    assert changed.status.state is AgentState.READY
    assert lin.server.set_status(AgentState.NOT_READY).state is AgentState.NOT_READY
    lin.stream.stop()


def test_unknown_reason(lin: DeskSide) -> None:
    with pytest.raises(UserFacingError) as refused:
        lin.server.set_status(AgentState.NOT_READY, "no_such_reason")
    assert refused.value.code == "unknown_reason"


def test_offer_comes_with_the_whole_context(centre: Centre, lin: DeskSide) -> None:
    lin.follow()
    lin.server.set_status(AgentState.READY)
    ref = centre.incoming(NUMBER, "1001")
    offered = lin.wait_for(s.CallOffered)
    assert isinstance(offered, s.CallOffered)
    context = offered.context
    assert (context.ref, context.direction, context.match) == (ref, CallDirection.INBOUND, CallerMatch.ONE)
    assert context.patient is not None
    assert context.patient.id == "P-1000"
    assert context.patient.allergies
    assert context.patient.last_contact is not None
    assert context.number_masked.endswith("1000")
    assert NUMBER not in context.number_masked
    assert lin.server.call_context(CallRef(ref)) == context
    lin.stream.stop()


def test_unknown_and_withheld_callers(centre: Centre, lin: DeskSide) -> None:
    lin.follow()
    for number, match in (("13999999999", CallerMatch.NONE), ("", CallerMatch.WITHHELD)):
        heard = len(lin.events)
        centre.incoming(number, "1001")
        offered = lin.wait_for(s.CallOffered, heard)
        assert isinstance(offered, s.CallOffered)
        assert (offered.context.match, offered.context.patient) == (match, None)
    lin.stream.stop()


def test_context_of_an_unknown_call(lin: DeskSide) -> None:
    with pytest.raises(UserFacingError) as refused:
        lin.server.call_context(CallRef("careline-test-0.0"))
    assert (refused.value.code, refused.value.permanent) == ("unknown_call", True)


def test_wrap_up_of_a_call_the_server_never_saw(lin: DeskSide, disposition: str) -> None:
    ref = f"careline-unseen-{uuid4().hex[:8]}.1"
    write = wrap_up(ref, disposition)
    lin.server.deliver(write)
    lin.server.deliver(write)  # the answer was lost: the same key again
    records = [record for record in lin.server.calls(limit=200) if record.ref == ref]
    assert [(record.notes, record.disposition) for record in records] == [("took it twice", disposition)]


def test_same_key_with_another_body(lin: DeskSide, disposition: str) -> None:
    ref = f"careline-unseen-{uuid4().hex[:8]}.1"
    write = wrap_up(ref, disposition)
    lin.server.deliver(write)
    with pytest.raises(UserFacingError) as refused:
        lin.server.deliver(replace(write, body={**write.body, "notes": "other"}))
    assert (refused.value.code, refused.value.permanent) == ("key_reused", True)


def test_saving_again_replaces(lin: DeskSide, disposition: str) -> None:
    ref = f"careline-unseen-{uuid4().hex[:8]}.1"
    lin.server.deliver(wrap_up(ref, disposition, "first"))
    lin.server.deliver(wrap_up(ref, disposition, "corrected"))
    assert [record.notes for record in lin.server.calls(limit=200) if record.ref == ref] == ["corrected"]


def test_unknown_disposition_is_refused_for_good(lin: DeskSide) -> None:
    write = wrap_up("careline-unseen.9", "no_such")
    with pytest.raises(UserFacingError) as refused:
        lin.server.deliver(write)
    assert (refused.value.code, refused.value.permanent) == ("unknown_disposition", True)


def test_dial_a_number(lin: DeskSide) -> None:
    ref = CallRef(f"desk-{uuid4()}")
    prepared = lin.server.prepare_outbound(ref, number=NUMBER)
    assert prepared.target.startswith("d-")
    assert NUMBER not in prepared.target
    assert (prepared.context.ref, prepared.context.direction) == (ref, CallDirection.OUTBOUND)
    assert prepared.context.patient is not None
    assert prepared.context.patient.id == "P-1000"


def test_dial_a_patient(lin: DeskSide) -> None:
    ref = CallRef(f"desk-{uuid4()}")
    prepared = lin.server.prepare_outbound(ref, patient_id=PatientId("P-1001"))
    assert prepared.context.patient is not None
    assert prepared.context.patient.id == "P-1001"
    with pytest.raises(UserFacingError) as refused:
        lin.server.prepare_outbound(CallRef(f"desk-{uuid4()}"), patient_id=PatientId("P-999999"))
    assert refused.value.code == "unknown_patient"


def test_choose_a_patient(centre: Centre, lin: DeskSide) -> None:
    lin.follow()
    ref = CallRef(centre.incoming("13999999998", "1001"))
    lin.wait_for(s.CallOffered)
    chosen = lin.server.choose_patient(ref, PatientId("P-1002"))
    assert (chosen.ref, chosen.match) == (ref, CallerMatch.CHOSEN)
    assert chosen.patient is not None
    assert chosen.patient.id == "P-1002"
    changed = lin.wait_for(s.ContextChanged)
    assert isinstance(changed, s.ContextChanged)
    assert changed.context == chosen
    lin.stream.stop()


def test_choose_through_the_outbox(centre: Centre, lin: DeskSide) -> None:
    ref = CallRef(centre.incoming("13999999997", "1001"))
    body: dict[str, object] = {"patient_id": "P-1003"}
    lin.server.deliver(PendingWrite(str(uuid4()), WriteKind.CHOOSE_PATIENT, ref, body, datetime.now(UTC)))
    found = lin.server.call_context(ref).patient
    assert found is not None
    assert found.id == "P-1003"


def test_new_patient_is_chosen_for_the_call(centre: Centre, lin: DeskSide) -> None:
    lin.follow()
    ref = CallRef(centre.incoming("13999999996", "1001"))
    lin.wait_for(s.CallOffered)
    body: dict[str, object] = {"name": "Zhu De", "sex": "male", "birth_date": None, "phone": "", "allergies": ["nuts"], "notes": ""}
    body["call_ref"] = ref
    write = PendingWrite(str(uuid4()), WriteKind.NEW_PATIENT, ref, body, datetime.now(UTC))
    lin.server.deliver(write)
    lin.server.deliver(write)
    changed = lin.wait_for(s.ContextChanged)
    assert isinstance(changed, s.ContextChanged)
    assert changed.context.ref == ref
    assert changed.context.match is CallerMatch.CHOSEN
    assert changed.context.patient is not None
    assert (changed.context.patient.name, changed.context.patient.allergies) == ("Zhu De", ("nuts",))
    assert [patient.name for patient in lin.server.search_patients("Zhu De")].count("Zhu De") == 1
    lin.stream.stop()


def test_patients(lin: DeskSide) -> None:
    found = lin.server.patient(PatientId("P-1004"))
    assert found.id == "P-1004"
    assert found.id in [patient.id for patient in lin.server.search_patients(found.name)]
    with pytest.raises(UserFacingError) as refused:
        lin.server.patient(PatientId("P-999999"))
    assert refused.value.code == "unknown_patient"


def test_no_recording(lin: DeskSide, disposition: str, tmp_path: Path) -> None:
    ref = f"careline-unseen-{uuid4().hex[:8]}.1"
    lin.server.deliver(wrap_up(ref, disposition))
    with pytest.raises(UserFacingError) as refused:
        lin.server.download_recording(CallRef(ref), "mixed", tmp_path / "x.wav")
    assert refused.value.code == "unknown_recording"
    assert list(tmp_path.iterdir()) == []


def test_signed_in_elsewhere(centre: Centre, lin: DeskSide) -> None:
    lin.follow()
    centre.desk().server.log_in("lin", PASSWORD)
    lost = lin.wait_for(s.SignedOutByServer)
    assert isinstance(lost, s.SignedOutByServer)
    assert lost.code == "signed_in_elsewhere"
    with pytest.raises(SessionLost):
        lin.server.snapshot()


def test_another_agents_call_is_not_shown(centre: Centre, lin: DeskSide) -> None:
    anna = centre.desk()
    anna.server.log_in("anna", PASSWORD)
    anna.follow()
    lin.follow()
    ref = centre.incoming("13800001005", "1002")
    anna.wait_for(s.CallOffered)
    mine = centre.incoming("13800001006", "1001")
    offered = lin.wait_for(s.CallOffered)
    assert isinstance(offered, s.CallOffered)
    assert offered.context.ref == mine
    assert ref not in [event.context.ref for event in lin.events if isinstance(event, s.CallOffered)]
    lin.stream.stop()
    anna.stream.stop()
