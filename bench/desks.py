"""Five hundred desks at one server on one core, on PostgreSQL: signing in, an event to all, and a restart of the server.

``python -m bench.desks [--desks 500] [--directory DIR]``. The desks are simulated: each has its own user, tokens and event stream over
its own connection, and comes back by the rule of the real desk's stream client. Desks and PostgreSQL share the other core.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from agent_app.server_client.stream import come_back_delay, retry_delay
from bench.served import Served, percentile, served, verdict
from server_stub.db.engine import Database
from server_stub.demo.full_centre import AGENT
from server_stub.demo.loader import PASSWORD
from server_stub.events.feed import wake_all
from server_stub.events.log import EVERYONE, append

EVENT_LIMIT_MS, LOGIN_LIMIT_S, BACK_LIMIT_S = 50.0, 60.0, 10.0
ROUNDS = 40
AT_ONCE = 20
"""Desks that sign in at the same moment: people come within minutes, not within one second."""
KIND = "bench.told"


@dataclass
class Desk:
    """One simulated desk."""

    number: int
    port: int
    heard: Callable[[int, int], None]
    """Told the desk and the event's number when an event has arrived."""
    token: str = ""
    last_id: str = ""
    opened_at: float = 0.0
    attempts: list[float] = field(default_factory=list)

    async def sign_in(self) -> None:
        session = await self._ask("POST", "/v1/auth/login", {"username": AGENT.format(self.number), "password": PASSWORD})
        self.token = session["access_token"]
        self.last_id = str((await self._ask("GET", "/v1/me/snapshot"))["last_event_id"])

    async def follow(self) -> None:
        """Until cancelled."""
        failures = 0
        while True:
            self.attempts.append(time.monotonic())
            try:
                await self._read()
                failures = 0
                await asyncio.sleep(come_back_delay())
            except (OSError, asyncio.IncompleteReadError, ValueError):
                await asyncio.sleep(retry_delay(failures))
                failures += 1

    async def _read(self) -> None:
        """One connection, to its end. Raises OSError where there is none, ValueError where it is refused."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            writer.write(self._head("GET", f"/v1/events?after={self.last_id}") + b"\r\n")
            if b" 200 " not in await reader.readline():
                raise ValueError("the stream was refused")
            while line := await reader.readline():
                if line == b": alive\n":
                    self.opened_at = self.opened_at or time.monotonic()
                elif line.startswith(b"id: "):
                    self.last_id = line[4:].decode().strip()
                elif line.startswith(b"data: ") and KIND.encode() in line:
                    self.heard(self.number, json.loads(line[6:])["number"])
        finally:
            writer.close()

    async def _ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            content = json.dumps(body).encode() if body is not None else b""
            kind = b"Content-Type: application/json\r\n" if content else b""
            writer.write(self._head(method, path) + kind + b"Connection: close\r\nContent-Length: %d\r\n\r\n" % len(content) + content)
            answer = await reader.read()
        finally:
            writer.close()
        head, _, rest = answer.partition(b"\r\n\r\n")
        if b" 200 " not in head.split(b"\r\n")[0]:
            raise ValueError(f"{path}: {head[:80]!r} {rest[:200]!r}")
        return json.loads(rest)

    def _head(self, method: str, path: str) -> bytes:
        authorised = f"Authorization: Bearer {self.token}\r\n" if self.token else ""
        return f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{authorised}".encode()


class Floor:
    """All desks of one run."""

    def __init__(self, server: Served, count: int) -> None:
        self._server = server
        self._database = Database(server.settings["CARELINE_DATABASE_URL"])
        self._told_at: dict[int, float] = {}
        self._numbers = 0
        self.latencies_ms: list[float] = []
        self.heard: Counter[int] = Counter()
        """How many desks heard each event."""
        self.desks = [Desk(number, server.port, self._heard) for number in range(1, count + 1)]
        self._tasks: list[asyncio.Task[None]] = []

    def _heard(self, _desk: int, number: int) -> None:
        self.latencies_ms.append((time.perf_counter() - self._told_at[number]) * 1000)
        self.heard[number] += 1

    async def sign_in(self) -> float:
        """Seconds until all are signed in and have their snapshot."""
        began, places = time.monotonic(), asyncio.Semaphore(AT_ONCE)

        async def one(desk: Desk) -> None:
            async with places:
                await desk.sign_in()

        await asyncio.gather(*(one(desk) for desk in self.desks))
        return time.monotonic() - began

    async def open_streams(self) -> None:
        self._tasks = [asyncio.create_task(desk.follow()) for desk in self.desks]
        await self.all_open()

    async def all_open(self) -> None:
        async with asyncio.timeout(120):
            while not all(desk.opened_at for desk in self.desks):  # noqa: ASYNC110 - five hundred of them
                await asyncio.sleep(0.01)

    async def tell(self) -> int:
        """An event to all, committed by another process than the server; its number, once every desk has it."""
        self._numbers += 1
        number = self._numbers
        await asyncio.to_thread(self._append, number)
        async with asyncio.timeout(30):
            while self.heard[number] < len(self.desks):  # noqa: ASYNC110 - as above
                await asyncio.sleep(0.01)
        return number

    def _append(self, number: int) -> None:
        with self._database.write() as session:
            append(session, KIND, EVERYONE, {"kind": KIND, "number": number})
            self._told_at[number] = time.perf_counter()
        wake_all(self._database)

    async def restart(self) -> tuple[float, int]:
        """Seconds from the end of the old server until every desk follows the new one, and the most attempts in one second."""
        for desk in self.desks:
            desk.attempts.clear()
        await asyncio.to_thread(self._server.stop)
        for desk in self.desks:
            desk.opened_at = 0.0
        began = time.monotonic()
        await asyncio.to_thread(self._server.start)
        up = time.monotonic()
        await self.all_open()
        attempts = Counter(int(at - began) for desk in self.desks for at in desk.attempts if at >= began)
        print(f"  (the server itself was up after {up - began:.1f} s)")
        return max(desk.opened_at for desk in self.desks) - began, max(attempts.values(), default=0)

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._database.close()


async def measure(server: Served, count: int) -> bool:
    floor = Floor(server, count)
    try:
        held = verdict(f"{count} desks sign in", await floor.sign_in(), LOGIN_LIMIT_S, "s")
        await floor.open_streams()
        for _ in range(ROUNDS):
            await floor.tell()
        latencies = floor.latencies_ms[len(floor.desks) :]  # the first round warms up
        held &= verdict("an event reaches all, 99th percentile", percentile(latencies, 0.99), EVENT_LIMIT_MS, "ms")
        print(f"  (median {percentile(latencies, 0.5):.1f} ms, slowest {max(latencies):.1f} ms, {ROUNDS - 1} events)")
        seconds, most = await floor.restart()
        held &= verdict("all are back after a restart of the server", seconds, BACK_LIMIT_S, "s")
        held &= verdict("most attempts within one second", most, 2.0 * count, "")
        number = await floor.tell()
        print(f"  (and {floor.heard[number]} hear the next event)")
    finally:
        await floor.close()
    return held


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.desks", description="Many desks at one server on one core, on PostgreSQL.")
    parser.add_argument("--desks", type=int, default=500)
    parser.add_argument("--directory", type=Path, help="kept and used again; must be reachable by the user postgres")
    options = parser.parse_args()
    ours, servers = min(os.sched_getaffinity(0)), max(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {ours})
    with contextlib.ExitStack() as made:
        directory: Path | None = options.directory
        if directory is None:
            directory = Path(made.enter_context(tempfile.TemporaryDirectory(prefix="careline-desks-", dir="/var/tmp")))
            directory.chmod(0o711)
        server = made.enter_context(served(directory, "postgresql", pinned_to=servers))
        server.run("made-up-data", "--agents", str(options.desks), "--patients", "1000", "--calls", "1000")
        server.start()
        return 0 if asyncio.run(measure(server, options.desks)) else 1


if __name__ == "__main__":
    sys.exit(main())
