"""Messages to patients over REST: templates, the form, what is kept, and what nobody must see."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from sqlalchemy import func, select

from server_stub.db.models import AuditEntry, Call, Idempotency, OutgoingMessage, Patient
from server_stub.patients.queries import parse_id
from tests.contract.server.world import Person, World, code_of

NUMBER, OTHER = "13812345678", "13987654321"
LABELS = {"zh_CN": "提醒", "ru": "Напоминание", "en": "Reminder"}


def words(text: str) -> dict[str, str]:
    return {"zh_CN": text, "ru": text, "en": text}


def body(**changed: Any) -> dict[str, Any]:
    return {"channel": "sms", "recipient": "call", "template": "summary", "language": "ru", "text": "Wrapped words"} | changed


def form_of(who: Person, ref: str) -> dict[str, Any]:
    answer = who.get(f"/v1/calls/{ref}/messages/form")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


@pytest.fixture
def ref(world: World, lin: Person) -> str:
    """Lin's call with a patient who has a second number and speaks Russian."""
    made = world.add_patient("Alice", NUMBER, OTHER)
    with world.state.database.write() as session:
        session.get_one(Patient, parse_id(made)).language = "ru"
    ref = world.add_call("lin", NUMBER, ended=True)
    assert lin.write("POST", f"/v1/calls/{ref}/patient", {"patient_id": made}).status_code == 200
    return ref


def test_the_form_is_filled_for_this_call(ref: str, lin: Person) -> None:
    form = form_of(lin, ref)
    assert (form["language"], form["number_withheld"], form["gateways"]) == ("ru", False, [])
    assert [choice["key"] for choice in form["recipients"]] == ["call"], "the patient's numbers are asked for in the identity check"
    assert form["recipients"][0]["masked"].endswith("5678")
    summary = next(template for template in form["templates"] if template["code"] == "summary")
    assert "Alice" in summary["texts"]["ru"]
    assert "Lin Yue" in summary["texts"]["en"]
    assert not any("{" in text for text in (*summary["texts"].values(), *summary["subjects"].values()))
    assert NUMBER not in str(form)
    assert OTHER not in str(form)


def test_the_patients_number_after_the_check(world: World, ref: str, lin: Person) -> None:
    with world.state.database.write() as session:
        call = session.scalars(select(Call).where(Call.ref == ref)).one()
        call.identity_checked, call.identity_patient_id = "passed", call.patient_id
    choices = form_of(lin, ref)["recipients"]
    assert [choice["masked"][-4:] for choice in choices] == ["5678", "4321"]
    kept = lin.write("POST", f"/v1/calls/{ref}/messages", body(recipient=choices[1]["key"]))
    assert (kept.status_code, kept.json()["to_masked"][-4:]) == (200, "4321")


def test_before_the_check_that_number_cannot_be_guessed(ref: str, lin: Person) -> None:
    refused = lin.write("POST", f"/v1/calls/{ref}/messages", body(recipient="phone-1"))
    assert code_of(refused) == (422, "bad_recipient")


def test_kept_once_and_waiting(world: World, ref: str, lin: Person) -> None:
    key = str(uuid.uuid4())
    first, again = (lin.send("POST", f"/v1/calls/{ref}/messages", body(), key=key) for _ in range(2))
    assert (first.status_code, first.json()) == (200, again.json())
    listed = lin.get(f"/v1/calls/{ref}/messages").json()["messages"]
    assert [(one["id"], one["state"], one["text"]) for one in listed] == [(first.json()["id"], "waiting", "Wrapped words")]
    with world.state.database.read() as session:
        stored = session.get_one(OutgoingMessage, first.json()["id"])
        assert b"Wrapped" not in stored.content_sealed
        assert NUMBER.encode() not in stored.to_sealed
        answer = session.get_one(Idempotency, (lin.id, key)).answer
        audit = session.scalars(select(AuditEntry).where(AuditEntry.object == stored.id)).one()
    assert "Wrapped" not in str(answer) + str(audit.detail)
    assert NUMBER not in str(answer) + str(audit.detail) + str(listed)


def test_taken_back(ref: str, lin: Person, anna: Person) -> None:
    made = lin.write("POST", f"/v1/calls/{ref}/messages", body()).json()["id"]
    assert code_of(anna.write("POST", f"/v1/messages/{made}/cancel", {})) == (403, "not_allowed")
    assert lin.write("POST", f"/v1/messages/{made}/cancel", {}).json()["state"] == "cancelled"
    assert lin.write("POST", f"/v1/messages/{made}/cancel", {}).json()["state"] == "cancelled"
    assert code_of(lin.write("POST", f"/v1/messages/{uuid.uuid4()}/cancel", {})) == (404, "unknown_message")


def test_another_agents_call(ref: str, anna: Person, clerk: Person) -> None:
    for path in (f"/v1/calls/{ref}/messages", f"/v1/calls/{ref}/messages/form"):
        assert code_of(anna.get(path)) == (403, "not_allowed")
    assert code_of(anna.write("POST", f"/v1/calls/{ref}/messages", body())) == (403, "not_allowed")
    assert code_of(clerk.write("POST", f"/v1/calls/{ref}/messages", body())) == (403, "not_allowed")


def test_a_withheld_number_is_said(world: World, lin: Person) -> None:
    ref = world.add_call("lin", ended=True)
    form = form_of(lin, ref)
    assert (form["number_withheld"], form["recipients"]) == (True, [])
    assert code_of(lin.write("POST", f"/v1/calls/{ref}/messages", body())) == (422, "no_number_of_call")
    to = {"channel": "email", "recipient": "address", "address": "alice@example.org", "subject": "S"}
    kept = lin.write("POST", f"/v1/calls/{ref}/messages", body(**to))
    assert (kept.status_code, kept.json()["to_masked"]) == (200, "a•••@example.org")


def test_a_refused_recording_refuses_no_message(world: World, ref: str, lin: Person) -> None:
    with world.state.database.write() as session:
        session.scalars(select(Call).where(Call.ref == ref)).one().recording = "refused"
    assert lin.write("POST", f"/v1/calls/{ref}/messages", body()).status_code == 200


@pytest.mark.parametrize(
    "changed",
    [
        {"text": ""},
        {"text": "x" * 1001},
        {"text": "a\x00b"},
        {"channel": "pigeon"},
        {"recipient": "13812345678"},
        {"channel": "email", "recipient": "address", "address": "no address"},
        {"channel": "email", "recipient": "address", "address": "a@b\r\nBcc: c@d"},
        {"channel": "email", "recipient": "address", "subject": "a\r\nBcc: c@d", "address": "a@b.org"},
        {"channel": "email", "recipient": "call"},
        {"channel": "email", "recipient": "address"},
        {"language": "fr"},
        {"further": 1},
    ],
)
def test_bad_input_keeps_nothing(world: World, ref: str, lin: Person, changed: dict[str, Any]) -> None:
    def count() -> int:
        with world.state.database.read() as session:
            return session.scalar(select(func.count()).select_from(OutgoingMessage)) or 0

    before = count()
    assert lin.write("POST", f"/v1/calls/{ref}/messages", body(**changed)).status_code == 422
    assert count() == before


def test_templates_are_an_administrators(admin: Person, lin: Person, ref: str) -> None:
    def send(method: str, path: str, content: dict[str, Any]) -> Any:
        return admin.send(method, f"/v1/admin/templates{path}", content)

    code = f"t_{uuid.uuid4().hex[:8]}"
    fields = {"labels": LABELS, "subjects": words("S"), "texts": words("{name} {number}")}
    made = send("POST", "", {"code": code, **fields}).json()
    assert (made["version"], code in [t["code"] for t in form_of(lin, ref)["templates"]]) == (1, True)
    assert code_of(send("POST", "", {"code": code, **fields})) == (409, "name_taken")
    for bad in ("{nmae}", "{name", "{name.__class__}"):
        refused = send("PUT", f"/{code}", {**fields, "texts": words(bad), "version": 1})
        assert code_of(refused) == (422, "unknown_placeholder")
    assert send("PUT", f"/{code}", {**fields, "texts": words("Dear {name}"), "version": 1}).json()["version"] == 2
    stale = send("PUT", f"/{code}", {**fields, "version": 1})
    assert (stale.status_code, stale.json()["code"], stale.json()["current"]["version"]) == (409, "changed_meanwhile", 2)
    assert code_of(lin.get("/v1/admin/templates")) == (403, "not_allowed")
    lin.write("POST", f"/v1/calls/{ref}/messages", body(template=code))
    gone = admin.http.delete(f"/v1/admin/templates/{code}", params={"version": 2}, headers=admin.headers)
    assert gone.json() == {"deleted": False}, "messages were written with it"
    assert code not in [t["code"] for t in form_of(lin, ref)["templates"]]
