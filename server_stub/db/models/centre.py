"""The centre itself and what its administrator sets: teams, numbers, holidays, trunks, announcements."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from server_stub.db.models.base import Base, Labels, Versioned


class Centre(Versioned):
    """One row, ``id`` 1."""

    __tablename__ = "centre"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(120))
    time_zone: Mapped[str] = mapped_column(String(64))
    """A name of the IANA data base."""
    language: Mapped[str] = mapped_column(String(8))
    """``zh``, ``ru`` or ``en``: where the patient's own is not known."""
    country_code: Mapped[str] = mapped_column(String(3))


class Team(Versioned):
    __tablename__ = "teams"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)


class ServiceNumber(Versioned):
    """A number that callers dial, and the queue they come to."""

    __tablename__ = "numbers"

    number: Mapped[str] = mapped_column(String(16), primary_key=True)
    """As the network sends it: digits, perhaps with ``+``."""
    queue_name: Mapped[str] = mapped_column(ForeignKey("queues.name"), index=True)
    note: Mapped[str] = mapped_column(String(200), default="")


class Holiday(Versioned):
    __tablename__ = "holidays"
    __table_args__ = (Index("ix_holidays_day_queue_name", "day", "queue_name"),)

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    day: Mapped[date]
    queue_name: Mapped[str | None] = mapped_column(ForeignKey("queues.name"))
    """None: every queue that has no row of its own for this day."""
    labels: Mapped[Labels]
    hours: Mapped[list[Any]] = mapped_column(JSON)
    """Intervals as in ``queues.hours``; empty: closed."""


class Trunk(Versioned):
    __tablename__ = "trunks"

    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    position: Mapped[int]
    host: Mapped[str | None] = mapped_column(String(64))
    """None: as the PBX was installed (settings)."""
    port: Mapped[int | None]
    transport: Mapped[str] = mapped_column(String(8), default="udp")
    allowed: Mapped[list[Any]] = mapped_column(JSON)
    """Addresses and networks whose calls are taken, in CIDR notation."""
    enabled: Mapped[bool] = mapped_column(default=True)


class Announcement(Base):
    """What a queue's callers hear, in one language."""

    __tablename__ = "announcements"

    queue_name: Mapped[str] = mapped_column(ForeignKey("queues.name"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    """``greeting`` or ``closed``."""
    language: Mapped[str] = mapped_column(String(8), primary_key=True)
    """``zh_CN``, ``ru``, ``en``."""
    text: Mapped[str] = mapped_column(String(2000), default="")
    """What was typed, where the server spoke it; empty for a file."""
    rate_hz: Mapped[int]
    duration_ms: Mapped[int]
    wav: Mapped[bytes] = mapped_column(LargeBinary)
    """16 bit, one channel, ``rate_hz``."""
    changed_at: Mapped[datetime]
