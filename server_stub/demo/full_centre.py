"""``made-up-data``: fills a centre with made-up agents, patients and calls, behind those it has. Never a production server's."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server_stub import defaults
from server_stub.auth import passwords, users
from server_stub.auth.rights import Role
from server_stub.db.migrate import migrate
from server_stub.db.models import Call, Disposition, Patient, Queue, QueueMember, User
from server_stub.demo import made_up
from server_stub.demo.bulk import bulk
from server_stub.demo.loader import PASSWORD
from server_stub.settings import Settings
from server_stub.state import ServerState

FIRST_EXTENSION = 2001
AGENT = "desk{:04d}"
"""Name of the n-th made-up agent, from 1; the password is the demo's."""


def fill(settings: Settings, *, agents: int, patients: int, calls: int, tell: Callable[[str], None] = lambda _text: None) -> None:
    """Raises ValueError for a production server. Nobody else may use the database meanwhile."""
    if settings.production:
        raise ValueError("a production server takes no made-up data")
    state = ServerState.build(settings)
    try:
        with state.database.alone():
            migrate(state.database)
            defaults.ensure(state.database, settings)
            _add_agents(state, agents)
            _fill(state, patients, calls, tell)
    finally:
        state.database.close()


def _fill(state: ServerState, patients: int, calls: int, tell: Callable[[str], None]) -> None:
    began = time.monotonic()
    with state.database.read() as session:
        first_patient = (session.scalar(select(func.max(Patient.id))) or 999) + 1
        first_call = (session.scalar(select(func.max(Call.id))) or 0) + 1
        centre = _centre(session)
    with bulk(state.database, made_up.COLUMNS) as into:
        for number, block in enumerate(made_up.patients(first_patient, patients), 1):
            into.add(block)
            if number % 10 == 0:
                tell(f"{min(number * made_up.BLOCK, patients):,} patients, {time.monotonic() - began:.0f} s")
        for number, block in enumerate(made_up.calls(centre, first_call, calls, first_patient, patients), 1):
            into.add(block)
            if number % 10 == 0:
                tell(f"{min(number * made_up.BLOCK, calls):,} calls, {time.monotonic() - began:.0f} s")
        tell("indexes")
    tell(f"done in {time.monotonic() - began:.0f} s")


def _centre(session: Session) -> made_up.Centre:
    agents = [(user.id, user.display_name) for user in session.scalars(select(User).where(User.role == Role.AGENT.value))]
    if not agents:
        raise ValueError("calls need agents: ask for some with --agents")
    queues = list(session.scalars(select(Queue.name).order_by(Queue.name)))
    return made_up.Centre(agents, queues, list(session.scalars(select(Disposition.code).order_by(Disposition.position))))


def _add_agents(state: ServerState, count: int) -> None:
    password_hash = passwords.hash_password(PASSWORD)
    with state.database.write() as session:
        for number in range(1, count + 1):
            name = AGENT.format(number)
            if users.by_name(session, name) is not None:
                continue
            user = users.create(
                session,
                state.keys,
                username=name,
                display_name=f"Agent {number}",
                role=Role.AGENT,
                password_hash=password_hash,
                extension=str(FIRST_EXTENSION + number - 1),
            )
            session.add(QueueMember(queue_name=defaults.MAIN_QUEUE, user_id=user.id))


def tell_stderr(text: str) -> None:
    print(f"    {text}", file=sys.stderr, flush=True)
