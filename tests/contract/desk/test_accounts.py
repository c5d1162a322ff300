"""The desk's account client against the real server: enrolment, the steps of a sign-in, the lock's question, one's own password."""

from __future__ import annotations

from collections.abc import Callable

import pyotp
import pytest

from agent_app.domain.errors import UserFacingError
from agent_app.server_client.accounts_rest import RestAccounts
from agent_app.server_client.connection import Connection
from agent_app.server_client.rest import RestServer
from tests.contract.desk.centres import PASSWORD, RealSide
from tests.unit.core.fakes import FakeCredentials

NEW_PASSWORD = "quite another long one"


def refused(work: Callable[[], object]) -> UserFacingError:
    with pytest.raises(UserFacingError) as caught:
        work()
    return caught.value


def test_an_account_from_enrolment_to_its_end(real: RealSide) -> None:
    credentials = FakeCredentials()
    server = RestServer(Connection(real.url, real.ca.cert), credentials)
    accounts = RestAccounts(server)
    server.log_in("anna", PASSWORD)
    assert accounts.clock_ahead_s() == 0.0
    assert not accounts.security().second_factor

    accounts.unlock(PASSWORD)
    assert refused(lambda: accounts.unlock("wrong")).code == "password_refused"
    assert server.snapshot().status is not None  # a wrong password at the lock does not sign out

    enrolment = accounts.begin_factor(PASSWORD)
    assert refused(lambda: accounts.confirm_factor("000000")).code == "code_refused"
    codes = accounts.confirm_factor(pyotp.TOTP(enrolment.secret).now())
    assert len(codes) == 10
    server.log_out()

    asked = refused(lambda: server.log_in("anna", PASSWORD))
    assert asked.code == "second_factor_needed"
    challenge = asked.params["challenge"]
    assert refused(lambda: accounts.show_code(challenge, "000000")).code == "wrong_code"
    session = accounts.show_code(challenge, codes[0])
    assert session.user.username == "anna"
    assert accounts.security().recovery_codes_left == 9
    again = RestServer(Connection(real.url, real.ca.cert), credentials).resume_session()
    assert again is not None  # the stored token asks for no code
    accounts.remove_factor(PASSWORD)  # the server outlives this test


def test_changing_the_password_and_removing_the_factor(real: RealSide) -> None:
    server = RestServer(Connection(real.url, real.ca.cert), FakeCredentials())
    accounts = RestAccounts(server)
    server.log_in("mei", PASSWORD)
    assert refused(lambda: accounts.change_password(PASSWORD, "short")).params == {"least": "10"}
    accounts.change_password(PASSWORD, NEW_PASSWORD)
    assert refused(lambda: server.log_in("mei", PASSWORD)).code == "wrong_password"
    accounts.remove_factor(NEW_PASSWORD)
    assert not accounts.security().second_factor
