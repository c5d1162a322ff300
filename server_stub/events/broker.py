"""Carries committed events from writers' threads to the readers on the server's loop.

``publish`` is called on any thread, in the order of the commits (on SQLite by the writers, on PostgreSQL by ``events.feed``, which
sees those of all processes); everything else runs on the loop. A reader that does not
keep up costs no memory: what does not fit its buffer is dropped here and read again from the table.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Collection, Sequence

from server_stub.events.log import StreamEvent

BUFFERED_EVENTS = 256


class Subscription:
    """One reader's buffer. Lives on the loop."""

    def __init__(self, audiences: Collection[str]) -> None:
        self.audiences = frozenset(audiences)
        self.closed = False
        self._buffer: deque[StreamEvent] = deque()
        self._behind = False
        self._news = asyncio.Event()

    def offer(self, events: Sequence[StreamEvent]) -> None:
        wanted = [event for event in events if event.audience in self.audiences]
        if not wanted:
            return
        if len(self._buffer) + len(wanted) > BUFFERED_EVENTS:
            self.fall_behind()
            return
        if not self._behind:
            self._buffer.extend(wanted)
            self._news.set()

    def fall_behind(self) -> None:
        """Some events were not buffered: the reader must look into the table."""
        self._buffer.clear()
        self._behind = True
        self._news.set()

    def close(self) -> None:
        self.closed = True
        self._news.set()

    async def wait(self, timeout_s: float) -> bool:
        """True when there is news (or the end), False after ``timeout_s`` of silence."""
        try:
            async with asyncio.timeout(timeout_s):
                await self._news.wait()
        except TimeoutError:
            return False
        self._news.clear()
        return True

    def take(self) -> list[StreamEvent] | None:
        """What was buffered, oldest first; None where the reader must look into the table instead."""
        if self._behind:
            self._behind = False
            self._buffer.clear()
            return None
        taken = list(self._buffer)
        self._buffer.clear()
        return taken


class Broker:
    """The subscriptions of one process."""

    def __init__(self) -> None:
        self.on_delivery: list[Callable[[Sequence[StreamEvent]], None]] = []
        """Told of all events, on the loop, before the readers."""
        self._subscriptions: set[Subscription] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._closed = False

    def start(self) -> None:
        """Bind to the running loop."""
        self._loop = asyncio.get_running_loop()

    def publish(self, events: Sequence[StreamEvent]) -> None:
        """Any thread, after the commit. Before the start and after the end there is no reader to tell."""
        if events and self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._deliver, events)

    def close_soon(self) -> None:
        """End every stream; safe in a signal handler and on any thread."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self.close)

    def close(self) -> None:
        self._closed = True
        for subscription in tuple(self._subscriptions):
            subscription.close()

    def subscribe(self, audiences: Collection[str]) -> Subscription:
        subscription = Subscription(audiences)
        self._subscriptions.add(subscription)
        if self._closed:
            subscription.close()
        return subscription

    def unsubscribe(self, subscription: Subscription) -> None:
        self._subscriptions.discard(subscription)

    def _deliver(self, events: Sequence[StreamEvent]) -> None:
        for listener in self.on_delivery:
            listener(events)
        for subscription in self._subscriptions:
            subscription.offer(events)
