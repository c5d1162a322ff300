"""What an agent wrote about a call, in columns that can be counted, and the lists they chose from."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from server_stub.db.models.base import Base, Labels


class WrapUp(Base):
    """One version of the record of a call. Saving again adds a version; none is ever overwritten, the newest counts.

    The columns behind ``notes`` are what first-call resolution, conversion and cost are computed from.
    """

    __tablename__ = "wrap_ups"
    __table_args__ = (
        Index("uq_wrap_ups_call_id_version", "call_id", "version", unique=True),
        Index("ix_wrap_ups_patient_id_matter", "patient_id", "matter"),
        Index("ix_wrap_ups_booking_intent_booking_result", "booking_intent", "booking_result"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("calls.id"))
    version: Mapped[int]
    author_id: Mapped[str] = mapped_column(ForeignKey("users.id"))
    disposition: Mapped[str | None] = mapped_column(ForeignKey("dispositions.code"))
    """None only where ``incomplete``: the agent had no time to choose one."""
    notes: Mapped[str] = mapped_column(Text, default="")
    patient_id: Mapped[int | None] = mapped_column(ForeignKey("patients.id"))
    saved_at: Mapped[datetime]
    """When the agent saved it, by the desk's clock."""
    received_at: Mapped[datetime]
    # Codes of lists that administrators change: no foreign key, because a record written while the server was away is kept with the
    # code it carries, whatever became of the list meanwhile.
    matter: Mapped[str | None] = mapped_column(String(60), index=True)
    source: Mapped[str | None] = mapped_column(String(60), index=True)
    """What brought the patient to the centre: an advertisement, a doctor, a search ..."""
    resolved: Mapped[str | None] = mapped_column(String(8))
    """``yes``, ``partly``, ``no``."""
    booking_intent: Mapped[str | None] = mapped_column(String(8))
    """``none`` or ``wanted``."""
    booking_result: Mapped[str | None] = mapped_column(String(16))
    """``booked``, ``waiting_list``, ``declined``, ``not_possible``; only where it was wanted."""
    follow_up: Mapped[bool | None]
    follow_up_on: Mapped[date | None] = mapped_column(index=True)
    follow_up_reason: Mapped[str] = mapped_column(String(400), default="")
    incomplete: Mapped[bool] = mapped_column(default=False)
    missing: Mapped[str] = mapped_column(String(120), default="")
    """Names of what the queue requires and this version does not say, joined by commas."""


class Matter(Base):
    """What calls are about: a tree (department, subject). Only leaves are chosen."""

    __tablename__ = "matters"

    code: Mapped[str] = mapped_column(String(60), primary_key=True)
    parent: Mapped[str | None] = mapped_column(ForeignKey("matters.code"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    labels: Mapped[Labels]
    queues: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))
    """Names of the queues it is offered in, with all below it; None: in all."""
    retired: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)


class ContactSource(Base):
    """What may have brought a patient to the centre."""

    __tablename__ = "contact_sources"

    code: Mapped[str] = mapped_column(String(60), primary_key=True)
    position: Mapped[int] = mapped_column(default=0)
    labels: Mapped[Labels]
    retired: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)
