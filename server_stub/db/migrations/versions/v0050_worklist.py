"""Call-backs, tries to reach patients, and whom not to call."""

import sqlalchemy as sa
from alembic import op

import server_stub.db.columns

revision = 'v0050'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('call_attempts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('purpose', sa.String(length=16), nullable=False),
    sa.Column('purpose_id', sa.Integer(), nullable=False),
    sa.Column('client_ref', sa.String(length=80), nullable=False),
    sa.Column('user_id', sa.String(length=40), nullable=False),
    sa.Column('began_at', server_stub.db.columns.UtcDateTime(timezone=True), nullable=False),
    sa.Column('ended_at', server_stub.db.columns.UtcDateTime(timezone=True), nullable=True),
    sa.Column('outcome', sa.String(length=16), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_call_attempts_user_id_users')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_call_attempts')),
    sa.UniqueConstraint('client_ref', name=op.f('uq_call_attempts_client_ref')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('call_attempts', schema=None) as batch_op:
        batch_op.create_index('ix_call_attempts_purpose_purpose_id', ['purpose', 'purpose_id'], unique=False)

    op.create_table('call_back_tasks',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('open_key', sa.String(length=48), nullable=True),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('number', sa.String(length=24), nullable=False),
    sa.Column('patient_id', sa.Integer(), nullable=True),
    sa.Column('queue', sa.String(length=40), nullable=False),
    sa.Column('why', sa.String(length=16), nullable=False),
    sa.Column('missed_calls', sa.Integer(), nullable=False),
    sa.Column('first_at', server_stub.db.columns.UtcDateTime(timezone=True), nullable=False),
    sa.Column('last_at', server_stub.db.columns.UtcDateTime(timezone=True), nullable=False),
    sa.Column('waited_s', sa.Double(), nullable=False),
    sa.Column('voicemail_ref', sa.String(length=80), nullable=False),
    sa.Column('priority', sa.Integer(), nullable=False),
    sa.Column('owner_id', sa.String(length=40), nullable=True),
    sa.Column('owned_until', server_stub.db.columns.UtcDateTime(timezone=True), nullable=True),
    sa.Column('last_owner_id', sa.String(length=40), nullable=True),
    sa.Column('due_at', server_stub.db.columns.UtcDateTime(timezone=True), nullable=True),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('notes', sa.Text(), nullable=False),
    sa.Column('closed_at', server_stub.db.columns.UtcDateTime(timezone=True), nullable=True),
    sa.Column('closed_by', sa.String(length=40), nullable=False),
    sa.Column('close_reason', sa.String(length=20), nullable=False),
    sa.ForeignKeyConstraint(['last_owner_id'], ['users.id'], name=op.f('fk_call_back_tasks_last_owner_id_users')),
    sa.ForeignKeyConstraint(['owner_id'], ['users.id'], name=op.f('fk_call_back_tasks_owner_id_users')),
    sa.ForeignKeyConstraint(['patient_id'], ['patients.id'], name=op.f('fk_call_back_tasks_patient_id_patients')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_call_back_tasks')),
    sa.UniqueConstraint('open_key', name=op.f('uq_call_back_tasks_open_key')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('call_back_tasks', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_call_back_tasks_owner_id'), ['owner_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_call_back_tasks_patient_id'), ['patient_id'], unique=False)
        batch_op.create_index('ix_call_back_tasks_state_due_at', ['state', 'due_at'], unique=False)

    op.create_table('do_not_call',
    sa.Column('match_key', sa.String(length=24), nullable=False),
    sa.Column('since', server_stub.db.columns.UtcDateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.String(length=40), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['users.id'], name=op.f('fk_do_not_call_by_id_users')),
    sa.PrimaryKeyConstraint('match_key', name=op.f('pk_do_not_call'))
    )
    op.create_table('missed_calls',
    sa.Column('call_id', sa.Integer(), nullable=False),
    sa.Column('task_id', sa.Integer(), nullable=False),
    sa.Column('why', sa.String(length=16), nullable=False),
    sa.ForeignKeyConstraint(['call_id'], ['calls.id'], name=op.f('fk_missed_calls_call_id_calls')),
    sa.ForeignKeyConstraint(['task_id'], ['call_back_tasks.id'], name=op.f('fk_missed_calls_task_id_call_back_tasks')),
    sa.PrimaryKeyConstraint('call_id', name=op.f('pk_missed_calls'))
    )
    with op.batch_alter_table('missed_calls', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_missed_calls_task_id'), ['task_id'], unique=False)

    with op.batch_alter_table('calls', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_calls_number'), ['number'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('calls', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_calls_number'))

    with op.batch_alter_table('missed_calls', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_missed_calls_task_id'))

    op.drop_table('missed_calls')
    op.drop_table('do_not_call')
    with op.batch_alter_table('call_back_tasks', schema=None) as batch_op:
        batch_op.drop_index('ix_call_back_tasks_state_due_at')
        batch_op.drop_index(batch_op.f('ix_call_back_tasks_patient_id'))
        batch_op.drop_index(batch_op.f('ix_call_back_tasks_owner_id'))

    op.drop_table('call_back_tasks')
    with op.batch_alter_table('call_attempts', schema=None) as batch_op:
        batch_op.drop_index('ix_call_attempts_purpose_purpose_id')

    op.drop_table('call_attempts')
