"""Wrap-ups that can be counted: matter, source, resolved, booking and follow-up as columns, and the lists behind them."""

import sqlalchemy as sa
from alembic import op

revision = "v0040"
down_revision = "v0060"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "matters",
        sa.Column("code", sa.String(60), nullable=False),
        sa.Column("parent", sa.String(60), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("labels", sa.JSON(), nullable=False),
        sa.Column("queues", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["parent"], ["matters.code"], name=op.f("fk_matters_parent_matters")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_matters")),
    )
    op.create_index("ix_matters_parent", "matters", ["parent"])
    op.create_table(
        "contact_sources",
        sa.Column("code", sa.String(60), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("labels", sa.JSON(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_contact_sources")),
    )
    with op.batch_alter_table("wrap_ups") as table:
        table.alter_column("disposition", existing_type=sa.String(40), nullable=True)
        table.add_column(sa.Column("matter", sa.String(60), nullable=True))
        table.add_column(sa.Column("source", sa.String(60), nullable=True))
        table.add_column(sa.Column("resolved", sa.String(8), nullable=True))
        table.add_column(sa.Column("booking_intent", sa.String(8), nullable=True))
        table.add_column(sa.Column("booking_result", sa.String(16), nullable=True))
        table.add_column(sa.Column("follow_up", sa.Boolean(), nullable=True))
        table.add_column(sa.Column("follow_up_on", sa.Date(), nullable=True))
        table.add_column(sa.Column("follow_up_reason", sa.String(400), nullable=False, server_default=""))
        table.add_column(sa.Column("incomplete", sa.Boolean(), nullable=False, server_default=sa.false()))
        table.add_column(sa.Column("missing", sa.String(120), nullable=False, server_default=""))
    op.create_index("ix_wrap_ups_matter", "wrap_ups", ["matter"])
    op.create_index("ix_wrap_ups_source", "wrap_ups", ["source"])
    op.create_index("ix_wrap_ups_follow_up_on", "wrap_ups", ["follow_up_on"])
    op.create_index("ix_wrap_ups_patient_id_matter", "wrap_ups", ["patient_id", "matter"])
    op.create_index("ix_wrap_ups_booking_intent_booking_result", "wrap_ups", ["booking_intent", "booking_result"])


def downgrade() -> None:
    for index in ("booking_intent_booking_result", "patient_id_matter", "follow_up_on", "source", "matter"):
        op.drop_index(f"ix_wrap_ups_{index}", "wrap_ups")
    with op.batch_alter_table("wrap_ups") as table:
        for column in (
            "missing", "incomplete", "follow_up_reason", "follow_up_on", "follow_up", "booking_result", "booking_intent", "resolved",
            "source", "matter",
        ):  # fmt: skip
            table.drop_column(column)
    op.drop_table("contact_sources")
    op.drop_table("matters")
