"""Recording by consent: whether a call is recorded, where recording paused, and what the centre does with refused ones."""

import sqlalchemy as sa
from alembic import op

from server_stub.db.columns import UtcDateTime

revision = "v0041"
down_revision = "v0061"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("calls") as table:
        table.add_column(sa.Column("recording", sa.String(10), nullable=False, server_default="on"))
        table.add_column(sa.Column("recording_changed_at", UtcDateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("recording_erased", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "recording_gaps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("from_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("to_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("from_s", sa.Double(), nullable=False),
        sa.Column("to_s", sa.Double(), nullable=True),
        sa.Column("user_id", sa.String(40), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name=op.f("fk_recording_gaps_call_id_calls")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recording_gaps")),
    )
    op.create_index("ix_recording_gaps_call_id", "recording_gaps", ["call_id"])
    op.create_table(
        "call_rules",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("keep_refused_recordings", sa.Boolean(), nullable=False),
        sa.Column("identity_asked", sa.Integer(), nullable=False),
        sa.Column("identity_needed", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_rules")),
    )


def downgrade() -> None:
    op.drop_table("call_rules")
    op.drop_table("recording_gaps")
    with op.batch_alter_table("calls") as table:
        for column in ("recording_erased", "recording_changed_at", "recording"):
            table.drop_column(column)
