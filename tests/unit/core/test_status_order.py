"""Answers, events and snapshots reach the desk by different ways: what is older never replaces what is newer."""

from __future__ import annotations

from datetime import timedelta

import pytest

from agent_app.domain import server_events as s
from agent_app.domain.agent_status import AgentState, AgentStatus
from tests.unit.core.world import World


def status(world: World, state: AgentState, after_s: float) -> AgentStatus:
    return AgentStatus(state, since=world.clock.now() + timedelta(seconds=after_s))


@pytest.mark.parametrize("by_snapshot", [True, False])
async def test_what_was_overtaken_is_let_go(world: World, by_snapshot: bool) -> None:
    world.desk.server_event(s.StatusChanged(status(world, AgentState.READY, 2)))
    late = status(world, AgentState.NOT_READY, 1)
    world.desk.server_event(s.SnapshotTaken(late, True, ()) if by_snapshot else s.StatusChanged(late))
    assert world.now().status.state is AgentState.READY


async def test_the_same_moment_is_taken(world: World) -> None:
    """One more minute for the wrap-up leaves its beginning as it was."""
    world.desk.server_event(s.StatusChanged(status(world, AgentState.WRAP_UP, 1)))
    again = status(world, AgentState.WRAP_UP, 1)
    longer = AgentStatus(again.state, since=again.since, wrap_up_ends_at=world.clock.now())
    world.desk.server_event(s.StatusChanged(longer))
    assert world.now().status == longer


async def test_a_server_that_was_away_counts_again(world: World) -> None:
    """It may have been restored from a backup."""
    world.desk.server_event(s.StatusChanged(status(world, AgentState.READY, 9)))
    world.desk.server_event(s.StreamLost("gone"))
    world.desk.server_event(s.StreamOpened())
    world.desk.server_event(s.StatusChanged(status(world, AgentState.NOT_READY, 1)))
    assert world.now().status.state is AgentState.NOT_READY
