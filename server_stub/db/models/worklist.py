"""Call-backs that are owed to patients, the attempts to reach them, and who must not be called."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from server_stub.db.models.base import Base
from server_stub.db.models.patients import Patient
from server_stub.db.models.people import User


class CallBackTask(Base):
    """One patient (or number) who is owed a call. ``open_key`` lets the database itself refuse a second open one."""

    __tablename__ = "call_back_tasks"
    __table_args__ = (Index("ix_call_back_tasks_state_due_at", "state", "due_at"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    open_key: Mapped[str | None] = mapped_column(String(48), unique=True)
    """``p:<patient>`` or ``n:<number's match key>`` while the task is not closed; then None."""
    state: Mapped[str] = mapped_column(String(12), default="open")
    """As ``worklist/states.py`` says."""
    number: Mapped[str] = mapped_column(String(24))
    patient_id: Mapped[int | None] = mapped_column(ForeignKey("patients.id"), index=True)
    queue: Mapped[str] = mapped_column(String(40), default="")
    why: Mapped[str] = mapped_column(String(16))
    """``abandoned``, ``short``, ``out_of_hours`` or ``voicemail``: the most telling of its calls."""
    missed_calls: Mapped[int] = mapped_column(default=0)
    first_at: Mapped[datetime]
    last_at: Mapped[datetime]
    """When the newest of its calls began."""
    waited_s: Mapped[float] = mapped_column(default=0.0)
    """How long the caller stayed in the newest of its calls."""
    voicemail_ref: Mapped[str] = mapped_column(String(80), default="")
    """The newest call with a message; empty: none."""
    priority: Mapped[int] = mapped_column(default=0)
    owner_id: Mapped[str | None] = mapped_column(ForeignKey("users.id"), index=True)
    owned_until: Mapped[datetime | None]
    """When an owner who does nothing loses it."""
    last_owner_id: Mapped[str | None] = mapped_column(ForeignKey("users.id"))
    due_at: Mapped[datetime | None]
    """Not to be called before; None: at once."""
    attempts: Mapped[int] = mapped_column(default=0)
    notes: Mapped[str] = mapped_column(Text, default="")
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[str] = mapped_column(String(40), default="")
    """A user's id or ``system``."""
    close_reason: Mapped[str] = mapped_column(String(20), default="")

    patient: Mapped[Patient | None] = relationship()
    owner: Mapped[User | None] = relationship(foreign_keys=[owner_id])


class MissedCall(Base):
    """A call that was counted for a task: each call once, whoever tells of it and how often."""

    __tablename__ = "missed_calls"

    call_id: Mapped[int] = mapped_column(ForeignKey("calls.id"), primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("call_back_tasks.id"), index=True)
    why: Mapped[str] = mapped_column(String(16))


class CallAttempt(Base):
    """One try to reach somebody, for whatever list asked for it."""

    __tablename__ = "call_attempts"
    __table_args__ = (Index("ix_call_attempts_purpose_purpose_id", "purpose", "purpose_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    purpose: Mapped[str] = mapped_column(String(16))
    """Which list: ``call_back``."""
    purpose_id: Mapped[int]
    """The list's own id of what was to be done."""
    client_ref: Mapped[str] = mapped_column(String(80), unique=True)
    """The desk's name of the call."""
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id"))
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    outcome: Mapped[str] = mapped_column(String(16), default="pending")
    """As ``attempts/rules.py`` says."""


class DoNotCall(Base):
    """A number whose holder does not want to be called."""

    __tablename__ = "do_not_call"

    match_key: Mapped[str] = mapped_column(String(24), primary_key=True)
    since: Mapped[datetime]
    by_id: Mapped[str] = mapped_column(ForeignKey("users.id"))
