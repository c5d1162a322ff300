"""Words of the administration: sections, fields, roles, kinds. Main thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from agent_app.domain.admin import AdminKind
from ui import languages
from ui.words import QT_TRANSLATE_NOOP, translate

SECTIONS: dict[AdminKind, str] = {
    AdminKind.USERS: QT_TRANSLATE_NOOP("Admin", "Users"),
    AdminKind.TEAMS: QT_TRANSLATE_NOOP("Admin", "Teams"),
    AdminKind.QUEUES: QT_TRANSLATE_NOOP("Admin", "Queues"),
    AdminKind.HOLIDAYS: QT_TRANSLATE_NOOP("Admin", "Holidays"),
    AdminKind.DISPOSITIONS: QT_TRANSLATE_NOOP("Admin", "Outcomes of calls"),
    AdminKind.NOT_READY_REASONS: QT_TRANSLATE_NOOP("Admin", "Reasons for a pause"),
    AdminKind.NUMBERS: QT_TRANSLATE_NOOP("Admin", "Numbers"),
    AdminKind.TRUNKS: QT_TRANSLATE_NOOP("Admin", "Trunks"),
    AdminKind.CENTRE: QT_TRANSLATE_NOOP("Admin", "The centre"),
}
"""In the order of the page."""
NEW: dict[AdminKind, str] = {
    AdminKind.USERS: QT_TRANSLATE_NOOP("Admin", "New user"),
    AdminKind.TEAMS: QT_TRANSLATE_NOOP("Admin", "New team"),
    AdminKind.QUEUES: QT_TRANSLATE_NOOP("Admin", "New queue"),
    AdminKind.HOLIDAYS: QT_TRANSLATE_NOOP("Admin", "New holiday"),
    AdminKind.DISPOSITIONS: QT_TRANSLATE_NOOP("Admin", "New outcome"),
    AdminKind.NOT_READY_REASONS: QT_TRANSLATE_NOOP("Admin", "New reason"),
    AdminKind.NUMBERS: QT_TRANSLATE_NOOP("Admin", "New number"),
    AdminKind.TRUNKS: QT_TRANSLATE_NOOP("Admin", "New trunk"),
}
FIELDS: dict[str, str] = {
    "username": QT_TRANSLATE_NOOP("Admin", "User name for signing in"),
    "display_name": QT_TRANSLATE_NOOP("Admin", "Name as others see it"),
    "role": QT_TRANSLATE_NOOP("Admin", "Role"),
    "extension": QT_TRANSLATE_NOOP("Admin", "Extension"),
    "team_id": QT_TRANSLATE_NOOP("Admin", "Team"),
    "user_language": QT_TRANSLATE_NOOP("Admin", "Language of the desk"),
    "language": QT_TRANSLATE_NOOP("Admin", "Language of the centre"),
    "disabled": QT_TRANSLATE_NOOP("Admin", "Switched off: cannot sign in"),
    "user_queues": QT_TRANSLATE_NOOP("Admin", "Queues that ring this person"),
    "centre_name": QT_TRANSLATE_NOOP("Admin", "Name of the centre"),
    "team_name": QT_TRANSLATE_NOOP("Admin", "Name of the team"),
    "queue_name": QT_TRANSLATE_NOOP("Admin", "Code of the queue (small letters, fixed for good)"),
    "trunk_name": QT_TRANSLATE_NOOP("Admin", "Code of the trunk (small letters, fixed for good)"),
    "code": QT_TRANSLATE_NOOP("Admin", "Code (small letters, fixed for good)"),
    "labels": QT_TRANSLATE_NOOP("Admin", "Name in each language"),
    "members": QT_TRANSLATE_NOOP("Admin", "Who answers"),
    "hours": QT_TRANSLATE_NOOP("Admin", "Opening hours"),
    "holiday_hours": QT_TRANSLATE_NOOP("Admin", "Open on this day"),
    "priority": QT_TRANSLATE_NOOP("Admin", "Priority (higher is served first)"),
    "ring_s": QT_TRANSLATE_NOOP("Admin", "Ring one person for"),
    "wrap_up_s": QT_TRANSLATE_NOOP("Admin", "Time for the wrap-up"),
    "required_fields": QT_TRANSLATE_NOOP("Admin", "A wrap-up must have"),
    "voicemail": QT_TRANSLATE_NOOP("Admin", "Offer voicemail when closed or nobody answers"),
    "announcements": QT_TRANSLATE_NOOP("Admin", "Announcements"),
    "number": QT_TRANSLATE_NOOP("Admin", "Number, as the network sends it"),
    "queue": QT_TRANSLATE_NOOP("Admin", "Queue"),
    "note": QT_TRANSLATE_NOOP("Admin", "Note"),
    "date": QT_TRANSLATE_NOOP("Admin", "Date"),
    "host": QT_TRANSLATE_NOOP("Admin", "Provider's address"),
    "port": QT_TRANSLATE_NOOP("Admin", "Port"),
    "transport": QT_TRANSLATE_NOOP("Admin", "Transport"),
    "allowed": QT_TRANSLATE_NOOP("Admin", "Calls may come from (addresses or networks, separated by commas)"),
    "enabled": QT_TRANSLATE_NOOP("Admin", "In use"),
    "retired": QT_TRANSLATE_NOOP("Admin", "Retired: no longer offered, old records keep it"),
    "time_zone": QT_TRANSLATE_NOOP("Admin", "Time zone"),
    "country_code": QT_TRANSLATE_NOOP("Admin", "Country code of telephone numbers"),
}
_ROLES = {
    "agent": QT_TRANSLATE_NOOP("Admin", "Agent"),
    "leader": QT_TRANSLATE_NOOP("Admin", "Team leader"),
    "expert": QT_TRANSLATE_NOOP("Admin", "Expert"),
    "records_clerk": QT_TRANSLATE_NOOP("Admin", "Records clerk"),
    "administrator": QT_TRANSLATE_NOOP("Admin", "Administrator"),
}
_WRAP_UP_FIELDS = {
    "matter": QT_TRANSLATE_NOOP("Admin", "What it was about"),
    "resolved": QT_TRANSLATE_NOOP("Admin", "Resolved or not"),
    "booking": QT_TRANSLATE_NOOP("Admin", "Booking"),
    "follow_up": QT_TRANSLATE_NOOP("Admin", "Follow-up"),
    "source": QT_TRANSLATE_NOOP("Admin", "What sent the patient"),
    "notes": QT_TRANSLATE_NOOP("Admin", "Notes"),
}
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def section(kind: AdminKind) -> str:
    return translate("Admin", SECTIONS[kind])


def new(kind: AdminKind) -> str:
    return translate("Admin", NEW[kind])


def field_name(code: str) -> str:
    return translate("Admin", FIELDS[code])


def role(code: str) -> str:
    return translate("Admin", _ROLES[code]) if code in _ROLES else code


def wrap_up_field(code: str) -> str:
    return translate("Admin", _WRAP_UP_FIELDS[code]) if code in _WRAP_UP_FIELDS else code


def day(code: str) -> str:
    """Name of a weekday (``mon`` to ``sun``) in the language in force."""
    name = languages.locale().standaloneDayName(DAYS.index(code) + 1)
    return name[:1].upper() + name[1:]


def in_language(labels: Mapping[str, Any] | None, otherwise: str = "") -> str:
    """The label of the language in force, else English, else any."""
    labels = labels or {}
    return str(labels.get(languages.current()) or labels.get("en") or next(iter(labels.values()), "") or otherwise)


def intervals(spans: Sequence[Mapping[str, str]]) -> str:
    if not spans:
        return translate("Admin", "closed")
    return ", ".join(f"{span['from']}–{span['to']}" for span in spans)


def week(hours: Mapping[str, Any] | None) -> str:
    """A week in one line; days that follow each other with the same hours are joined."""
    if hours is None:
        return translate("Admin", "always open")
    groups: list[tuple[str, str, str]] = []
    for code in DAYS:
        spans = intervals(hours.get(code, []))
        if groups and groups[-1][2] == spans:
            groups[-1] = (groups[-1][0], code, spans)
        else:
            groups.append((code, code, spans))
    short = languages.locale()
    names = {code: short.standaloneDayName(number, short.FormatType.ShortFormat) for number, code in enumerate(DAYS, start=1)}
    return "; ".join(f"{names[one] if one == other else f'{names[one]}–{names[other]}'} {spans}" for one, other, spans in groups)


def iso_day(text: str) -> str:
    """An ISO date as the language writes it; anything else as it is."""
    try:
        return languages.day(date.fromisoformat(text))
    except ValueError:
        return text


def iso_moment(text: str | None) -> str:
    try:
        return languages.moment(datetime.fromisoformat(text)) if text else ""
    except ValueError:
        return str(text)
