"""A centre from nothing, and the demo turned into one; once, by whoever has the code."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import func, select

from server_stub.__main__ import main
from server_stub.clock import utc_now
from server_stub.db.models import AuditEntry, Base, Call, Centre, Patient, Queue, User
from server_stub.demo.loader import PASSWORD as DEMO_PASSWORD
from server_stub.settings import Settings
from server_stub.setup import code
from server_stub.state import ServerState
from tests.contract.server.world import PATIENCE_S, code_of, running_server

CENTRE = {"name": "Clinic on the Hill", "time_zone": "Europe/Moscow", "language": "ru", "country_code": "7"}
PERSON = {"username": "Olga", "display_name": "Olga Petrova", "password": "a long enough password"}


@pytest.fixture
def empty(tmp_path: Path, database_url: str) -> Iterator[tuple[ServerState, httpx.Client]]:
    settings = Settings(data_dir=tmp_path, database_url=database_url)
    with running_server(settings) as (_, state, url), httpx.Client(base_url=url, trust_env=False, timeout=PATIENCE_S) as http:
        with state.database.read() as session:
            assert session.scalar(select(func.count()).select_from(User)) == 0
        yield state, http
        with state.database.write() as session:
            for table in reversed(Base.metadata.sorted_tables):
                session.execute(table.delete())


def body(state: ServerState, **changes: Any) -> dict[str, Any]:
    return {"setup_code": code.current(state.settings.data_dir), "centre": CENTRE, "administrator": PERSON} | changes


def test_the_first_administrator_is_made_once(empty: tuple[ServerState, httpx.Client], capfd: pytest.CaptureFixture[str]) -> None:
    state, http = empty
    assert http.get("/v1/setup").json() == {"needed": True, "demo": False}
    file = code.file_of(state.settings.data_dir)
    assert file.stat().st_mode & 0o777 == 0o600
    wanted = body(state)
    answer = http.post("/v1/setup", json=wanted | {"setup_code": wanted["setup_code"].lower().replace("-", " ")})
    assert (answer.status_code, answer.json()) == (201, {"username": "olga"})
    assert http.get("/v1/setup").json() == {"needed": False, "demo": False}
    assert not file.exists()
    assert code_of(http.post("/v1/setup", json=wanted)) == (409, "setup_done")
    login = http.post("/v1/auth/login", json={"username": "olga", "password": PERSON["password"]})
    assert (login.status_code, login.json()["user"]["role"], login.json()["sip"]) == (200, "administrator", None)
    with state.database.read() as session:
        row = session.scalars(select(Centre)).one()
        assert (row.name, row.time_zone, row.language, row.country_code) == tuple(CENTRE.values())


@pytest.mark.parametrize(
    ("changes", "status", "problem"),
    [
        ({"setup_code": "ABCDE-ABCDE-ABCDE-ABCDE"}, 403, "setup_code_wrong"),
        ({"setup_code": ""}, 422, "invalid"),
        ({"centre": CENTRE | {"time_zone": "../etc/passwd"}}, 422, "invalid"),
        ({"centre": CENTRE | {"language": "fr"}}, 422, "invalid"),
        ({"centre": CENTRE | {"country_code": "0"}}, 422, "invalid"),
        ({"centre": CENTRE | {"name": "  "}}, 422, "invalid"),
        ({"administrator": PERSON | {"password": "short"}}, 422, "password_too_short"),
        ({"administrator": PERSON | {"password": "password123"}}, 422, "password_common"),
        ({"administrator": PERSON | {"username": "administrators", "password": "Administrators"}}, 422, "password_is_name"),
        ({"administrator": PERSON | {"username": ""}}, 422, "invalid"),
        ({"administrator": PERSON | {"username": "two words"}}, 422, "invalid"),
        ({"administrator": PERSON | {"role": "agent"}}, 422, "invalid"),
    ],
)
def test_a_set_up_that_is_refused_makes_nobody(
    empty: tuple[ServerState, httpx.Client], changes: dict[str, Any], status: int, problem: str
) -> None:
    state, http = empty
    assert code_of(http.post("/v1/setup", json=body(state, **changes))) == (status, problem)
    assert http.get("/v1/setup").json()["needed"] is True


def test_guessing_the_code_makes_one_wait(empty: tuple[ServerState, httpx.Client]) -> None:
    state, http = empty
    answers = [code_of(http.post("/v1/setup", json=body(state, setup_code="guessed"))) for _ in range(6)]
    assert answers == [(403, "setup_code_wrong")] * 5 + [(429, "account_locked")]


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[tuple[ServerState, httpx.Client]]:
    settings = Settings(data_dir=tmp_path, demo=True)
    with running_server(settings) as (_, state, url), httpx.Client(base_url=url, trust_env=False, timeout=PATIENCE_S) as http:
        yield state, http


def signed_in(http: httpx.Client, username: str) -> dict[str, str]:
    session = http.post("/v1/auth/login", json={"username": username, "password": DEMO_PASSWORD}).json()
    return {"Authorization": f"Bearer {session['access_token']}"}


def test_the_demo_becomes_an_empty_centre(demo: tuple[ServerState, httpx.Client], tmp_path: Path) -> None:
    state, http = demo
    assert http.get("/v1/setup").json() == {"needed": False, "demo": True}
    admin, lin = signed_in(http, "admin"), signed_in(http, "lin")
    assert code_of(http.post("/v1/setup/empty", json={"password": DEMO_PASSWORD}, headers=lin)) == (403, "not_allowed")
    assert code_of(http.post("/v1/setup/empty", json={"password": "wrong"}, headers=admin)) == (403, "password_refused")
    answer = http.post("/v1/setup/empty", json={"password": DEMO_PASSWORD}, headers=admin)
    assert answer.json() == {"setup_code": code.current(tmp_path)}
    assert http.get("/v1/setup").json() == {"needed": True, "demo": False}
    assert http.get("/v1/me/snapshot", headers=lin).status_code == 401
    with state.database.read() as session:
        assert [session.scalar(select(func.count()).select_from(table)) for table in (User, Patient)] == [0, 0]
        assert session.scalar(select(Queue.name)) == "main"
        assert session.scalars(select(AuditEntry.action)).all() == ["centre.emptied"]
    (kept,) = tmp_path.glob("before-emptying-*")
    old = ServerState.build(Settings(data_dir=kept))
    with old.database.read() as session:
        assert session.scalar(select(func.count()).select_from(User)) == 4
    old.database.close()
    assert http.post("/v1/setup", json=body(state)).status_code == 201
    with running_server(state.settings) as (_, again, _url), again.database.read() as session:
        assert session.scalars(select(User.username)).all() == ["olga"]  # the demo's people do not come back


def test_nothing_is_emptied_under_a_call(demo: tuple[ServerState, httpx.Client]) -> None:
    state, http = demo
    with state.database.write() as session:
        call = Call(ref="careline-x-1.1", direction="inbound", started_at=utc_now(), source="live")
        call.match, call.outcome = "none", "in_progress"
        session.add(call)
    answer = http.post("/v1/setup/empty", json={"password": DEMO_PASSWORD}, headers=signed_in(http, "admin"))
    assert code_of(answer) == (409, "calls_in_progress")
    assert signed_in(http, "lin")


def test_a_server_without_the_demo_is_not_emptied_from_a_desk(empty: tuple[ServerState, httpx.Client]) -> None:
    state, http = empty
    http.post("/v1/setup", json=body(state))
    session = http.post("/v1/auth/login", json={"username": "olga", "password": PERSON["password"]}).json()
    headers = {"Authorization": f"Bearer {session['access_token']}"}
    assert code_of(http.post("/v1/setup/empty", json={"password": PERSON["password"]}, headers=headers)) == (409, "not_demo")


def test_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("CARELINE_DATA_DIR", str(tmp_path))

    def run(*arguments: str, typed: str = "") -> int:
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed + "\n"))
        return main(list(arguments))

    assert run("create-user", "olga", "--name", "Olga", "--role", "agent", "--extension", "1001", typed=PERSON["password"]) == 0
    assert run("disable-user", "olga") == 0
    assert run("disable-user", "nobody") == 1
    assert "there is no user 'nobody'" in capsys.readouterr().err
    assert run("enable-user", "olga") == run("reset-second-factor", "olga") == run("unlock-user", "olga") == 0
    assert run("reset-password", "olga", typed="short") == 1
    assert run("reset-password", "olga", typed="another long password") == 0
    state = ServerState.build(Settings(data_dir=tmp_path))
    with state.database.read() as session:
        done = session.execute(select(AuditEntry.actor, AuditEntry.action).order_by(AuditEntry.id)).all()
    assert [tuple(row) for row in done] == [
        ("system", f"user.{what}")
        for what in ("created", "disabled", "enabled", "second_factor_reset", "unlocked", "password_set")
    ]  # fmt: skip
    assert run("empty-centre") == 1
    assert run("empty-centre", "--yes") == 0
    with state.database.read() as session:
        assert session.scalar(select(func.count()).select_from(User)) == 0
    state.database.close()
    assert code.current(tmp_path) in capsys.readouterr().err
