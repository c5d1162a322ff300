"""The history's filters on rows, its paging under new calls, and that every filter of a large table has its index."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import delete, event
from sqlalchemy.orm import Session

from server_stub import defaults
from server_stub.auth import users
from server_stub.auth.rights import Role
from server_stub.calls import history
from server_stub.calls.history import Filters
from server_stub.db.migrate import migrate
from server_stub.db.models import Call, Patient
from server_stub.patients.queries import name_key
from server_stub.problems import Problem
from server_stub.settings import Settings
from server_stub.state import ServerState

T0 = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[ServerState, str, str]]:
    """A database with two agents and a patient, and their ids."""
    folder: Path = tmp_path_factory.mktemp("history")
    state = ServerState.build(Settings(data_dir=folder))
    migrate(state.database)
    defaults.ensure(state.database, state.settings)
    with state.database.write() as session:
        ids = [
            users.create(
                session, state.keys, username=name, display_name=name, role=Role.AGENT, password_hash="none", extension=extension
            ).id
            for name, extension in (("lin", "1001"), ("anna", "1002"))
        ]
        session.add(Patient(id=1000, name="王秀兰", name_key=name_key("王秀兰"), created_at=T0))
    yield state, ids[0], ids[1]
    state.database.close()


@pytest.fixture
def write(people: tuple[ServerState, str, str]) -> Iterator[Session]:
    with people[0].database.write() as session:
        session.execute(delete(Call))
        yield session
        session.rollback()


def add(session: Session, name: str, minutes: float = 0, **facts: Any) -> Call:
    fields: dict[str, Any] = {"direction": "inbound", "queue": "main", "outcome": "answered"} | facts
    call = Call(ref=name, started_at=T0 + timedelta(minutes=minutes), **fields)
    session.add(call)
    session.flush()
    return call


def refs(session: Session, filters: Filters = Filters(), *, sees_numbers: bool = True, **options: Any) -> list[str]:  # noqa: B008
    return [call.ref for call in history.page(session, filters, limit=options.pop("limit", 50), sees_numbers=sees_numbers, **options)]


def test_each_filter_finds_just_its_calls(write: Session, people: tuple[ServerState, str, str]) -> None:
    _, lin, anna = people
    add(write, "lin-in", 1, agent_id=lin, answered_at=T0, disposition="other", number="+8613800001234", patient_id=1000)
    add(write, "lin-out", 2, agent_id=lin, direction="outbound", outcome="busy", queue="", number="13800005678")
    add(write, "anna-in", 3, agent_id=anna, answered_at=T0, recorded=True, number="13911111234")
    add(write, "nobody", 4, outcome="abandoned", queue="cardio")
    cases: dict[str, Filters] = {
        "nobody anna-in lin-out lin-in": Filters(),
        "lin-out lin-in": Filters(agent_id=lin),
        "lin-out": Filters(direction="outbound"),
        "nobody": Filters(queue="cardio"),
        "anna-in lin-in": Filters(outcome="answered"),
        "lin-in": Filters(disposition="other"),
        "anna-in": Filters(recorded=True),
        "nobody anna-in": Filters(since=T0 + timedelta(minutes=3)),
    }
    for expected, filters in cases.items():
        assert refs(write, filters) == expected.split(), filters
    assert refs(write, Filters(wrap_up_missing=True)) == ["anna-in"], "the outbound one was not answered"
    assert refs(write, Filters(until=T0 + timedelta(minutes=2))) == ["lin-in"], "the end is exclusive"
    assert refs(write, Filters(agent_id=lin, outcome="answered", queue="main")) == ["lin-in"]


@pytest.mark.parametrize(
    ("about", "sees_numbers", "expected"),
    [
        ("P-1000", False, ["one"]),
        ("秀兰", False, ["one"]),
        ("1234", False, ["two", "one"]),
        ("0-1234", False, []),  # more digits than a masked number shows
        ("0-1234", True, ["one"]),
        ("+86 138 0000 1234", True, ["one"]),
        ("234", True, []),  # too short to mean anybody
        ("1235", True, []),
        ("nobody of this name", True, []),
    ],
)
def test_who_a_call_was_with(write: Session, about: str, sees_numbers: bool, expected: list[str]) -> None:
    add(write, "one", 1, number="+8613800001234", patient_id=1000)
    add(write, "two", 2, number="13911111234")
    add(write, "withheld", 3)
    assert refs(write, Filters(about=about), sees_numbers=sees_numbers) == expected


def test_a_changed_number_is_found_by_its_new_end(write: Session) -> None:
    call = add(write, "one", number="13800001234")
    call.number = "13800009999"
    write.flush()
    assert refs(write, Filters(about="1234")) == []
    assert refs(write, Filters(about="9999")) == ["one"]


@pytest.mark.parametrize("cursor", ["", "x", "12", "1-2-3", "-5", "1795370000000000-", "9" * 30 + "-1"])
def test_what_is_no_cursor_is_refused(write: Session, cursor: str) -> None:
    if not cursor:
        assert refs(write, after=cursor) == []
        return
    with pytest.raises(Problem, match="invalid"):
        refs(write, after=cursor)


@hypothesis_settings(max_examples=60, deadline=None)
@given(
    seconds=st.lists(st.integers(0, 5), max_size=25),
    limit=st.integers(1, 7),
    arrivals=st.lists(st.tuples(st.integers(0, 5), st.integers(6, 9)), max_size=8),
)
def test_paging_gives_every_call_once_while_new_ones_come(
    people: tuple[ServerState, str, str], seconds: list[int], limit: int, arrivals: list[tuple[int, int]]
) -> None:
    """Many calls of the same moment, pages of any size, new calls between the pages: none of the old ones twice, none lost."""
    with people[0].database.write() as session:
        session.execute(delete(Call))
        old = [add(session, f"old-{number}", second / 60) for number, second in enumerate(seconds)]
        expected = [call.ref for call in sorted(old, key=lambda call: (call.started_at, call.id), reverse=True)]
        seen: list[str] = []
        cursor, turn = "", 0
        while True:
            page = history.page(session, Filters(), after=cursor, limit=limit, sees_numbers=True)
            if not page:
                break
            seen += [call.ref for call in page]
            cursor = history.cursor_of(page[-1])
            for number, (at_page, second) in enumerate(arrivals):
                if at_page == turn:
                    add(session, f"new-{number}", second / 60)
            turn += 1
        assert [ref for ref in seen if ref.startswith("old")] == expected
        assert len(seen) == len(set(seen))
        session.rollback()


@pytest.mark.parametrize(
    ("filters", "index"),
    [
        (Filters(), "ix_calls_started_at_id"),
        (Filters(agent_id="u"), "ix_calls_agent_id_started_at_id"),
        (Filters(queue="main"), "ix_calls_queue_started_at_id"),
        (Filters(outcome="abandoned"), "ix_calls_outcome_started_at_id"),
        (Filters(disposition="other"), "ix_calls_disposition_started_at_id"),
        (Filters(about="P-1000"), "ix_calls_patient_id_started_at_id"),
        (Filters(wrap_up_missing=True), "ix_calls_wrap_up_missing"),
        (Filters(recorded=True), "ix_calls_recorded"),
        (Filters(about="5678"), "ix_calls_number_reversed"),
    ],
)
def test_each_filter_has_its_index_and_nothing_is_sorted(
    write: Session, people: tuple[ServerState, str, str], filters: Filters, index: str
) -> None:
    """A page is one range of one index. (Only the few calls of one number are sorted.)"""
    asked: list[tuple[str, Any]] = []

    def keep(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        if "FROM calls" in statement:
            asked.append((statement, parameters))

    event.listen(people[0].database.engine, "before_cursor_execute", keep)
    history.page(write, filters, after="1795370000000000-7", limit=50, sees_numbers=True)
    event.remove(people[0].database.engine, "before_cursor_execute", keep)
    statement, parameters = asked[0]
    plan = [row[3] for row in write.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)]
    of_calls = [line for line in plan if " calls " in line]
    assert len(of_calls) == 1, plan
    assert index in of_calls[0], plan
    if not filters.about.isdigit():
        assert not any("TEMP B-TREE" in line for line in plan), plan
