"""A real database in a folder of its own, with two agents; no network, no PBX."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from server_stub.agents.service import AgentService
from server_stub.auth import users
from server_stub.auth.rights import Role
from server_stub.clock import utc_now
from server_stub.db.migrate import migrate
from server_stub.db.models import Patient, PatientPhone, Queue, QueueMember, ServiceNumber
from server_stub.settings import Settings
from server_stub.state import ServerState


@pytest.fixture
def state(tmp_path: Path, database_url: str) -> Iterator[ServerState]:
    settings = Settings(
        data_dir=tmp_path / "data",
        database_url=database_url,
        ari_url="http://pbx/ari",
        pbx_spool_dir=tmp_path / "spool",
        pbx_cel_file=tmp_path / "careline.csv",
        pbx_token_file=tmp_path / "token",
    )
    (tmp_path / "spool" / "recordings").mkdir(parents=True)
    (tmp_path / "token").write_text("the right token\n")
    state = ServerState.build(settings)
    migrate(state.database)
    state.agents = AgentService(state)
    with state.database.write() as session:
        session.add(Queue(name="main", labels={"en": "Main"}))
        session.flush()
        session.add(ServiceNumber(number="4000", queue_name="main"))
        for name, extension in (("lin", "1001"), ("anna", "1002")):
            user = users.create(
                session, state.keys, username=name, display_name=name, role=Role.AGENT, password_hash="none", extension=extension
            )
            session.add(QueueMember(queue_name="main", user_id=user.id))
        patient = Patient(id=1000, name="One", name_key="one", created_at=utc_now())
        session.add(patient)
        session.flush()
        session.add(PatientPhone(patient_id=1000, number="13800001000", match_key="13800001000"))
    yield state
    state.database.close()
