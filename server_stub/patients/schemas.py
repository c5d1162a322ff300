"""Patients as they go over the wire."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from server_stub.clock import WireTime

Sex = Literal["male", "female", "other", "unknown"]
ShortText = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]


class Contact(BaseModel):
    at: WireTime
    kind: str
    """``call_in``, ``call_out``, ``visit``, ``note``."""
    summary: str
    agent_name: str


class Patient(BaseModel):
    id: str
    name: str
    sex: str
    birth_date: date | None
    age: int | None = None
    """Whole years; also where ``birth_date`` is hidden."""
    phone_masked: str
    phone: str = ""
    """Whole, only in the context of a call whose caller's identity was checked."""
    notes: str = ""
    """As ``phone``."""
    allergies: list[str]
    alerts: list[str]
    vip: bool
    language: str
    contacts: list[Contact]
    """The newest 20, newest first."""


class PatientList(BaseModel):
    patients: list[Patient]


class NewPatient(BaseModel):
    """``phone`` empty: the number of the call ``call_ref``. With ``call_ref`` the patient is also chosen for that call."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
    sex: Sex = "unknown"
    birth_date: date | None = None
    phone: Annotated[str, StringConstraints(max_length=64)] = ""
    allergies: Annotated[list[ShortText], Field(max_length=50)] = []
    notes: Annotated[str, StringConstraints(max_length=20_000)] = ""
    call_ref: Annotated[str, StringConstraints(max_length=80, pattern=r"^[A-Za-z0-9._-]*$")] = ""
