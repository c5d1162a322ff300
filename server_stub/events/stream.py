"""One reader's server-sent events. Runs on the server's loop; reads of the table on a worker thread.

The first bytes go out at once, an event a few milliseconds after its commit, and a comment every five seconds: a desk that
hears nothing for longer knows that the connection is dead.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection
from typing import Final

from starlette.concurrency import run_in_threadpool

from server_stub.events.broker import Broker, Subscription
from server_stub.events.log import StreamEvent, first_id, last_id, read_after
from server_stub.state import ServerState

HEARTBEAT_S: Final = 5.0
BATCH: Final = 200
LONGEST_CATCH_UP: Final = 2000
"""Further behind, a snapshot is cheaper than the events."""

_HEARTBEAT: Final = b": alive\n\n"
_REVOKED: Final = "session.revoked"


async def follow(state: ServerState, audiences: Collection[str], after: int | None) -> AsyncIterator[bytes]:
    """Events behind ``after`` (None: from now on) until the client goes, the session is revoked or the server stops."""
    broker: Broker = state.broker
    subscription = broker.subscribe(audiences)
    try:
        position, reset = await run_in_threadpool(_start, state, audiences, after)
        yield f"id: {position}\nevent: reset\ndata: {{}}\n\n".encode() if reset else _HEARTBEAT
        reader = _Reader(state, subscription, position)
        subscription.fall_behind()  # what was committed before we subscribed is in the table only
        while not subscription.closed:
            if not await subscription.wait(HEARTBEAT_S):
                yield _HEARTBEAT
                continue
            async for event in reader.news():
                yield event.wire
                if event.kind == _REVOKED:
                    return
    finally:
        broker.unsubscribe(subscription)


def _start(state: ServerState, audiences: Collection[str], after: int | None) -> tuple[int, bool]:
    """Where to go on from, and whether the reader must take the snapshot first."""
    with state.database.read() as session:
        newest = last_id(session)
        if after is None:
            return newest, False
        oldest = first_id(session)
        unknown = after > newest or after < 0
        too_old = after + 1 < oldest or len(read_after(session, after, audiences, LONGEST_CATCH_UP + 1)) > LONGEST_CATCH_UP
        return (newest, True) if unknown or too_old else (after, False)


class _Reader:
    """Turns a subscription's news into events in order, none twice."""

    def __init__(self, state: ServerState, subscription: Subscription, position: int) -> None:
        self._state = state
        self._subscription = subscription
        self._position = position

    async def news(self) -> AsyncIterator[StreamEvent]:
        buffered = self._subscription.take()
        if buffered is not None:
            for event in buffered:
                if event.id > self._position:
                    self._position = event.id
                    yield event
            return
        while batch := await run_in_threadpool(self._read):
            for event in batch:
                self._position = event.id
                yield event

    def _read(self) -> list[StreamEvent]:
        with self._state.database.read() as session:
            return list(read_after(session, self._position, self._subscription.audiences, BATCH))
