"""A small named world on a real server over real HTTP: Lin and Anna are agents, Mei leads them, Admin administers."""

from __future__ import annotations

import logging
import re
import socket
import threading
import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import structlog

from server_stub import logs
from server_stub.auth import passwords, users
from server_stub.auth.rights import Role
from server_stub.calls import context, registry
from server_stub.clock import utc_now
from server_stub.db.models import Call, Patient, PatientPhone, QueueMember, User
from server_stub.patients import numbers, queries
from server_stub.serve import Server, make_server
from server_stub.settings import Settings
from server_stub.state import ServerState

PASSWORD = "a long enough password"
PATIENCE_S = 15.0
NEVER_LOGGED = re.compile(rf"138\d{{8}}|{PASSWORD}|王|Иванова|Alice|Wrapped|spoke about it|asked about|Bearer|eyJ")

_PEOPLE = (
    ("lin", "Lin Yue", Role.AGENT, "1001"),
    ("anna", "Anna Sokolova", Role.AGENT, "1002"),
    ("mei", "Mei Zhang", Role.LEADER, "1101"),
    ("admin", "Administrator", Role.ADMINISTRATOR, "1901"),
    ("clerk", "Records Clerk", Role.RECORDS_CLERK, ""),
)


@dataclass
class Person:
    """One signed-in client."""

    http: httpx.Client
    session: dict[str, Any]

    @property
    def id(self) -> str:
        return str(self.session["user"]["id"])

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.session['access_token']}"}

    def send(self, method: str, path: str, body: Any = None, *, key: str | None = None) -> httpx.Response:
        headers = self.headers | ({"Idempotency-Key": key} if key is not None else {})
        return self.http.request(method, path, json=body, headers=headers)

    def get(self, path: str, **params: Any) -> httpx.Response:
        return self.http.get(path, params=params, headers=self.headers)

    def write(self, method: str, path: str, body: Any) -> httpx.Response:
        return self.send(method, path, body, key=str(uuid.uuid4()))


@dataclass
class World:
    state: ServerState
    http: httpx.Client
    url: str
    users: dict[str, str] = field(default_factory=dict)
    """Ids by user name."""

    def sign_in(self, username: str, password: str = PASSWORD) -> Person:
        answer = self.http.post("/v1/auth/login", json={"username": username, "password": password})
        assert answer.status_code == 200, answer.text
        return Person(self.http, answer.json())

    def first_sign_in(self, username: str, own_password: str) -> Person:
        """Of somebody whom an administrator has just made: their password must be changed."""
        asked = self.http.post("/v1/auth/login", json={"username": username, "password": PASSWORD})
        assert code_of(asked) == (401, "password_must_change")
        body = {"challenge": asked.json()["params"]["challenge"], "new_password": own_password}
        answer = self.http.post("/v1/auth/password", json=body)
        assert answer.status_code == 200, answer.text
        return Person(self.http, answer.json())

    def add_patient(self, name: str, *phones: str) -> str:
        with self.state.database.write() as session:
            row = Patient(name=name, name_key=queries.name_key(name), created_at=utc_now())
            row.phones = [PatientPhone(number=p, match_key=numbers.match_key(p)) for p in phones]
            session.add(row)
            session.flush()
            return queries.wire_id(row.id)

    def add_call(self, agent: str | None, number: str = "", *, ref: str = "", minutes_ago: float = 0, ended: bool = False) -> str:
        """A call as the PBX would have told of it; returns its reference."""
        ref = ref or f"careline-test-{uuid.uuid4().hex[:12]}.1"
        with self.state.database.write() as session:
            call = registry.ensure(session, ref, started_at=utc_now() - timedelta(minutes=minutes_ago))
            call.queue, call.agent_id = "main", self.users[agent] if agent else None
            context.identify(session, call, numbers.normalise(number))
            if ended:
                call.ended_at, call.outcome = utc_now(), "answered"
        return ref

    def call(self, ref: str) -> Call | None:
        with self.state.database.read() as session:
            return registry.find(session, ref)


def code_of(answer: httpx.Response) -> tuple[int, str]:
    """Status and code of a refused request, whose shape is checked on the way."""
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert set(body) == {"code", "permanent", "params", "title"}
    return answer.status_code, body["code"]


@contextmanager
def running_server(settings: Settings) -> Iterator[tuple[Server, ServerState, str]]:
    """The whole server on a thread of its own and a free port."""
    server = make_server(settings)
    listener = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, name="server")
    thread.start()
    state: ServerState = server.config.app.state.server  # type: ignore[union-attr]
    try:
        wait_until(lambda: server.started or not thread.is_alive())
        yield server, state, f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        state.broker.close_soon()
        server.should_exit = True
        thread.join(PATIENCE_S)
        listener.close()
    assert not thread.is_alive(), "the server did not stop"


@contextmanager
def logging_to(file: Path) -> Iterator[None]:
    """The server's own logging for a while, as ``serve`` sets it up; nothing that was said or sent may stand in it."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    logs.configure(file)
    try:
        yield
    finally:
        ours, root.handlers[:] = set(root.handlers) - set(before), before
        for handler in ours:
            handler.close()
        root.setLevel(level)
        structlog.reset_defaults()
    written = file.read_text(encoding="utf-8")
    assert '"event": "request"' in written
    assert NEVER_LOGGED.findall(written) == []


@contextmanager
def running_world(directory: Path, **settings: Any) -> Iterator[World]:
    with (
        logging_to(directory / "server.log"),
        running_server(Settings(data_dir=directory, **settings)) as (_, state, url),
        httpx.Client(base_url=url, trust_env=False, timeout=PATIENCE_S) as http,
    ):
        world = World(state, http, url)
        password_hash = passwords.hash_password(PASSWORD)
        with state.database.write() as session:
            for username, name, role, extension in _PEOPLE:
                names = {"username": username, "display_name": name, "extension": extension}
                user: User = users.create(session, state.keys, **names, role=role, password_hash=password_hash)
                world.users[username] = user.id
                if role is Role.AGENT:
                    session.add(QueueMember(queue_name="main", user_id=user.id))
        assert http.get("/v1/health").status_code == 200  # also puts a request into the log, which is read at the end
        yield world


def wait_until(condition: Any, patience_s: float = PATIENCE_S) -> None:
    deadline = time.monotonic() + patience_s
    while not condition():
        assert time.monotonic() < deadline, "the condition did not come true"
        time.sleep(0.005)


def parse_events(lines: Iterator[str]) -> Iterator[Mapping[str, str]]:
    """Server-sent events as mappings; a comment comes as ``{"comment": ...}``."""
    event: dict[str, str] = {}
    for line in lines:
        if not line:
            if event:
                yield event
            event = {}
        elif line.startswith(":"):
            event["comment"] = line[1:].strip()
        else:
            name, _, value = line.partition(": ")
            event[name] = value


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)
