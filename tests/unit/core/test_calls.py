"""Call control, dialling and what the softphone reports."""

from __future__ import annotations

from dataclasses import replace

import pytest

from agent_app.desk_state import ServerLink
from agent_app.domain import server_events as s
from agent_app.domain import telephony as t
from agent_app.domain.agent_status import AgentState, AgentStatus
from agent_app.domain.call import AudioQuality, CallId, CallRef, CallState
from agent_app.domain.errors import UserFacingError
from agent_app.domain.machine import IllegalTransition
from agent_app.domain.patient import PatientId
from agent_app.domain.registration import RegistrationState
from tests.unit.core.fakes import NOON, context, patient
from tests.unit.core.world import R1, World

C1 = CallId(1)


async def outgoing(world: World, call_id: int = 1) -> CallRef:
    """The engine reports the last dialled call."""
    target, ref = world.engine.dialled()[-1]
    world.happens(t.OutgoingCall(CallId(call_id), ref, target))
    await world.settle()
    return ref


async def test_answer_hold_resume_mute_dtmf_hang_up(world: World) -> None:
    desk = world.desk
    world.offered(context(R1))
    world.invite(1, R1)
    desk.answer(C1)
    world.answered(1)
    desk.hold(C1)
    world.happens(t.CallHeld(C1))
    assert world.now().calls[0].state is CallState.HELD
    desk.hold(C1)  # once more: not possible now
    desk.resume(C1)
    world.happens(t.CallResumed(C1))
    desk.set_muted(C1, True)
    assert not world.now().calls[0].muted  # asked is not in force
    world.happens(t.CallMuted(C1, True))
    assert world.now().calls[0].muted
    desk.send_dtmf(C1, "12x#a")
    quality = AudioQuality("opus", 0.5, 3.0, 20.0, -30.0, -28.0)
    world.happens(t.CallQuality(C1, quality))
    assert world.now().calls[0].quality == quality
    desk.hang_up(C1)
    world.ended(1, by_remote=False)
    expected = ["answer", "hold", "resume", "set_muted", "send_dtmf", "hang_up"]
    assert [command[0] for command in world.engine.commands if command[0] != "set_account"] == expected
    assert ("send_dtmf", C1, "12#A") in world.engine.commands
    desk.hang_up(C1)  # gone: nothing happens
    assert world.engine.commands[-1][0] == "hang_up"


async def test_media_before_the_answer_counts(world: World) -> None:
    world.offered(context(R1))
    world.invite(1, R1)
    world.happens(t.CallMediaUp(C1))
    assert world.now().calls[0].state is CallState.RINGING
    world.happens(t.CallAnswered(C1))
    assert world.now().calls[0].state is CallState.TALKING


async def test_reject_is_no_news_to_who_rejected(world: World) -> None:
    world.offered(context(R1, who=patient(1)))
    world.invite(1, R1)
    world.desk.reject(C1)
    world.ended(1, 486, by_remote=False)
    world.tell(s.OfferWithdrawn(R1, "rejected"))
    assert world.notices == []


async def test_dial_a_number_through_the_server(world: World) -> None:
    world.desk.dial_number("138 0000-1000")
    await world.settle()
    ref = await outgoing(world)
    assert world.engine.dialled() == [("d-1", ref)]
    assert world.server.outbound == {ref: "13800001000"}
    assert world.now().pop is not None
    assert world.card().ref == ref
    assert world.now().wrap_up is not None
    assert world.draft().ref == ref
    world.happens(t.RemoteRinging(C1))
    assert world.now().calls[0].state is CallState.RINGBACK
    world.answered(1)
    world.ended(1)
    world.desk.edit_wrap_up(ref, disposition="advice")
    world.desk.save_wrap_up(ref)
    await world.settle()
    assert [write.ref for write in world.server.received.values()] == [ref]


async def test_dial_a_patient_never_shows_the_number_to_the_desk(world: World) -> None:
    world.server.patients = {PatientId("P-1"): patient(1)}
    world.desk.dial_patient(PatientId("P-1"))
    await world.settle()
    await outgoing(world)
    assert world.now().pop is not None
    assert world.card().patient == patient(1)
    assert world.now().calls[0].remote_number == ""


async def test_plain_numbers_can_be_dialled_without_the_server(world: World) -> None:
    world.server_dies()
    world.desk.dial_number("+86 138 0000 1000")
    await world.settle()
    ref = await outgoing(world)
    assert world.engine.dialled() == [("+8613800001000", ref)]
    assert world.now().wrap_up is not None
    assert world.draft().who == "•••••••1000"


async def test_a_server_that_does_not_answer_does_not_hold_up_a_number(world: World) -> None:
    world.server.away = True  # the stream has not noticed yet
    world.desk.dial_number("13800001000")
    await world.settle()
    assert [target for target, _ in world.engine.dialled()] == ["13800001000"]


async def test_patient_needs_the_server(world: World) -> None:
    world.server_dies()
    world.desk.dial_patient(PatientId("P-1"))
    await world.settle()
    assert "patient_dial_needs_server" in world.notices
    assert world.engine.dialled() == []


async def test_internal_numbers_have_no_record(world: World) -> None:
    world.desk.dial_number("600")
    await world.settle()
    ref = await outgoing(world)
    assert world.engine.dialled() == [("600", ref)]
    assert world.now().wrap_up is None
    world.answered(1)
    world.ended(1)
    await world.settle()
    assert world.now().wrap_up is None
    assert world.disk.drafts["u-lin"] == {}


@pytest.mark.parametrize(("text", "code"), [("", "number_empty"), ("Lin", "number_has_letters"), ("9" * 40, "number_too_long")])
async def test_what_is_no_number_becomes_a_notice(world: World, text: str, code: str) -> None:
    world.desk.dial_number(text)
    await world.settle()
    assert world.notices == [code]
    assert world.engine.dialled() == []


async def test_no_dialling_in_a_call_or_unregistered(world: World) -> None:
    world.happens(t.RegistrationReported(False, 503, "no answer"))
    world.desk.dial_number("13800001000")
    assert world.notices[-1] == "not_registered"
    world.happens(t.RegistrationReported(True, 200, "OK"))
    await world.took_call(1, context(R1))
    world.desk.dial_number("13800001000")
    assert world.notices[-1] == "dial_in_call"
    assert world.engine.dialled() == []


async def test_server_refuses_the_number(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        raise UserFacingError("bad_number")

    monkeypatch.setattr(world.server, "prepare_outbound", refuse)
    world.desk.dial_number("13800001000")
    await world.settle()
    assert world.notices == ["bad_number"]
    assert world.engine.dialled() == []


@pytest.mark.parametrize(
    ("code", "notice"),
    [(486, "dial_busy"), (408, "dial_no_answer"), (404, "dial_not_found"), (503, "dial_failed"), (480, "dial_no_answer")],
)
async def test_why_a_dialled_call_did_not_connect(world: World, code: int, notice: str) -> None:
    world.desk.dial_number("13800001000")
    await world.settle()
    await outgoing(world)
    world.ended(1, code)
    assert world.notices == [notice]
    assert world.now().wrap_up is not None  # a call that was tried is recorded too


async def test_line_lost_in_mid_call(world: World) -> None:
    await world.took_call(1, context(R1, who=patient(1)))
    world.ended(1, 0)
    assert world.notices == ["call_line_lost"]
    assert world.now().wrap_up is not None
    assert world.draft().call_ended


async def test_the_pbx_ends_a_call_whose_signalling_was_lost(world: World) -> None:
    await world.took_call(1, context(R1, who=patient(1)))
    world.tell(s.CallEndedOnServer(R1, NOON, "answered"))
    assert world.now().calls == ()
    assert world.engine.commands[-1] == ("hang_up", C1)
    assert world.now().wrap_up is not None
    assert world.draft().call_ended
    world.ended(1)  # the engine's own end, later: nothing more
    assert world.now().calls == ()


async def test_the_pbx_ends_a_dialled_call_by_either_name(world: World) -> None:
    world.desk.dial_number("13800001000")
    await world.settle()
    ref = await outgoing(world)
    world.answered(1)
    world.tell(s.CallEndedOnServer(R1, NOON, "answered", client_ref=ref))
    assert world.now().calls == ()


async def test_ready_and_not_ready_are_the_servers(world: World) -> None:
    world.desk.become_ready()
    await world.settle()
    assert world.now().status.state is AgentState.READY
    world.desk.become_not_ready("break")
    await world.settle()
    assert world.now().status == AgentStatus(AgentState.NOT_READY, "break")
    world.server_dies()
    world.desk.become_not_ready("break")
    assert world.notices[-1] == "not_ready_needs_server"


async def test_ready_without_the_server_dials_the_feature_code_silently(world: World) -> None:
    world.server_dies()
    world.invite(1, R1)
    assert world.now().status.state is AgentState.RINGING
    world.answered(1)
    assert world.now().status.state is AgentState.TALKING
    world.ended(1)
    assert world.now().status.state is AgentState.WRAP_UP
    world.desk.become_ready()
    ref = await outgoing(world, 2)
    assert world.engine.dialled() == [("*46", ref)]
    assert world.now().calls == ()
    world.answered(2)
    world.ended(2)
    assert world.now().status.state is AgentState.READY
    assert "ready_at_pbx" in world.notices
    assert world.now().wrap_up is not None
    assert world.draft().ref == R1


async def test_ready_by_feature_code_failed(world: World) -> None:
    world.server_dies()
    world.desk.become_ready()
    await outgoing(world, 2)
    world.ended(2, 404)
    assert "ready_at_pbx_failed" in world.notices
    assert world.now().status.state is AgentState.NOT_READY


async def test_server_away_and_back(world: World) -> None:
    world.server_dies()
    world.tell(s.StreamLost("again"))
    assert world.now().server is ServerLink.AWAY
    assert world.notices.count("server_away_calls_go_on") == 1
    await world.server_returns()
    assert world.now().server is ServerLink.ONLINE
    assert world.notices == ["server_back"]


async def test_pbx_link(world: World) -> None:
    world.tell(s.PbxLinkChanged(False))
    assert not world.now().pbx_connected
    assert "pbx_away" in world.notices
    world.tell(s.PbxLinkChanged(True))
    assert world.notices == ["pbx_back"]


async def test_registration_refused_by_certificate(world: World) -> None:
    world.happens(t.RegistrationReported(False, 503, "TLS", "certificate verify failed"))
    assert world.now().registration.state is RegistrationState.REFUSED
    assert "pbx_certificate_refused" in world.notices


async def test_devices(world: World) -> None:
    world.happens(t.AudioDevicesChanged("mic", "ear", ("Headset A",)))
    assert world.now().notices[-1].params == {"device": "Headset A"}
    world.happens(t.AudioDevicesChanged("Headset A", "Headset A"))
    assert world.notices == ["headset_back"]


async def test_unknown_events_are_errors(world: World) -> None:
    with pytest.raises(TypeError):
        world.desk.telephony_event(object())  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        world.desk.server_event(object())  # type: ignore[arg-type]


async def test_impossible_events_are_errors(world: World) -> None:
    world.offered(context(R1))
    world.invite(1, R1)
    with pytest.raises(IllegalTransition):
        world.happens(t.CallHeld(C1))


async def test_every_telephony_event_has_a_handler(world: World) -> None:
    from typing import get_args

    handled = set(world.desk._calls._handlers)
    assert handled == set(get_args(t.TelephonyEvent))
    assert set(world.desk._server._handlers) == set(get_args(s.ServerEvent))


async def test_notices_are_few_and_not_repeated(world: World) -> None:
    for number in range(30):
        world.happens(t.CallRejectedBusy(f"1380000{1000 + number}"))
        world.happens(t.CallRejectedBusy(f"1380000{1000 + number}"))
    assert len({notice.params["number"] for notice in world.now().notices}) == len(world.now().notices) == 8
    world.desk.dismiss_notice(world.now().notices[0].id)
    assert len(world.now().notices) == 7


async def test_call_context_of_a_dialled_call_from_the_stream(world: World) -> None:
    world.desk.dial_number("13800001000")
    await world.settle()
    ref = await outgoing(world)
    chosen = replace(context(ref, who=patient(5)))
    world.tell(s.ContextChanged(chosen))
    assert world.now().pop == chosen
