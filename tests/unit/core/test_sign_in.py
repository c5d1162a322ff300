"""Signing in with the stored token or a password, and out; by the person, by the server, in a call, without a server."""

from __future__ import annotations

import pytest

from agent_app.desk_state import ServerLink, SignIn
from agent_app.domain import server_events as s
from agent_app.domain.agent_status import AgentState
from agent_app.domain.errors import CertificateRefused, SessionLost
from agent_app.domain.registration import RegistrationState
from agent_app.usecases import sign_in
from tests.unit.core.fakes import context, patient
from tests.unit.core.world import R1, World


async def test_stored_token_signs_in_and_registers_without_typing(world: World) -> None:
    assert world.now().sign_in is SignIn.SIGNED_IN
    assert ("set_account", "1001") in world.engine.commands
    assert world.now().registration.state is RegistrationState.REGISTERED
    assert world.now().server is ServerLink.ONLINE
    assert world.now().status.state is AgentState.NOT_READY


async def test_no_stored_token_shows_the_form(fresh: World) -> None:
    await fresh.start()
    assert fresh.now().sign_in is SignIn.SIGNED_OUT
    assert fresh.now().sign_in_error == ""
    assert fresh.engine.commands == []


async def test_wrong_password(fresh: World) -> None:
    await fresh.start()
    fresh.desk.log_in("lin", "wrong")
    assert fresh.now().sign_in is SignIn.SIGNING_IN
    await fresh.settle()
    assert (fresh.now().sign_in, fresh.now().sign_in_error) == (SignIn.SIGNED_OUT, "wrong_password")
    assert fresh.disk.drafts == {}
    fresh.desk.log_in(" lin ", "right")
    await fresh.settle()
    assert (fresh.now().sign_in, fresh.now().sign_in_error) == (SignIn.SIGNED_IN, "")


async def test_server_away_at_sign_in_by_password(fresh: World) -> None:
    await fresh.start()
    fresh.server.away = True
    fresh.desk.log_in("lin", "right")
    await fresh.settle()
    assert (fresh.now().sign_in, fresh.now().sign_in_error) == (SignIn.SIGNED_OUT, "server_away")


async def test_server_away_at_the_start_is_tried_again(fresh: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sign_in, "RETRY_S", (0.0,))
    fresh.server.away = True
    fresh.server.stored_session = fresh.server.users["lin"]
    await fresh.start()
    assert (fresh.now().sign_in, fresh.now().sign_in_error) == (SignIn.SIGNED_OUT, "server_away")
    fresh.server.away = False
    await fresh.settle()
    assert fresh.now().sign_in is SignIn.SIGNED_IN


async def test_certificate_of_another_authority(fresh: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise CertificateRefused("server.example", "self-signed certificate")

    monkeypatch.setattr(fresh.server, "resume_session", refuse)
    await fresh.start()
    assert (fresh.now().sign_in, fresh.now().sign_in_error) == (SignIn.SIGNED_OUT, "certificate_refused")
    assert fresh.now().sign_in_error_params == {"host": "server.example"}
    assert fresh.engine.commands == []


async def test_log_out(world: World) -> None:
    await world.took_call(1, context(R1, who=patient(1000)))
    world.ended(1)
    world.desk.edit_wrap_up(R1, notes="kept")
    world.desk.log_out()
    await world.settle()
    state = world.now()
    assert (state.sign_in, state.session, state.pop, state.wrap_up, state.unfinished) == (SignIn.SIGNED_OUT, None, None, None, ())
    assert world.engine.commands[-1] == ("set_account", None)
    assert world.server.signed_in is None
    assert world.stream.stops == 1
    assert [outbox.closed for outbox in world.disk.opened] == [True]
    world.desk.log_in("lin", "right")
    await world.settle()
    assert [draft.notes for draft in world.now().unfinished] == ["kept"]


async def test_log_out_in_a_call_is_refused(world: World) -> None:
    await world.took_call(1, context(R1, who=patient(1000)))
    world.desk.log_out()
    await world.settle()
    assert world.now().sign_in is SignIn.SIGNED_IN
    assert "log_out_in_call" in world.notices


async def test_signed_in_elsewhere(world: World) -> None:
    world.tell(s.SignedOutByServer("signed_in_elsewhere"))
    await world.settle()
    assert (world.now().sign_in, world.now().sign_in_error) == (SignIn.SIGNED_OUT, "signed_in_elsewhere")
    assert world.engine.commands[-1] == ("set_account", None)


async def test_signed_out_by_the_server_in_a_call_waits_for_its_end(world: World) -> None:
    await world.took_call(1, context(R1, who=patient(1000)))
    world.tell(s.SignedOutByServer("account_disabled"))
    await world.settle()
    assert world.now().sign_in is SignIn.SIGNED_IN
    assert "sign_out_after_call" in world.notices
    world.ended(1)
    await world.settle()
    assert (world.now().sign_in, world.now().sign_in_error) == (SignIn.SIGNED_OUT, "account_disabled")
    assert R1 in world.disk.drafts["u-lin"]


async def test_unknown_code_of_a_newer_server_is_shown_as_such(world: World) -> None:
    world.tell(s.SignedOutByServer("something_new"))
    await world.settle()
    assert world.now().sign_in_error == "server_refused"


async def test_unreadable_outbox_is_told(fresh: World) -> None:
    fresh.disk.set_aside = "outbox.unreadable-1.db"
    await fresh.signed_in()
    assert fresh.now().notices[0].params == {"file": "outbox.unreadable-1.db"}


async def test_disk_refuses_at_sign_in(fresh: World) -> None:
    fresh.disk.refuses = True
    await fresh.start()
    fresh.desk.log_in("lin", "right")
    await fresh.settle()
    assert (fresh.now().sign_in, fresh.now().sign_in_error) == (SignIn.SIGNED_OUT, "cannot_save_here")
    fresh.disk.refuses = False


async def test_fallback_store_is_said_openly(fresh: World) -> None:
    fresh.credentials.is_fallback = True
    await fresh.start()
    assert fresh.now().sign_in is SignIn.SIGNED_OUT
    assert fresh.now().credentials_in_file
    fresh.desk.log_in("lin", "right")
    await fresh.settle()
    assert fresh.now().credentials_in_file


@pytest.mark.parametrize("by", ["status", "delivery"])
async def test_tokens_no_longer_good(world: World, monkeypatch: pytest.MonkeyPatch, by: str) -> None:
    """The stream has not noticed yet: whoever asks first learns it. What was saved waits for the next sign-in."""

    def lost(*_arguments: object) -> None:
        raise SessionLost("session_expired")

    await world.took_call(1, context(R1, who=patient(1000)))
    world.ended(1)
    monkeypatch.setattr(world.server, "deliver" if by == "delivery" else "set_status", lost)
    if by == "delivery":
        world.desk.edit_wrap_up(R1, notes="n", disposition="advice")
        world.desk.save_wrap_up(R1)
    else:
        world.desk.become_ready()
        world.desk.become_ready()
    await world.settle()
    assert (world.now().sign_in, world.now().sign_in_error) == (SignIn.SIGNED_OUT, "session_expired")
    assert len(world.disk.writes["u-lin"]) == (by == "delivery")
    assert world.stream.stops == 1
