"""A running PBX and server with agents at real softphones and patients at SIPp: the little world of the link's tests."""

from __future__ import annotations

import itertools
import json
import re
import sqlite3
import ssl
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import httpx

from stack.local_stack import LocalStack
from stack.ports import free_udp_block
from tests.integration.pbx.sipp import Caller, Phone, answers, calls, rejects
from tests.integration.sip.desk import Desk, Event

Json = dict[str, Any]
T = TypeVar("T")


def eventually(look: Callable[[], T], what: str, limit_s: float = 15.0) -> T:
    """The first true answer of ``look``. Fails after ``limit_s``."""
    deadline = time.monotonic() + limit_s
    while True:
        seen = look()
        if seen:
            return seen
        assert time.monotonic() < deadline, f"did not happen: {what}"
        time.sleep(0.03)


class Agent:
    """One signed-in person with a registered softphone (no sound device)."""

    def __init__(self, world: World, username: str, desk_log: Path) -> None:
        self._world = world
        self._log = desk_log
        self.http = httpx.Client(base_url=world.stack.server_url, verify=world.tls, trust_env=False, timeout=20)
        self.session: Json = {}
        self.desk: Desk | None = None
        self.sign_in(username)
        self.sit_down()

    @property
    def extension(self) -> str:
        return str(self.session["user"]["extension"])

    def sign_in(self, username: str) -> None:
        answer = self.http.post("/v1/auth/login", json={"username": username, "password": self._world.stack.demo_users[username]})
        assert answer.status_code == 200, answer.text
        self.session = answer.json()
        self.http.headers["Authorization"] = f"Bearer {self.session['access_token']}"

    def sign_out(self) -> None:
        self.http.post("/v1/auth/logout", json={"refresh_token": self.session["refresh_token"]})

    def sit_down(self) -> Desk:
        """Start a softphone and register it."""
        self.desk = Desk(self._log, null_audio=True, ring=False)
        eventually(lambda: self.extension in self._world.accounts(), f"account {self.extension} at the PBX")
        self.desk.register(self.session["sip"])
        return self.desk

    def say(self, state: str, reason: str = "") -> Json:
        answer = self.http.put("/v1/me/status", json={"state": state, "reason": reason})
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def ready(self) -> None:
        """Ready, and Asterisk knows."""
        self.say("ready")
        eventually(lambda: self._world.paused(self.extension) is False, f"{self.extension} unpaused")

    @property
    def status(self) -> Json:
        return dict(self.http.get("/v1/me/snapshot").json()["status"])

    def becomes(self, state: str, limit_s: float = 15.0) -> Json:
        return eventually(lambda: s if (s := self.status)["state"] == state else None, f"status {state}", limit_s) or {}

    def rings(self, limit_s: float = 20.0) -> Event:
        assert self.desk is not None
        return self.desk.wait("IncomingCall", limit_s)

    def answer(self, call: Event) -> None:
        assert self.desk is not None
        self.desk.tell("answer", call_id=call["call_id"])
        self.desk.wait("CallAnswered")

    def hang_up(self, call: Event) -> None:
        assert self.desk is not None
        self.desk.tell("hang_up", call_id=call["call_id"])

    def call(self, ref: str) -> Json:
        return dict(self.http.get(f"/v1/calls/{ref}").json())

    def events(self, *kinds: str) -> list[Json]:
        """What was appended for this agent, oldest first: ``{kind, ...data}``."""
        return self._world.events(self.session["user"]["id"], *kinds)

    def close(self) -> None:
        if self.desk is not None:
            self.desk.kill()
        self.http.close()


class World:
    """The stack with everyone in it."""

    _numbers = itertools.count()

    def __init__(self, stack: LocalStack, directory: Path) -> None:
        self.stack = stack
        self.directory = directory

        self.tls = ssl.create_default_context(cafile=str(stack.ca_file))
        self._agents: list[Agent] = []
        self._phones: list[Phone] = []

    def agent(self, username: str) -> Agent:
        agent = Agent(self, username, self.directory / f"desk-{username}-{next(self._numbers)}.log")
        self._agents.append(agent)
        return agent

    def patient(self, number: str = "13800001000", *, talk_ms: int | None = None, name: str = "", tone: Path | None = None) -> Phone:
        """Somebody calls 4000; hangs up ``talk_ms`` after the PBX answered, or waits for the other side to."""
        phone = self.telephone()
        phone.start(calls(Caller(number, name), talk_ms=talk_ms, tone=tone), remote_port=self.stack.trunk_address[1])
        return phone

    def answering_patient(self, *, talk_ms: int, refuses: bool = False) -> Phone:
        """The other end of the trunk: answers one call and hangs up after ``talk_ms``, or is busy."""
        media = free_udp_block(4)
        phone = Phone(self.directory / f"phone-{next(self._numbers)}", self.stack.trunk_peer_port, media)
        self._phones.append(phone)
        phone.start(rejects() if refuses else answers(talk_ms=talk_ms))
        return phone

    def telephone(self) -> Phone:
        first = free_udp_block(8)
        phone = Phone(self.directory / f"phone-{next(self._numbers)}", first, first + 2)
        self._phones.append(phone)
        return phone

    def accounts(self) -> set[str]:
        shown = self.stack.pbx.console("pjsip show auths")
        return {line.split("/")[1].strip() for line in shown.splitlines() if line.strip().startswith("Auth:") and "/" in line}

    def paused(self, extension: str) -> bool | None:
        """How the member stands in ``main``; None where it is none."""
        for line in self.stack.pbx.console("queue show main").splitlines():
            if f"PJSIP/{extension} " in line:
                return "paused" in line.split("has taken")[0]
        return None

    def waiting(self) -> int:
        """Callers in ``main``."""
        shown = re.search(r"main has (\d+) calls", self.stack.pbx.console("queue show main"))
        return int(shown[1]) if shown else 0

    def channels(self) -> list[str]:
        return [line.split("!")[0] for line in self.stack.pbx.console("core show channels concise").splitlines() if "!" in line]

    def database(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        file = self.directory / "stack" / "server" / "careline.sqlite"
        connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=5)
        try:
            return connection.execute(statement, values).fetchall()
        finally:
            connection.close()

    def events(self, audience: str, *kinds: str) -> list[Json]:
        rows = self.database("SELECT kind, data FROM events WHERE audience = ? ORDER BY id", audience)
        return [{"kind": kind, **json.loads(data)} for kind, data in rows if not kinds or kind in kinds]

    def calls(self, number: str = "") -> list[Json]:
        """Rows of the history, oldest first."""
        columns = (
            "ref",
            "client_ref",
            "direction",
            "number",
            "outcome",
            "source",
            "queue",
            "agent_id",
            "answered_at",
            "ended_at",
            "talk_s",
        )
        rows = self.database(f"SELECT {', '.join(columns)} FROM calls ORDER BY id")  # noqa: S608 - fixed names
        found = [dict(zip(columns, row, strict=True)) for row in rows]
        return [row for row in found if not number or row["number"] == number]

    def ended(self, number: str, limit_s: float = 20.0) -> Json:
        """The newest call of ``number``, once it is over."""
        return eventually(lambda: next((c for c in reversed(self.calls(number)) if c["ended_at"]), None), f"end of {number}", limit_s) or {}

    def clear(self) -> None:
        """Everybody goes home."""
        for phone in self._phones:
            phone.stop()
        for agent in self._agents:
            if self.stack.server.pid is not None:
                agent.sign_out()
            agent.close()
        self._agents.clear()
        if self.stack.pbx.pid is not None:
            self.stack.pbx.console("channel request hangup all")  # SIPp, once stopped, says no goodbye
            eventually(lambda: not self.channels(), "no channel is left", 30)
