"""The connection to Asterisk's manager interface: actions with answers, events in order, reconnecting for ever.

Own module because no kept asyncio library has lists, events in order *and* a reconnect that tells its user.
Runs on the server's event loop only; the listener is called there, in the order of the events.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import itertools
import random
from collections.abc import Callable, Coroutine, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import structlog

from server_stub.pbx.ami_wire import AmiError, AmiMessage, AmiParser, AmiProtocolError, encode_action

ACTION_TIMEOUT_S: Final = 5.0
PING_EVERY_S: Final = 5.0
FIRST_DELAY_S: Final = 0.2
LONGEST_DELAY_S: Final = 5.0
CALM_AFTER_S: Final = 10.0
READ_BYTES: Final = 64 * 1024

_log = structlog.get_logger(__name__)


class AmiAway(AmiError):
    """There is no link now, or it was lost before the answer came."""


class AmiRefused(AmiError):
    """Asterisk answered ``Error``; its words are the message."""


@dataclass(frozen=True, slots=True)
class AmiAddress:
    host: str
    port: int
    user: str
    secret: str = field(repr=False)


@dataclass(slots=True)
class _Waiting:
    """An action whose answer is not complete yet."""

    done: asyncio.Future[list[AmiMessage]]
    wants_list: bool
    collected: list[AmiMessage] = field(default_factory=list)


class AmiSession:
    """One login on one TCP connection. Not used again after it ends."""

    _numbers = itertools.count(1)

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, listener: Callable[[AmiMessage], None]) -> None:
        self._reader = reader
        self._writer = writer
        self._listener = listener
        self._parser = AmiParser()
        self._waiting: dict[str, _Waiting] = {}
        self._booted = asyncio.Event()
        self._ended = False

    async def action(self, name: str, fields: Mapping[str, str] | None = None, *, variables: Iterable[tuple[str, str]] = ()) -> AmiMessage:
        """Send one action and return its response. Raises AmiRefused, AmiAway, AmiUnsafeValue."""
        return (await self._ask(name, fields or {}, variables, wants_list=False))[0]

    async def list_action(self, name: str, fields: Mapping[str, str] | None = None) -> list[AmiMessage]:
        """Send an action that answers with a list of events; returns them without the response and the completion."""
        return (await self._ask(name, fields or {}, (), wants_list=True))[1:-1]

    async def _ask(
        self, name: str, fields: Mapping[str, str], variables: Iterable[tuple[str, str]], *, wants_list: bool
    ) -> list[AmiMessage]:
        if self._ended:
            raise AmiAway(f"{name}: no link")
        action_id = f"careline-{next(self._numbers)}"
        waiting = _Waiting(asyncio.get_running_loop().create_future(), wants_list)
        data = encode_action(name, action_id, fields, variables)
        self._waiting[action_id] = waiting
        try:
            self._writer.write(data)
            async with asyncio.timeout(ACTION_TIMEOUT_S):
                return await waiting.done
        except TimeoutError:
            raise AmiAway(f"{name}: no answer") from None
        finally:
            self._waiting.pop(action_id, None)

    async def read(self) -> None:
        """Read until the connection ends. Raises AmiProtocolError; the end itself is no error."""
        try:
            while data := await self._reader.read(READ_BYTES):
                for message in self._parser.feed(data):
                    self._deliver(message)
        except (ConnectionError, TimeoutError):
            return
        finally:
            self._ended = True
            for waiting in self._waiting.values():
                if not waiting.done.done():
                    waiting.done.set_exception(AmiAway("the link was lost"))
                    waiting.done.exception()  # whoever asked may be gone

    def _deliver(self, message: AmiMessage) -> None:
        waiting = self._waiting.get(message.action_id) if message.action_id else None
        if waiting is not None and not waiting.done.done():
            self._answer(waiting, message)
        elif message.event:
            if message.event == "FullyBooted":
                self._booted.set()
            self._listener(message)

    @staticmethod
    def _answer(waiting: _Waiting, message: AmiMessage) -> None:
        if message.response == "Error":
            waiting.done.set_exception(AmiRefused(message.get("Message", "refused")))
            return
        waiting.collected.append(message)
        if not waiting.wants_list or message.get("EventList").lower() in ("complete", "cancelled"):
            waiting.done.set_result(waiting.collected)

    async def log_in(self, address: AmiAddress) -> None:
        """Log in without sending the secret, and wait until Asterisk has finished starting. Raises AmiError."""
        challenge = (await self.action("Challenge", {"AuthType": "MD5"})).get("Challenge")
        key = hashlib.md5((challenge + address.secret).encode(), usedforsecurity=False).hexdigest()
        await self.action("Login", {"AuthType": "MD5", "Username": address.user, "Key": key, "Events": "on"})
        await self._booted.wait()

    async def keep_alive(self) -> None:
        """Ping for ever. Raises AmiAway where Asterisk no longer answers: a cut cable sends no FIN."""
        while True:
            await asyncio.sleep(PING_EVERY_S)
            await self.action("Ping")

    async def close(self) -> None:
        self._writer.close()
        with contextlib.suppress(OSError, TimeoutError):
            async with asyncio.timeout(1):
                await self._writer.wait_closed()


Serve = Callable[[AmiSession], Coroutine[Any, Any, None]]


class AmiLink:
    """Keeps a session with Asterisk: connects, hands the session to ``serve``, waits, connects again."""

    def __init__(self, address: AmiAddress, *, jitter: Callable[[], float] = random.random) -> None:
        self._address = address
        self._jitter = jitter

    async def run(self, listener: Callable[[AmiMessage], None], serve: Serve) -> None:
        """Run until cancelled. ``serve(session)`` runs while the session lasts and is cancelled at its end; its return ends the session."""
        delay = FIRST_DELAY_S
        loop = asyncio.get_running_loop()
        while True:
            began = loop.time()
            try:
                await self._one_session(listener, serve)
            except (AmiError, OSError, TimeoutError) as error:
                _log.warning("pbx_link_failed", error=type(error).__name__, detail=str(error)[:200])
            except Exception as error:  # the owner of this task is here: a fault in serving must not end the link for good
                _log.exception("pbx_link_fault", error=type(error).__name__)
            if loop.time() - began > CALM_AFTER_S:
                delay = FIRST_DELAY_S
            await asyncio.sleep(delay * (0.5 + self._jitter()))
            delay = min(delay * 2, LONGEST_DELAY_S)

    async def _one_session(self, listener: Callable[[AmiMessage], None], serve: Serve) -> None:
        async with asyncio.timeout(ACTION_TIMEOUT_S):
            reader, writer = await asyncio.open_connection(self._address.host, self._address.port)
        session = AmiSession(reader, writer, listener)
        tasks = [asyncio.ensure_future(session.read())]
        try:
            log_in = asyncio.ensure_future(session.log_in(self._address))
            tasks.append(log_in)
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED, timeout=60)
            if not log_in.done():
                raise AmiAway("Asterisk ended the connection or does not finish starting")
            log_in.result()
            tasks += [asyncio.ensure_future(session.keep_alive()), asyncio.ensure_future(serve(session))]
            done, _ = await asyncio.wait(tasks[:1] + tasks[2:], return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await session.close()


__all__ = ["AmiAddress", "AmiAway", "AmiError", "AmiLink", "AmiMessage", "AmiProtocolError", "AmiRefused", "AmiSession"]
