"""Writes as the desk makes them."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

from agent_app.domain.call import CallRef
from agent_app.ports import PendingWrite, WriteKind


def wrap_up(ref: str, disposition: str, notes: str = "took it twice") -> PendingWrite:
    body: dict[str, object] = {"disposition": disposition, "notes": notes, "patient_id": None}
    body |= {"saved_at": "2026-11-22T12:00:00.000Z", "then_ready": False}
    return PendingWrite(str(uuid4()), WriteKind.WRAP_UP, CallRef(ref), body, datetime(2026, 11, 22, 12, tzinfo=UTC))
