"""Identity checks: which facts were asked in a call, what came of it, and for which patient it holds."""

import sqlalchemy as sa
from alembic import op

from server_stub.db.columns import UtcDateTime

revision = "v0042"
down_revision = "v0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("calls") as table:
        table.add_column(sa.Column("identity_checked", sa.String(10), nullable=False, server_default=""))
        table.add_column(sa.Column("identity_patient_id", sa.Integer(), nullable=True))
    op.create_table(
        "identity_checks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.String(40), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("result", sa.String(10), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name=op.f("fk_identity_checks_call_id_calls")),
        sa.ForeignKeyConstraint(["patient_id"], ["patients.id"], name=op.f("fk_identity_checks_patient_id_patients")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_checks")),
    )
    op.create_index("ix_identity_checks_call_id", "identity_checks", ["call_id"])


def downgrade() -> None:
    op.drop_table("identity_checks")
    with op.batch_alter_table("calls") as table:
        table.drop_column("identity_patient_id")
        table.drop_column("identity_checked")
