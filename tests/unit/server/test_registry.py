"""One call has one row, whichever of its names came first."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server_stub.auth import users
from server_stub.auth.rights import Role
from server_stub.calls import context, registry
from server_stub.clock import utc_now
from server_stub.db.models import Call, Patient, PatientPhone, User, WrapUp
from server_stub.patients import numbers, queries
from server_stub.state import ServerState

PBX, DESK = "careline-abc-1795370000.12", "desk-6f9619ff"


def make_user(session: Session, state: ServerState) -> User:
    return users.create(session, state.keys, username="lin", display_name="Lin", role=Role.AGENT, password_hash="x", extension="1001")


def add_wrap_up(session: Session, call: Call, author: User, notes: str) -> None:
    now = utc_now()
    version = (call.wrap_up.version if call.wrap_up else 0) + 1
    row = WrapUp(call_id=call.id, version=version, author_id=author.id, disposition="other", notes=notes, saved_at=now, received_at=now)
    session.add(row)
    session.flush()
    session.expire(call)


def count(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Call)) or 0


def test_either_name_finds_it(state: ServerState) -> None:
    with state.database.write() as session:
        call = registry.ensure(session, PBX, client_ref=DESK)
        assert registry.find(session, PBX) is registry.find(session, DESK) is call
        assert call.direction == "outbound"


def test_the_desks_name_first_then_both(state: ServerState) -> None:
    with state.database.write() as session:
        prepared = registry.ensure(session, DESK, direction="outbound")
        joined = registry.ensure(session, PBX, client_ref=DESK)
        assert joined is prepared
        assert (joined.ref, joined.client_ref, joined.desk_ref) == (PBX, DESK, DESK)
        assert count(session) == 1


def test_both_apart_then_joined(state: ServerState) -> None:
    """The PBX's records told of it by one name, the wrap-up of the other; then the records say that they are one."""
    with state.database.write() as session:
        user = make_user(session, state)
        by_desk = registry.ensure(session, DESK, source="desk")
        by_desk.agent_id = user.id
        add_wrap_up(session, by_desk, user, "written while the server was away")
        by_pbx = registry.ensure(session, PBX, source="cel", direction="outbound")
        add_wrap_up(session, by_pbx, user, "earlier")
        joined = registry.ensure(session, PBX, client_ref=DESK)
        assert count(session) == 1
        assert [w.notes for w in joined.wrap_ups] == ["earlier", "written while the server was away"]
        assert (joined.ref, joined.client_ref, joined.agent_id) == (PBX, DESK, user.id)


def test_facts_join_a_call_that_only_its_wrap_up_told_of(state: ServerState) -> None:
    began = utc_now() - timedelta(minutes=5)
    with state.database.write() as session:
        registry.ensure(session, PBX, source="desk")
        call = registry.ensure(session, PBX, source="cel", direction="inbound", started_at=began)
        assert (call.source, call.started_at) == ("cel", began)


def test_a_live_call_is_not_rewritten(state: ServerState) -> None:
    with state.database.write() as session:
        call = registry.ensure(session, PBX)
        began = call.started_at
        registry.ensure(session, PBX, source="cel", started_at=began - timedelta(hours=1))
        assert (call.source, call.started_at) == ("live", began)


def add_patient(session: Session, name: str, *phones: str) -> int:
    row = Patient(name=name, name_key=queries.name_key(name), created_at=utc_now())
    row.phones = [PatientPhone(number=p, match_key=numbers.match_key(p)) for p in phones]
    session.add(row)
    session.flush()
    return row.id


@pytest.mark.parametrize(
    ("number", "match", "names"),
    [
        ("13800001000", "one", ["Alice"]),
        ("+8613800001000", "one", ["Alice"]),
        ("13800001001", "one", ["Bruno"]),
        ("13800000009", "many", ["Alice", "Bruno"]),
        ("13800001002", "none", []),
        ("", "withheld", []),
    ],
)
def test_who_is_calling(state: ServerState, number: str, match: str, names: list[str]) -> None:
    with state.database.write() as session:
        add_patient(session, "Alice", "13800001000", "13800000009")
        add_patient(session, "Bruno", "13800001001", "13800000009")
        call = registry.ensure(session, PBX)
        context.identify(session, call, number)
        made = context.build(session, call)
    assert made.match == match
    shown = [made.patient] if made.patient else made.candidates
    assert [patient.name for patient in shown] == names
    assert made.number == ""
    assert made.number_masked == numbers.mask(number)


def test_a_leader_sees_the_number(state: ServerState) -> None:
    with state.database.write() as session:
        call = registry.ensure(session, PBX)
        context.identify(session, call, "13800001000")
        assert context.build(session, call, role=Role.LEADER).number == "13800001000"


def test_a_chosen_patient_stays_chosen(state: ServerState) -> None:
    with state.database.write() as session:
        add_patient(session, "Alice", "13800001000")
        other = add_patient(session, "Bruno")
        call = registry.ensure(session, PBX)
        call.patient_id, call.match = other, "chosen"
        context.identify(session, call, "13800001000")
        made = context.build(session, call)
    assert made.match == "chosen"
    assert made.patient is not None
    assert made.patient.name == "Bruno"
