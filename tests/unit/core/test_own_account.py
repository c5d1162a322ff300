"""The steps of a sign-in after the password, and the idle lock with and without the server."""

from __future__ import annotations

import pytest

from agent_app.desk_state import SignIn
from agent_app.domain.account import SignInProgress, SignInStep
from agent_app.domain.errors import ServerAway, UserFacingError
from tests.unit.core.fake_accounts import CODE, CODES, ENROLMENT
from tests.unit.core.fakes import context, patient
from tests.unit.core.world import R1, World


async def asked(fresh: World, monkeypatch: pytest.MonkeyPatch, *wants: str) -> None:
    """Lin typed the right password, and the server wants more."""
    fresh.accounts.wants = list(wants)

    def log_in(_username: str, _password: str) -> None:
        raise UserFacingError(wants[0], challenge="challenge")

    monkeypatch.setattr(fresh.server, "log_in", log_in)
    await fresh.start()
    fresh.desk.log_in("lin", "right")
    await fresh.settle()


def progress(world: World) -> SignInProgress:
    shown = world.now().sign_in_progress
    assert shown is not None
    return shown


async def test_a_code_opens_the_desk(fresh: World, monkeypatch: pytest.MonkeyPatch) -> None:
    await asked(fresh, monkeypatch, "second_factor_needed")
    assert progress(fresh).step is SignInStep.SECOND_FACTOR
    fresh.desk.account.give_code("000000")
    assert progress(fresh).busy
    await fresh.settle()
    assert (fresh.now().sign_in_error, progress(fresh).busy) == ("wrong_code", False)
    fresh.desk.account.give_code(CODE)
    await fresh.settle()
    assert (fresh.now().sign_in, fresh.now().sign_in_progress, fresh.now().sign_in_error) == (SignIn.SIGNED_IN, None, "")


async def test_the_steps_come_one_after_the_other(fresh: World, monkeypatch: pytest.MonkeyPatch) -> None:
    await asked(fresh, monkeypatch, "second_factor_needed", "password_must_change", "second_factor_enrolment_needed")
    fresh.desk.account.give_code(CODE)
    await fresh.settle()
    assert progress(fresh).step is SignInStep.NEW_PASSWORD
    fresh.desk.account.give_new_password("short")
    await fresh.settle()
    assert (fresh.now().sign_in_error, fresh.now().sign_in_error_params) == ("password_too_short", {"least": "10"})
    fresh.desk.account.give_new_password("long enough now")
    await fresh.settle()
    assert (progress(fresh).step, progress(fresh).enrolment) == (SignInStep.ENROL, ENROLMENT)
    fresh.desk.account.confirm_enrolment(CODE)
    await fresh.settle()
    assert (progress(fresh).step, progress(fresh).recovery_codes) == (SignInStep.RECOVERY_CODES, CODES)
    assert fresh.now().sign_in is SignIn.SIGNING_IN  # nothing opens before the codes are put away
    fresh.desk.account.codes_kept()
    await fresh.settle()
    assert fresh.now().sign_in is SignIn.SIGNED_IN
    fresh.desk.account.lock()
    fresh.accounts.away = True
    await fresh.desk.account.unlock("long enough now")  # the new password is the one that is kept here
    assert not fresh.now().locked


async def test_going_back(fresh: World, monkeypatch: pytest.MonkeyPatch) -> None:
    await asked(fresh, monkeypatch, "second_factor_needed")
    fresh.desk.account.give_code(CODE)
    fresh.desk.account.cancel_sign_in()
    await fresh.settle()  # the late answer opens nothing
    assert (fresh.now().sign_in, fresh.now().sign_in_progress) == (SignIn.SIGNED_OUT, None)


@pytest.mark.parametrize("code", ["challenge_expired", "account_disabled"])
def test_codes_that_end_the_sign_in_have_words(code: str) -> None:
    from agent_app.domain.messages import MESSAGES

    assert code in MESSAGES


async def test_a_sign_in_that_took_too_long(fresh: World, monkeypatch: pytest.MonkeyPatch) -> None:
    await asked(fresh, monkeypatch, "second_factor_needed")

    def expired(_challenge: str, _code: str) -> None:
        raise UserFacingError("challenge_expired")

    monkeypatch.setattr(fresh.accounts, "show_code", expired)
    fresh.desk.account.give_code(CODE)
    await fresh.settle()
    assert (fresh.now().sign_in, fresh.now().sign_in_error) == (SignIn.SIGNED_OUT, "challenge_expired")


async def test_the_server_goes_away_at_the_code(fresh: World, monkeypatch: pytest.MonkeyPatch) -> None:
    await asked(fresh, monkeypatch, "second_factor_needed")
    fresh.accounts.away = True
    fresh.desk.account.give_code(CODE)
    await fresh.settle()
    assert (fresh.now().sign_in_error, progress(fresh).step) == ("server_away", SignInStep.SECOND_FACTOR)


async def test_the_lock_opens_by_the_password(world: World) -> None:
    world.desk.account.lock()
    assert world.now().locked
    with pytest.raises(UserFacingError, match="password_refused"):
        await world.desk.account.unlock("wrong")
    assert world.now().locked
    await world.desk.account.unlock("right")
    assert not world.now().locked


async def test_no_lock_in_a_call(world: World) -> None:
    await world.took_call(1, context(R1, who=patient(1000)))
    world.desk.account.lock()
    assert not world.now().locked
    world.ended(1)
    world.desk.account.lock()
    assert world.now().locked
    assert world.now().wrap_up is not None  # what was typed stays


async def test_a_call_rings_through_the_lock(world: World) -> None:
    world.desk.account.lock()
    await world.took_call(1, context(R1, who=patient(1000)))
    assert world.now().locked
    assert len(world.now().calls) == 1


async def test_without_the_server_by_what_is_kept_here(world: World) -> None:
    world.desk.account.lock()
    world.accounts.away = True
    with pytest.raises(ServerAway):
        await world.desk.account.unlock("right")  # signed in with the stored token: no password was ever seen here
    world.accounts.away = False
    await world.desk.account.unlock("right")
    assert "right" not in "".join(world.credentials.values.values())
    world.accounts.away = True
    world.desk.account.lock()
    for _ in range(5):
        with pytest.raises(UserFacingError, match="password_refused"):
            await world.desk.account.unlock("wrong")
    with pytest.raises(UserFacingError, match="account_locked") as refused:
        await world.desk.account.unlock("right")
    assert refused.value.params == {"seconds": "6"}
    world.clock.seconds += 6
    await world.desk.account.unlock("right")
    assert not world.now().locked


async def test_signed_out_by_the_server_while_locked(world: World) -> None:
    from agent_app.domain import server_events as s

    world.desk.account.lock()
    world.tell(s.SignedOutByServer("account_disabled"))
    await world.settle()
    assert (world.now().locked, world.now().sign_in_error) == (False, "account_disabled")


async def test_a_changed_password_opens_the_lock_here_too(world: World) -> None:
    await world.desk.account.change_password("right", "another one now")
    world.accounts.away = True
    world.desk.account.lock()
    await world.desk.account.unlock("another one now")
    assert not world.now().locked


@pytest.mark.parametrize("ahead_s", [3600.0, -3600.0])
async def test_a_clock_that_is_an_hour_off_is_known(fresh: World, ahead_s: float) -> None:
    fresh.accounts.ahead_s = ahead_s
    await fresh.signed_in()
    assert fresh.now().server_ahead_s == ahead_s
