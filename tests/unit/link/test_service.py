"""Agents' status in the database: events, wishes kept, and wrap-up timers that survive a restart."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from sqlalchemy import select

from server_stub.agents import store
from server_stub.agents.service import AgentService, agents_of
from server_stub.agents.status import AgentEvent, AgentState, AgentStatus, Happening
from server_stub.clock import utc_now
from server_stub.db.models import Event, Queue
from server_stub.pbx.live_calls import LiveCalls
from server_stub.state import ServerState

REF = "careline-1-1795370000.12"


def user(state: ServerState) -> str:
    with state.database.read() as session:
        return store.user_of_extension(session, "1001") or ""


def load(state: ServerState) -> AgentStatus:
    with state.database.read() as session:
        return store.load(session, user(state))


def happen(state: ServerState, *events: AgentEvent, ref: str = "", reason: str = "", wrap_up: timedelta = timedelta(seconds=60)) -> None:
    for event in events:
        with state.database.write() as session:
            agents_of(state).apply(session, user(state), Happening(event, utc_now(), ref, reason, wrap_up))


async def until_ready(state: ServerState) -> None:
    async with asyncio.timeout(5):
        while load(state).state is not AgentState.READY:  # noqa: ASYNC110 - what is waited for is in the database
            await asyncio.sleep(0.01)


def test_events_are_told_for_what_the_desk_can_see(state: ServerState) -> None:
    happen(state, AgentEvent.SIGN_IN, AgentEvent.SAY_READY, AgentEvent.SAY_READY)
    happen(state, AgentEvent.CONNECTED, ref=REF)
    happen(state, AgentEvent.SAY_NOT_READY, reason="lunch")
    with state.database.read() as session:
        told = [(e.audience, e.data["state"]) for e in session.scalars(select(Event).where(Event.kind == "agent.status"))]
    assert told == [(user(state), "not_ready"), (user(state), "ready"), (user(state), "talking")]
    status = load(state)
    assert (status.state, status.wish, status.wish_reason) == (AgentState.TALKING, AgentState.NOT_READY, "lunch")


async def test_the_timer_makes_ready(state: ServerState) -> None:
    agents = agents_of(state)
    agents.start()
    happen(state, AgentEvent.SIGN_IN, AgentEvent.SAY_READY)
    happen(state, AgentEvent.CONNECTED, AgentEvent.CALL_ENDED, ref=REF, wrap_up=timedelta(milliseconds=80))
    assert load(state).state is AgentState.WRAP_UP
    await until_ready(state)
    await agents.stop()


async def test_the_timer_is_taken_up_after_a_restart(state: ServerState) -> None:
    happen(state, AgentEvent.SIGN_IN, AgentEvent.SAY_READY)
    happen(state, AgentEvent.CONNECTED, AgentEvent.CALL_ENDED, ref=REF, wrap_up=timedelta(milliseconds=50))
    state.agents = AgentService(state)
    state.agents.start()
    await until_ready(state)
    await state.agents.stop()


async def test_an_extension_in_the_last_moment_holds(state: ServerState) -> None:
    happen(state, AgentEvent.SIGN_IN, AgentEvent.SAY_READY)
    happen(state, AgentEvent.CONNECTED, AgentEvent.CALL_ENDED, ref=REF, wrap_up=timedelta(milliseconds=1))
    happen(state, AgentEvent.WRAP_UP_EXTENDED, ref=REF)
    await asyncio.to_thread(agents_of(state)._time_out, user(state), REF)
    assert load(state).state is AgentState.WRAP_UP


async def test_the_telling_of_asterisk_is_asked_for_on_the_loop(state: ServerState) -> None:
    agents, asked = agents_of(state), asyncio.Queue[str]()
    agents.membership_changed = asked.put_nowait
    agents.start()
    await asyncio.to_thread(happen, state, AgentEvent.SIGN_IN, AgentEvent.SAY_READY)
    async with asyncio.timeout(5):
        assert [await asked.get(), await asked.get()] == [user(state)] * 2
    await agents.stop()


def test_each_queue_has_its_own_wrap_up(state: ServerState) -> None:
    with state.database.write() as session:
        session.get_one(Queue, "main").wrap_up_s = 200
        now = utc_now()
        agents_of(state).apply(session, user(state), Happening(AgentEvent.SIGN_IN, now))
        LiveCalls(state).connected(session, REF, "1001", now, queue="main")
        LiveCalls(state).desk_left(session, REF, "1001", now)
    assert load(state).wrap_up_ends_at == now + timedelta(seconds=200)
