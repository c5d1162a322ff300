"""Which of several processes holds the link to the PBX; and calls that are not over, found without reading all others."""

import sqlalchemy as sa
from alembic import op

import server_stub.db.columns

revision = 'v0010'
down_revision = 'v0070'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('leases',
    sa.Column('name', sa.String(length=40), nullable=False),
    sa.Column('holder', sa.String(length=40), nullable=False),
    sa.Column('expires_at', server_stub.db.columns.UtcDateTime(timezone=True), nullable=False),
    sa.Column('pbx_connected', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_leases'))
    )
    op.create_index('ix_calls_open', 'calls', ['agent_id', 'started_at'], unique=False,
                    sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))


def downgrade() -> None:
    op.drop_index('ix_calls_open', 'calls')
    op.drop_table('leases')
