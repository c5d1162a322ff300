"""Two real server processes on one PostgreSQL serve desks side by side; one of them is killed, frozen, and its streams are cut."""

from __future__ import annotations

import json
import signal
import subprocess
import threading
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import func, select, update

from server_stub.clock import utc_now
from server_stub.db.engine import Database
from server_stub.db.models import AgentStatusRow, Call, Event, Idempotency, Lease, WrapUp
from server_stub.demo.loader import PASSWORD
from server_stub.events.log import append
from tests.contract.server.test_process import serving
from tests.contract.server.world import Person, code_of, parse_events, wait_until
from tests.databases import Postgres

ROUNDS = 20
SAVED_AT = "2026-01-01T00:00:00.000Z"


@dataclass
class Process:
    process: subprocess.Popen[str]
    http: httpx.Client

    def sign_in(self, username: str) -> Person:
        answer = self.http.post("/v1/auth/login", json={"username": username, "password": PASSWORD})
        assert answer.status_code == 200, answer.text
        return Person(self.http, answer.json())

    def of(self, person: Person) -> Person:
        """The same session, at this process."""
        return Person(self.http, person.session)


@dataclass
class Two:
    first: Process
    second: Process
    database: Database

    @property
    def holder(self) -> str:
        with self.database.read() as session:
            row = session.get(Lease, "pbx")
            return row.holder if row is not None and row.expires_at > utc_now() else ""

    def tell(self, audience: str, **data: Any) -> int:
        with self.database.write() as session:
            return append(session, "test.told", audience, data)


@contextmanager
def running_two(directory: Path, postgres: Postgres) -> Iterator[Two]:
    """The first one holds the lease."""
    url = postgres.new()
    settings = {"CARELINE_DATA_DIR": str(directory / "data"), "CARELINE_DATABASE_URL": url, "CARELINE_DEMO": "1"}
    database = Database(url)
    with ExitStack() as running:
        first = Process(*running.enter_context(serving(settings | {"CARELINE_LOG_FILE": str(directory / "first.log")})))
        made = Two(first, first, database)
        wait_until(lambda: made.holder)
        made.second = Process(*running.enter_context(serving(settings | {"CARELINE_LOG_FILE": str(directory / "second.log")})))
        yield made
    database.close()
    postgres.drop(url)


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory, postgres: Postgres) -> Iterator[Two]:
    with running_two(tmp_path_factory.mktemp("two"), postgres) as made:
        yield made


@pytest.fixture
def doomed(tmp_path: Path, postgres: Postgres) -> Iterator[Two]:
    """Two of the test's own, to be killed."""
    with running_two(tmp_path, postgres) as made:
        yield made


def read_until(person: Person, wanted: int, seen: list[int], after: int) -> None:
    """Follow the stream, cut after every second event, until ``wanted`` events of the test were read."""
    position = after
    while len(seen) < wanted:
        with (
            httpx.Client(base_url=person.http.base_url, trust_env=False, timeout=20) as http,
            http.stream("GET", "/v1/events", params={"after": position}, headers=person.headers) as answer,
        ):
            taken = 0
            for event in parse_events(answer.iter_lines()):
                if "comment" in event:
                    continue
                position = int(event["id"])
                if event["event"] == "test.told":
                    seen.append(json.loads(event["data"])["number"])
                    taken += 1
                if taken == 2 or len(seen) == wanted:
                    break


def test_events_reach_desks_of_both_in_order_though_their_streams_are_cut_again_and_again(two: Two) -> None:
    lin, anna = two.first.sign_in("lin"), two.second.sign_in("anna")
    start = lin.get("/v1/me/snapshot").json()["last_event_id"]
    heard: tuple[list[int], list[int]] = ([], [])
    readers = [threading.Thread(target=read_until, args=(who, ROUNDS, seen, start)) for who, seen in zip((lin, anna), heard, strict=True)]
    for reader in readers:
        reader.start()
    for number in range(ROUNDS):
        two.tell("all", number=number)
        (lin if number % 2 else anna).write("PUT", "/v1/me/status", {"state": "ready"})
    for reader in readers:
        reader.join(60)
    assert heard == (list(range(ROUNDS)), list(range(ROUNDS)))


def test_a_status_said_at_one_is_the_status_at_the_other(two: Two) -> None:
    lin = two.first.sign_in("lin")
    elsewhere = two.second.of(lin)
    assert lin.send("PUT", "/v1/me/status", {"state": "not_ready", "reason": "lunch"}).status_code == 200  # whatever it was before
    after = lin.get("/v1/me/snapshot").json()["last_event_id"]
    with elsewhere.http.stream("GET", "/v1/events", params={"after": after}, headers=elsewhere.headers) as answer:
        events = (event for event in parse_events(answer.iter_lines()) if event.get("event") == "agent.status")
        assert lin.send("PUT", "/v1/me/status", {"state": "ready", "reason": ""}).status_code == 200
        assert json.loads(next(events)["data"])["state"] == "ready"
    assert elsewhere.get("/v1/me/snapshot").json()["status"]["state"] == "ready"


def test_the_same_write_at_both_at_once_is_done_once(two: Two) -> None:
    lin = two.first.sign_in("lin")
    both = (lin, two.second.of(lin))
    answers: list[httpx.Response] = []
    for _ in range(5):
        key, ref = str(uuid.uuid4()), f"desk-{uuid.uuid4()}"
        body = {"disposition": "other", "notes": "once", "patient_id": None, "saved_at": SAVED_AT, "then_ready": False}

        def save(person: Person, key: str = key, ref: str = ref, body: dict[str, Any] = body) -> None:
            answers.append(person.send("PUT", f"/v1/calls/{ref}/wrap-up", body, key=key))

        threads = [threading.Thread(target=save, args=(person,)) for person in both * 2]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        assert {answer.status_code for answer in answers} == {200}, answers[-1].text
        assert len({answer.text for answer in answers[-4:]}) == 1
        with two.database.read() as session:
            call = session.scalars(select(Call).where(Call.client_ref == ref)).one()
            assert session.scalar(select(func.count()).select_from(WrapUp).where(WrapUp.call_id == call.id)) == 1
            assert session.scalar(select(func.count()).select_from(Idempotency).where(Idempotency.key == key)) == 1


def test_different_versions_of_one_wrap_up_from_both_are_all_kept(two: Two) -> None:
    lin = two.first.sign_in("lin")
    both, ref = (lin, two.second.of(lin)), f"desk-{uuid.uuid4()}"
    answers: list[int] = []

    def save(person: Person, number: int) -> None:
        body = {
            "disposition": "other",
            "notes": f"{number}",
            "patient_id": None,
            "saved_at": "2026-01-01T00:00:00.000Z",
            "then_ready": False,
        }
        answers.append(person.write("PUT", f"/v1/calls/{ref}/wrap-up", body).status_code)

    threads = [threading.Thread(target=save, args=(both[number % 2], number)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert answers == [200] * 8
    with two.database.read() as session:
        call = session.scalars(select(Call).where(Call.client_ref == ref)).one()
        assert [w.version for w in call.wrap_ups] == list(range(1, 9))
        assert {w.notes for w in call.wrap_ups} == {str(number) for number in range(8)}


def test_a_token_stolen_and_used_twice_ends_the_session_at_both(two: Two) -> None:
    lin = two.first.sign_in("lin")
    stolen = {"refresh_token": lin.session["refresh_token"]}
    renewed = two.first.http.post("/v1/auth/refresh", json=stolen).json()
    newest = two.second.http.post("/v1/auth/refresh", json={"refresh_token": renewed["refresh_token"]}).json()
    assert code_of(two.second.http.post("/v1/auth/refresh", json=stolen)) == (401, "token_reused")
    for process in (two.first, two.second):
        assert code_of(process.of(Person(process.http, newest)).get("/v1/me/snapshot")) == (401, "token_reused")
        assert code_of(process.http.post("/v1/auth/refresh", json={"refresh_token": newest["refresh_token"]})) == (401, "token_reused")


def test_a_token_used_at_both_at_once_leaves_one_line_of_tokens(two: Two) -> None:
    """Whoever of the two goes on first is believed; the other's tokens are worth nothing then."""
    lin = two.first.sign_in("lin")
    answers: list[httpx.Response] = []
    body = {"refresh_token": lin.session["refresh_token"]}
    threads = [
        threading.Thread(target=lambda p=p: answers.append(p.http.post("/v1/auth/refresh", json=body))) for p in (two.first, two.second)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    one, other = (answer.json()["refresh_token"] for answer in answers)
    assert one != other
    assert two.first.http.post("/v1/auth/refresh", json={"refresh_token": one}).status_code == 200
    assert code_of(two.second.http.post("/v1/auth/refresh", json={"refresh_token": other})) == (401, "refresh_refused")


def begin_wrap_up(two: Two, person: Person, seconds: float) -> None:
    ends = utc_now() + timedelta(seconds=seconds)
    with two.database.write() as session:
        user = AgentStatusRow.user_id == person.id
        session.execute(update(AgentStatusRow).where(user).values(state="wrap_up", call_ref="c-1", wrap_up_ends_at=ends, since=utc_now()))


def state_of(two: Two, person: Person) -> str:
    with two.database.read() as session:
        return session.get_one(AgentStatusRow, person.id).state


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSTOP])
def test_the_other_takes_over_when_the_holder_dies_or_freezes(doomed: Two, how: signal.Signals) -> None:
    anna = doomed.second.sign_in("anna")
    before = doomed.holder
    doomed.first.process.send_signal(how)
    begin_wrap_up(doomed, anna, 0.5)  # its timer is nobody's until the other one takes over
    wait_until(lambda: doomed.holder not in ("", before), 30)
    wait_until(lambda: state_of(doomed, anna) == "ready", 30)
    assert anna.get("/v1/me/snapshot").json()["status"]["state"] == "ready"
    if how is signal.SIGSTOP:
        after = doomed.holder
        doomed.first.process.send_signal(signal.SIGCONT)
        assert doomed.first.sign_in("lin").get("/v1/me/snapshot").status_code == 200  # it goes on serving desks
        assert doomed.holder == after


def test_the_holder_that_ends_in_order_hands_over(doomed: Two) -> None:
    before = doomed.holder
    doomed.first.process.terminate()
    doomed.first.process.wait(20)
    wait_until(lambda: doomed.holder not in ("", before), 30)


def test_a_wrap_up_extended_at_the_other_process_holds(two: Two) -> None:
    """The holder keeps the timers; what moves them is said at the other one and reaches it."""
    lin = two.first.sign_in("lin")
    at_other = two.second.of(lin)
    with two.database.write() as session:
        call = Call(ref="c-1", direction="inbound", started_at=utc_now(), agent_id=lin.id)
        session.add(call)
    begin_wrap_up(two, lin, 60)
    assert at_other.send("POST", "/v1/me/wrap-up/extend", {"ref": "c-1"}).status_code == 200
    with two.database.read() as session:
        errands = [event.data["about"] for event in session.scalars(select(Event).where(Event.kind == "errand.agent").order_by(Event.id))]
        assert errands[-1] == lin.id
        assert session.get_one(AgentStatusRow, lin.id).extensions_used == 1
