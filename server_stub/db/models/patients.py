"""Patients and what must be seen at once when one calls."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from server_stub.db.models.base import Base


class Patient(Base):
    """``id`` is the number in ``P-<number>``; numbers are never given twice."""

    __tablename__ = "patients"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    name_key: Mapped[str] = mapped_column(String(400), index=True)
    """The name in the form that searching compares."""
    sex: Mapped[str] = mapped_column(String(10), default="unknown")
    """FHIR administrative gender."""
    birth_date: Mapped[date | None]
    vip: Mapped[bool] = mapped_column(default=False)
    language: Mapped[str] = mapped_column(String(8), default="")
    notes: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime]

    phones: Mapped[list[PatientPhone]] = relationship(order_by="PatientPhone.id")
    allergies: Mapped[list[Allergy]] = relationship(order_by="Allergy.id")
    alerts: Mapped[list[Alert]] = relationship(order_by="Alert.id")


class PatientPhone(Base):
    __tablename__ = "patient_phones"

    id: Mapped[int] = mapped_column(primary_key=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patients.id"), index=True)
    number: Mapped[str] = mapped_column(String(24))
    """Normalised as it was given."""
    match_key: Mapped[str] = mapped_column(String(24), index=True)
    """The one form that all ways of writing this number share: what callers are found by."""


class Allergy(Base):
    __tablename__ = "allergies"

    id: Mapped[int] = mapped_column(primary_key=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patients.id"), index=True)
    text: Mapped[str] = mapped_column(String(200))


class Alert(Base):
    """A warning to whoever speaks to the patient: hard of hearing, anticoagulants, do not mention ..."""

    __tablename__ = "alerts"

    id: Mapped[int] = mapped_column(primary_key=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patients.id"), index=True)
    text: Mapped[str] = mapped_column(String(200))


class Contact(Base):
    """One earlier contact with the centre; a call's own is written with its wrap-up."""

    __tablename__ = "contacts"
    __table_args__ = (Index("ix_contacts_patient_id_at", "patient_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patients.id"))
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(20))
    """``call_in``, ``call_out``, ``visit``, ``note``."""
    summary: Mapped[str] = mapped_column(Text)
    agent_name: Mapped[str] = mapped_column(String(120), default="")
    call_id: Mapped[int | None] = mapped_column(ForeignKey("calls.id"), unique=True)
