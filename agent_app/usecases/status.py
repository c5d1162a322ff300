"""The agent's status: the server owns it. While the server is away the desk shows what it can see of itself.

Main thread.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from agent_app.desk_state import ServerLink, Severity, SignIn
from agent_app.domain.agent_status import AgentState, AgentStatus
from agent_app.domain.call import Call, CallDirection, CallRef, CallState
from agent_app.domain.errors import UserFacingError
from agent_app.usecases.board import Board

READY_FEATURE_CODE = "*46"
"""The dial plan's own unpause, for when the server is dead."""

_OF_CALL = {
    CallState.RINGING: AgentState.RINGING,
    CallState.DIALING: AgentState.TALKING,
    CallState.RINGBACK: AgentState.TALKING,
    CallState.CONNECTING: AgentState.TALKING,
    CallState.TALKING: AgentState.TALKING,
    CallState.HELD: AgentState.HOLD,
}


def assumed_status(before: AgentStatus, calls: tuple[Call, ...], ended: Call | None, now: datetime) -> AgentStatus:
    """What the agent is doing as far as the desk alone can see, while the server says nothing. Pure.

    After an answered call the PBX has paused the agent (wrap-up without a timer); after an unanswered one too.
    """
    if calls:
        state = _OF_CALL[calls[0].state]
    elif ended is None:
        return before
    elif ended.answered_at is not None or ended.direction is CallDirection.OUTBOUND:
        state = AgentState.WRAP_UP
    else:
        state = AgentState.NOT_ANSWERING
    if state is before.state:
        return before
    reference = calls[0].ref if calls else ended.ref if ended is not None else None
    return AgentStatus(state, since=now, call_ref=reference)


class Statuses:
    def __init__(self, board: Board) -> None:
        self._board = board
        self._one_at_a_time = asyncio.Lock()
        self._ready_owed: set[CallRef] = set()
        self.feature_refs: set[CallRef] = set()
        """Calls to feature codes: no tile, no record."""
        self._newest: datetime | None = None
        """Since when the newest status stands that the server told, by its own clock."""

    def server_said(self, status: AgentStatus) -> None:
        """Answers, events and snapshots reach the desk by different ways: one that was overtaken by a newer status is let go."""
        if self._newest is not None and status.since is not None and status.since < self._newest:
            return
        self._newest = status.since or self._newest
        self._board.update(status=status)
        if status.state is AgentState.WRAP_UP and status.call_ref in self._ready_owed:
            # The wrap-up was saved before the server had even seen the hang-up.
            self._ready_owed.discard(status.call_ref)
            self._ask(AgentState.READY)
        elif status.state is AgentState.READY:
            self._ready_owed.clear()

    def ready_after(self, ref: CallRef) -> None:
        """The wrap-up of the ended call ``ref`` is at the server, which makes the agent ready where it already counted wrap-up."""
        self._ready_owed.add(ref)

    def calls_changed(self, ended: Call | None = None) -> None:
        board = self._board
        if board.state.server is ServerLink.AWAY and board.state.sign_in is SignIn.SIGNED_IN:
            board.update(status=assumed_status(board.state.status, board.state.calls, ended, board.ports.clock.now()))

    def become_ready(self) -> None:
        """Ask the server; while it is away dial the dial plan's own feature code, without a tile."""
        board = self._board
        if board.state.sign_in is not SignIn.SIGNED_IN:
            return
        if board.state.calls:
            board.notify(Severity.INFO, "ready_in_call")
        elif board.state.server is ServerLink.AWAY:
            ref = CallRef(f"desk-{uuid4()}")
            self.feature_refs.add(ref)
            board.ports.engine.dial(READY_FEATURE_CODE, ref)
        else:
            self._ask(AgentState.READY)

    def feature_call_ended(self, ref: CallRef, *, carried_out: bool) -> None:
        self.feature_refs.discard(ref)
        if carried_out:
            self._board.update(status=AgentStatus(AgentState.READY, since=self._board.ports.clock.now()))
            self._board.notify(Severity.INFO, "ready_at_pbx")
        else:
            self._board.notify(Severity.ERROR, "ready_at_pbx_failed")

    def become_not_ready(self, reason: str) -> None:
        board = self._board
        if board.state.sign_in is not SignIn.SIGNED_IN:
            return
        if board.state.server is ServerLink.AWAY:
            board.notify(Severity.WARNING, "not_ready_needs_server")
        else:
            self._ask(AgentState.NOT_READY, reason)

    def _ask(self, state: AgentState, reason: str = "") -> None:
        self._board.tasks.spawn(self._set(state, reason), f"status {state.value}")

    async def _set(self, state: AgentState, reason: str) -> None:
        board = self._board
        async with self._one_at_a_time:
            try:
                status = await board.ports.workers.network(lambda: board.ports.server.set_status(state, reason))
            except UserFacingError as error:
                board.notify_error(error)
                return
        self.server_said(status)

    def extend_wrap_up(self, ref: CallRef) -> None:
        self._board.tasks.spawn(self._extend(ref), "extend wrap-up")

    async def _extend(self, ref: CallRef) -> None:
        board = self._board
        try:
            status = await board.ports.workers.network(lambda: board.ports.server.extend_wrap_up(ref))
        except UserFacingError as error:
            board.notify_error(error)
            return
        self.server_said(status)

    def server_lost(self) -> None:
        """The server that comes back may have been restored from a backup: what it says then counts."""
        self._newest = None

    def signed_out(self) -> None:
        self._ready_owed.clear()
        self._newest = None
        self._board.update(status=replace(AgentStatus()))
