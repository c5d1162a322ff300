"""Signing in, staying signed in, being signed out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import func, select, update

from server_stub.auth.tokens import AccessClaims, hash_refresh, make_access
from server_stub.clock import utc_now
from server_stub.db.models import AuditEntry, Base, RefreshToken, User
from tests.contract.server.world import PASSWORD, Person, World, code_of


def refresh(world: World, token: str) -> httpx.Response:
    return world.http.post("/v1/auth/refresh", json={"refresh_token": token})


def used_ago(world: World, token: str, seconds: float) -> None:
    with world.state.database.write() as session:
        row = session.get_one(RefreshToken, hash_refresh(token))
        row.used_at = utc_now() - timedelta(seconds=seconds)


def test_a_session_has_all_that_a_desk_needs(lin: Person) -> None:
    session = lin.session
    assert session["user"] | {"id": ""} == {"id": "", "username": "lin", "display_name": "Lin Yue", "role": "agent", "extension": "1001"}
    assert session["sip"]["username"] == "1001"
    assert len(session["sip"]["password"]) >= 24
    assert session["expires_in_s"] == 600
    assert {choice["code"] for choice in session["not_ready_reasons"]} == {"break", "lunch", "training", "paperwork"}
    for choice in (*session["dispositions"], *session["not_ready_reasons"], *session["queues"]):
        assert set(choice["labels"]) == {"zh_CN", "ru", "en"}
        assert all(choice["labels"].values())


def test_someone_without_an_extension_has_no_telephone(clerk: Person) -> None:
    assert clerk.session["sip"] is None


@pytest.mark.parametrize(
    ("username", "password"), [("lin", "wrong"), ("lin", PASSWORD + " "), ("nobody", PASSWORD), ("'; --", PASSWORD), ("林", PASSWORD)]
)
def test_a_wrong_password_and_an_unknown_user_look_alike(world: World, username: str, password: str) -> None:
    answer = world.http.post("/v1/auth/login", json={"username": username, "password": password})
    assert code_of(answer) == (401, "wrong_password")
    assert answer.json()["params"] == {}


def test_a_refused_login_is_audited_without_what_was_typed(world: World) -> None:
    world.http.post("/v1/auth/login", json={"username": "my secret typed here", "password": "x"})
    with world.state.database.read() as session:
        entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1)).one()
    assert (entry.actor, entry.action, entry.object, entry.detail) == ("", "login.refused", "unknown", {})


def test_names_are_not_case_sensitive(world: World) -> None:
    assert world.http.post("/v1/auth/login", json={"username": " LIN ", "password": PASSWORD}).status_code == 200


def test_a_disabled_account(world: World) -> None:
    person = world.sign_in("clerk")
    with world.state.database.write() as session:
        session.execute(update(User).where(User.username == "clerk").values(disabled=True))
    try:
        login = world.http.post("/v1/auth/login", json={"username": "clerk", "password": PASSWORD})
        assert code_of(login) == (403, "account_disabled")
        assert code_of(person.get("/v1/patients", query="x")) == (403, "account_disabled")
        assert code_of(refresh(world, person.session["refresh_token"])) == (403, "account_disabled")
    finally:
        with world.state.database.write() as session:
            session.execute(update(User).where(User.username == "clerk").values(disabled=False))


def test_signing_in_elsewhere_ends_the_earlier_session(world: World) -> None:
    first, second = world.sign_in("lin"), world.sign_in("lin")
    assert code_of(first.get("/v1/me/snapshot")) == (401, "signed_in_elsewhere")
    assert code_of(refresh(world, first.session["refresh_token"])) == (401, "signed_in_elsewhere")
    assert second.get("/v1/me/snapshot").status_code == 200


def test_refresh_tokens_rotate(world: World, lin: Person) -> None:
    answer = refresh(world, lin.session["refresh_token"]).json()
    assert answer["refresh_token"] != lin.session["refresh_token"]
    assert answer["user"] == lin.session["user"]
    assert answer["sip"] == lin.session["sip"]
    assert Person(world.http, answer).get("/v1/me/snapshot").status_code == 200
    assert lin.get("/v1/me/snapshot").status_code == 200  # the access token lives on until it expires
    assert refresh(world, answer["refresh_token"]).status_code == 200


def test_a_lost_answer_is_forgiven(world: World, lin: Person) -> None:
    token = lin.session["refresh_token"]
    refresh(world, token)  # this answer never arrived
    used_ago(world, token, 59)
    again = refresh(world, token)
    assert again.status_code == 200
    assert refresh(world, again.json()["refresh_token"]).status_code == 200


def test_after_the_grace_it_is_a_copy(world: World, lin: Person) -> None:
    token = lin.session["refresh_token"]
    successor = refresh(world, token).json()["refresh_token"]
    used_ago(world, token, 61)
    assert code_of(refresh(world, token)) == (401, "token_reused")
    assert code_of(refresh(world, successor)) == (401, "token_reused")
    assert code_of(lin.get("/v1/me/snapshot")) == (401, "token_reused")


def test_a_copy_is_noticed_within_the_grace_once_the_successor_was_used(world: World, lin: Person) -> None:
    token = lin.session["refresh_token"]
    successor = refresh(world, token).json()["refresh_token"]
    newest = refresh(world, successor).json()["refresh_token"]
    assert code_of(refresh(world, token)) == (401, "token_reused")
    assert code_of(refresh(world, newest)) == (401, "token_reused")


def test_the_twin_of_a_used_token_is_no_longer_good(world: World, lin: Person) -> None:
    token = lin.session["refresh_token"]
    lost, arrived = (refresh(world, token).json()["refresh_token"] for _ in range(2))
    assert refresh(world, arrived).status_code == 200
    assert code_of(refresh(world, lost)) == (401, "refresh_refused")


def test_an_expired_refresh_token(world: World, lin: Person) -> None:
    with world.state.database.write() as session:
        row = session.get_one(RefreshToken, hash_refresh(lin.session["refresh_token"]))
        row.expires_at = utc_now()
    assert code_of(refresh(world, lin.session["refresh_token"])) == (401, "refresh_refused")


def test_an_unknown_refresh_token(world: World) -> None:
    assert code_of(refresh(world, "made up")) == (401, "refresh_refused")


def test_logging_out(world: World, lin: Person) -> None:
    body = {"refresh_token": lin.session["refresh_token"]}
    for _ in range(2):
        assert world.http.post("/v1/auth/logout", json=body).status_code == 204
    assert code_of(lin.get("/v1/me/snapshot")) == (401, "logged_out")
    assert code_of(refresh(world, body["refresh_token"])) == (401, "logged_out")


def claims_of(world: World, person: Person) -> AccessClaims:
    from server_stub.auth.tokens import read_access

    return read_access(world.state.keys.token_key, person.session["access_token"])


def test_an_expired_access_token_is_not_for_ever(world: World, lin: Person) -> None:
    token = make_access(world.state.keys.token_key, claims_of(world, lin), utc_now() - timedelta(seconds=601))
    answer = world.http.get("/v1/me/snapshot", headers={"Authorization": f"Bearer {token}"})
    assert code_of(answer) == (401, "token_expired")
    assert answer.json()["permanent"] is False


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer x.y.z", "Basic bGluOmxpbg==", "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0."])
def test_no_or_a_foreign_access_token(world: World, header: str) -> None:
    answer = world.http.get("/v1/me/snapshot", headers={"Authorization": header} if header else {})
    assert code_of(answer) == (401, "not_signed_in")


def test_a_token_signed_with_another_key(world: World, lin: Person) -> None:
    token = make_access(b"another key of thirty-two bytes!", claims_of(world, lin), utc_now())
    assert code_of(world.http.get("/v1/me/snapshot", headers={"Authorization": f"Bearer {token}"})) == (401, "not_signed_in")


def test_tokens_and_secrets_are_not_in_the_database_in_clear(world: World, lin: Person) -> None:
    secrets: list[str] = [lin.session["refresh_token"], lin.session["access_token"], lin.session["sip"]["password"], PASSWORD]
    with world.state.database.engine.connect() as connection:
        if world.state.database.is_sqlite:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        rows = [repr(row) for table in Base.metadata.sorted_tables for row in connection.execute(table.select())]
    content = "".join(rows).encode() + b"".join(path.read_bytes() for path in world.state.settings.data_dir.glob("careline.sqlite*"))
    assert lin.id.encode() in content
    assert [secret for secret in secrets if secret.encode() in content] == []


@pytest.mark.parametrize("body", [{}, {"username": "lin"}, {"username": "lin", "password": PASSWORD, "more": 1}, [], "text", None])
def test_a_body_that_is_none_of_the_contract(world: World, body: Any) -> None:
    answer = world.http.post("/v1/auth/login", json=body)
    assert code_of(answer) == (422, "invalid")
    assert PASSWORD not in answer.text


def test_every_sign_in_is_audited(world: World) -> None:
    def entries() -> int:
        with world.state.database.read() as session:
            return session.scalar(select(func.count()).select_from(AuditEntry).where(AuditEntry.action == "session.begun")) or 0

    before = entries()
    world.sign_in("lin")
    assert entries() == before + 1
