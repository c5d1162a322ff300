"""Finding, reading and adding patients."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from sqlalchemy import select

from server_stub.db.models import AuditEntry, Patient, PatientPhone
from tests.contract.server.world import Person, World, code_of

NAMES = ["王秀英", "Соловьёв «Саша»", "محمد عبد الله", 'William "Bill" O\'Connor', "Robert'); DROP TABLE patients;--", "100% _under_"]


def new(**fields: Any) -> dict[str, Any]:
    return {"name": "New Patient", "sex": "female", "birth_date": "1990-02-03", "phone": "", "allergies": [], "notes": ""} | fields


def found(person: Person, text: str) -> list[str]:
    answer = person.get("/v1/patients", query=text)
    assert answer.status_code == 200, answer.text
    return [patient["id"] for patient in answer.json()["patients"]]


@pytest.mark.parametrize("name", NAMES)
def test_any_name_goes_in_and_is_found(lin: Person, name: str) -> None:
    made = lin.write("POST", "/v1/patients", new(name=name)).json()
    assert made["name"] == name
    assert made["id"] in found(lin, name)
    assert made["id"] in found(lin, name[1:-1])
    assert lin.get(f"/v1/patients/{made['id']}").json() == made


def test_search_by_number_is_exact(world: World, lin: Person) -> None:
    alice, bruno = world.add_patient("Alice", "13811110001"), world.add_patient("Bruno", "13811110002")
    assert found(lin, "138 1111 0001") == [alice]
    assert found(lin, "+86-13811110002") == [bruno]
    assert found(lin, "1381111000") == []


def test_search_by_id_and_case(world: World, lin: Person) -> None:
    maria = world.add_patient("ИВАНОВА Мария")
    assert found(lin, maria.lower()) == [maria]
    assert found(lin, "иванова мар") == [maria]


@pytest.mark.parametrize("text", ["", "   ", "P-999999999999999999999", "%", "_", "no such name"])
def test_nobody_is_found(lin: Person, text: str) -> None:
    if text in ("%", "_"):
        lin.write("POST", "/v1/patients", new(name="Plain"))
        assert all("%" in lin.get(f"/v1/patients/{i}").json()["name"] for i in found(lin, text))
    else:
        assert found(lin, text) == []


def test_the_limit_is_kept(world: World, lin: Person) -> None:
    for number in range(4):
        world.add_patient(f"Limit {number}")
    assert len(lin.get("/v1/patients", query="limit", limit=3).json()["patients"]) == 3
    assert code_of(lin.get("/v1/patients", query="limit", limit=51)) == (422, "invalid")


@pytest.mark.parametrize("patient_id", ["P-999999", "P-", "P-x", "1000", "P-٣"])
def test_an_unknown_patient(lin: Person, patient_id: str) -> None:
    assert code_of(lin.get(f"/v1/patients/{patient_id}")) == (404, "unknown_patient")


def test_numbers_are_masked(world: World, lin: Person) -> None:
    patient = lin.get(f"/v1/patients/{world.add_patient('Masked', '13822225678')}")
    assert patient.json()["phone_masked"] == "•••••••5678"
    assert "13822225678" not in patient.text


def test_reading_a_record_is_audited(world: World, lin: Person) -> None:
    patient = world.add_patient("Audited")
    lin.get(f"/v1/patients/{patient}")
    found(lin, "audited")
    with world.state.database.read() as session:
        entries = session.scalars(select(AuditEntry).where(AuditEntry.actor == lin.id).order_by(AuditEntry.id.desc()).limit(2)).all()
    assert [(entry.action, entry.object) for entry in entries] == [("patients.listed", "patients"), ("patient.shown", patient)]
    assert entries[0].detail == {"ids": patient}


def test_a_new_patient_for_a_call_takes_the_calls_number(world: World, lin: Person) -> None:
    ref = world.add_call("lin", "+86 138 3333 0001")
    body = new(name="Caller", allergies=["Penicillin", "  "], notes="first call", call_ref=ref)
    made = lin.write("POST", "/v1/patients", body).json()
    assert made["allergies"] == ["Penicillin"]
    assert made["phone_masked"] == "•••••••0001"
    context = lin.get(f"/v1/calls/{ref}/context").json()
    assert (context["match"], context["patient"]["id"]) == ("chosen", made["id"])
    assert found(lin, "13833330001") == [made["id"]]


def test_a_new_patient_for_a_call_the_server_has_not_seen(world: World, lin: Person) -> None:
    made = lin.write("POST", "/v1/patients", new(name="Unseen", call_ref="careline-unseen-1.1")).json()
    call = world.call("careline-unseen-1.1")
    assert call is not None
    assert (call.source, call.agent_id, f"P-{call.patient_id}") == ("desk", lin.id, made["id"])


def test_nobody_adds_a_patient_to_anothers_call(world: World, anna: Person) -> None:
    ref = world.add_call("lin", "13844440001")
    assert code_of(anna.write("POST", "/v1/patients", new(call_ref=ref))) == (403, "not_allowed")
    with world.state.database.read() as session:
        assert session.scalar(select(PatientPhone).where(PatientPhone.number == "13844440001")) is None


@pytest.mark.parametrize(
    "fields",
    [{"name": ""}, {"name": " "}, {"name": "x" * 201}, {"sex": "f"}, {"birth_date": "31.12.1990"}, {"call_ref": "a/b"}, {"more": 1}],
)
def test_fields_that_do_not_fit(lin: Person, fields: dict[str, Any]) -> None:
    answer = lin.write("POST", "/v1/patients", new(**fields))
    assert code_of(answer) == (422, "invalid")
    assert answer.json()["params"]["field"] == next(iter(fields))


@pytest.mark.parametrize("phone", ["abc", "1" * 40, "+"])
def test_a_phone_that_is_none(lin: Person, phone: str) -> None:
    assert code_of(lin.write("POST", "/v1/patients", new(phone=phone))) == (422, "bad_number")


def test_a_repeat_makes_no_second_patient(world: World, lin: Person) -> None:
    key, body = str(uuid.uuid4()), new(name="Only Once")
    answers = [lin.send("POST", "/v1/patients", body, key=key).json() for _ in range(3)]
    assert answers[0] == answers[1] == answers[2]
    with world.state.database.read() as session:
        assert len(session.scalars(select(Patient).where(Patient.name == "Only Once")).all()) == 1


def test_who_may(world: World, clerk: Person) -> None:
    assert clerk.write("POST", "/v1/patients", new(name="By the clerk")).status_code == 200
    assert code_of(world.http.get("/v1/patients", params={"query": "x"})) == (401, "not_signed_in")
    assert code_of(world.http.post("/v1/patients", json=new())) == (401, "not_signed_in")


def test_a_method_that_is_not_offered(lin: Person) -> None:
    assert code_of(lin.send("DELETE", "/v1/patients")) == (405, "method_not_allowed")
    assert code_of(lin.send("PUT", "/v1/patients/P-1", {})) == (405, "method_not_allowed")
