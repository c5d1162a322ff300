"""Worker threads for what may block: one for this desk's disk, in order; a few for the network.

Called on the main thread; the work runs on the workers.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


class ThreadWorkers:
    def __init__(self, network_threads: int = 4) -> None:
        self._storage = ThreadPoolExecutor(1, thread_name_prefix="storage")
        self._network = ThreadPoolExecutor(network_threads, thread_name_prefix="network")

    async def storage(self, work: Callable[[], T]) -> T:
        return await asyncio.wrap_future(self._storage.submit(work))

    async def network(self, work: Callable[[], T]) -> T:
        return await asyncio.wrap_future(self._network.submit(work))

    async def aside(self, work: Callable[[], T]) -> T:
        """On a thread of its own, for the end of the program: it waits behind nothing."""
        with ThreadPoolExecutor(1, thread_name_prefix="aside") as executor:
            return await asyncio.wrap_future(executor.submit(work))

    def begin_network(self, work: Callable[[], T]) -> Future[T]:
        """Start before there is a loop; the result is awaited later."""
        return self._network.submit(work)

    def close(self) -> None:
        """Finish what stands in the storage queue; network calls that were not begun are dropped. Blocks."""
        self._network.shutdown(wait=False, cancel_futures=True)
        self._storage.shutdown(wait=True)
