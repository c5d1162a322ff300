"""What an agent chooses from after a call: to whom, and which text. Caller's session and thread."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from server_stub import centre
from server_stub.auth.actor import Actor
from server_stub.auth.rights import Right
from server_stub.calls import identity
from server_stub.db.models import Call, MessageTemplate, Patient, PatientPhone, ServiceNumber
from server_stub.messages import placeholders
from server_stub.messages.schemas import Channel, FilledTemplate, Language, MessageForm, RecipientChoice
from server_stub.patients import numbers
from server_stub.settings import Settings

_LANGUAGES: Final[dict[str, Language]] = {"zh": "zh_CN", "ru": "ru", "en": "en"}


def build(session: Session, settings: Settings, call: Call, actor: Actor, gateways: list[Channel]) -> MessageForm:
    patient = session.get(Patient, call.patient_id) if call.patient_id is not None else None
    own = centre.of(session, settings)
    known = _LANGUAGES.get((patient.language if patient else "")[:2])
    rows = select(MessageTemplate).where(MessageTemplate.retired.is_(False)).order_by(MessageTemplate.position, MessageTemplate.code)
    values = {language: _values(session, call, patient, actor, own.name, own.time_zone, language) for language in _LANGUAGES.values()}
    return MessageForm(
        language=known or _LANGUAGES.get(own.language, "en"),
        number_withheld=not call.number,
        recipients=_recipients(session, call, patient, actor, own.country_code),
        templates=[
            FilledTemplate(
                code=row.code,
                labels=row.labels,
                subjects={language: placeholders.fill(row.subjects.get(language, ""), values[language]) for language in values},
                texts={language: placeholders.fill(row.texts.get(language, ""), values[language]) for language in values},
            )
            for row in session.scalars(rows)
        ],
        gateways=gateways,
    )


def phones(session: Session, call: Call, actor: Actor) -> list[PatientPhone]:
    """The patient's own numbers; none before it is made sure who is speaking: their last digits are what is asked."""
    if call.patient_id is None:
        return []
    if identity.is_required(session) and not identity.holds(call) and not actor.may(Right.SEE_NUMBERS):
        return []
    return list(session.scalars(select(PatientPhone).where(PatientPhone.patient_id == call.patient_id).order_by(PatientPhone.id)))


def _recipients(session: Session, call: Call, patient: Patient | None, actor: Actor, country_code: str) -> list[RecipientChoice]:
    found = [RecipientChoice(key="call", masked=numbers.mask(call.number))] if call.number else []
    own = numbers.match_key(call.number, country_code) if call.number else ""
    if patient is not None:
        for phone in phones(session, call, actor):
            if phone.match_key != own:
                found.append(RecipientChoice(key=f"phone-{phone.id}", masked=numbers.mask(phone.number)))
    return found


def _values(
    session: Session, call: Call, patient: Patient | None, actor: Actor, name: str, time_zone: str, language: Language
) -> dict[str, str]:
    at = call.started_at.astimezone(ZoneInfo(time_zone))
    ours = session.scalar(
        select(ServiceNumber.number).order_by((ServiceNumber.queue_name == call.queue).desc(), ServiceNumber.number).limit(1)
    )
    return {
        "name": patient.name if patient else "",
        "date": _date(at, language),
        "time": f"{at:%H:%M}",
        "centre": name,
        "agent": actor.display_name,
        "number": ours or "",
    }


def _date(at: datetime, language: Language) -> str:
    if language == "zh_CN":
        return f"{at.year}年{at.month}月{at.day}日"
    return f"{at:%d.%m.%Y}" if language == "ru" else f"{at:%Y-%m-%d}"
