"""What each section of the administration edits, as data: its fields, and how a row reads in the list. Main thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from agent_app.domain.admin import Administration, AdminKind, AdminRow, Values
from ui import languages
from ui.admin import words
from ui.admin.editors import (
    ChecksEditor,
    ChoiceEditor,
    DateEditor,
    Editor,
    FlagEditor,
    LabelsEditor,
    ListEditor,
    NumberEditor,
    TextEditor,
)
from ui.admin.hours import SpansEditor, WeekEditor
from ui.admin.members import MembersEditor
from ui.words import translate


class When(Enum):
    ALWAYS = "always"
    ONLY_NEW = "only_new"  # fixed once the row exists
    ONLY_OLD = "only_old"  # a new row has none


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    make: Callable[[], Editor]
    caption: str = ""
    """Code of its words; empty: as the field is called."""
    wide: bool = False
    when: When = When.ALWAYS
    default: Any = None
    """In a new row."""


@dataclass(frozen=True, slots=True)
class Section:
    kind: AdminKind
    fields: tuple[Field, ...]
    title: Callable[[Values], str]
    detail: Callable[[Values, Administration], str]
    ordered: bool = False
    """The person decides on the order, and rows can be retired."""

    @property
    def many(self) -> bool:
        return self.kind is not AdminKind.CENTRE


def _users(look: Administration) -> Sequence[tuple[Any, str]]:
    rung = [row for row in look.of(AdminKind.USERS) if row.values.get("extension") and not row.values.get("disabled")]
    return [(row.key, f"{row.values.get('display_name', '')} ({row.values.get('extension', '')})") for row in rung]


def _queues(look: Administration) -> Sequence[tuple[Any, str]]:
    return [(row.key, queue_name(row)) for row in look.of(AdminKind.QUEUES)]


def queue_name(row: AdminRow) -> str:
    return words.in_language(row.values.get("labels"), row.key)


def _queues_or_all(look: Administration) -> Sequence[tuple[Any, str]]:
    return [(None, translate("Admin", "All queues")), *_queues(look)]


def _teams(look: Administration) -> Sequence[tuple[Any, str]]:
    return [
        (None, translate("Admin", "No team")),
        *((row.values["id"], str(row.values.get("name", ""))) for row in look.of(AdminKind.TEAMS)),
    ]


def _roles(look: Administration) -> Sequence[tuple[Any, str]]:
    return [(code, words.role(code)) for code in look.roles]


def _languages(_look: Administration) -> Sequence[tuple[Any, str]]:
    return list(languages.LANGUAGES.items())


def _user_languages(look: Administration) -> Sequence[tuple[Any, str]]:
    return [("", translate("Admin", "As the computer")), *_languages(look)]


def _zones(look: Administration) -> Sequence[tuple[Any, str]]:
    return [(zone, zone) for zone in look.time_zones]


def _wrap_up_fields(look: Administration) -> Sequence[tuple[Any, str]]:
    return [(code, words.wrap_up_field(code)) for code in look.wrap_up_fields]


def _transports(_look: Administration) -> Sequence[tuple[Any, str]]:
    return [("udp", "UDP"), ("tcp", "TCP")]


def _user_detail(values: Values, look: Administration) -> str:
    team = next((name for key, name in _teams(look) if key == values.get("team_id") and key is not None), "")
    off = translate("Admin", "switched off") if values.get("disabled") else ""
    return " · ".join(
        part
        for part in (
            str(values.get("username", "")),
            words.role(str(values.get("role", ""))),
            str(values.get("extension") or ""),
            team,
            off,
        )
        if part
    )


def _queue_detail(values: Values, _look: Administration) -> str:
    parts = [
        ", ".join(values.get("numbers") or []),
        translate("Admin", "%n person(s)", "", len(values.get("members") or [])),
        translate("Admin", "open now") if values.get("open_now") else translate("Admin", "closed now"),
    ]
    if values.get("waiting"):
        parts.append(translate("Admin", "%n caller(s) waiting", "", int(values["waiting"])))
    return " · ".join(part for part in parts if part)


def _number_detail(values: Values, look: Administration) -> str:
    queue = dict(_queues(look)).get(values.get("queue"), str(values.get("queue") or ""))
    return " · ".join(part for part in (queue, str(values.get("note") or "")) if part)


def _holiday_detail(values: Values, look: Administration) -> str:
    queue = dict(_queues_or_all(look)).get(values.get("queue"), str(values.get("queue") or ""))
    return " · ".join([words.iso_day(str(values.get("date", ""))), queue, words.intervals(values.get("hours") or [])])


def _trunk_detail(values: Values, _look: Administration) -> str:
    state = translate("Admin", "in use") if values.get("enabled") else translate("Admin", "not in use")
    return f"{values.get('host', '')}:{values.get('port', '')} · {state}"


def _choice_detail(values: Values, _look: Administration) -> str:
    retired = translate("Admin", "retired") if values.get("retired") else ""
    return " · ".join(part for part in (str(values.get("code", "")), retired) if part)


def _labels() -> Field:
    return Field("labels", LabelsEditor, wide=True, default={})


def _choices(kind: AdminKind) -> Section:
    return Section(
        kind,
        (
            Field("code", lambda: TextEditor(most=40), when=When.ONLY_NEW, default=""),
            _labels(),
            Field("retired", FlagEditor, wide=True, when=When.ONLY_OLD),
        ),
        lambda values: words.in_language(values.get("labels"), str(values.get("code", ""))),
        _choice_detail,
        ordered=True,
    )


SECTIONS: dict[AdminKind, Section] = {
    section.kind: section
    for section in (
        Section(
            AdminKind.USERS,
            (
                Field("display_name", TextEditor, default=""),
                Field("username", lambda: TextEditor(most=60), default=""),
                Field("role", lambda: ChoiceEditor(_roles), default="agent"),
                Field("team_id", lambda: ChoiceEditor(_teams)),
                Field("extension", lambda: TextEditor(most=10), default=""),
                Field("language", lambda: ChoiceEditor(_user_languages), caption="user_language", default=""),
                Field("queues", lambda: MembersEditor("queue", _queues), caption="user_queues", wide=True, default=[]),
                Field("disabled", FlagEditor, wide=True, when=When.ONLY_OLD),
            ),
            lambda values: str(values.get("display_name", "")),
            _user_detail,
        ),
        Section(
            AdminKind.TEAMS,
            (Field("name", TextEditor, caption="team_name", default=""),),
            lambda values: str(values.get("name", "")),
            lambda values, _look: translate("Admin", "%n person(s)", "", int(values.get("members") or 0)),
        ),
        Section(
            AdminKind.QUEUES,
            (
                Field("name", lambda: TextEditor(most=40), caption="queue_name", when=When.ONLY_NEW, default=""),
                _labels(),
                Field("members", lambda: MembersEditor("user_id", _users), wide=True, default=[]),
                Field("hours", WeekEditor, wide=True),
                Field("priority", lambda: NumberEditor(0, 100), default=0),
                Field("ring_s", lambda: NumberEditor(5, 120, seconds=True), default=20),
                Field("wrap_up_s", lambda: NumberEditor(5, 3600, seconds=True, standard=60)),
                Field("voicemail", FlagEditor, wide=True, default=False),
                Field("required_fields", lambda: ChecksEditor(_wrap_up_fields), wide=True, default=[]),
            ),
            lambda values: words.in_language(values.get("labels"), str(values.get("name", ""))),
            _queue_detail,
        ),
        Section(
            AdminKind.HOLIDAYS,
            (
                Field("date", DateEditor),
                Field("queue", lambda: ChoiceEditor(_queues_or_all)),
                _labels(),
                Field("hours", SpansEditor, caption="holiday_hours", wide=True, default=[]),
            ),
            lambda values: words.in_language(values.get("labels"), str(values.get("date", ""))),
            _holiday_detail,
        ),
        _choices(AdminKind.DISPOSITIONS),
        _choices(AdminKind.NOT_READY_REASONS),
        Section(
            AdminKind.NUMBERS,
            (
                Field("number", lambda: TextEditor(most=20), when=When.ONLY_NEW, default=""),
                Field("queue", lambda: ChoiceEditor(_queues)),
                Field("note", TextEditor, wide=True, default=""),
            ),
            lambda values: str(values.get("number", "")),
            _number_detail,
        ),
        Section(
            AdminKind.TRUNKS,
            (
                Field("name", lambda: TextEditor(most=40), caption="trunk_name", when=When.ONLY_NEW, default=""),
                Field("host", TextEditor, default=""),
                Field("port", lambda: NumberEditor(1, 65535), default=5060),
                Field("transport", lambda: ChoiceEditor(_transports), default="udp"),
                Field("allowed", lambda: ListEditor(most=2000), wide=True, default=[]),
                Field("enabled", FlagEditor, wide=True, default=True),
            ),
            lambda values: str(values.get("name", "")),
            _trunk_detail,
        ),
        Section(
            AdminKind.CENTRE,
            (
                Field("name", TextEditor, caption="centre_name"),
                Field("time_zone", lambda: ChoiceEditor(_zones, typed=True)),
                Field("language", lambda: ChoiceEditor(_languages)),
                Field("country_code", lambda: TextEditor(most=4)),
            ),
            lambda values: str(values.get("name", "")),
            lambda _values, _look: "",
        ),
    )
}

_FIELD_OF_CODE = {
    "username_taken": ("username",),
    "extension_in_use": ("extension",),
    "number_in_use": ("number",),
    "name_taken": ("name", "code"),
    "holiday_taken": ("date",),
    "password_too_short": ("password",),
    "bad_time_zone": ("time_zone",),
    "country_code_fixed": ("country_code",),
    "hours_overlap": ("hours",),
    "unknown_team": ("team_id",),
    "unknown_queue": ("queue", "queues"),
    "unknown_user": ("members",),
    "last_administrator": ("role",),
    "own_account": ("role",),
}
"""Which field a refusal of the server is about."""


def field_of(code: str, params: dict[str, str], section: Section) -> str:
    """The field of ``section`` that a refusal names; empty where it is about the row."""
    named = {field.name for field in section.fields}
    wanted = (params.get("field", "").split(".")[0],) if code == "invalid" else _FIELD_OF_CODE.get(code, ())
    return next((name for name in wanted if name in named), "")
