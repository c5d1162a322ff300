"""Applies what happens to an agent: status and ``agent.status`` event in the caller's transaction, effects after it.

``apply`` runs on any thread, inside a write transaction. Timers and the telling of Asterisk live on the server's loop.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from server_stub import errands
from server_stub.agents import store
from server_stub.agents.status import (
    AddMember,
    AgentEvent,
    AgentState,
    AgentStatus,
    CancelWrapUpTimer,
    Effect,
    Happening,
    Pause,
    RemoveMember,
    StartWrapUpTimer,
    Unpause,
    transition,
)
from server_stub.calls import registry
from server_stub.clock import utc_now
from server_stub.db.engine import after_commit
from server_stub.db.models import Call, Queue, User
from server_stub.events.log import append
from server_stub.state import ServerState

_log = structlog.get_logger(__name__)


class AgentService:
    """The one writer of agents' status."""

    def __init__(self, state: ServerState) -> None:
        self._state = state
        self._loop: asyncio.AbstractEventLoop | None = None
        self._timers: dict[str, asyncio.TimerHandle] = {}
        self._timeouts: set[asyncio.Future[None]] = set()
        self._changes: Counter[str] = Counter()
        self.membership_changed: Callable[[str], None] = lambda _user_id: None
        """Called on the loop with a user's id when Asterisk must be told how they stand in the queues."""
        state.hooks.signed_in.append(self._signed_in)
        state.hooks.signed_out.append(self._signed_out)
        state.hooks.wrap_up_saved.append(self._wrap_up_saved)

    def start(self) -> None:
        """Bind to the running loop and take up the timers that were running when the server last stopped."""
        self._loop = asyncio.get_running_loop()
        with self._state.database.read() as session:
            statuses = store.all_signed_in(session)
        for user_id, status in statuses.items():
            if status.wrap_up_ends_at is not None:
                self._set_timer(user_id, status)

    async def stop(self) -> None:
        for timer in self._timers.values():
            timer.cancel()
        self._timers.clear()
        await asyncio.gather(*self._timeouts, return_exceptions=True)
        self._loop = None

    def apply(self, session: Session, user_id: str, happening: Happening) -> AgentStatus:
        """Let ``happening`` have its effect on the agent; the status afterwards."""
        before = store.load(session, user_id)
        after, effects = transition(before, happening)
        if after is not before:
            store.save(session, user_id, after)
            self._state.floor_changes(session)
            _count_wrap_up(session, before, after, happening)
            if _visible(before) != _visible(after):
                append(session, "agent.status", user_id, store.to_wire(session, after).model_dump(mode="json"))
            _log.info("agent_status", user=user_id, was=before.state.value, now=after.state.value, because=happening.event.value)
        if effects:
            after_commit(session, lambda: self._post(user_id, after, effects))
            self._state.errands.post(session, errands.AGENT, user_id)
        return after

    def happened(
        self, session: Session, user_id: str, event: AgentEvent, *, ref: str = "", reason: str = "", queue: str = ""
    ) -> AgentStatus:
        """``apply`` for what happens now."""
        happening = Happening(event, utc_now(), ref, reason, self._wrap_up_time(session, ref, queue))
        return self.apply(session, user_id, happening)

    def _wrap_up_time(self, session: Session, ref: str, queue: str) -> timedelta:
        if not queue and ref and (call := registry.find(session, ref)):
            queue = call.queue
        seconds = session.scalar(select(Queue.wrap_up_s).where(Queue.name == queue)) if queue else None
        return timedelta(seconds=seconds or self._state.settings.wrap_up_s)

    # ---- hooks of other features, in their transactions

    def _signed_in(self, session: Session, user: User) -> None:
        if user.extension:
            self.happened(session, user.id, AgentEvent.SIGN_IN, reason="signed_in")

    def _signed_out(self, session: Session, user: User) -> None:
        if user.extension:
            self.happened(session, user.id, AgentEvent.SIGN_OUT)

    def _wrap_up_saved(self, session: Session, user: User, call: Call, then_ready: bool) -> None:
        if user.extension:
            event = AgentEvent.WRAP_UP_DONE if then_ready else AgentEvent.WRAP_UP_SAVED
            self.happened(session, user.id, event, ref=call.ref)

    # ---- effects, on the loop

    def _post(self, user_id: str, status: AgentStatus, effects: tuple[Effect, ...]) -> None:
        """Any thread, after the commit."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._run_effects, user_id, status, effects)

    def look_at(self, user_id: str) -> None:
        """Another process changed this agent's status. On the loop."""
        if self._loop is not None:
            self._track(asyncio.ensure_future(self._look_at(user_id)))

    async def _look_at(self, user_id: str) -> None:
        self._changes[user_id] += 1
        changes = self._changes[user_id]
        status = await asyncio.to_thread(self._load, user_id)
        self.membership_changed(user_id)
        if changes == self._changes[user_id]:  # else this process knows newer
            self._set_timer(user_id, status)

    def _load(self, user_id: str) -> AgentStatus:
        with self._state.database.read() as session:
            return store.load(session, user_id)

    def _run_effects(self, user_id: str, status: AgentStatus, effects: tuple[Effect, ...]) -> None:
        self._changes[user_id] += 1
        for effect in effects:
            match effect:
                case StartWrapUpTimer():
                    self._set_timer(user_id, status)
                case CancelWrapUpTimer():
                    self._drop_timer(user_id)
                case AddMember() | RemoveMember() | Pause() | Unpause():
                    # The link reads how the agent stands *when it acts*: an unpause that is late by a call would be
                    # the second call in the wrap-up.
                    self.membership_changed(user_id)

    def _set_timer(self, user_id: str, status: AgentStatus) -> None:
        self._drop_timer(user_id)
        if self._loop is None or status.wrap_up_ends_at is None:
            return
        left = (status.wrap_up_ends_at - utc_now()).total_seconds()
        self._timers[user_id] = self._loop.call_later(max(0.0, left), self._timer_fired, user_id, status.call_ref)

    def _drop_timer(self, user_id: str) -> None:
        if timer := self._timers.pop(user_id, None):
            timer.cancel()

    def _timer_fired(self, user_id: str, ref: str) -> None:
        self._timers.pop(user_id, None)
        self._track(asyncio.ensure_future(asyncio.to_thread(self._time_out, user_id, ref)))

    def _track(self, task: asyncio.Future[None]) -> None:
        self._timeouts.add(task)
        task.add_done_callback(self._timeouts.discard)
        task.add_done_callback(_report)

    def _time_out(self, user_id: str, ref: str) -> None:
        """Worker thread. Looks again under the write lock: the time may have been extended in this very moment."""
        with self._state.database.write() as session:
            status = store.load(session, user_id)
            if status.wrap_up_ends_at is not None and status.wrap_up_ends_at <= utc_now() + timedelta(milliseconds=50):
                self.happened(session, user_id, AgentEvent.WRAP_UP_TIMEOUT, ref=ref)


def _count_wrap_up(session: Session, before: AgentStatus, after: AgentStatus, happening: Happening) -> None:
    """The time an agent spent writing counts for the call it was spent on."""
    over = before.state is AgentState.WRAP_UP and (after.state, after.call_ref) != (AgentState.WRAP_UP, before.call_ref)
    if not over or before.since is None or not before.call_ref:
        return
    call = registry.find(session, before.call_ref)
    if call is not None:
        call.wrap_up_s += max(0.0, (happening.at - before.since).total_seconds())


def _report(task: asyncio.Future[None]) -> None:
    if not task.cancelled() and (error := task.exception()):
        _log.error("wrap_up_timer_failed", error=type(error).__name__, detail=str(error)[:200])


def _visible(status: AgentStatus) -> tuple[object, ...]:
    """What the desk is told of a status."""
    return status.state, status.reason, status.since, status.call_ref, status.wrap_up_ends_at


def agents_of(state: ServerState) -> AgentService:
    """The service of this server. Raises RuntimeError before ``create_app`` has made it."""
    if state.agents is None:
        raise RuntimeError("the agents' service was not built")
    return state.agents
