"""Agents' status, queues and what agents choose from."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from server_stub.db.models.base import Base, Labels


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


class Queue(Base):
    __tablename__ = "queues"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    number: Mapped[str] = mapped_column(String(16), unique=True)
    """What callers dial."""
    labels: Mapped[Labels]
    wrap_up_s: Mapped[int | None]
    """How long the wrap-up of this queue's calls lasts; None: as the settings say."""


class QueueMember(Base):
    __tablename__ = "queue_members"

    queue_name: Mapped[str] = mapped_column(ForeignKey("queues.name"), primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id"), primary_key=True, index=True)
    penalty: Mapped[int] = mapped_column(default=0)


class Disposition(Base):
    __tablename__ = "dispositions"

    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    position: Mapped[int]
    labels: Mapped[Labels]


class NotReadyReason(Base):
    __tablename__ = "not_ready_reasons"

    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    position: Mapped[int]
    labels: Mapped[Labels]
