"""The second factor: enrolled at one's own wish or as the role needs it, asked for at the sign-in, each code good once."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pyotp
import pytest
from sqlalchemy import select

from server_stub.auth import second_factor
from server_stub.clock import utc_now
from server_stub.db.models import AuditEntry, Base, FailedSignIns, SignInChallenge, User, UserSecurity
from tests.contract.server.world import PASSWORD, Person, World, code_of, running_world

NEW_PASSWORD = "quite another long one"


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A server on which leaders and administrators need a second factor."""
    directory: Path = tmp_path_factory.mktemp("strict")
    with running_world(directory, second_factor="required") as made:
        yield made


@pytest.fixture(autouse=True)
def nobody_waits(request: pytest.FixtureRequest) -> None:
    for name in {"world", "strict"} & set(request.fixturenames):
        made: World = request.getfixturevalue(name)
        with made.state.database.write() as session:
            for row in session.scalars(select(FailedSignIns)):
                session.delete(row)


def login(world: World, username: str, password: str = PASSWORD) -> httpx.Response:
    return world.http.post("/v1/auth/login", json={"username": username, "password": password})


def step(world: World, path: str, **body: str) -> httpx.Response:
    return world.http.post(f"/v1/auth/{path}", json=body)


def forget_steps(world: World, username: str) -> None:
    """As if half a minute had gone by: the present code may be used."""
    with world.state.database.write() as session:
        session.get_one(UserSecurity, world.users[username]).totp_last_step = 0


def challenge_of(answer: httpx.Response, code: str) -> str:
    assert code_of(answer) == (401, code)
    challenge: str = answer.json()["params"]["challenge"]
    return challenge


@pytest.fixture
def enrolled(world: World) -> Iterator[tuple[str, list[str]]]:
    """Anna has a second factor: its secret and recovery codes."""
    anna = world.sign_in("anna")
    begun = anna.send("POST", "/v1/me/second-factor", {"password": PASSWORD}).json()
    code = pyotp.TOTP(begun["secret"]).now()
    codes = anna.send("POST", "/v1/me/second-factor/confirm", {"code": code}).json()["recovery_codes"]
    forget_steps(world, "anna")
    yield begun["secret"], codes
    with world.state.database.write() as session:
        second_factor.remove(session, world.users["anna"])


def test_enrolment_is_in_force_only_once_confirmed(world: World, anna: Person) -> None:
    begun = anna.send("POST", "/v1/me/second-factor", {"password": PASSWORD}).json()
    assert begun["uri"].startswith("otpauth://totp/Careline:anna?secret=" + begun["secret"])
    assert anna.get("/v1/me/security").json() == {"second_factor": False, "second_factor_required": False, "recovery_codes_left": 0}
    assert login(world, "anna").status_code == 200


def test_a_sign_in_with_a_code(world: World, enrolled: tuple[str, list[str]]) -> None:
    challenge = challenge_of(login(world, "anna"), "second_factor_needed")
    answer = step(world, "second-factor", challenge=challenge, code=pyotp.TOTP(enrolled[0]).now())
    assert answer.status_code == 200
    person = Person(world.http, answer.json())
    assert person.get("/v1/me/security").json() == {"second_factor": True, "second_factor_required": False, "recovery_codes_left": 10}
    assert world.http.post("/v1/auth/refresh", json={"refresh_token": answer.json()["refresh_token"]}).status_code == 200


@pytest.mark.parametrize("typed", ["{0} {1}", " {0}{1} ", "{0}-{1}"])
def test_a_code_is_taken_as_people_type_it(world: World, enrolled: tuple[str, list[str]], typed: str) -> None:
    challenge = challenge_of(login(world, "anna"), "second_factor_needed")
    code = pyotp.TOTP(enrolled[0]).now()
    assert step(world, "second-factor", challenge=challenge, code=typed.format(code[:3], code[3:])).status_code == 200


def test_a_code_is_good_once(world: World, enrolled: tuple[str, list[str]]) -> None:
    code = pyotp.TOTP(enrolled[0]).now()
    assert step(world, "second-factor", challenge=challenge_of(login(world, "anna"), "second_factor_needed"), code=code).status_code == 200
    again = step(world, "second-factor", challenge=challenge_of(login(world, "anna"), "second_factor_needed"), code=code)
    assert code_of(again) == (401, "wrong_code")


def test_a_challenge_is_good_for_one_session(world: World, enrolled: tuple[str, list[str]]) -> None:
    challenge = challenge_of(login(world, "anna"), "second_factor_needed")
    assert step(world, "second-factor", challenge=challenge, code=enrolled[1][0]).status_code == 200
    assert code_of(step(world, "second-factor", challenge=challenge, code=enrolled[1][1])) == (401, "challenge_expired")


def test_half_a_sign_in_ends_with_the_password_it_began_with(world: World, admin: Person, enrolled: tuple[str, list[str]]) -> None:
    """Whoever knew the old password and stood at the code must not get in after an administrator set a new one."""
    challenge = challenge_of(login(world, "anna"), "second_factor_needed")
    user_id = world.users["anna"]
    users = admin.get("/v1/admin").json()["users"]
    version = next(user["version"] for user in users if user["id"] == user_id)
    with world.state.database.read() as session:
        before = session.get_one(User, user_id).password_hash
    answer = admin.send("PUT", f"/v1/admin/users/{user_id}/password", {"password": NEW_PASSWORD, "version": version})
    assert answer.status_code == 200, answer.text
    refused = step(world, "second-factor", challenge=challenge, code=pyotp.TOTP(enrolled[0]).now())
    with world.state.database.write() as session:
        session.get_one(User, user_id).password_hash = before
        second_factor.of(session, user_id).password_must_change = False
    assert code_of(refused) == (401, "challenge_expired")


def test_an_old_challenge(world: World, enrolled: tuple[str, list[str]]) -> None:
    challenge = challenge_of(login(world, "anna"), "second_factor_needed")
    with world.state.database.write() as session:
        for row in session.scalars(select(SignInChallenge)):
            row.expires_at = utc_now()
    assert code_of(step(world, "second-factor", challenge=challenge, code=enrolled[1][0])) == (401, "challenge_expired")


def test_a_recovery_code_is_used_up(world: World, enrolled: tuple[str, list[str]]) -> None:
    code = enrolled[1][0].upper().replace("-", " ")
    first = step(world, "second-factor", challenge=challenge_of(login(world, "anna"), "second_factor_needed"), code=code)
    assert first.status_code == 200
    assert Person(world.http, first.json()).get("/v1/me/security").json()["recovery_codes_left"] == 9
    again = step(world, "second-factor", challenge=challenge_of(login(world, "anna"), "second_factor_needed"), code=code)
    assert code_of(again) == (401, "wrong_code")


@pytest.mark.parametrize(
    "code", ["000000", "0", "x" * 64, "ⅷⅷⅷⅷⅷⅷ", "'; DROP TABLE users; --", "\x00", "aaaaa-aaaaa", "１２３４５６", "²²²²²²"]
)
def test_what_is_no_code(world: World, enrolled: tuple[str, list[str]], code: str) -> None:
    challenge = challenge_of(login(world, "anna"), "second_factor_needed")
    assert code_of(step(world, "second-factor", challenge=challenge, code=code)) == (401, "wrong_code")


@pytest.mark.parametrize(
    "body", [{}, {"challenge": "x"}, {"challenge": "", "code": "123456"}, {"challenge": "x", "code": ""}, {"challenge": 1, "code": 2}, []]
)
def test_a_step_that_is_none_of_the_contract(world: World, body: Any) -> None:
    assert code_of(world.http.post("/v1/auth/second-factor", json=body)) == (422, "invalid")


@pytest.mark.parametrize("path", ["second-factor", "second-factor/confirm"])
def test_a_made_up_challenge(world: World, path: str) -> None:
    assert code_of(step(world, path, challenge="made up", code="123456")) == (401, "challenge_expired")


@pytest.mark.parametrize(("steps_off", "taken"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_telephone_whose_clock_is_off(world: World, enrolled: tuple[str, list[str]], steps_off: int, taken: bool) -> None:
    now = datetime.fromisoformat("2026-11-24T10:00:15+00:00")
    code = pyotp.TOTP(enrolled[0]).at(now + timedelta(seconds=30 * steps_off))
    with world.state.database.write() as session:
        used = second_factor.check(session, world.state.keys, world.users["anna"], code, now)
        assert bool(used) is taken
        second_factor.of(session, world.users["anna"]).totp_last_step = 0


def test_an_older_code_after_a_newer_one(world: World, enrolled: tuple[str, list[str]]) -> None:
    now = datetime.fromisoformat("2026-11-24T10:00:15+00:00")
    totp, anna = pyotp.TOTP(enrolled[0]), world.users["anna"]
    with world.state.database.write() as session:
        assert second_factor.check(session, world.state.keys, anna, totp.at(now), now)
        assert not second_factor.check(session, world.state.keys, anna, totp.at(now - timedelta(seconds=30)), now)
        assert second_factor.check(session, world.state.keys, anna, totp.at(now + timedelta(seconds=30)), now)


def test_secret_and_recovery_codes_are_not_in_the_database_in_clear(world: World, enrolled: tuple[str, list[str]]) -> None:
    with world.state.database.engine.connect() as connection:
        rows = [repr(row) for table in Base.metadata.sorted_tables for row in connection.execute(table.select())]
    content = "".join(rows).encode() + b"".join(path.read_bytes() for path in world.state.settings.data_dir.glob("careline.sqlite*"))
    assert world.users["anna"].encode() in content
    assert [secret for secret in (enrolled[0], *enrolled[1]) if secret.encode() in content] == []


def test_removing_it_needs_the_password(world: World, enrolled: tuple[str, list[str]]) -> None:
    challenge = challenge_of(login(world, "anna"), "second_factor_needed")
    anna = Person(world.http, step(world, "second-factor", challenge=challenge, code=enrolled[1][0]).json())
    assert code_of(anna.send("POST", "/v1/me/second-factor/remove", {"password": "wrong"})) == (403, "password_refused")
    assert anna.send("POST", "/v1/me/second-factor/remove", {"password": PASSWORD}).status_code == 204
    assert login(world, "anna").status_code == 200


def test_confirming_what_was_never_begun(clerk: Person) -> None:
    assert code_of(clerk.send("POST", "/v1/me/second-factor/confirm", {"code": "123456"})) == (409, "no_enrolment")


def test_where_it_is_required_the_sign_in_enrols(strict: World) -> None:
    challenge = challenge_of(login(strict, "admin"), "second_factor_enrolment_needed")
    assert code_of(step(strict, "password", challenge=challenge, new_password=NEW_PASSWORD)) == (401, "second_factor_enrolment_needed")
    secret = step(strict, "second-factor/enrol", challenge=challenge).json()["secret"]
    assert code_of(step(strict, "second-factor/confirm", challenge=challenge, code="000000")) == (401, "wrong_code")
    answer = step(strict, "second-factor/confirm", challenge=challenge, code=pyotp.TOTP(secret).now()).json()
    assert len(set(answer["recovery_codes"])) == 10
    admin = Person(strict.http, answer["session"])
    assert code_of(admin.send("POST", "/v1/me/second-factor/remove", {"password": PASSWORD})) == (409, "second_factor_required")
    assert strict.sign_in("lin").get("/v1/me/security").json()["second_factor_required"] is False

    # the leader lost the telephone
    challenge = challenge_of(login(strict, "mei"), "second_factor_enrolment_needed")
    secret = step(strict, "second-factor/enrol", challenge=challenge).json()["secret"]
    mei = Person(strict.http, step(strict, "second-factor/confirm", challenge=challenge, code=pyotp.TOTP(secret).now()).json()["session"])
    assert code_of(mei.send("POST", f"/v1/admin/users/{mei.id}/second-factor/reset")) == (403, "not_allowed")
    assert admin.get(f"/v1/admin/users/{mei.id}/security").json() == {
        "second_factor": True, "second_factor_required": True, "recovery_codes_left": 10, "locked_s": 0, "password_must_change": False,
    }  # fmt: skip
    assert admin.send("POST", f"/v1/admin/users/{mei.id}/second-factor/reset").status_code == 204
    assert code_of(mei.get("/v1/me/security")) == (401, "account_changed")
    challenge_of(login(strict, "mei"), "second_factor_enrolment_needed")
    assert code_of(admin.send("POST", f"/v1/admin/users/{uuid.uuid4().hex}/second-factor/reset")) == (404, "unknown_user")


def test_what_was_done_is_audited(world: World, enrolled: tuple[str, list[str]]) -> None:
    challenge = challenge_of(login(world, "anna"), "second_factor_needed")
    step(world, "second-factor", challenge=challenge, code="000000")
    step(world, "second-factor", challenge=challenge, code=enrolled[1][0])
    with world.state.database.read() as session:
        wanted = select(AuditEntry.action).where(AuditEntry.object == world.users["anna"]).order_by(AuditEntry.id.desc()).limit(4)
        actions = list(session.scalars(wanted))
    assert {"second_factor.refused", "second_factor.recovery_code_used", "session.begun"} <= set(actions)


def test_a_password_set_by_somebody_else_must_be_changed(world: World) -> None:
    from server_stub.auth import accounts, passwords

    with world.state.database.write() as session:
        clerk = session.get_one(User, world.users["clerk"])
        accounts.set_password(session, world.state.hooks, clerk, passwords.hash_password("set by the administrator"), "system")
    assert code_of(login(world, "clerk")) == (401, "wrong_password")
    challenge = challenge_of(login(world, "clerk", "set by the administrator"), "password_must_change")
    for refused, code in (
        ("short", "password_too_short"),
        ("1234567890", "password_common"),
        ("set by the administrator", "password_unchanged"),
    ):
        assert code_of(step(world, "password", challenge=challenge, new_password=refused)) == (422, code)
    assert step(world, "password", challenge=challenge, new_password=PASSWORD).status_code == 200
    assert login(world, "clerk").status_code == 200


@pytest.mark.parametrize(
    ("password", "status", "code"),
    [
        ("short", 422, "password_too_short"),
        ("Password123", 422, "password_common"),
        ("aaaaaaaaaaaaaa", 422, "password_common"),
        (PASSWORD, 422, "password_unchanged"),
        ("", 422, "invalid"),
        ("x" * 300, 422, "invalid"),
    ],
)
def test_a_password_that_is_not_taken(lin: Person, password: str, status: int, code: str) -> None:
    assert code_of(lin.send("PUT", "/v1/me/password", {"password": PASSWORD, "new_password": password})) == (status, code)


def test_changing_ones_own_password(world: World, lin: Person) -> None:
    assert code_of(lin.send("PUT", "/v1/me/password", {"password": "wrong", "new_password": NEW_PASSWORD})) == (403, "password_refused")
    assert lin.send("PUT", "/v1/me/password", {"password": PASSWORD, "new_password": NEW_PASSWORD}).status_code == 204
    assert lin.get("/v1/me/snapshot").status_code == 200
    assert code_of(login(world, "lin")) == (401, "wrong_password")
    assert lin.send("PUT", "/v1/me/password", {"password": NEW_PASSWORD, "new_password": PASSWORD}).status_code == 204


def test_the_idle_lock_asks_for_the_password(lin: Person) -> None:
    assert lin.send("POST", "/v1/me/unlock", {"password": PASSWORD}).status_code == 204
    assert code_of(lin.send("POST", "/v1/me/unlock", {"password": "wrong"})) == (403, "password_refused")
