"""Alarms of the server: shown to who runs the centre, until they are over, also after a cut."""

from __future__ import annotations

from dataclasses import replace

from agent_app.domain.server_events import ServerAlarm
from tests.unit.core.world import World


def shown(world: World) -> list[tuple[str, dict[str, str]]]:
    return [(n.code, n.params) for n in world.desk.state.notices if n.code.startswith("alarm_")]


async def test_an_alarm_stays_until_it_is_over(world: World) -> None:
    await world.signed_in()
    world.desk.server_event(ServerAlarm("recording_key_missing", {"key": "ab"}, active=True))
    world.desk.server_event(ServerAlarm("brand_new", {}, active=True))
    assert shown(world) == [("alarm_recording_key_missing", {}), ("alarm_other", {"what": "brand_new"})]
    for notice in world.desk.state.notices:
        world.desk.dismiss_notice(notice.id)
    assert len(shown(world)) == 2, "nobody can dismiss it"
    world.desk.server_event(ServerAlarm("recording_key_missing", {"key": "ab"}, active=False))
    world.desk.server_event(ServerAlarm("brand_new", {}, active=False))
    assert shown(world) == []


async def test_what_came_and_went_during_a_cut(world: World) -> None:
    await world.signed_in()
    session = world.desk.state.session
    assert session is not None
    world.desk._board.update(session=replace(session, user=replace(session.user, role="leader")))
    world.desk.server_event(ServerAlarm("recording_damaged", {}, active=True))
    world.server_dies()
    world.server.sounding = ["recording_key_missing"]
    await world.server_returns()
    assert shown(world) == [("alarm_recording_key_missing", {})]


async def test_an_agent_is_not_told(world: World) -> None:
    world.server.sounding = ["recording_key_missing"]
    await world.signed_in()
    await world.settle()
    assert shown(world) == []
