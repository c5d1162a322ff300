"""Agents' status, queues and what agents choose from."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from server_stub.db.models.base import Base, Labels, Versioned


class AgentStatusRow(Base):
    """One row per user with an extension."""

    __tablename__ = "agent_status"

    user_id: Mapped[str] = mapped_column(ForeignKey("users.id"), primary_key=True)
    state: Mapped[str] = mapped_column(String(20), default="logged_out")
    reason: Mapped[str] = mapped_column(String(40), default="")
    since: Mapped[datetime]
    call_ref: Mapped[str | None] = mapped_column(String(80))
    wrap_up_ends_at: Mapped[datetime | None]
    extensions_used: Mapped[int] = mapped_column(default=0)
    """How often the wrap-up's time was extended."""
    wish: Mapped[str] = mapped_column(String(20), default="")
    """``not_ready`` or ``ready``: asked for during a call, takes effect after it; empty: nothing."""
    wish_reason: Mapped[str] = mapped_column(String(40), default="")


class Queue(Versioned):
    __tablename__ = "queues"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    labels: Mapped[Labels]
    wrap_up_s: Mapped[int | None]
    """How long the wrap-up of this queue's calls lasts; None: as the settings say."""
    hours: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """Weekday to intervals of the centre's wall-clock time (``queues.hours``); None: always open."""
    priority: Mapped[int] = mapped_column(default=0)
    """Of queues that share an agent the higher is served first (app_queue's weight)."""
    ring_s: Mapped[int] = mapped_column(default=15)
    """So long a desk rings before the next one does."""
    required_fields: Mapped[list[Any]] = mapped_column(JSON, default=list)
    """What a wrap-up must say: ``matter``, ``resolved``, ``booking``, ``follow_up``, ``source``, ``notes``."""
    voicemail: Mapped[bool] = mapped_column(default=False)
    """Whether callers may leave a message while it is closed."""


class QueueMember(Base):
    __tablename__ = "queue_members"

    queue_name: Mapped[str] = mapped_column(ForeignKey("queues.name"), primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id"), primary_key=True, index=True)
    penalty: Mapped[int] = mapped_column(default=0)


class ChoiceRow(Versioned):
    """Something agents choose from."""

    __abstract__ = True

    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    position: Mapped[int]
    labels: Mapped[Labels]
    retired: Mapped[bool] = mapped_column(default=False)
    """Stands in records and is no longer offered."""


class Disposition(ChoiceRow):
    __tablename__ = "dispositions"


class NotReadyReason(ChoiceRow):
    __tablename__ = "not_ready_reasons"
