"""The connection against a small server that speaks the real protocol: answers, lists, time-outs, reconnects, a clean stop."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from server_stub.pbx import ami
from server_stub.pbx.ami import AmiAddress, AmiAway, AmiLink, AmiMessage, AmiRefused, AmiSession

SECRET = "not a real secret"
Handler = Callable[[dict[str, str], asyncio.StreamWriter], Awaitable[None]]


def reply(writer: asyncio.StreamWriter, *blocks: str) -> None:
    for block in blocks:
        writer.write(block.replace("\n", "\r\n").encode() + b"\r\n\r\n")


async def ordinary(action: dict[str, str], writer: asyncio.StreamWriter) -> None:
    """What Asterisk does with the actions used here."""
    head = f"ActionID: {action['ActionID']}"
    match action["Action"]:
        case "Challenge":
            reply(writer, f"Response: Success\n{head}\nChallenge: 4711")
        case "Login":
            right = action["Key"] == hashlib.md5(f"4711{SECRET}".encode(), usedforsecurity=False).hexdigest()
            if right:
                reply(writer, f"Response: Success\n{head}", "Event: FullyBooted\nStatus: Fully Booted")
            else:
                reply(writer, f"Response: Error\n{head}\nMessage: Authentication failed")
        case "QueueStatus":
            reply(writer, f"Response: Success\n{head}\nEventList: start", f"Event: QueueMember\n{head}\nQueue: main")
            reply(writer, "Event: Newchannel\nUniqueid: 1", f"Event: QueueStatusComplete\n{head}\nEventList: Complete")
        case "QueueRemove":
            reply(writer, f"Response: Error\n{head}\nMessage: not there")
        case "Ping":
            reply(writer, f"Response: Success\n{head}\nPing: Pong")
        case "Hang":
            pass
        case "Drop":
            writer.close()


@asynccontextmanager
async def manager(handler: Handler = ordinary) -> AsyncIterator[tuple[AmiAddress, list[str]]]:
    seen: list[str] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"Asterisk Call Manager/11.0.0\r\n")
        try:
            while True:
                block = (await reader.readuntil(b"\r\n\r\n")).decode()
                action = dict(line.split(": ", 1) for line in block.strip().split("\r\n"))
                seen.append(action["Action"])
                await handler(action, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield AmiAddress("127.0.0.1", server.sockets[0].getsockname()[1], "careline", SECRET), seen
    finally:
        server.close()


class Linked:
    """Runs a link and keeps what it hands over."""

    def __init__(self, address: AmiAddress) -> None:
        self.events: list[AmiMessage] = []
        self.sessions: asyncio.Queue[AmiSession] = asyncio.Queue()
        self.ends = 0
        self.task = asyncio.create_task(AmiLink(address, jitter=lambda: 0.0).run(self.events.append, self._serve))

    async def _serve(self, session: AmiSession) -> None:
        self.sessions.put_nowait(session)
        try:
            await asyncio.Event().wait()
        finally:
            self.ends += 1

    async def session(self) -> AmiSession:
        async with asyncio.timeout(10):
            return await self.sessions.get()

    async def stop(self) -> None:
        self.task.cancel()
        await asyncio.gather(self.task, return_exceptions=True)


async def test_actions_lists_refusals_and_events_in_between() -> None:
    async with manager() as (address, _):
        linked = Linked(address)
        session = await linked.session()
        assert (await session.action("Ping")).get("Ping") == "Pong"
        assert [item.event for item in await session.list_action("QueueStatus")] == ["QueueMember"]
        assert [event.event for event in linked.events] == ["FullyBooted", "Newchannel"]
        with pytest.raises(AmiRefused, match="not there"):
            await session.action("QueueRemove")
        await linked.stop()
        with pytest.raises(AmiAway):
            await session.action("Ping")


async def test_the_secret_is_not_sent() -> None:
    sent: list[dict[str, str]] = []

    async def spy(action: dict[str, str], writer: asyncio.StreamWriter) -> None:
        sent.append(action)
        await ordinary(action, writer)

    async with manager(spy) as (address, _):
        linked = Linked(address)
        await linked.session()
        await linked.stop()
    assert SECRET not in str(sent)
    assert SECRET not in repr(address)


async def test_comes_back_after_the_connection_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ami, "FIRST_DELAY_S", 0.01)
    async with manager() as (address, seen):
        linked = Linked(address)
        first = await linked.session()
        with pytest.raises(AmiAway):
            await first.action("Drop")
        second = await linked.session()
        assert second is not first
        assert linked.ends == 1
        assert seen.count("Login") == 2
        await linked.stop()
        assert linked.ends == 2


async def test_an_action_without_answer_times_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ami, "ACTION_TIMEOUT_S", 0.05)
    async with manager() as (address, _):
        linked = Linked(address)
        session = await linked.session()
        with pytest.raises(AmiAway):
            await session.action("Hang")
        assert (await session.action("Ping")).get("Ping") == "Pong"
        await linked.stop()


async def test_a_silent_asterisk_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ami, "ACTION_TIMEOUT_S", 0.05)
    monkeypatch.setattr(ami, "PING_EVERY_S", 0.01)
    monkeypatch.setattr(ami, "FIRST_DELAY_S", 0.01)

    async def mute(action: dict[str, str], writer: asyncio.StreamWriter) -> None:
        if action["Action"] != "Ping":
            await ordinary(action, writer)

    async with manager(mute) as (address, _):
        linked = Linked(address)
        await linked.session()
        await linked.session()
        await linked.stop()


async def test_a_wrong_secret_is_tried_again_and_never_served(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ami, "FIRST_DELAY_S", 0.01)
    logins = asyncio.Event()

    async def count(action: dict[str, str], writer: asyncio.StreamWriter) -> None:
        await ordinary(action, writer)
        if action["Action"] == "Login":
            logins.set()

    async with manager(count) as (address, seen):
        linked = Linked(AmiAddress(address.host, address.port, "careline", "wrong"))
        for _ in range(2):
            logins.clear()
            async with asyncio.timeout(5):
                await logins.wait()
        assert linked.sessions.empty()
        await linked.stop()
    assert seen.count("Login") >= 2
