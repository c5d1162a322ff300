"""Who is speaking: nothing hidden is sent before enough facts match, and what was compared is noted without its words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from server_stub.clock import utc_now
from server_stub.db.models import AuditEntry, CallRules, Contact, IdentityCheck, Patient
from server_stub.patients.queries import parse_id
from tests.contract.server.world import Person, World, code_of

BORN, NUMBER, NOTES = date(1961, 3, 14), "13812345678", "calls about her son"


@pytest.fixture
def patient(world: World) -> str:
    """Born, reachable, with notes, and here a week ago."""
    made = world.add_patient("Alice", NUMBER)
    with world.state.database.write() as session:
        row = session.get_one(Patient, parse_id(made))
        row.birth_date, row.notes = BORN, NOTES
        visit = Contact(patient_id=row.id, at=utc_now() - timedelta(days=7), kind="visit", summary="knee")
        session.add(visit)
    return made


def call_of(world: World, lin: Person, patient: str) -> str:
    ref = world.add_call("lin")
    assert lin.write("POST", f"/v1/calls/{ref}/patient", {"patient_id": patient}).status_code == 200
    return ref


def context(who: Person, ref: str) -> dict[str, Any]:
    return dict(who.get(f"/v1/calls/{ref}/context").json())


def ask(who: Person, ref: str, **said: str) -> dict[str, Any]:
    facts = [{"fact": fact, "answer": answer} for fact, answer in said.items()]
    answer = who.write("POST", f"/v1/calls/{ref}/identity", {"facts": facts})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def test_before_the_check_the_context_is_masked(world: World, lin: Person, patient: str) -> None:
    seen = context(lin, call_of(world, lin, patient))
    assert (seen["identity"], seen["identity_facts"], seen["identity_needed"]) == (
        "not_done",
        ["birth_date", "phone_last4", "last_visit"],
        2,
    )
    told = str(seen["patient"])
    assert not any(hidden in told for hidden in ("1961", NUMBER, "5678", NOTES))
    assert (seen["patient"]["name"], seen["patient"]["age"] > 60) == ("Alice", True)


def test_two_of_three_reveal(world: World, lin: Person, patient: str) -> None:
    ref = call_of(world, lin, patient)
    done = ask(lin, ref, birth_date="1961-03-14", phone_last4="5678", last_visit="")
    assert (done["result"], done["facts"]) == ("passed", {"birth_date": "matches", "phone_last4": "matches", "last_visit": "not_said"})
    for seen in (done["context"], context(lin, ref)):
        shown = seen["patient"]
        assert (seen["identity"], shown["birth_date"], shown["phone"], shown["notes"]) == ("passed", "1961-03-14", NUMBER, NOTES)
    assert lin.get(f"/v1/calls/{ref}").json()["identity"] == "passed"


@pytest.mark.parametrize(
    "said",
    [
        {"birth_date": "1961-03-14"},
        {"birth_date": "1961-03-15", "phone_last4": "5678"},
        {"birth_date": "", "phone_last4": "678"},
        {"birth_date": "fourteenth", "phone_last4": "5678"},
        {"phone_last4": "13812345678", "birth_date": "1961-03-14"},
    ],
)
def test_not_enough(world: World, lin: Person, patient: str, said: dict[str, str]) -> None:
    ref = call_of(world, lin, patient)
    assert ask(lin, ref, **said)["result"] == "failed"
    seen = context(lin, ref)
    assert (seen["identity"], seen["patient"]["birth_date"], seen["patient"]["phone"]) == ("failed", None, "")


@pytest.mark.parametrize(("days", "result"), [(7, "passed"), (9, "passed"), (12, "failed")])
def test_a_visit_is_remembered_about(world: World, lin: Person, patient: str, days: int, result: str) -> None:
    ref = call_of(world, lin, patient)
    visit = (utc_now() - timedelta(days=days)).astimezone().date().isoformat()
    assert ask(lin, ref, birth_date="1961-03-14", last_visit=visit)["result"] == result


def test_three_attempts_are_enough(world: World, lin: Person, patient: str) -> None:
    ref = call_of(world, lin, patient)
    for _ in range(3):
        ask(lin, ref, phone_last4="0000")
    body = {"facts": [{"fact": "phone_last4", "answer": "5678"}]}
    assert code_of(lin.write("POST", f"/v1/calls/{ref}/identity", body)) == (409, "identity_attempts_spent")


def test_another_patient_is_masked_again(world: World, lin: Person, patient: str) -> None:
    ref = call_of(world, lin, patient)
    ask(lin, ref, birth_date="1961-03-14", phone_last4="5678")
    other = world.add_patient("Bruno", "13800009999")
    lin.write("POST", f"/v1/calls/{ref}/patient", {"patient_id": other})
    seen = context(lin, ref)
    assert (seen["identity"], seen["identity_needed"], seen["patient"]["phone"]) == ("not_done", 1, "")


def test_the_books_hold_which_facts_and_never_the_words(world: World, lin: Person, patient: str) -> None:
    ref = call_of(world, lin, patient)
    ask(lin, ref, birth_date="1961-03-14", phone_last4="0000")
    with world.state.database.read() as session:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.object == ref, AuditEntry.action == "identity.failed")).one()
        row = session.scalars(select(IdentityCheck).order_by(IdentityCheck.id.desc()).limit(1)).one()
    assert entry.detail == {"patient": patient, "birth_date": "matches", "phone_last4": "differs"}
    assert (row.user_id, row.facts) == (lin.id, {"birth_date": "matches", "phone_last4": "differs"})


def test_a_leader_sees_all_and_the_centre_may_ask_nobody(world: World, lin: Person, mei: Person, patient: str) -> None:
    ref = call_of(world, lin, patient)
    assert context(mei, ref)["patient"]["birth_date"] == "1961-03-14"
    with world.state.database.write() as session:
        session.add(CallRules(id=1, identity_needed=0))
    try:
        seen = context(lin, ref)
        assert (seen["identity"], seen["patient"]["birth_date"], seen["patient"]["phone"]) == ("not_asked", "1961-03-14", "")
    finally:
        with world.state.database.write() as session:
            session.delete(session.get_one(CallRules, 1))


def test_nobody_chosen_nothing_asked(world: World, lin: Person, anna: Person, patient: str) -> None:
    ref = world.add_call("lin")
    assert context(lin, ref)["identity_facts"] == []
    body = {"facts": [{"fact": "birth_date", "answer": "1961-03-14"}]}
    assert code_of(lin.write("POST", f"/v1/calls/{ref}/identity", body)) == (409, "not_possible_now")
    mine = call_of(world, lin, patient)
    assert code_of(anna.write("POST", f"/v1/calls/{mine}/identity", body)) == (403, "not_allowed")
    assert code_of(lin.write("POST", f"/v1/calls/{mine}/identity", {"facts": [{"fact": "shoe_size", "answer": "40"}]})) == (422, "invalid")
