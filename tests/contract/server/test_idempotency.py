"""A write that is sent twice is done once, also at the same moment."""

from __future__ import annotations

import threading
import uuid
from typing import Any

import httpx
import pytest
from sqlalchemy import func, select

from server_stub.db.models import Patient
from tests.contract.server.world import Person, World, code_of

BODY: dict[str, Any] = {"name": "Twice", "sex": "unknown", "birth_date": None, "phone": "", "allergies": [], "notes": "", "call_ref": ""}


def count(world: World, name: str) -> int:
    with world.state.database.read() as session:
        return session.scalar(select(func.count()).select_from(Patient).where(Patient.name == name)) or 0


def test_at_the_same_moment(world: World, lin: Person) -> None:
    key, together = str(uuid.uuid4()), 12
    start = threading.Barrier(together)
    answers: list[httpx.Response] = []

    def send() -> None:
        with httpx.Client(base_url=world.url, trust_env=False) as http:
            start.wait(10)
            answers.append(Person(http, lin.session).send("POST", "/v1/patients", BODY | {"name": "At Once"}, key=key))

    threads = [threading.Thread(target=send) for _ in range(together)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert [answer.status_code for answer in answers] == [200] * together
    assert len({answer.text for answer in answers}) == 1
    assert count(world, "At Once") == 1


def test_another_body_under_the_same_key(lin: Person) -> None:
    key = str(uuid.uuid4())
    assert lin.send("POST", "/v1/patients", BODY, key=key).status_code == 200
    assert code_of(lin.send("POST", "/v1/patients", BODY | {"name": "Changed"}, key=key)) == (409, "key_reused")


def test_another_route_under_the_same_key(world: World, lin: Person) -> None:
    key, patient = str(uuid.uuid4()), world.add_patient("Routed")
    refs = [world.add_call("lin") for _ in range(2)]
    assert lin.send("POST", f"/v1/calls/{refs[0]}/patient", {"patient_id": patient}, key=key).status_code == 200
    assert code_of(lin.send("POST", f"/v1/calls/{refs[1]}/patient", {"patient_id": patient}, key=key)) == (409, "key_reused")


def test_keys_of_two_users_are_two_keys(world: World, lin: Person, anna: Person) -> None:
    key = str(uuid.uuid4())
    ids = {person.send("POST", "/v1/patients", BODY | {"name": "Of Two"}, key=key).json()["id"] for person in (lin, anna)}
    assert len(ids) == 2


@pytest.mark.parametrize("key", [None, "", "has spaces", "x" * 65, "umlaut-\xfc"])
def test_without_a_usable_key_nothing_is_done(world: World, lin: Person, key: str | None) -> None:
    headers: dict[str, Any] = dict(lin.headers)
    if key is not None:
        headers["Idempotency-Key"] = key.encode("latin-1")
    answer = lin.http.post("/v1/patients", json=BODY | {"name": "Keyless"}, headers=headers)
    assert code_of(answer) == (422, "key_missing")
    assert count(world, "Keyless") == 0


def test_a_refused_write_is_not_remembered(world: World, lin: Person) -> None:
    key, ref = str(uuid.uuid4()), world.add_call("lin")
    body = {"disposition": "made_later", "notes": "", "patient_id": None, "saved_at": "2026-03-01T08:00:00.000Z", "then_ready": False}
    assert code_of(lin.send("PUT", f"/v1/calls/{ref}/wrap-up", body, key=key)) == (422, "unknown_disposition")
    from server_stub.db.models import Disposition

    with world.state.database.write() as session:
        session.add(Disposition(code="made_later", position=99, labels={"zh_CN": "x", "ru": "x", "en": "x"}))
    assert lin.send("PUT", f"/v1/calls/{ref}/wrap-up", body, key=key).status_code == 200


def test_a_repeat_of_a_wrap_up_adds_no_version(world: World, lin: Person) -> None:
    key, ref = str(uuid.uuid4()), world.add_call("lin")
    body = {"disposition": "other", "notes": "once", "patient_id": None, "saved_at": "2026-03-01T08:00:00.000Z", "then_ready": False}
    first = lin.send("PUT", f"/v1/calls/{ref}/wrap-up", body, key=key).json()
    lin.write("PUT", f"/v1/calls/{ref}/wrap-up", body | {"notes": "changed"})
    assert lin.send("PUT", f"/v1/calls/{ref}/wrap-up", body, key=key).json() == first
    assert lin.get(f"/v1/calls/{ref}").json()["notes"] == "changed"
