"""Joins the worklist to calls, sign-ins and the server's life. The server's loop."""

from __future__ import annotations

import asyncio

from server_stub.state import ServerState
from server_stub.worklist.missed import CallOutcomes
from server_stub.worklist.sharing import Keeper


class WorklistWiring:
    """``create_app`` makes one, and calls ``start`` and ``stop`` from its lifespan."""

    def __init__(self, state: ServerState) -> None:
        outcomes = CallOutcomes(state.settings)
        state.hooks.call_over.append(outcomes.call_over)
        state.hooks.call_answered.append(outcomes.call_answered)
        state.hooks.wrap_up_saved.append(outcomes.wrap_up_saved)
        state.hooks.signed_out.append(outcomes.signed_out)
        state.hooks.voicemail_stored.append(outcomes.voicemail_stored)
        self._keeper = Keeper(state)
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.get_running_loop().create_task(self._keeper.run(), name="worklist")

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
