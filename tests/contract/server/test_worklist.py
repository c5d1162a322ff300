"""The worklist over HTTP: whose, once, and refusals."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest

from server_stub.agents.service import agents_of
from server_stub.agents.status import AgentEvent
from server_stub.calls import context, registry
from server_stub.clock import to_wire, utc_now
from server_stub.db.models import CallBackTask, Recording
from server_stub.patients import numbers
from tests.contract.server.world import Person, World, code_of, wait_until


def missed(world: World, number: str, *, minutes_ago: float = 10) -> int:
    """A caller hung up in the queue; returns the task's id."""
    ref = f"careline-test-{uuid.uuid4().hex[:12]}.1"
    with world.state.database.write() as session:
        call = registry.ensure(session, ref, started_at=utc_now() - timedelta(minutes=minutes_ago))
        call.queue = "main"
        context.identify(session, call, numbers.normalise(number))
        call.ended_at, call.outcome = call.started_at + timedelta(seconds=80), "abandoned"
        session.flush()
        for hook in world.state.hooks.call_over:
            hook(session, call)
        task = session.query(CallBackTask).order_by(CallBackTask.id.desc()).first()
        assert task is not None
        return task.id


@pytest.fixture(autouse=True)
def _empty(world: World) -> None:
    with world.state.database.write() as session:
        for task in session.query(CallBackTask).filter(CallBackTask.state != "closed"):
            task.state, task.open_key, task.owner_id = "closed", None, None


def listed(person: Person, where: str) -> list[dict[str, Any]]:
    answer = person.get("/v1/worklist")
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()[where]
    return found


def test_the_list_shows_masked_numbers_and_why(world: World, lin: Person) -> None:
    patient = world.add_patient("Alice Listed", "13810000001")
    missed(world, "13810000001")
    missed(world, "13810000001", minutes_ago=5)
    (task,) = listed(lin, "open")
    assert (task["why"], task["missed_calls"], task["waited_s"], task["queue"]) == ("abandoned", 2, 80.0, "main")
    assert (task["patient_id"], task["number_masked"], task["attempts_left"]) == (patient, "•••••••0001", 5)
    assert "13810000001" not in lin.get("/v1/worklist").text


def test_taking_the_next_and_only_once(world: World, lin: Person, anna: Person) -> None:
    number = missed(world, "13810000002")
    taken = lin.send("POST", "/v1/worklist/take", {})
    assert (taken.status_code, taken.json()["id"], taken.json()["owner_id"]) == (200, number, lin.id)
    assert code_of(anna.send("POST", "/v1/worklist/take", {})) == (409, "nothing_to_take")
    assert code_of(anna.send("POST", "/v1/worklist/take", {"id": number})) == (409, "taken_already")
    assert code_of(anna.write("POST", f"/v1/worklist/{number}/close", {"reason": "not_needed"})) == (409, "taken_already")
    assert lin.send("POST", "/v1/worklist/take", {"id": number}).status_code == 200, "mine stays mine"
    assert [task["id"] for task in listed(lin, "mine")] == [number]
    assert listed(anna, "mine") == []
    assert lin.send("POST", f"/v1/worklist/{number}/give-back").json()["state"] == "open"
    assert anna.send("POST", "/v1/worklist/take", {"id": number}).status_code == 200


def test_shared_out_to_who_is_ready(world: World, lin: Person) -> None:
    number = missed(world, "13810000003")
    with world.state.database.write() as session:
        agents_of(world.state).happened(session, lin.id, AgentEvent.SAY_READY)
    wait_until(lambda: [task["id"] for task in listed(lin, "mine")] == [number])
    with world.state.database.write() as session:
        agents_of(world.state).happened(session, lin.id, AgentEvent.SAY_NOT_READY, reason="break")


def test_logging_out_gives_back(world: World, anna: Person, lin: Person) -> None:
    number = missed(world, "13810000004")
    lin.send("POST", "/v1/worklist/take", {"id": number})
    lin.send("POST", "/v1/auth/logout", {"refresh_token": lin.session["refresh_token"]})
    assert [task["id"] for task in listed(anna, "open")] == [number]


def test_postponing_and_closing_are_done_once(world: World, lin: Person) -> None:
    number = missed(world, "13810000005")
    lin.send("POST", "/v1/worklist/take", {"id": number})
    body = {"until": to_wire(utc_now() + timedelta(hours=1)), "notes": "spoke about it"}
    key = str(uuid.uuid4())
    first = lin.send("POST", f"/v1/worklist/{number}/postpone", body, key=key)
    assert (first.status_code, first.json()["state"], first.json()["notes"]) == (200, "waiting", "spoke about it")
    assert lin.send("POST", f"/v1/worklist/{number}/postpone", body, key=key).json() == first.json()
    assert [task["id"] for task in listed(lin, "waiting")] == [number]
    closed = lin.write("POST", f"/v1/worklist/{number}/close", {"reason": "solved_otherwise"})
    assert (closed.json()["state"], closed.json()["close_reason"]) == ("closed", "solved_otherwise")
    again = lin.write("POST", f"/v1/worklist/{number}/close", {"reason": "not_needed"})
    assert (again.status_code, again.json()["close_reason"]) == (200, "solved_otherwise"), "nothing is lost, nothing is undone"
    assert code_of(lin.send("POST", f"/v1/worklist/{number}/close", {"reason": "not_needed"})) == (422, "key_missing")


def test_calling_back_links_the_call(world: World, lin: Person, anna: Person) -> None:
    number = missed(world, "13810000006")
    client_ref = f"desk-{uuid.uuid4()}"
    prepared = lin.send("POST", "/v1/calls/outbound", {"client_ref": client_ref, "call_back_id": number})
    assert prepared.status_code == 200, prepared.text
    assert prepared.json()["target"].startswith("d-")
    assert prepared.json()["context"]["number_masked"] == "•••••••0006"
    (task,) = listed(lin, "mine")
    assert (task["state"], [one["outcome"] for one in task["attempts"]]) == ("calling", ["pending"])
    refused = anna.send("POST", "/v1/calls/outbound", {"client_ref": f"desk-{uuid.uuid4()}", "call_back_id": number})
    assert code_of(refused) == (409, "taken_already")
    both = {"client_ref": f"desk-{uuid.uuid4()}", "call_back_id": number, "number": "4000"}
    assert code_of(lin.send("POST", "/v1/calls/outbound", both)) == (422, "invalid")


def test_who_does_not_want_to_be_called(world: World, lin: Person) -> None:
    number = missed(world, "13810000007")
    lin.send("POST", "/v1/worklist/take", {"id": number})
    lin.write("POST", f"/v1/worklist/{number}/close", {"reason": "do_not_call"})
    newest = missed(world, "13810000007")
    assert newest == number, "no new task"
    assert listed(lin, "open") == []


def test_a_message_is_heard_by_who_may_call_back(world: World, lin: Person, anna: Person) -> None:
    number = missed(world, "13810000008")
    ref = world.add_call(None, "13810000008", ended=True)
    folder = world.state.settings.data_dir / "recordings"
    folder.mkdir(exist_ok=True)
    (folder / f"{ref}-voicemail.wav").write_bytes(b"RIFF....WAVE")
    with world.state.database.write() as session:
        call = registry.find(session, ref)
        assert call is not None
        row = Recording(call_id=call.id, leg="voicemail", path=f"{ref}-voicemail.wav", duration_s=7.5, sha256="0", stored_at=utc_now())
        session.add(row)
        session.flush()
        call.outcome = "voicemail"
        for hook in world.state.hooks.voicemail_stored:
            hook(session, call)
    (task,) = listed(anna, "open")
    assert (task["id"], task["why"], task["voicemail_ref"], task["voicemail_s"]) == (number, "voicemail", ref, 7.5)
    assert anna.get(f"/v1/calls/{ref}/recordings/voicemail").status_code == 200, "anybody, while anybody may take it"
    lin.send("POST", "/v1/worklist/take", {"id": number})
    assert lin.get(f"/v1/calls/{ref}/recordings/voicemail").status_code == 200
    assert code_of(anna.get(f"/v1/calls/{ref}/recordings/voicemail")) == (403, "not_allowed")
    assert code_of(anna.get(f"/v1/calls/{ref}/recordings/mixed")) == (403, "not_allowed")


def test_unknown_and_not_for_clerks(clerk: Person, lin: Person) -> None:
    assert code_of(lin.send("POST", "/v1/worklist/take", {"id": 999_999})) == (404, "unknown_task")
    assert code_of(clerk.get("/v1/worklist")) == (403, "not_allowed")
