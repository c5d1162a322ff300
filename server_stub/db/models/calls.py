"""Calls, their legs, wrap-ups and recordings."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from server_stub.db.models.base import Base
from server_stub.db.models.patients import Patient
from server_stub.db.models.people import User


class Call(Base):
    """One call, whoever told of it first: the PBX live, its records afterwards, or a desk's wrap-up."""

    __tablename__ = "calls"
    __table_args__ = (Index("ix_calls_agent_id_started_at", "agent_id", "started_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(80), unique=True)
    """The PBX's linkedid; for a call dialled at a desk its ``client_ref``, until the PBX has named it."""
    client_ref: Mapped[str | None] = mapped_column(String(80), unique=True)
    direction: Mapped[str] = mapped_column(String(10))
    """``inbound``, ``outbound`` or ``internal``."""
    queue: Mapped[str] = mapped_column(String(40), default="")
    number: Mapped[str] = mapped_column(String(24), default="", index=True)
    """The other party's number, normalised; empty where withheld."""
    match: Mapped[str] = mapped_column(String(10), default="none")
    """``one``, ``many``, ``none``, ``withheld`` or ``chosen``."""
    patient_id: Mapped[int | None] = mapped_column(ForeignKey("patients.id"), index=True)
    agent_id: Mapped[str | None] = mapped_column(ForeignKey("users.id"))
    started_at: Mapped[datetime] = mapped_column(index=True)
    answered_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    wait_s: Mapped[float] = mapped_column(default=0.0)
    talk_s: Mapped[float] = mapped_column(default=0.0)
    hold_s: Mapped[float] = mapped_column(default=0.0)
    outcome: Mapped[str] = mapped_column(String(20), default="in_progress")
    """``in_progress``, ``answered``, ``abandoned``, ``no_answer``, ``busy``, ``failed``."""
    source: Mapped[str] = mapped_column(String(10), default="live")
    """``live``, ``cel`` (imported from the PBX's records) or ``desk`` (only its wrap-up is known)."""

    patient: Mapped[Patient | None] = relationship()
    agent: Mapped[User | None] = relationship()
    wrap_ups: Mapped[list[WrapUp]] = relationship(order_by="WrapUp.version")
    recordings: Mapped[list[Recording]] = relationship(order_by="Recording.leg")

    @property
    def desk_ref(self) -> str:
        """The name the desk knows this call by."""
        return self.client_ref or self.ref

    @property
    def wrap_up(self) -> WrapUp | None:
        """The newest version, which is the one that counts."""
        return self.wrap_ups[-1] if self.wrap_ups else None


class CallLeg(Base):
    """One ringing of one agent, answered or not."""

    __tablename__ = "call_legs"

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("calls.id"), index=True)
    user_id: Mapped[str | None] = mapped_column(ForeignKey("users.id"), index=True)
    channel: Mapped[str] = mapped_column(String(120), default="")
    offered_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    end_reason: Mapped[str] = mapped_column(String(24), default="")
    """``caller_gave_up``, ``no_answer``, ``rejected``, ``desk_gone``, ``hung_up`` or empty."""


class WrapUp(Base):
    """What an agent wrote about a call. Saving again adds a version; none is ever overwritten."""

    __tablename__ = "wrap_ups"
    __table_args__ = (Index("uq_wrap_ups_call_id_version", "call_id", "version", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("calls.id"))
    version: Mapped[int]
    author_id: Mapped[str] = mapped_column(ForeignKey("users.id"))
    disposition: Mapped[str] = mapped_column(ForeignKey("dispositions.code"))
    notes: Mapped[str] = mapped_column(Text, default="")
    patient_id: Mapped[int | None] = mapped_column(ForeignKey("patients.id"))
    saved_at: Mapped[datetime]
    """When the agent saved it, by the desk's clock."""
    received_at: Mapped[datetime]


class Recording(Base):
    __tablename__ = "recordings"

    call_id: Mapped[int] = mapped_column(ForeignKey("calls.id"), primary_key=True)
    leg: Mapped[str] = mapped_column(String(10), primary_key=True)
    """``mixed``, ``patient`` or ``agent``."""
    path: Mapped[str] = mapped_column(String(255))
    """Below the data directory's ``recordings``."""
    duration_s: Mapped[float]
    sha256: Mapped[str] = mapped_column(String(64))
    stored_at: Mapped[datetime]


class OutboundToken(Base):
    """Stands for a number that the desk dials without knowing it."""

    __tablename__ = "outbound_tokens"

    token: Mapped[str] = mapped_column(String(40), primary_key=True)
    """Without the ``d-``."""
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id"))
    client_ref: Mapped[str] = mapped_column(String(80))
    number: Mapped[str] = mapped_column(String(24))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
