"""Call-backs at the desk: counts, dialling, and writes that are not lost."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from agent_app.domain import server_events as s
from agent_app.domain.errors import UserFacingError
from agent_app.domain.worklist import CallBack, CallBackState, Worklist
from agent_app.ports import WriteKind
from agent_app.server_client import wire, worklist_rest
from agent_app.server_client.sse import SseEvent
from agent_app.server_client.stream_events import read_event
from tests.unit.core.world import World

AT = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


def task(number: int = 7) -> CallBack:
    who = ("•••••••1001", "P-1001", "One", False)
    return CallBack(number, CallBackState.OPEN, "abandoned", 2, AT, AT, 80.0, "main", *who, None, 0.0, "", "", None, (), 5, "")


async def test_the_counts_are_asked_for_at_sign_in_and_follow_the_events() -> None:
    world = World()
    world.server.call_backs.listed = Worklist((task(1),), (task(2), task(3)), (), 2)
    await world.signed_in()
    assert (world.now().worklist.open, world.now().worklist.mine) == (2, 1)
    before = world.now().worklist.changes
    world.tell(s.WorklistChanged(5))
    assert (world.now().worklist.open, world.now().worklist.mine) == (5, 1)
    world.tell(s.WorklistChanged(5, 0, "came_through"))
    assert (world.now().worklist.mine, world.now().worklist.changes) == (0, before + 2)
    assert "call_back_came_through" in world.notices
    await world.desk.stop()


async def test_taking_is_a_race_that_the_server_decides() -> None:
    world = await World().signed_in()
    world.server.call_backs.listed = Worklist((), (task(7),), (), 1)
    assert (await world.desk.worklist.take()).id == 7
    with pytest.raises(UserFacingError, match="taken_already"):
        await world.desk.worklist.take(7)
    with pytest.raises(UserFacingError, match="nothing_to_take"):
        await world.desk.worklist.take()
    await world.desk.stop()


async def test_calling_back_dials_the_servers_token() -> None:
    world = await World().signed_in()
    world.desk.worklist.call(7)
    await world.settle()
    ((target, ref),) = world.engine.dialled()
    assert target == "d-1"
    assert world.server.outbound == {ref: "T-7"}
    await world.desk.stop()


async def test_not_while_the_server_is_away() -> None:
    world = await World().signed_in()
    world.tell(s.StreamLost("cut"))
    world.desk.worklist.call(7)
    await world.settle()
    assert world.engine.dialled() == []
    assert "patient_dial_needs_server" in world.notices
    await world.desk.stop()


async def test_what_was_decided_survives_a_cut_and_arrives_once() -> None:
    world = await World().signed_in()
    world.server.away = True
    world.tell(s.StreamLost("cut"))
    world.desk.worklist.close(7, "not_needed", "spoke with the daughter")
    world.desk.worklist.postpone(8, AT + timedelta(hours=2), "")
    world.desk.worklist.write_notes(9, "call the mobile")
    await world.settle()
    assert world.now().waiting_writes == 3
    world.server.away = False
    world.tell(s.StreamOpened())
    await world.settle()
    sent = [(write.kind, write.ref, write.body) for write in world.server.received.values()]
    assert sent == [
        (WriteKind.CLOSE_CALL_BACK, "7", {"reason": "not_needed", "notes": "spoke with the daughter"}),
        (WriteKind.POSTPONE_CALL_BACK, "8", {"until": "2026-03-01T11:00:00.000Z", "notes": ""}),
        (WriteKind.CALL_BACK_NOTES, "9", {"notes": "call the mobile"}),
    ]
    assert world.now().waiting_writes == 0
    await world.desk.stop()


WIRED = {
    "id": 7,
    "state": "waiting",
    "why": "voicemail",
    "missed_calls": 2,
    "first_at": "2026-03-01T09:00:00.000Z",
    "last_at": "2026-03-01T09:05:00.000Z",
    "waited_s": 80.0,
    "queue": "main",
    "number_masked": "•••••••1001",
    "patient_id": "P-1001",
    "patient_name": "One",
    "vip": True,
    "voicemail_ref": "careline-1.2",
    "voicemail_s": 7.5,
    "owner_id": "",
    "owner_name": "",
    "owned_until": None,
    "due_at": "2026-03-01T09:35:00.000Z",
    "attempts": [{"at": "2026-03-01T09:06:00.000Z", "agent_name": "Lin", "outcome": "busy"}],
    "attempts_left": 4,
    "notes": "",
    "closed_at": None,
    "close_reason": "",
}


def test_the_wire() -> None:
    read = worklist_rest.worklist({"mine": [WIRED], "open": [], "waiting": [], "open_count": 3})
    (mine,) = read.mine
    assert (mine.state, mine.voicemail_ref, mine.attempts[0].outcome, read.open_count) == (CallBackState.WAITING, "careline-1.2", "busy", 3)
    for missing in WIRED.keys() - {"owned_until", "closed_at", "close_reason"}:
        with pytest.raises(wire.WireError):
            worklist_rest.call_back({name: value for name, value in WIRED.items() if name != missing})


@pytest.mark.parametrize(
    ("data", "event"),
    [
        ({"open": 3}, s.WorklistChanged(3)),
        ({"open": 3, "mine": 1}, s.WorklistChanged(3, 1)),
        ({"open": 0, "mine": 0, "closed": {"id": 1, "reason": "came_through", "by": "system"}}, s.WorklistChanged(0, 0, "came_through")),
    ],
)
def test_the_event(data: dict[str, object], event: s.WorklistChanged) -> None:
    assert read_event(SseEvent("1", "worklist.changed", json.dumps(data))) == event
