"""Recordings are encrypted: which master key opens the file's own, sealed key."""

import sqlalchemy as sa
from alembic import op

revision = 'v0070'
down_revision = 'v0041'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('recordings', schema=None) as batch_op:
        batch_op.add_column(sa.Column('key_id', sa.String(length=16), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('wrapped_key', sa.LargeBinary(), nullable=True))
        batch_op.create_index('ix_recordings_key_id', ['key_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('recordings', schema=None) as batch_op:
        batch_op.drop_index('ix_recordings_key_id')
        batch_op.drop_column('wrapped_key')
        batch_op.drop_column('key_id')
