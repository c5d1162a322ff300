"""A centre of 100,000 made-up patients: the right patient, the right page, and every question answered from an index."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from server_stub.calls import context, history, registry
from server_stub.clock import utc_now
from server_stub.db.engine import Database
from server_stub.db.models import Call, CallLeg, Contact, Patient, User, WrapUp
from server_stub.demo import full_centre
from server_stub.demo.made_up import household_of, number_of
from server_stub.patients import queries
from server_stub.settings import Settings

PATIENTS, CALLS, AGENTS = 100_000, 100_000, 5
FIRST = 1000


@dataclass
class Centre:
    database: Database

    def plans(self, statements: list[tuple[str, Any]]) -> list[str]:
        """How the database answers each of them."""
        how = "EXPLAIN QUERY PLAN" if self.database.is_sqlite else "EXPLAIN"
        with self.database.engine.connect() as connection:
            return [
                "\n".join(str(row[-1]) for row in connection.exec_driver_sql(f"{how} {statement}", parameters))
                for statement, parameters in statements
            ]


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory, database_url: str) -> Iterator[Centre]:
    directory: Path = tmp_path_factory.mktemp("full")
    settings = Settings(data_dir=directory, database_url=database_url)
    full_centre.fill(settings, agents=AGENTS, patients=PATIENTS, calls=CALLS)
    database = Database(settings.effective_database_url)
    yield Centre(database)
    database.close()


def read_from_tables(plan: str) -> bool:
    """Whether a large table is read from its beginning."""
    large = ("calls", "patients", "patient_phones", "contacts", "call_legs", "wrap_ups")
    lines = [line.strip() for line in plan.splitlines()]
    return any(line.startswith((f"SCAN {name}", f"Seq Scan on {name}")) and "INDEX" not in line for line in lines for name in large) or any(
        f"Seq Scan on {name} " in line for line in lines for name in large
    )


class Listening:
    """The questions a session asks, in their own words."""

    def __init__(self, session: Session) -> None:
        self._engine = session.connection()
        self.statements: list[tuple[str, Any]] = []

    def _heard(self, _connection: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool) -> None:
        if statement.startswith("SELECT") and "FROM" in statement:
            self.statements.append((statement, parameters))

    def __enter__(self) -> Listening:
        event.listen(self._engine, "before_cursor_execute", self._heard)
        return self

    def __exit__(self, *_error: object) -> None:
        event.remove(self._engine, "before_cursor_execute", self._heard)


def test_everything_is_there_and_fits_together(centre: Centre) -> None:
    def count(session: Session, what: Any) -> int:
        return session.scalar(select(func.count()).select_from(what)) or 0

    with centre.database.read() as session:
        assert count(session, Patient) == PATIENTS
        assert count(session, Call) == CALLS
        assert count(session, CallLeg) > CALLS * 0.8
        assert 0 < count(session, Contact) <= count(session, WrapUp) < CALLS
        strangers = select(Call.id).where(Call.patient_id.is_not(None), ~select(Patient.id).where(Patient.id == Call.patient_id).exists())
        assert session.scalars(strangers).all() == []
        newest = session.scalars(select(Call).order_by(Call.id.desc()).limit(1)).one()
        assert newest.started_at < utc_now()
        assert newest.number_reversed == newest.number[::-1]
    with centre.database.write() as session:
        session.add(patient := Patient(name="n", name_key="n", created_at=utc_now()))
        session.flush()
        assert patient.id == FIRST + PATIENTS
        session.rollback()


@pytest.mark.parametrize("index", [0, 1, 2, 3, 49_999, 77_777, PATIENTS - 1])
def test_a_number_finds_its_family_and_nobody_else(centre: Centre, index: int) -> None:
    family = [FIRST + other for other in range(max(0, index - 3), min(PATIENTS, index + 4)) if household_of(other) == household_of(index)]
    with centre.database.read() as session, Listening(session) as heard:
        assert list(queries.ids_with_number(session, number_of(household_of(index)))) == family
        shown = queries.load(session, family)
        assert [patient.id for patient in shown] == [queries.wire_id(number) for number in family]
        assert all(patient.name for patient in shown)
    assert len(heard.statements) >= 2
    for plan in centre.plans(heard.statements):
        assert not read_from_tables(plan), plan


def test_the_context_of_a_call_is_read_from_indexes(centre: Centre) -> None:
    with centre.database.read() as session, Listening(session) as heard:
        call = registry.find(session, f"made-up-{CALLS // 2}")
        assert call is not None
        assert context.build(session, call).ref == call.ref
    for plan in centre.plans(heard.statements):
        assert not read_from_tables(plan), plan


@pytest.mark.parametrize("whose", ["everybody", "one agent"])
def test_pages_follow_each_other_without_gap_or_repeat(centre: Centre, whose: str) -> None:
    with centre.database.read() as session:
        agent = session.scalars(select(User.id).where(User.username == full_centre.AGENT.format(1))).one() if whose == "one agent" else None
        in_order = select(Call.id).order_by(Call.started_at.desc(), Call.id.desc()).limit(200)
        wanted = session.scalars(in_order.where(Call.agent_id == agent) if agent else in_order).all()
    seen: list[int] = []
    after = ""
    with centre.database.read() as session, Listening(session) as heard:
        for _ in range(4):
            page = history.page(session, history.Filters(agent_id=agent), after=after, limit=50, sees_numbers=True)
            seen += [call.id for call in page]
            after = history.cursor_of(page[-1])
    assert seen == wanted
    for plan in centre.plans(heard.statements):
        assert not read_from_tables(plan), plan


def test_an_agents_present_calls_are_read_from_the_index_of_open_ones(centre: Centre) -> None:
    with centre.database.read() as session, Listening(session) as heard:
        agent = session.scalars(select(User.id).limit(1)).one()
        mine = Call.agent_id == agent, Call.ended_at.is_(None), Call.source == "live"
        assert session.scalars(select(Call).where(*mine).order_by(Call.started_at)).all() == []
    assert "ix_calls_open" in centre.plans(heard.statements)[-1]
