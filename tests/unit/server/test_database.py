"""Transactions, migrations and keys, on a real SQLite file and a real PostgreSQL."""

from __future__ import annotations

import threading
from datetime import timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError, InternalError

from server_stub.app import create_app
from server_stub.clock import utc_now
from server_stub.db import migrate
from server_stub.db.engine import Database, after_commit
from server_stub.db.models import Base, Cursor, Event, Patient, QueueMember
from server_stub.events.log import append
from server_stub.housekeeping import EVENTS_KEPT, tidy
from server_stub.keys import KeyRing
from server_stub.settings import Settings
from server_stub.state import ServerState
from tests.databases import Postgres

only_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
only_postgresql = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


def test_the_migrations_make_the_models(state: ServerState) -> None:
    with state.database.engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, Base.metadata) == []
        assert context.get_current_revision() == migrate.HEAD


def test_head_is_the_newest_script() -> None:
    assert ScriptDirectory.from_config(migrate.alembic_config()).get_current_head() == migrate.HEAD


@only_sqlite
def test_sqlite_is_durable_and_strict(state: ServerState) -> None:
    with state.database.read() as session:
        pragmas = {name: session.execute(text(f"PRAGMA {name}")).scalar() for name in ("journal_mode", "synchronous", "foreign_keys")}
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_foreign_keys_are_checked(state: ServerState) -> None:
    with pytest.raises(IntegrityError), state.database.write() as session:
        session.add(QueueMember(queue_name="no such queue", user_id="nobody"))


def test_a_failed_write_leaves_nothing_and_tells_nobody(state: ServerState) -> None:
    told: list[str] = []

    def fail() -> None:
        with state.database.write() as session:
            append(session, "agent.status", "all", {})
            after_commit(session, lambda: told.append("committed"))
            raise RuntimeError("on purpose")

    with pytest.raises(RuntimeError, match="on purpose"):
        fail()
    with state.database.write() as session:
        assert session.scalar(select(func.count()).select_from(Event)) == 0
        after_commit(session, lambda: told.append("second"))
    assert told == ["second"]


def test_writers_take_turns_and_ids_follow_the_commits(state: ServerState) -> None:
    committed: list[int] = []

    def write() -> None:
        for _ in range(20):
            with state.database.write() as session:
                number = append(session, "agent.status", "all", {})
                after_commit(session, lambda number=number: committed.append(number))  # type: ignore[misc]

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert committed == list(range(1, 81))


def test_event_ids_are_never_given_twice(state: ServerState) -> None:
    with state.database.write() as session:
        first = append(session, "agent.status", "all", {})
        session.execute(text("DELETE FROM events"))
    with state.database.write() as session:
        assert append(session, "agent.status", "all", {}) == first + 1


def test_times_come_back_aware(state: ServerState) -> None:
    now = utc_now()
    with state.database.write() as session:
        session.add(Cursor(name="cel", position={"offset": 1}, updated_at=now))
    with state.database.read() as session:
        assert session.get_one(Cursor, "cel").updated_at == now


def test_a_time_without_offset_is_refused(state: ServerState) -> None:
    with pytest.raises(Exception, match="without offset"), state.database.write() as session:
        session.add(Cursor(name="cel", position={}, updated_at=utc_now().replace(tzinfo=None)))


@only_sqlite
def test_files_are_private(state: ServerState) -> None:
    directory = state.settings.data_dir
    assert directory.stat().st_mode & 0o077 == 0
    for name in ("careline.sqlite", "token.key", "vault.key"):
        assert (directory / name).stat().st_mode & 0o077 == 0, name


def test_keys_stay_the_same(tmp_path: Path) -> None:
    first, second = KeyRing(tmp_path), KeyRing(tmp_path)
    assert first.token_key == second.token_key
    assert second.open(first.seal("secret")) == "secret"
    assert b"secret" not in first.seal("secret")


def test_old_events_are_dropped_and_their_ids_stay_used(state: ServerState) -> None:
    with state.database.write() as session:
        numbers = [append(session, "agent.status", "all", {}) for _ in range(2)]
    tidy(state.database, utc_now() + EVENTS_KEPT - timedelta(minutes=1))
    with state.database.read() as session:
        assert session.scalars(select(Event.id)).all() == numbers
    tidy(state.database, utc_now() + EVENTS_KEPT + timedelta(minutes=1))
    with state.database.write() as session:
        assert session.scalars(select(Event.id)).all() == []
        assert append(session, "agent.status", "all", {}) == numbers[-1] + 1


@only_postgresql
def test_postgresql_throws_out_who_froze_in_its_turn(state: ServerState) -> None:
    with state.database.write() as session:
        limits = {name: session.execute(text(f"SHOW {name}")).scalar() for name in ("idle_in_transaction_session_timeout", "lock_timeout")}
        assert session.execute(text("SHOW synchronous_commit")).scalar() != "local"
    assert limits == {"idle_in_transaction_session_timeout": "5s", "lock_timeout": "15s"}


@only_postgresql
def test_writers_of_two_processes_take_turns(state: ServerState) -> None:
    """What one decides from what it read holds until it commits, though the database itself would let both go on."""
    other = Database(state.settings.effective_database_url)
    with state.database.write() as session:
        session.add(Cursor(name="count", position={"n": 0}, updated_at=utc_now()))

    def count(database: Database) -> None:
        for _ in range(50):
            with database.write() as session:
                row = session.get_one(Cursor, "count")
                row.position = {"n": row.position["n"] + 1}

    threads = [threading.Thread(target=count, args=(database,)) for database in (state.database, other, state.database, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    other.close()
    with state.database.read() as session:
        assert session.get_one(Cursor, "count").position == {"n": 200}


@only_postgresql
def test_what_postgresql_cannot_hold_is_dropped_from_the_text_around_it(state: ServerState) -> None:
    with state.database.write() as session:
        session.add(Patient(name="a\0b", name_key="ab", notes="\0", created_at=utc_now()))
    with state.database.read() as session:
        assert session.execute(select(Patient.name, Patient.notes)).one() == ("ab", "")


@only_postgresql
def test_a_read_writes_nothing_and_sees_one_moment(state: ServerState) -> None:
    with state.database.read() as session:
        before = session.scalar(select(func.count()).select_from(Event))
        with state.database.write() as writer:
            append(writer, "agent.status", "all", {})
        assert session.scalar(select(func.count()).select_from(Event)) == before
        with pytest.raises(InternalError, match="read-only"):
            session.execute(text("DELETE FROM events"))


def test_two_processes_that_start_at_once_do_it_one_after_the_other(tmp_path: Path, postgres: Postgres) -> None:
    url = postgres.bare()
    failed: list[BaseException] = []

    def start_up(number: int) -> None:
        try:
            app = create_app(Settings(data_dir=tmp_path, database_url=url, demo=True, port=number))
            app.state.server.database.close()
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=start_up, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failed == []
    database = Database(url)
    with database.write() as session:
        newest = session.scalar(select(func.max(Patient.id))) or 0
        patient = Patient(name="n", name_key="n", created_at=utc_now())
        session.add(patient)
        session.flush()
        assert patient.id == newest + 1
    database.close()
    postgres.drop(url)
