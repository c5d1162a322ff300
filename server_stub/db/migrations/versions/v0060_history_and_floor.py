"""What the history is filtered by and the floor is computed from.

Revision ID: v0060
Revises: v0020
"""
from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import server_stub.db.columns

revision = "v0060"
down_revision = "v0020"
branch_labels = None
depends_on = None

_MISSING = "agent_id IS NOT NULL AND answered_at IS NOT NULL AND length(disposition) = 0"
_BY_TIME = ("agent_id", "patient_id", "queue", "outcome", "disposition")
_BATCH = 10_000


def upgrade() -> None:
    utc = server_stub.db.columns.UtcDateTime(timezone=True)
    op.add_column("calls", sa.Column("number_reversed", sa.String(24), nullable=False, server_default=""))
    op.add_column("calls", sa.Column("queued_at", utc, nullable=True))
    op.add_column("calls", sa.Column("waiting_since", utc, nullable=True))
    op.add_column("calls", sa.Column("wrap_up_s", sa.Double(), nullable=False, server_default="0"))
    op.add_column("calls", sa.Column("disposition", sa.String(40), nullable=False, server_default=""))
    op.add_column("calls", sa.Column("recorded", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "call_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.String(40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", utc, nullable=False),
        sa.Column("received_at", utc, nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name=op.f("fk_call_notes_call_id_calls")),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name=op.f("fk_call_notes_author_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_notes")),
    )
    op.create_index("uq_call_notes_call_id_version", "call_notes", ["call_id", "version"], unique=True)
    _fill()
    for name in ("ix_calls_agent_id_started_at", "ix_calls_patient_id", "ix_calls_started_at"):
        op.drop_index(name, table_name="calls")
    op.create_index("ix_calls_started_at_id", "calls", ["started_at", "id"])
    for column in _BY_TIME:
        op.create_index(f"ix_calls_{column}_started_at_id", "calls", [column, "started_at", "id"])
    op.create_index("ix_calls_number_reversed", "calls", ["number_reversed"])
    op.create_index("ix_calls_waiting_since", "calls", ["waiting_since"])
    for name, which in (("ix_calls_wrap_up_missing", _MISSING), ("ix_calls_recorded", "recorded")):
        op.create_index(name, "calls", ["started_at", "id"], sqlite_where=sa.text(which), postgresql_where=sa.text(which))


def _fill() -> None:
    """What older rows already say. When a caller was queued was not kept: the call's beginning stands for it."""
    connection = op.get_bind()
    newest = "(SELECT w.disposition FROM wrap_ups w WHERE w.call_id = calls.id ORDER BY w.version DESC LIMIT 1)"
    connection.execute(sa.text(f"UPDATE calls SET disposition = COALESCE({newest}, '')"))
    connection.execute(sa.text("UPDATE calls SET recorded = EXISTS (SELECT 1 FROM recordings r WHERE r.call_id = calls.id)"))
    connection.execute(sa.text("UPDATE calls SET queued_at = started_at WHERE direction = 'inbound' AND queue <> ''"))
    last = 0
    while True:
        found = connection.execute(
            sa.text("SELECT id, number FROM calls WHERE id > :last ORDER BY id LIMIT :most"), {"last": last, "most": _BATCH}
        ).all()
        if not found:
            return
        turned = [{"id": row.id, "turned": row.number.removeprefix("+")[::-1]} for row in found if row.number]
        if turned:
            connection.execute(sa.text("UPDATE calls SET number_reversed = :turned WHERE id = :id"), turned)
        last = found[-1].id


def downgrade() -> None:
    for name in ("recorded", "wrap_up_missing", "waiting_since", "number_reversed", "started_at_id"):
        op.drop_index(f"ix_calls_{name}", table_name="calls")
    for column in _BY_TIME:
        op.drop_index(f"ix_calls_{column}_started_at_id", table_name="calls")
    op.create_index("ix_calls_agent_id_started_at", "calls", ["agent_id", "started_at"])
    op.create_index("ix_calls_patient_id", "calls", ["patient_id"])
    op.create_index("ix_calls_started_at", "calls", ["started_at"])
    op.drop_table("call_notes")
    with op.batch_alter_table("calls") as batch:
        for column in ("recorded", "disposition", "wrap_up_s", "waiting_since", "queued_at", "number_reversed"):
            batch.drop_column(column)
