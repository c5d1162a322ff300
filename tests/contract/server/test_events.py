"""The event stream over a real connection: who reads what, resuming, and never an event lost or read twice."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
from sqlalchemy import delete

from server_stub.db.models import Event
from server_stub.events import broker as broker_module
from server_stub.events import stream
from server_stub.events.log import append, last_id
from tests.contract.server.world import Person, World, code_of, parse_events

EventLines = Iterator[Mapping[str, str]]


@contextmanager
def reading(person: Person, *, after: int | None = None, last_event_id: str | None = None) -> Iterator[EventLines]:
    headers = person.headers | ({"Last-Event-ID": last_event_id} if last_event_id is not None else {})
    params = {} if after is None else {"after": after}
    with (
        httpx.Client(base_url=person.http.base_url, trust_env=False, timeout=15) as http,
        http.stream("GET", "/v1/events", params=params, headers=headers) as answer,
    ):
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/event-stream")
        assert answer.headers["x-accel-buffering"] == "no"
        assert "content-encoding" not in answer.headers
        yield parse_events(answer.iter_lines())


def tell(world: World, audience: str, **data: Any) -> int:
    with world.state.database.write() as session:
        return append(session, "test.told", audience, data)


def newest(world: World) -> int:
    with world.state.database.read() as session:
        return last_id(session)


def next_event(events: EventLines) -> tuple[str, int, Any]:
    """The next one that is no heartbeat: kind, id, data."""
    event = next(event for event in events if "comment" not in event)
    return event["event"], int(event["id"]), json.loads(event["data"])


def test_the_stream_begins_at_once_and_brings_what_is_committed(world: World, lin: Person) -> None:
    with reading(lin) as events:
        assert next(events) == {"comment": "alive"}
        number = tell(world, lin.id, text='Zeile\n"zwei" 王')
        assert next_event(events) == ("test.told", number, {"text": 'Zeile\n"zwei" 王'})


def test_each_reads_what_is_meant_for_them(world: World, lin: Person, mei: Person) -> None:
    start = newest(world)
    for audience in (mei.id, "leader", "administrator", "session:somebody", "all", "agent", lin.id):
        tell(world, audience, to=audience)
    with reading(lin, after=start) as events:
        assert [next_event(events)[2]["to"] for _ in range(3)] == ["all", "agent", lin.id]
    with reading(mei, after=start) as events:
        assert [next_event(events)[2]["to"] for _ in range(3)] == [mei.id, "leader", "all"]


def test_resuming_loses_nothing_and_repeats_nothing(world: World, lin: Person) -> None:
    start = newest(world)
    with reading(lin, after=start) as events:
        seen = [next_event(events)[1] for number in [tell(world, lin.id) for _ in range(3)] if number]
    missed = [tell(world, lin.id) for _ in range(300)]
    with reading(lin, last_event_id=str(seen[-1]), after=0) as events:
        resumed = [next_event(events)[1] for _ in missed]
        live = tell(world, lin.id)
        assert next_event(events)[1] == live
    assert resumed == missed
    assert len(seen) == 3


def test_writing_while_readers_come_and_go(world: World, lin: Person) -> None:
    """The moment between reading the table and listening is where events get lost."""
    start, total = newest(world), 400
    numbers: list[int] = []

    def write() -> None:
        numbers.extend(tell(world, lin.id) for _ in range(total))

    writer = threading.Thread(target=write)
    writer.start()
    seen: list[int] = []
    while len(seen) < total:
        with reading(lin, after=seen[-1] if seen else start) as events:
            seen += [next_event(events)[1] for _ in range(min(50, total - len(seen)))]
    writer.join(30)
    assert seen == numbers


def test_a_reader_that_does_not_keep_up_reads_on_from_the_table(world: World, lin: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(broker_module, "BUFFERED_EVENTS", 5)
    with reading(lin) as events:
        next(events)
        numbers: list[int] = []
        with world.state.database.write() as session:
            numbers.extend(append(session, "test.told", lin.id, {}) for _ in range(50))
        numbers += [tell(world, lin.id) for _ in range(50)]
        assert [next_event(events)[1] for _ in numbers] == numbers


def test_too_far_behind_is_reset(world: World, lin: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    start = newest(world)
    for _ in range(11):
        tell(world, lin.id)
    monkeypatch.setattr(stream, "LONGEST_CATCH_UP", 10)
    with reading(lin, after=start) as events:
        assert next_event(events) == ("reset", newest(world), {})
        number = tell(world, lin.id)
        assert next_event(events)[1] == number


def test_dropped_events_are_a_reset(world: World, lin: Person) -> None:
    numbers = [tell(world, lin.id) for _ in range(3)]
    with world.state.database.write() as session:
        session.execute(delete(Event).where(Event.id <= numbers[1]))
    with reading(lin, after=numbers[0] - 1) as events:
        assert next_event(events)[0] == "reset"
    with reading(lin, after=numbers[1]) as events:
        assert next_event(events)[1] == numbers[2]


@pytest.mark.parametrize("last_event_id", ["999999999", "not a number", "-5", "1" * 40, "\u0661"])
def test_an_unknown_place_is_a_reset(lin: Person, last_event_id: str) -> None:
    header = {"Last-Event-ID": last_event_id.encode()}
    with httpx.Client(base_url=lin.http.base_url, trust_env=False, timeout=15) as http:
        headers: Any = lin.headers | header
        with http.stream("GET", "/v1/events", headers=headers) as answer:
            assert next_event(parse_events(answer.iter_lines()))[0] == "reset"


def test_silence_is_filled(world: World, lin: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "HEARTBEAT_S", 0.05)
    with reading(lin) as events:
        assert [next(events) for _ in range(4)] == [{"comment": "alive"}] * 4


def test_signing_in_elsewhere_is_told_and_ends_the_stream(world: World, lin: Person) -> None:
    with reading(lin) as events:
        next(events)
        second = world.sign_in("lin")
        told = [next_event(events)]
        while told[-1][0] != "session.revoked":
            told.append(next_event(events))
        assert told[-1][2] == {"code": "signed_in_elsewhere"}
        assert list(events) == []
    with reading(second, after=told[-1][1] - 1) as events:
        number = tell(world, second.id)
        assert "session.revoked" not in [next_event(events)[0] for _ in range(1)]
        assert number > 0


def test_a_choice_of_patient_reaches_the_calls_agent(world: World, lin: Person, mei: Person) -> None:
    ref, patient = world.add_call("lin", "13899990001"), world.add_patient("Chosen By Mei")
    with reading(lin) as events:
        next(events)
        assert mei.write("POST", f"/v1/calls/{ref}/patient", {"patient_id": patient}).status_code == 200
        kind, _, data = next_event(events)
    assert (kind, data["context"]["ref"], data["context"]["patient"]["id"]) == ("call.context", ref, patient)
    assert data["context"]["number"] == ""


def test_nobody_reads_without_a_token(world: World) -> None:
    assert code_of(world.http.get("/v1/events")) == (401, "not_signed_in")
