"""A call's context, its patient, its wrap-up, its place in the history."""

from __future__ import annotations

import hashlib
import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from server_stub.calls import outbound, recordings
from server_stub.clock import to_wire, utc_now
from server_stub.db.models import AuditEntry, Call, Recording, Team, User, WrapUp
from tests.contract.server.world import Person, World, code_of


def wrap_up(**fields: Any) -> dict[str, Any]:
    return {"disposition": "other", "notes": "spoke about it", "patient_id": None, "saved_at": to_wire(utc_now())} | fields


def save(person: Person, ref: str, **fields: Any) -> httpx.Response:
    return person.write("PUT", f"/v1/calls/{ref}/wrap-up", wrap_up(**fields))


# Context


def test_the_context_of_ones_own_call(world: World, lin: Person) -> None:
    patient = world.add_patient("Alice Context", "13855550001")
    ref = world.add_call("lin", "13855550001")
    context = lin.get(f"/v1/calls/{ref}/context").json()
    assert (context["ref"], context["match"], context["patient"]["id"], context["queue_label"]) == (ref, "one", patient, "总机")
    assert (context["number"], context["number_masked"]) == ("", "•••••••0001")


def test_a_leader_sees_it_with_the_number(world: World, mei: Person) -> None:
    ref = world.add_call("lin", "13855550009")
    assert mei.get(f"/v1/calls/{ref}/context").json()["number"] == "13855550009"


@pytest.mark.parametrize("path", ["/v1/calls/{}", "/v1/calls/{}/context"])
def test_another_agents_call_stays_closed(world: World, anna: Person, path: str) -> None:
    assert code_of(anna.get(path.format(world.add_call("lin")))) == (403, "not_allowed")


@pytest.mark.parametrize("path", ["/v1/calls/{}", "/v1/calls/{}/context", "/v1/calls/{}/recordings/mixed"])
def test_an_unknown_call(lin: Person, path: str) -> None:
    assert code_of(lin.get(path.format("careline-none-1.1"))) == (404, "unknown_call")
    assert code_of(lin.get(path.format("x" * 81))) == (422, "invalid")


# Patient


def test_choosing_from_a_family(world: World, lin: Person) -> None:
    first, second = world.add_patient("Wang", "13855550002"), world.add_patient("Li", "13855550002")
    ref = world.add_call("lin", "13855550002")
    asked = lin.get(f"/v1/calls/{ref}/context").json()
    assert (asked["match"], asked["patient"], [c["id"] for c in asked["candidates"]]) == ("many", None, [first, second])
    chosen = lin.write("POST", f"/v1/calls/{ref}/patient", {"patient_id": second}).json()
    assert (chosen["match"], chosen["patient"]["id"], chosen["candidates"]) == ("chosen", second, [])


def test_choosing_for_anothers_call(world: World, anna: Person) -> None:
    ref, patient = world.add_call("lin"), world.add_patient("Not Hers")
    assert code_of(anna.write("POST", f"/v1/calls/{ref}/patient", {"patient_id": patient})) == (403, "not_allowed")


def test_choosing_nobody(world: World, lin: Person) -> None:
    ref = world.add_call("lin")
    assert code_of(lin.write("POST", f"/v1/calls/{ref}/patient", {"patient_id": "P-99999"})) == (404, "unknown_patient")


# Wrap-up


def test_a_wrap_up_stands_in_the_record(world: World, lin: Person) -> None:
    patient = world.add_patient("Wrapped")
    ref = world.add_call("lin")
    saved_at = to_wire(utc_now())
    record = save(lin, ref, patient_id=patient, notes="注意 «кавычки» \u202bעברית", saved_at=saved_at).json()
    assert record == lin.get(f"/v1/calls/{ref}").json()
    assert (record["disposition"], record["notes"]) == ("other", "注意 «кавычки» \u202bעברית")
    assert (record["patient_id"], record["patient_name"], record["agent_name"]) == (patient, "Wrapped", "Lin Yue")
    assert record["wrap_up_saved_at"] == saved_at


def test_it_becomes_the_patients_last_contact(world: World, lin: Person) -> None:
    patient = world.add_patient("Contacted")
    ref = world.add_call("lin")
    save(lin, ref, patient_id=patient, notes="asked about results")
    save(lin, ref, patient_id=patient, notes="asked about results, will call again")
    (contact,) = lin.get(f"/v1/patients/{patient}").json()["contacts"]
    assert (contact["kind"], contact["summary"], contact["agent_name"]) == ("call_in", "asked about results, will call again", "Lin Yue")


def test_saving_again_keeps_the_earlier_version(world: World, lin: Person) -> None:
    ref = world.add_call("lin")
    save(lin, ref, notes="first")
    assert save(lin, ref, notes="second").json()["notes"] == "second"
    with world.state.database.read() as session:
        rows = session.scalars(select(WrapUp).join(Call, WrapUp.call_id == Call.id).where(Call.ref == ref).order_by(WrapUp.version)).all()
    assert [(row.version, row.notes, row.author_id) for row in rows] == [(1, "first", lin.id), (2, "second", lin.id)]


@pytest.mark.parametrize(("ref", "direction"), [("careline-gone-17.3", "inbound"), ("desk-0a1b2c", "outbound")])
def test_a_call_the_server_never_saw(world: World, lin: Person, ref: str, direction: str) -> None:
    record = save(lin, ref).json()
    assert (record["ref"], record["direction"], record["agent_name"]) == (ref, direction, "Lin Yue")
    call = world.call(ref)
    assert call is not None
    assert call.source == "desk"


def test_anothers_call_is_not_wrapped_up(world: World, anna: Person) -> None:
    ref = world.add_call("lin")
    assert code_of(save(anna, ref)) == (403, "not_allowed")


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"disposition": "no_such"}, (422, "unknown_disposition")),
        ({"disposition": ""}, (422, "invalid")),
        ({"patient_id": "P-99999"}, (404, "unknown_patient")),
        ({"saved_at": "2026-01-01T00:00:00"}, (422, "invalid")),
        ({"notes": "x" * 20_001}, (422, "invalid")),
        ({"author": "anna"}, (422, "invalid")),
    ],
)
def test_a_wrap_up_that_does_not_fit(world: World, lin: Person, fields: dict[str, Any], code: tuple[int, str]) -> None:
    ref = f"careline-bad-{uuid.uuid4().hex[:8]}.1"
    answer = save(lin, ref, **fields)
    assert code_of(answer) == code
    assert answer.json()["permanent"] is True
    assert world.call(ref) is None


def test_saved_then_ready(world: World, lin: Person) -> None:
    """The answer of the status is the agents' own; here only that the wish arrives."""
    asked: list[bool] = []
    world.state.hooks.wrap_up_saved.append(lambda _session, _user, _call, then_ready: asked.append(then_ready))
    try:
        save(lin, world.add_call("lin"), then_ready=True)
        save(lin, world.add_call("lin"))
    finally:
        world.state.hooks.wrap_up_saved.pop()
    assert asked == [True, False]


# History


def test_the_history_is_ones_own_newest_first(world: World, anna: Person, mei: Person) -> None:
    refs = [world.add_call("anna", minutes_ago=minutes, ended=True) for minutes in (3, 1, 2)]
    other = world.add_call("mei", minutes_ago=2.5, ended=True)
    listed = [call["ref"] for call in anna.get("/v1/calls").json()["calls"]]
    assert [ref for ref in listed if ref in refs] == [refs[1], refs[2], refs[0]]
    assert other not in listed
    everybodys = [call["ref"] for call in mei.get("/v1/calls", limit=200).json()["calls"]]
    assert {other, *refs} <= set(everybodys)


def test_paging_by_time(world: World, anna: Person) -> None:
    for minutes in range(5):
        world.add_call("anna", minutes_ago=100 + minutes, ended=True)
    seen: list[str] = []
    before = None
    while page := anna.get("/v1/calls", limit=2, **({"before": before} if before else {})).json()["calls"]:
        seen += [call["ref"] for call in page]
        before = page[-1]["started_at"]
    assert len(seen) == len(set(seen)) >= 5


# Recordings


def add_recording(world: World, ref: str, path: str, content: bytes) -> None:
    file = recordings.directory(world.state.settings) / path
    if ".." not in path:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    call = world.call(ref)
    assert call is not None
    with world.state.database.write() as session:
        digest = hashlib.sha256(content).hexdigest()
        session.add(Recording(call_id=call.id, leg="mixed", path=path, duration_s=1.5, sha256=digest, stored_at=utc_now()))


def test_a_recording_is_heard_by_right(world: World, lin: Person, anna: Person, mei: Person, clerk: Person) -> None:
    ref = world.add_call("lin")
    add_recording(world, ref, f"{ref}.wav", b"RIFF sound")
    path = f"/v1/calls/{ref}/recordings/mixed"
    for person in (lin, mei):
        answer = person.get(path)
        assert (answer.status_code, answer.headers["content-type"], answer.content) == (200, "audio/wav", b"RIFF sound")
    for person in (anna, clerk):
        assert code_of(person.get(path)) == (403, "not_allowed")
    assert code_of(lin.get(f"/v1/calls/{ref}/recordings/agent")) == (404, "unknown_recording")
    assert lin.get(f"/v1/calls/{ref}").json()["recordings"] == [{"leg": "mixed", "duration_s": 1.5}]
    with world.state.database.read() as session:
        heard = session.scalars(select(AuditEntry.actor).where(AuditEntry.action == "recording.heard", AuditEntry.object == ref)).all()
    assert set(heard) == {lin.id, mei.id}


def test_a_path_out_of_the_directory_is_not_served(world: World, lin: Person) -> None:
    ref = world.add_call("lin")
    assert Path(world.state.settings.data_dir, "token.key").is_file()
    add_recording(world, ref, "../token.key", b"")
    assert code_of(lin.get(f"/v1/calls/{ref}/recordings/mixed")) == (404, "unknown_recording")


# Dialling out


def prepare(person: Person, **fields: Any) -> httpx.Response:
    return person.send("POST", "/v1/calls/outbound", {"client_ref": f"desk-{uuid.uuid4()}"} | fields)


def test_dialling_a_number(world: World, lin: Person) -> None:
    patient = world.add_patient("Dialled", "13866660001")
    answer = prepare(lin, number="138 6666 0001").json()
    assert (answer["context"]["match"], answer["context"]["patient"]["id"]) == ("one", patient)
    assert answer["context"]["direction"] == "outbound"
    with world.state.database.read() as session:
        token = outbound.resolve(session, answer["target"], "1001", utc_now())
        assert token is not None
        assert (token.number, token.client_ref) == ("13866660001", answer["context"]["client_ref"])
        assert outbound.resolve(session, answer["target"], "1002", utc_now()) is None
        assert outbound.resolve(session, answer["target"], "1001", utc_now() + outbound.TOKEN_LIFETIME * 2) is None
        assert outbound.resolve(session, "d-" + "0" * 24, "1001", utc_now()) is None


def test_dialling_a_patient_never_shows_the_number(world: World, lin: Person) -> None:
    patient = world.add_patient("Called Back", "+8613866660002")
    answer = prepare(lin, patient_id=patient)
    assert answer.json()["context"]["patient"]["id"] == patient
    assert "13866660002" not in answer.text


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({}, (422, "invalid")),
        ({"number": "1", "patient_id": "P-1"}, (422, "invalid")),
        ({"number": "letters"}, (422, "bad_number")),
        ({"number": "1" * 40}, (422, "bad_number")),
        ({"patient_id": "P-99999"}, (404, "unknown_patient")),
        ({"client_ref": "not-a-desk", "number": "1"}, (422, "invalid")),
    ],
)
def test_dialling_what_cannot_be_dialled(lin: Person, fields: dict[str, Any], code: tuple[int, str]) -> None:
    assert code_of(prepare(lin, **fields)) == code


def test_a_patient_without_a_number(world: World, lin: Person) -> None:
    assert code_of(prepare(lin, patient_id=world.add_patient("Silent"))) == (422, "no_number")


def test_anothers_call_is_not_taken_over(lin: Person, anna: Person) -> None:
    client_ref = f"desk-{uuid.uuid4()}"
    assert prepare(lin, client_ref=client_ref, number="13866660003").status_code == 200
    assert code_of(prepare(anna, client_ref=client_ref, number="13866660003")) == (403, "not_allowed")


def test_a_records_clerk_takes_no_calls(clerk: Person) -> None:
    assert code_of(prepare(clerk, number="13866660003")) == (403, "not_allowed")
    assert code_of(save(clerk, "careline-any-1.1")) == (403, "not_allowed")
    assert code_of(clerk.write("POST", "/v1/calls/careline-any-1.1/patient", {"patient_id": "P-1"})) == (403, "not_allowed")


# Snapshot


def test_the_snapshot_has_the_calls_of_now(world: World, anna: Person) -> None:
    live = world.add_call("anna", "13877770001")
    world.add_call("anna", ended=True)
    world.add_call("lin")
    snapshot = anna.get("/v1/me/snapshot").json()
    assert live in [context["ref"] for context in snapshot["contexts"]]
    assert all(context["number"] == "" for context in snapshot["contexts"])
    assert snapshot["status"]["state"] in ("not_ready", "ready")
    assert snapshot["pbx_connected"] is False
    assert snapshot["last_event_id"] >= 1


# The history's filters, details and notes (which calls a filter finds: tests/unit/server/test_history.py)


def test_the_history_goes_on_where_a_page_ended(world: World, mei: Person) -> None:
    refs = [world.add_call("anna", minutes_ago=3000 + minute) for minute in range(5)]
    seen, after = [], ""
    since = to_wire(utc_now() - timedelta(minutes=3010))
    until = to_wire(utc_now() - timedelta(minutes=2990))
    while True:
        page = mei.get("/v1/calls", limit=2, since=since, until=until, after=after).json()
        seen += [call["ref"] for call in page["calls"]]
        after = page["next"]
        if not after:
            break
    assert seen == refs
    assert code_of(mei.get("/v1/calls", after="yesterday")) == (422, "invalid")


def test_agents_filter_among_their_own_and_leaders_among_all(world: World, lin: Person, mei: Person) -> None:
    ref = world.add_call("anna", "13855550777")
    anna_id = world.users["anna"]
    assert ref not in [call["ref"] for call in lin.get("/v1/calls", agent=anna_id, limit=200).json()["calls"]]
    assert ref in [call["ref"] for call in mei.get("/v1/calls", agent=anna_id, limit=200).json()["calls"]]
    assert {call["agent_id"] for call in mei.get("/v1/calls", agent="me").json()["calls"]} <= {mei.id}
    with world.state.database.write() as session:
        session.add(Team(id="t-floor", name="Floor"))
        session.flush()
        for name in ("anna", "mei"):
            session.get_one(User, world.users[name]).team_id = "t-floor"
    of_team = {call["agent_id"] for call in mei.get("/v1/calls", agent="team", limit=200).json()["calls"]}
    assert anna_id in of_team
    assert of_team <= {anna_id, mei.id}
    assert [agent["name"] for agent in lin.get("/v1/calls/agents").json()["agents"]] == ["Lin Yue"]
    assert "Anna Sokolova" in [agent["name"] for agent in mei.get("/v1/calls/agents").json()["agents"]]


def test_an_agent_finds_no_more_of_a_number_than_is_shown(world: World, lin: Person, mei: Person) -> None:
    ref = world.add_call("lin", "13855554321")
    found = {
        about: [[call["ref"] for call in person.get("/v1/calls", about=about).json()["calls"]] == [ref] for person in (lin, mei)]
        for about in ("4321", "54321")
    }
    assert found == {"4321": [True, True], "54321": [False, True]}


def test_details_and_a_note_added_later(world: World, lin: Person, anna: Person, mei: Person) -> None:
    ref = world.add_call("lin", "13855550888", ended=True)
    save(lin, ref, notes="first")
    save(lin, ref, notes="second")
    body = {"text": " spoke about it again ", "written_at": to_wire(utc_now())}
    key = str(uuid.uuid4())
    for _ in range(2):
        assert lin.send("POST", f"/v1/calls/{ref}/notes", body, key=key).status_code == 200
    assert mei.write("POST", f"/v1/calls/{ref}/notes", body | {"text": "seen"}).status_code == 200
    detail = lin.get(f"/v1/calls/{ref}/detail").json()
    assert [(one["version"], one["notes"]) for one in detail["wrap_ups"]] == [(1, "first"), (2, "second")]
    notes = [(note["version"], note["author_name"], note["text"]) for note in detail["notes"]]
    assert notes == [(1, "Lin Yue", "spoke about it again"), (2, "Mei Zhang", "seen")]
    assert (detail["number"], mei.get(f"/v1/calls/{ref}/detail").json()["number"]) == ("", "13855550888")
    assert code_of(anna.get(f"/v1/calls/{ref}/detail")) == (403, "not_allowed")
    assert code_of(anna.write("POST", f"/v1/calls/{ref}/notes", body)) == (403, "not_allowed")
    assert code_of(lin.write("POST", f"/v1/calls/{ref}/notes", body | {"text": "  "})) == (422, "invalid")
    with world.state.database.read() as session:
        noted = session.scalars(select(AuditEntry.actor).where(AuditEntry.action == "call.noted", AuditEntry.object == ref)).all()
    assert noted == [world.users["lin"], world.users["mei"]]


def test_calling_back_by_the_call_alone(world: World, lin: Person, anna: Person) -> None:
    ref, withheld = world.add_call("lin", "13855550999"), world.add_call("lin")
    answer = lin.send("POST", "/v1/calls/outbound", {"client_ref": "desk-back-1", "call_ref": ref})
    assert answer.status_code == 200
    assert answer.json()["context"]["number_masked"] == "•••••••0999"
    assert code_of(lin.send("POST", "/v1/calls/outbound", {"client_ref": "desk-back-2", "call_ref": withheld})) == (
        422,
        "no_number_of_call",
    )
    assert code_of(anna.send("POST", "/v1/calls/outbound", {"client_ref": "desk-back-3", "call_ref": ref})) == (403, "not_allowed")
    both = {"client_ref": "desk-back-4", "call_ref": ref, "number": "1"}
    assert code_of(lin.send("POST", "/v1/calls/outbound", both)) == (422, "invalid")
