"""Templates of texts to patients, and the queue in which such texts leave."""

import sqlalchemy as sa
from alembic import op

from server_stub.db.columns import UtcDateTime

revision = "v0080"
down_revision = "v0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "message_templates",
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("labels", sa.JSON(), nullable=False),
        sa.Column("subjects", sa.JSON(), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_message_templates")),
    )
    op.create_table(
        "outgoing_messages",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=True),
        sa.Column("author_id", sa.String(40), nullable=False),
        sa.Column("channel", sa.String(8), nullable=False),
        sa.Column("to_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("to_masked", sa.String(120), nullable=False),
        sa.Column("content_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("template", sa.String(40), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("error", sa.String(40), nullable=False),
        sa.Column("created_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("ended_at", UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name=op.f("fk_outgoing_messages_author_id_users")),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name=op.f("fk_outgoing_messages_call_id_calls")),
        sa.ForeignKeyConstraint(["patient_id"], ["patients.id"], name=op.f("fk_outgoing_messages_patient_id_patients")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing_messages")),
    )
    op.create_index("ix_outgoing_messages_call_id", "outgoing_messages", ["call_id"])
    op.create_index("ix_outgoing_messages_patient_id", "outgoing_messages", ["patient_id"])
    op.create_index("ix_outgoing_messages_state_next_at", "outgoing_messages", ["state", "next_at"])


def downgrade() -> None:
    op.drop_table("outgoing_messages")
    op.drop_table("message_templates")
