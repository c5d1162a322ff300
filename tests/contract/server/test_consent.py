"""Recording by consent, without a PBX or with one that is asked and answers: what is stored, told, audited and deleted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select

from server_stub.calls import registry
from server_stub.clock import utc_now
from server_stub.db.models import AuditEntry, Call, CallRules, Event, Recording
from server_stub.problems import Problem
from tests.contract.server.world import Person, World, code_of


class Pbx:
    """Stands for ``RecordingControl``: remembers what it is told, or cannot be reached."""

    def __init__(self) -> None:
        self.told: list[tuple[str, str]] = []
        self.away = False

    def apply(self, ref: str, wanted: str) -> None:
        if self.away:
            raise Problem("recording_not_changed")
        self.told.append((ref, wanted))

    def changed(self) -> None:
        """Nothing waits here."""


@pytest.fixture
def pbx(world: World) -> Iterator[Pbx]:
    made = Pbx()
    world.state.recording = made
    yield made
    world.state.recording = None


def put(who: Person, ref: str, wanted: str) -> dict[str, Any]:
    answer = who.write("PUT", f"/v1/calls/{ref}/recording", {"recording": wanted})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def recorded(world: World, ref: str) -> None:
    """The call has a stored recording of each leg."""
    folder = world.state.settings.data_dir / "recordings"
    folder.mkdir(exist_ok=True)
    with world.state.database.write() as session:
        call = registry.ensure(session, ref)
        for leg in ("mixed", "patient", "agent"):
            (folder / f"{ref}-{leg}.wav").write_bytes(b"RIFF")
            row = Recording(call_id=call.id, leg=leg, path=f"{ref}-{leg}.wav", duration_s=1.0, sha256="0" * 64, stored_at=utc_now())
            session.add(row)


def files(world: World, ref: str) -> list[str]:
    return [path.name for path in (world.state.settings.data_dir / "recordings").glob(f"{ref}-*")]


def test_pause_and_resume_mark_a_gap(world: World, lin: Person, pbx: Pbx) -> None:
    ref = world.add_call("lin")
    paused = put(lin, ref, "paused")
    assert (paused["recording"], paused["carried_out"]) == ("paused", True)
    record = lin.get(f"/v1/calls/{ref}").json()
    assert (record["recording"], len(record["recording_gaps"]), record["recording_gaps"][0]["to_s"]) == ("paused", 1, None)
    assert lin.get(f"/v1/calls/{ref}/context").json()["recording"] == "paused"
    put(lin, ref, "on")
    put(lin, ref, "on")  # twice is once
    (gap,) = lin.get(f"/v1/calls/{ref}").json()["recording_gaps"]
    assert gap["to_s"] >= gap["from_s"] >= 0
    assert [wanted for _, wanted in pbx.told] == ["paused", "on", "on"]
    with world.state.database.read() as session:
        told = [event.data for event in session.scalars(select(Event).where(Event.kind == "call.consent").order_by(Event.id))]
        done = session.scalars(select(AuditEntry.action).where(AuditEntry.object == ref, AuditEntry.action.like("recording.%"))).all()
    assert [(event["recording"], event["automatic"]) for event in told if event["ref"] == ref] == [("paused", False), ("on", False)]
    assert list(done) == ["recording.paused", "recording.resumed"]


def test_a_refusal_lasts_and_what_was_recorded_is_deleted(world: World, lin: Person, pbx: Pbx) -> None:
    ref = world.add_call("lin")
    recorded(world, ref)
    assert put(lin, ref, "refused")["recording"] == "refused"
    assert files(world, ref) == []
    record = lin.get(f"/v1/calls/{ref}").json()
    assert (record["recording"], record["recordings"]) == ("refused", [])
    for wanted in ("on", "paused"):
        answer = lin.write("PUT", f"/v1/calls/{ref}/recording", {"recording": wanted})
        assert code_of(answer) == (409, "recording_was_refused")
    assert [wanted for _, wanted in pbx.told] == ["refused"]


def test_the_centre_may_keep_what_was_recorded_before(world: World, lin: Person, pbx: Pbx) -> None:
    ref = world.add_call("lin")
    recorded(world, ref)
    with world.state.database.write() as session:
        session.add(CallRules(id=1, keep_refused_recordings=True))
    try:
        put(lin, ref, "refused")
        assert len(files(world, ref)) == 3
    finally:
        with world.state.database.write() as session:
            session.delete(session.get_one(CallRules, 1))


def test_a_pause_is_only_true_when_the_pbx_did_it(world: World, lin: Person, pbx: Pbx) -> None:
    ref = world.add_call("lin")
    pbx.away = True
    answer = lin.write("PUT", f"/v1/calls/{ref}/recording", {"recording": "paused"})
    assert code_of(answer) == (503, "recording_not_changed")
    assert lin.get(f"/v1/calls/{ref}").json()["recording"] == "on"


def test_a_refusal_is_never_lost(world: World, lin: Person, pbx: Pbx) -> None:
    """The PBX cannot be told, or the call is long over: noted and deleted all the same."""
    live, over = world.add_call("lin"), world.add_call("lin", ended=True)
    recorded(world, over)
    pbx.away = True
    assert put(lin, live, "refused")["carried_out"] is False
    put(lin, over, "refused")
    assert files(world, over) == []


def test_a_desk_that_was_cut_off_tells_of_its_refusal_first(world: World, lin: Person, pbx: Pbx) -> None:
    put(lin, "desk-0f6e7c1e-4a3b-4a7e-9f61-2b9d7f3a9c77", "refused")
    with world.state.database.write() as session:
        registry.ensure(session, "careline-late-1.1", direction="outbound")
        call = registry.ensure(session, "careline-late-1.1", client_ref="desk-0f6e7c1e-4a3b-4a7e-9f61-2b9d7f3a9c77", direction="outbound")
        assert (call.recording, call.recording_erased) == ("refused", True)


def test_nobody_elses_call(world: World, anna: Person, pbx: Pbx) -> None:
    ref = world.add_call("lin")
    assert code_of(anna.write("PUT", f"/v1/calls/{ref}/recording", {"recording": "refused"})) == (403, "not_allowed")
    assert pbx.told == []


@pytest.mark.parametrize(("wanted", "code"), [("paused", (409, "not_possible_now")), ("loud", (422, "invalid"))])
def test_what_makes_no_sense(world: World, lin: Person, pbx: Pbx, wanted: str, code: tuple[int, str]) -> None:
    ref = world.add_call("lin", ended=True)
    assert code_of(lin.write("PUT", f"/v1/calls/{ref}/recording", {"recording": wanted})) == code


def test_a_call_nobody_knows_is_not_paused(world: World, lin: Person, pbx: Pbx) -> None:
    answer = lin.write("PUT", "/v1/calls/careline-nowhere-1.1/recording", {"recording": "paused"})
    assert code_of(answer) == (404, "unknown_call")
    with world.state.database.read() as session:
        assert session.scalar(select(Call).where(Call.ref == "careline-nowhere-1.1")) is None
