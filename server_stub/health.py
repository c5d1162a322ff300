"""Whether the server works, without a token: for whoever watches over it. Worker threads."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel
from sqlalchemy import text

from server_stub.auth.actor import State

router = APIRouter(prefix="/v1", tags=["health"])


class Health(BaseModel):
    status: Literal["ok"]
    pbx_connected: bool
    alarms: list[str]
    """Codes of what needs a person: ``recording_key_missing``, ``recording_damaged``."""


@router.get("/health")
def health(state: State) -> Health:
    """Answers only if the database does."""
    with state.database.read() as session:
        session.execute(text("SELECT 1"))
    return Health(status="ok", pbx_connected=state.pbx_connected, alarms=[alarm.code for alarm in state.alarms.active()])
