"""Wrap-ups in columns that can be counted: kept whatever comes, marked where incomplete, and enough for FCR and conversion."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from server_stub.agents.service import agents_of
from server_stub.agents.status import AgentEvent
from server_stub.db.models import Queue
from server_stub.matters import required
from server_stub.patients.queries import parse_id
from tests.contract.server.world import Person, World, code_of

ALL: dict[str, Any] = {
    "disposition": "appointment_wish",
    "notes": "asked about a date",
    "matter": "surgery.appointment",
    "source": "doctor",
    "resolved": "partly",
    "booking_intent": "wanted",
    "booking_result": "waiting_list",
    "follow_up": True,
    "follow_up_on": "2026-12-01",
    "follow_up_reason": "a place may come free",
    "saved_at": "2026-11-24T08:00:00.000Z",
    "then_ready": False,
}


@pytest.fixture
def strict(world: World) -> Iterator[None]:
    """The main queue requires matter, booking and follow-up."""
    require(world, ["matter", "booking", "follow_up", "of a newer version"])
    yield
    require(world, [])


def require(world: World, fields: list[str]) -> None:
    with world.state.database.write() as session:
        session.get_one(Queue, "main").required_fields = fields


def save(who: Person, ref: str, **changes: Any) -> dict[str, Any]:
    answer = who.write("PUT", f"/v1/calls/{ref}/wrap-up", ALL | changes)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def test_all_answers_come_back_and_stand_in_columns(world: World, lin: Person) -> None:
    ref = world.add_call("lin")
    record = save(lin, ref)
    assert {name: record[name] for name in ALL if name in record} == {k: v for k, v in ALL.items() if k in record}
    assert (record["incomplete"], record["missing"]) == (False, [])
    assert lin.get(f"/v1/calls/{ref}").json()["follow_up_on"] == "2026-12-01"


def test_a_record_of_before_has_no_answers(world: World, lin: Person) -> None:
    body = {key: ALL[key] for key in ("disposition", "notes", "saved_at", "then_ready")}
    record = lin.write("PUT", f"/v1/calls/{world.add_call('lin')}/wrap-up", body).json()
    assert (record["matter"], record["booking_intent"], record["follow_up"], record["incomplete"]) == ("", "", None, False)


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"matter": None}, ["matter"]),
        ({"booking_result": None}, ["booking"]),
        ({"booking_intent": None}, ["booking"]),
        ({"booking_intent": "none", "booking_result": None}, []),
        ({"follow_up": None}, ["follow_up"]),
        ({"follow_up": False}, []),
        ({"disposition": None}, ["disposition"]),
        ({"disposition": None, "matter": None, "follow_up": None}, ["disposition", "matter", "follow_up"]),
    ],
)
def test_what_is_missing_is_marked_and_never_refused(
    world: World, lin: Person, strict: None, changes: dict[str, Any], missing: list[str]
) -> None:
    ref = world.add_call("lin")
    record = save(lin, ref, **changes)
    assert (record["missing"], record["incomplete"]) == (missing, bool(missing))
    later = save(lin, ref)
    assert (later["missing"], later["incomplete"]) == ([], False)


def test_a_matter_nobody_knows_is_kept(world: World, lin: Person) -> None:
    """The list may have changed while the desk was cut off."""
    assert save(lin, world.add_call("lin"), matter="closed.long.ago")["matter"] == "closed.long.ago"


def test_answers_that_contradict_each_other(world: World, lin: Person) -> None:
    record = save(lin, world.add_call("lin"), booking_intent="none", follow_up=False)
    assert (record["booking_result"], record["follow_up_on"], record["follow_up_reason"]) == ("", None, "")


@pytest.mark.parametrize(("field", "value"), [("resolved", "maybe"), ("booking_result", "lost"), ("follow_up_on", "soon")])
def test_answers_outside_the_contract(world: World, lin: Person, field: str, value: str) -> None:
    assert code_of(lin.write("PUT", f"/v1/calls/{world.add_call('lin')}/wrap-up", ALL | {field: value})) == (422, "invalid")


def test_ready_is_not_said_out_of_an_incomplete_wrap_up(world: World, lin: Person, strict: None) -> None:
    ref = world.add_call("lin")
    with world.state.database.write() as session:
        for event in (AgentEvent.SAY_READY, AgentEvent.OFFERED, AgentEvent.CONNECTED, AgentEvent.CALL_ENDED):
            agents_of(world.state).happened(session, lin.id, event, ref=ref)
    refused = lin.send("PUT", "/v1/me/status", {"state": "ready", "reason": ""})
    assert code_of(refused) == (409, "wrap_up_incomplete")
    assert refused.json()["params"] == {"fields": "disposition,matter,booking,follow_up"}
    save(lin, ref, matter=None, then_ready=True)
    snapshot = lin.get("/v1/me/snapshot").json()
    assert snapshot["status"]["state"] == "wrap_up"
    assert lin.send("PUT", "/v1/me/status", {"state": "ready", "reason": ""}).json()["params"] == {"fields": "matter"}
    save(lin, ref, then_ready=True)
    assert lin.get("/v1/me/snapshot").json()["status"]["state"] == "ready"


def test_the_desk_reads_its_form(world: World, lin: Person, strict: None) -> None:
    form = lin.get("/v1/me/wrap-up-form").json()
    assert form["required"] == {"main": ["matter", "booking", "follow_up"]}
    order = [matter["code"] for matter in form["matters"]]
    assert order[:3] == ["surgery", "surgery.appointment", "surgery.before"]
    for choice in (*form["matters"], *form["sources"]):
        assert set(choice["labels"]) == {"zh_CN", "ru", "en"}
        assert all(choice["labels"].values())
    assert {matter["parent"] for matter in form["matters"]} <= {"", *order}


def test_required_names_of_another_version_are_let_be() -> None:
    assert required.known(["notes", "matter", "colour"]) == ("matter", "notes")


FCR = """
WITH newest AS (
    SELECT c.id, c.patient_id, c.started_at, w.matter, w.booking_intent, w.booking_result
    FROM calls c JOIN wrap_ups w ON w.call_id = c.id
    WHERE w.matter IS NOT NULL AND c.patient_id IN ({patients})
      AND NOT EXISTS (SELECT 1 FROM wrap_ups later WHERE later.call_id = w.call_id AND later.version > w.version))
SELECT 1.0 - 1.0 * sum(CASE WHEN EXISTS (
    SELECT 1 FROM newest again WHERE again.patient_id = n.patient_id AND again.matter = n.matter AND again.id <> n.id
      AND again.started_at > n.started_at AND again.started_at <= {week_later}) THEN 1 ELSE 0 END) / count(*) AS fcr,
  1.0 * sum(CASE WHEN booking_result = 'booked' THEN 1 ELSE 0 END)
    / sum(CASE WHEN booking_intent = 'wanted' THEN 1 ELSE 0 END) AS conversion
FROM newest n
"""
"""First-call resolution and conversion as ``shared/kpi.md`` defines them, from nothing but stored rows."""


def test_fcr_and_conversion_can_be_computed_from_the_rows(world: World, lin: Person) -> None:
    """Five contacts: one is followed by another on the same matter within 7 days, one after 8 days, one on another matter."""
    mrs, mr = world.add_patient("First"), world.add_patient("Second")
    day = timedelta(days=1).total_seconds() / 60
    told = [
        (mrs, 20 * day, "surgery.after", "none", None),
        (mrs, 17 * day, "surgery.after", "wanted", "booked"),  # the same again after 3 days: the first was not resolved
        (mrs, 9 * day, "surgery.after", "wanted", "declined"),  # after 8 days: a contact of its own
        (mrs, 8 * day, "diagnostics.results", "wanted", "booked"),  # another matter
        (mr, 19 * day, "surgery.after", "wanted", "waiting_list"),  # another patient
    ]
    for patient, minutes_ago, matter, intent, result in told:
        ref = world.add_call("lin", minutes_ago=minutes_ago, ended=True)
        save(lin, ref, patient_id=patient, matter="administration.costs", booking_intent="none", booking_result=None)  # corrected below
        save(lin, ref, patient_id=patient, matter=matter, booking_intent=intent, booking_result=result)
    week_later = {"sqlite": "datetime(n.started_at, '+7 days')", "postgresql": "n.started_at + interval '7 days'"}
    numbers = ",".join(str(parse_id(patient)) for patient in (mrs, mr))
    with world.state.database.read() as session:
        statement = FCR.format(week_later=week_later[session.get_bind().dialect.name], patients=numbers)
        fcr, conversion = session.execute(text(statement)).one()
    assert float(fcr) == pytest.approx(1 - 1 / 5)
    assert float(conversion) == pytest.approx(2 / 4)
