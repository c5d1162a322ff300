"""Records into the history: once, also when read twice, and never over what was seen live."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from server_stub.agents import store
from server_stub.calls import registry
from server_stub.clock import utc_now
from server_stub.db.models import Call, CallLeg, Cursor
from server_stub.pbx.cel_import import CURSOR, CelImport
from server_stub.pbx.live_calls import LiveCalls
from server_stub.state import ServerState
from tests.unit.link.test_cel import ABANDONED, ANSWERED, CLIENT, REF, TRUNK, inbound, line, outbound


def put(state: ServerState, *lines: bytes) -> Path:
    file = state.settings.pbx_cel_file
    assert file is not None
    with file.open("ab") as record:
        record.write(b"".join(lines))
    return file


def history(state: ServerState) -> list[Call]:
    with state.database.read() as session:
        return list(session.scalars(select(Call).order_by(Call.id)))


def legs(state: ServerState) -> list[CallLeg]:
    with state.database.read() as session:
        return list(session.scalars(select(CallLeg)))


def test_a_call_nobody_saw(state: ServerState) -> None:
    put(state, *ANSWERED, b"junk\n")
    assert CelImport(state).import_new(None) == 1
    (call,) = history(state)
    with state.database.read() as session:
        lin = store.user_of_extension(session, "1001")
    assert (call.ref, call.source, call.outcome, call.number, call.patient_id) == (REF, "cel", "answered", "+8613800001000", 1000)
    assert (call.agent_id, call.queue, call.talk_s, call.wait_s) == (lin, "main", 10.0, 5.1)
    assert len(legs(state)) == 1


def test_reading_everything_again_makes_nothing_twice(state: ServerState) -> None:
    put(state, *ANSWERED)
    assert CelImport(state).import_new(None) == 1
    with state.database.write() as session:
        session.delete(session.get_one(Cursor, CURSOR))
    assert CelImport(state).import_new(None) == 0
    assert len(history(state)) == len(legs(state)) == 1


def test_a_call_that_is_not_over_is_imported_when_it_is(state: ServerState) -> None:
    put(state, *ANSWERED[:5])
    importer = CelImport(state)
    assert importer.import_new(frozenset({REF})) == 0
    put(state, *ANSWERED[5:])
    assert CelImport(state).import_new(frozenset()) == 1, "the cursor stayed before its first line"
    assert history(state)[0].talk_s == 10.0


def test_a_call_that_ended_with_its_pbx(state: ServerState) -> None:
    put(state, *ANSWERED[:6])
    importer = CelImport(state)
    assert importer.import_new(None) == 0, "without a link nobody knows whether it lives"
    assert importer.import_new(frozenset()) == 1
    assert history(state)[0].outcome == "answered"


def test_what_was_seen_live_stays(state: ServerState) -> None:
    now = utc_now()
    with state.database.write() as session:
        calls = LiveCalls(state)
        calls.offered(session, REF, "1002", now, number="13800009999", queue="main")
        calls.connected(session, REF, "1002", now)
        calls.over(session, REF, now)
    put(state, *ANSWERED)
    assert CelImport(state).import_new(None) == 0
    (call,) = history(state)
    assert (call.number, call.source, call.answered_at, call.ended_at) == ("13800009999", "live", now, now)


def test_the_end_that_was_missed_is_filled_in(state: ServerState) -> None:
    with state.database.write() as session:
        LiveCalls(state).arrived(session, REF, "13800001000", utc_now(), "main")
    put(state, *ABANDONED)
    assert CelImport(state).import_new(None) == 1
    (call,) = history(state)
    assert (call.outcome, call.ended_at is not None, call.source, call.number) == ("abandoned", True, "live", "13800001000")


def test_a_dialled_call_joins_what_the_desk_prepared(state: ServerState) -> None:
    with state.database.write() as session:
        prepared = registry.ensure(session, CLIENT, direction="outbound")
        prepared.patient_id, prepared.match = 1000, "chosen"
    put(state, *outbound(line("ANSWER", 2, TRUNK)))
    CelImport(state).import_new(None)
    (call,) = history(state)
    assert (call.ref, call.client_ref, call.patient_id, call.match, call.outcome) == (REF, CLIENT, 1000, "chosen", "answered")


def test_hostile_numbers_are_withheld(state: ServerState) -> None:
    put(state, *inbound("%27%20OR%201=1--"), line("LINKEDID_END", 5, TRUNK))
    CelImport(state).import_new(None)
    (call,) = history(state)
    assert (call.number, call.match, call.outcome) == ("", "withheld", "abandoned")
