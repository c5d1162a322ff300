"""What an administrator sets: the centre, teams, numbers, holidays, trunks, announcements; versions of rows that two may edit."""

import sqlalchemy as sa
from alembic import op

import server_stub.db.columns

revision = "v0020"
down_revision = "v0050"
branch_labels = None
depends_on = None

_VERSIONED = ("users", "queues", "dispositions", "not_ready_reasons")


def upgrade() -> None:
    op.create_table(
        "centre",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("country_code", sa.String(length=3), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_centre")),
    )
    op.create_table(
        "teams",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_teams")),
        sa.UniqueConstraint("name", name=op.f("uq_teams_name")),
    )
    op.create_table(
        "trunks",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("host", sa.String(length=64), nullable=True),
        sa.Column("port", sa.Integer(), nullable=True),
        sa.Column("transport", sa.String(length=8), nullable=False),
        sa.Column("allowed", sa.JSON(), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_trunks")),
    )
    op.create_table(
        "numbers",
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.Column("queue_name", sa.String(length=40), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["queue_name"], ["queues.name"], name=op.f("fk_numbers_queue_name_queues")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_numbers")),
    )
    op.create_index(op.f("ix_numbers_queue_name"), "numbers", ["queue_name"])
    op.create_table(
        "holidays",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("queue_name", sa.String(length=40), nullable=True),
        sa.Column("labels", sa.JSON(), nullable=False),
        sa.Column("hours", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["queue_name"], ["queues.name"], name=op.f("fk_holidays_queue_name_queues")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holidays")),
    )
    op.create_index("ix_holidays_day_queue_name", "holidays", ["day", "queue_name"])
    op.create_table(
        "announcements",
        sa.Column("queue_name", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("text", sa.String(length=2000), nullable=False),
        sa.Column("rate_hz", sa.Integer(), nullable=False),
        sa.Column("duration_ms", sa.Integer(), nullable=False),
        sa.Column("wav", sa.LargeBinary(), nullable=False),
        sa.Column("changed_at", server_stub.db.columns.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["queue_name"], ["queues.name"], name=op.f("fk_announcements_queue_name_queues")),
        sa.PrimaryKeyConstraint("queue_name", "kind", "language", name=op.f("pk_announcements")),
    )
    for table in _VERSIONED:
        op.add_column(table, sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    for table in ("dispositions", "not_ready_reasons"):
        op.add_column(table, sa.Column("retired", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute("INSERT INTO numbers (number, queue_name, note, version) SELECT number, name, '', 1 FROM queues")
    with op.batch_alter_table("queues") as batch_op:
        batch_op.add_column(sa.Column("hours", sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column("priority", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("ring_s", sa.Integer(), nullable=False, server_default="15"))
        batch_op.add_column(sa.Column("required_fields", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("voicemail", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.drop_constraint("uq_queues_number", type_="unique")
        batch_op.drop_column("number")
    with op.batch_alter_table("users") as batch_op:
        batch_op.add_column(sa.Column("team_id", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("language", sa.String(length=8), nullable=False, server_default=""))
        batch_op.create_foreign_key(op.f("fk_users_team_id_teams"), "teams", ["team_id"], ["id"])
        batch_op.create_index(op.f("ix_users_team_id"), ["team_id"])
