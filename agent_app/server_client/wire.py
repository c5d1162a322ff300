"""The server's JSON as domain values. Pure.

Strict about what the desk needs (a missing or wrong field raises WireError), tolerant about the rest: fields this version
does not know are let be, so that a newer server can add some.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from enum import Enum
from typing import Any, TypeVar

from agent_app.domain.agent_status import AgentState, AgentStatus
from agent_app.domain.call import CallDirection, CallRef
from agent_app.domain.patient import CallContext, CallerMatch, Contact, Patient, PatientId
from agent_app.domain.record import CallRecord, RecordingInfo
from agent_app.domain.user import Choice, ChoicesRead, SessionInfo, SipAccount, User
from agent_app.domain.worklist import CallBackHint

T = TypeVar("T")
E = TypeVar("E", bound=Enum)
Json = dict[str, Any]


class WireError(ValueError):
    """The server said something this desk cannot read. The message names fields, never their values."""


def obj(value: object, what: str = "answer") -> Json:
    if not isinstance(value, dict):
        raise WireError(f"{what}: not an object")
    return value


def text(data: Json, key: str) -> str:
    """A text; null counts as empty."""
    value = _field(data, key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise WireError(f"{key}: not a text")
    return value


def number(data: Json, key: str) -> float:
    value = _field(data, key)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise WireError(f"{key}: not a number")
    return value


def flag(data: Json, key: str) -> bool:
    value = _field(data, key)
    if not isinstance(value, bool):
        raise WireError(f"{key}: not true or false")
    return value


def items(data: Json, key: str, read: Callable[[Json], T]) -> tuple[T, ...]:
    return tuple(read(obj(item, key)) for item in _list(data, key))


def texts(data: Json, key: str) -> tuple[str, ...]:
    values = _list(data, key)
    if not all(isinstance(value, str) for value in values):
        raise WireError(f"{key}: not a list of texts")
    return tuple(values)


def moment(data: Json, key: str) -> datetime | None:
    """An aware time, or None for null."""
    value = text(data, key)
    if not value:
        return None
    try:
        parsed = datetime.fromisoformat(value)
    except ValueError:
        raise WireError(f"{key}: not a time") from None
    if parsed.tzinfo is None:
        raise WireError(f"{key}: a time without its zone")
    return parsed


def needed_moment(data: Json, key: str) -> datetime:
    return _needed(moment(data, key), key)


def _needed(value: datetime | None, key: str) -> datetime:
    if value is None:
        raise WireError(f"{key}: missing")
    return value


def member(data: Json, key: str, kind: type[E]) -> E:
    value = text(data, key)
    try:
        return kind(value)
    except ValueError:
        raise WireError(f"{key}: unknown {kind.__name__}") from None


def _field(data: Json, key: str) -> Any:
    try:
        return data[key]
    except KeyError:
        raise WireError(f"{key}: missing") from None


def _list(data: Json, key: str) -> list[Any]:
    value = _field(data, key)
    if not isinstance(value, list):
        raise WireError(f"{key}: not a list")
    return value


def agent_status(data: Json) -> AgentStatus:
    return AgentStatus(
        member(data, "state", AgentState),
        text(data, "reason"),
        moment(data, "since"),
        CallRef(text(data, "call_ref")) or None,
        moment(data, "wrap_up_ends_at"),
    )


def patient(data: Json) -> Patient:
    born = text(data, "birth_date")
    try:
        birth_date = date.fromisoformat(born) if born else None
    except ValueError:
        raise WireError("birth_date: not a date") from None
    return Patient(
        PatientId(text(data, "id")),
        text(data, "name"),
        text(data, "sex"),
        birth_date,
        text(data, "phone_masked"),
        texts(data, "allergies"),
        texts(data, "alerts"),
        flag(data, "vip"),
        text(data, "language"),
        items(data, "contacts", _contact),
        int(number(data, "age")) if data.get("age") is not None else None,
        text(data, "phone") if "phone" in data else "",
        text(data, "notes") if "notes" in data else "",
    )


def _contact(data: Json) -> Contact:
    return Contact(_needed(moment(data, "at"), "at"), text(data, "kind"), text(data, "summary"), text(data, "agent_name"))


def call_context(data: Json) -> CallContext:
    known = _field(data, "patient")
    ref = text(data, "ref")
    if not ref:
        raise WireError("ref: empty")
    return CallContext(
        CallRef(ref),
        member(data, "direction", CallDirection),
        text(data, "queue"),
        text(data, "queue_label"),
        text(data, "number"),
        text(data, "number_masked"),
        member(data, "match", CallerMatch),
        None if known is None else patient(obj(known, "patient")),
        items(data, "candidates", patient),
        text(data, "recording") if "recording" in data else "on",
        moment(data, "recording_since") if "recording_since" in data else None,
        _hint(owed) if isinstance(owed := data.get("call_back"), dict) else None,
        text(data, "identity") if "identity" in data else "not_asked",
        texts(data, "identity_facts") if "identity_facts" in data else (),
        int(number(data, "identity_needed")) if "identity_needed" in data else 0,
    )


def _hint(data: Json) -> CallBackHint:
    task = data.get("task_id")
    return CallBackHint(
        task if isinstance(task, int) else None,
        text(data, "why"),
        int(number(data, "missed_calls")),
        text(data, "notes"),
        moment(data, "tried_at"),
        text(data, "tried_by"),
    )


def call_record(data: Json) -> CallRecord:
    return CallRecord(
        CallRef(text(data, "ref")),
        member(data, "direction", CallDirection),
        text(data, "queue"),
        text(data, "number_masked"),
        text(data, "patient_id"),
        text(data, "patient_name"),
        text(data, "agent_name"),
        _needed(moment(data, "started_at"), "started_at"),
        moment(data, "answered_at"),
        moment(data, "ended_at"),
        number(data, "talk_s"),
        text(data, "outcome"),
        text(data, "disposition"),
        text(data, "notes"),
        items(data, "recordings", lambda item: RecordingInfo(text(item, "leg"), number(item, "duration_s"))),
        text(data, "agent_id") if "agent_id" in data else "",
        number(data, "wait_s") if "wait_s" in data else 0.0,
        number(data, "hold_s") if "hold_s" in data else 0.0,
    )


def session_info(data: Json) -> SessionInfo:
    person, sip = obj(_field(data, "user"), "user"), _field(data, "sip")
    return SessionInfo(
        User(text(person, "id"), text(person, "username"), text(person, "display_name"), text(person, "role"), text(person, "extension")),
        None if sip is None else _sip_account(obj(sip, "sip")),
        items(data, "dispositions", _choice),
        items(data, "not_ready_reasons", _choice),
        items(data, "queues", _choice),
    )


def choices_read(data: Json) -> ChoicesRead:
    return ChoicesRead(items(data, "dispositions", _choice), items(data, "not_ready_reasons", _choice), items(data, "queues", _choice))


def _sip_account(data: Json) -> SipAccount:
    return SipAccount(text(data, "username"), text(data, "password"), text(data, "domain"), int(number(data, "port")), text(data, "ca_pem"))


def _choice(data: Json) -> Choice:
    labels = obj(_field(data, "labels"), "labels")
    return Choice(text(data, "code"), {language: label for language, label in labels.items() if isinstance(label, str)})
