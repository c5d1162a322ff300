"""Waits after wrong passwords: per name, known or not, and per address; growing, ending, outliving a restart."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from server_stub.auth import waits
from server_stub.clock import utc_now
from server_stub.db.models import AuditEntry, FailedSignIns
from tests.contract.server.world import PASSWORD, Person, World, code_of, running_server


@pytest.fixture(autouse=True)
def nobody_waits(world: World) -> Iterator[None]:
    yield
    with world.state.database.write() as session:
        for row in session.scalars(select(FailedSignIns)):
            session.delete(row)


def fail(world: World, username: str, times: int) -> list[tuple[int, str]]:
    bodies = [{"username": username, "password": "wrong"}] * times
    return [code_of(world.http.post("/v1/auth/login", json=body)) for body in bodies]


def age(world: World, username: str, by: timedelta) -> None:
    """Let so much time pass for what is counted on a name."""
    with world.state.database.write() as session:
        row = session.get_one(FailedSignIns, waits.name_key(username))
        row.last_at -= by
        row.waits_until = row.waits_until and row.waits_until - by


@pytest.mark.parametrize(("failures", "seconds"), [(0, 0), (4, 0), (5, 5), (6, 10), (7, 20), (12, 640), (13, 900), (1000, 900)])
def test_waits_grow_and_have_an_end(failures: int, seconds: int) -> None:
    assert waits.wait_s(failures, waits.FREE_BY_NAME) == seconds


@pytest.mark.parametrize("username", ["lin", "nobody of this name", "LIN "])
def test_the_fifth_failure_makes_one_wait_whether_or_not_there_is_such_a_user(world: World, username: str) -> None:
    assert fail(world, username, 5) == [(401, "wrong_password")] * 5
    answer = world.http.post("/v1/auth/login", json={"username": username, "password": PASSWORD})
    assert code_of(answer) == (429, "account_locked")
    assert answer.json()["permanent"] is False
    assert 1 <= int(answer.json()["params"]["seconds"]) <= 5


def test_after_the_wait_the_right_password_is_good_and_forgets(world: World) -> None:
    fail(world, "lin", 5)
    age(world, "lin", timedelta(seconds=5))
    world.sign_in("lin")
    assert fail(world, "lin", 4) == [(401, "wrong_password")] * 4
    world.sign_in("lin")


def test_the_next_wait_is_longer(world: World) -> None:
    fail(world, "lin", 5)
    age(world, "lin", timedelta(seconds=5))
    fail(world, "lin", 1)
    answer = world.http.post("/v1/auth/login", json={"username": "lin", "password": PASSWORD})
    assert 5 < int(answer.json()["params"]["seconds"]) <= 10


def test_an_hour_without_a_failure_forgets(world: World) -> None:
    fail(world, "lin", 4)
    age(world, "lin", timedelta(minutes=61))
    fail(world, "lin", 1)
    world.sign_in("lin")


def test_an_address_waits_whatever_the_names(world: World) -> None:
    for number in range(30):
        fail(world, f"name {number}", 1)
    assert code_of(world.http.post("/v1/auth/login", json={"username": "lin", "password": PASSWORD})) == (429, "account_locked")


def test_a_hundred_at_once_are_not_a_hundred_free_tries(world: World) -> None:
    answers: list[tuple[int, str]] = []

    def guess() -> None:
        answers.extend(fail(world, "mei", 1))

    threads = [threading.Thread(target=guess) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(answers) == 20
    assert answers.count((401, "wrong_password")) == 5


def test_an_open_desk_is_no_place_to_guess(world: World, lin: Person) -> None:
    for _ in range(5):
        assert code_of(lin.send("POST", "/v1/me/unlock", {"password": "wrong"})) == (403, "password_refused")
    assert code_of(lin.send("POST", "/v1/me/unlock", {"password": PASSWORD})) == (429, "account_locked")
    assert lin.get("/v1/me/snapshot").status_code == 200  # whoever is at work goes on


def test_an_administrator_ends_the_wait(world: World, admin: Person) -> None:
    fail(world, "lin", 5)
    lin = world.users["lin"]
    assert 1 <= admin.get(f"/v1/admin/users/{lin}/security").json()["locked_s"] <= 5
    assert admin.send("POST", f"/v1/admin/users/{lin}/unlock").status_code == 204
    world.sign_in("lin")


def test_a_leader_may_not(world: World, mei: Person) -> None:
    assert code_of(mei.send("POST", f"/v1/admin/users/{world.users['lin']}/unlock")) == (403, "not_allowed")


def test_a_restart_forgives_nobody(tmp_path: Path, world: World) -> None:
    fail(world, "lin", 5)
    with running_server(world.state.settings) as (_, state, _url), state.database.read() as session:
        assert waits.locked_s(session, "lin", utc_now()) > 0


def test_waits_are_audited_without_what_was_typed(world: World) -> None:
    fail(world, "what I typed by mistake", 5)
    with world.state.database.read() as session:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "login.locked").order_by(AuditEntry.id.desc())).first()
    assert entry is not None
    assert (entry.actor, entry.object, entry.detail) == ("", "unknown", {"seconds": "5", "by": "name"})
