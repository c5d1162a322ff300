"""A database of the first release, with people and a queue in it, comes to the newest shape and loses nothing."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from sqlalchemy import select, text

from server_stub.db import migrate
from server_stub.db.engine import Database
from server_stub.db.models import Queue, QueueMember, ServiceNumber, User

_FIRST_RELEASE = (
    "INSERT INTO queues (name, number, labels, wrap_up_s) VALUES ('main', '4000', '{\"en\": \"Main\"}', 45)",
    "INSERT INTO users (id, username, display_name, role, password_hash, extension, disabled, created_at)"
    " VALUES ('u-1', 'lin', 'Lin Yue', 'agent', 'x', '1001', 0, '2026-03-01 08:00:00.000000')",
    "INSERT INTO queue_members (queue_name, user_id, penalty) VALUES ('main', 'u-1', 3)",
)


def test_the_first_release_becomes_the_newest(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'careline.sqlite'}")
    config = migrate.alembic_config()
    with database.engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    with database.write() as session:
        for statement in _FIRST_RELEASE:
            session.execute(text(statement))
    migrate.migrate(database)
    with database.read() as session:
        queue = session.get_one(Queue, "main")
        assert (queue.wrap_up_s, queue.hours, queue.ring_s, queue.version, queue.voicemail) == (45, None, 15, 1, False)
        assert [(row.number, row.queue_name) for row in session.scalars(select(ServiceNumber))] == [("4000", "main")]
        assert session.get_one(QueueMember, ("main", "u-1")).penalty == 3
        assert (session.get_one(User, "u-1").version, session.get_one(User, "u-1").team_id) == (1, None)
        assert session.execute(text("PRAGMA foreign_key_check")).all() == []
        assert session.execute(text("PRAGMA foreign_keys")).scalar() == 1
    database.close()
