"""What happened: events for the desks, answered writes, audit, and how far imports have come."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from server_stub.db.models.base import Base, Labels

# SQLite gives increasing numbers to INTEGER keys only.
_BIG_ID = BigInteger().with_variant(Integer, "sqlite")


class Event(Base):
    """Append-only. Ids increase and are never given twice, also after old ones were dropped."""

    __tablename__ = "events"
    __table_args__ = (Index("ix_events_audience_id", "audience", "id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(_BIG_ID, primary_key=True)
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(40))
    audience: Mapped[str] = mapped_column(String(60))
    """A user's id, a role, ``all``, or ``session:<sign-in id>``."""
    data: Mapped[dict[str, Any]]


class Idempotency(Base):
    """A write that was done, with the answer its repeats get."""

    __tablename__ = "idempotency"

    user_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    route: Mapped[str] = mapped_column(String(200))
    body_hash: Mapped[str] = mapped_column(String(64))
    status: Mapped[int]
    answer: Mapped[dict[str, Any]]
    created_at: Mapped[datetime] = mapped_column(index=True)


class AuditEntry(Base):
    """Append-only: who did or saw what."""

    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_object_id", "object", "id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(_BIG_ID, primary_key=True)
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(40))
    """A user's id, or ``system``, or empty for someone who did not get in."""
    action: Mapped[str] = mapped_column(String(40))
    object: Mapped[str] = mapped_column(String(100))
    detail: Mapped[Labels]


class Lease(Base):
    """Which process does what only one may do (``db.lease``)."""

    __tablename__ = "leases"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    holder: Mapped[str] = mapped_column(String(40))
    expires_at: Mapped[datetime]
    pbx_connected: Mapped[bool] = mapped_column(default=False)


class Cursor(Base):
    """How far an import has read, e.g. the PBX's CEL file."""

    __tablename__ = "cursors"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    position: Mapped[dict[str, Any]]
    updated_at: Mapped[datetime]
