"""Today's calls of the queues, for the floor's figures.

Revision ID: v0061
Revises: v0030
"""
from __future__ import annotations

from alembic import op

revision = "v0061"
down_revision = "v0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_calls_queued_at", "calls", ["queued_at"])


def downgrade() -> None:
    op.drop_index("ix_calls_queued_at", table_name="calls")
