"""What a patient consented to, and by which rules the centre asks."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from server_stub.db.models.base import Base


class RecordingGap(Base):
    """A stretch of silence in a call's recording: secrets were said there."""

    __tablename__ = "recording_gaps"

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("calls.id"), index=True)
    from_at: Mapped[datetime]
    to_at: Mapped[datetime | None]
    """None while it lasts."""
    from_s: Mapped[float]
    """Seconds from the beginning of the recording, which runs while somebody is joined with the patient."""
    to_s: Mapped[float | None]
    user_id: Mapped[str] = mapped_column(String(40))
    """Who paused."""


class CallRules(Base):
    """One row, ``id`` 1."""

    __tablename__ = "call_rules"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    keep_refused_recordings: Mapped[bool] = mapped_column(default=False)
    """Keep what was recorded before the patient refused; else it is deleted."""
    identity_asked: Mapped[int] = mapped_column(default=3)
    """How many facts an identity check offers."""
    identity_needed: Mapped[int] = mapped_column(default=2)
    """How many of them must match."""
    version: Mapped[int] = mapped_column(default=1)


class IdentityCheck(Base):
    """One attempt to make sure who is speaking: what was asked and what came of it, never what was said."""

    __tablename__ = "identity_checks"

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("calls.id"), index=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patients.id"))
    user_id: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime]
    result: Mapped[str] = mapped_column(String(10))
    """``passed`` or ``failed``."""
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    """Fact to ``matches``, ``differs`` or ``not_said``."""
