"""The live floor: who may see it, what it shows, and that only leaders are told of changes, seldom."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from server_stub.calls import registry
from server_stub.clock import utc_now
from server_stub.db.models import Event
from server_stub.floor import snapshot
from tests.contract.server.world import Person, World, code_of, wait_until


def announced(world: World) -> int:
    with world.state.database.read() as session:
        return session.scalar(select(func.count()).select_from(Event).where(Event.kind == "floor.changed")) or 0


def test_agents_do_not_see_it(lin: Person, clerk: Person) -> None:
    assert code_of(lin.get("/v1/floor")) == (403, "not_allowed")
    assert code_of(clerk.get("/v1/floor")) == (403, "not_allowed")


def test_a_leader_sees_who_waits_and_who_works(world: World, mei: Person, lin: Person) -> None:
    assert lin.send("PUT", "/v1/me/status", {"state": "ready", "reason": ""}).status_code == 200
    patient = world.add_patient("Alice Waits", "13855551234")
    ref = world.add_call(None, "13855551234")
    since = utc_now() - timedelta(seconds=40)
    with world.state.database.write() as session:
        call = registry.find(session, ref)
        assert call is not None
        call.queued_at = call.waiting_since = since
        floor = snapshot.take(session, world.state, utc_now())
    (main,) = [queue for queue in floor.queues if queue.name == "main"]
    (caller,) = [caller for caller in main.waiting if caller.ref == ref]
    assert (caller.number_masked, caller.patient_name, caller.since, patient[:2]) == ("•••••••1234", "Alice Waits", since, "P-")
    states = {agent["name"]: agent["state"] for agent in mei.get("/v1/floor").json()["agents"]}
    assert states["Lin Yue"] == "ready"
    assert "Anna Sokolova" not in states or states["Anna Sokolova"] != "logged_out"


def test_changes_are_announced_to_leaders_alone_and_seldom(world: World, lin: Person) -> None:
    before = announced(world)
    for number in range(20):
        state = ("ready", "not_ready")[number % 2]
        assert lin.send("PUT", "/v1/me/status", {"state": state, "reason": "break" if number % 2 else ""}).status_code == 200
    wait_until(lambda: announced(world) > before)
    with world.state.database.read() as session:
        rows = session.execute(select(Event.audience).where(Event.kind == "floor.changed").order_by(Event.id)).all()
    assert {row.audience for row in rows} == {"leader", "administrator"}
    assert 0 < announced(world) - before < 2 * 20, "both roles are told, but not at every change"
