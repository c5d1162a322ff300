"""Administration as it goes over the wire. Patterns are strict: what passes here may be written into the PBX's configuration."""

from __future__ import annotations

from datetime import date
from ipaddress import IPv4Network
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from server_stub.auth.rights import Role
from server_stub.clock import WireTime

Version = Annotated[int, Field(ge=1)]
_PRINTABLE = r"^[^\x00-\x1f\x7f\u2028\u2029]*$"


def _text(longest: int, *, shortest: int = 0) -> StringConstraints:
    return StringConstraints(strip_whitespace=True, min_length=shortest, max_length=longest, pattern=_PRINTABLE)


Label = Annotated[str, _text(80, shortest=1)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
QueueName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{0,31}$")]
TrunkName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{0,23}$")]
Dialled = Annotated[str, StringConstraints(pattern=r"^[+]?[0-9]{2,15}$")]
RowId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]{1,40}$")]
Extension = Annotated[str, StringConstraints(pattern=r"^(1[0-9]{3})?$")]
"""Empty: no telephone. The dial plan's desks are 1000 to 1999."""
Username = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
Password = Annotated[str, StringConstraints(min_length=1, max_length=1024)]
UiLanguage = Literal["", "zh_CN", "ru", "en"]
SoundLanguage = Literal["zh_CN", "ru", "en"]
SoundKind = Literal["greeting", "closed"]
WrapUpField = Literal["matter", "resolved", "booking", "follow_up", "source", "notes"]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Host = Annotated[
    str, StringConstraints(max_length=64, pattern=r"^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*$")
]


def _network(text: str) -> str:
    return str(IPv4Network(text, strict=False))


Network = Annotated[str, StringConstraints(max_length=18), AfterValidator(_network)]
"""An IPv4 address or network; sent back as ``10.0.0.0/8``."""


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)


class Labels(Body):
    zh_CN: Label
    ru: Label
    en: Label


class Interval(Body):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True, populate_by_name=True, serialize_by_alias=True)

    begin: Annotated[str, Field(alias="from", max_length=5)]
    to: Annotated[str, Field(max_length=5)]


Intervals = Annotated[list[Interval], Field(max_length=12)]


class CentreBody(Body):
    name: Label
    time_zone: Annotated[str, Field(max_length=64)]
    language: Literal["zh", "ru", "en"]
    country_code: Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]{0,2}$")]
    version: Version


class Membership(Body):
    """A user's place in a queue."""

    queue: QueueName
    penalty: Annotated[int, Field(ge=0, le=10)] = 0


class Member(Body):
    """A queue's member."""

    user_id: RowId
    penalty: Annotated[int, Field(ge=0, le=10)] = 0


class _UserFields(Body):
    username: Username
    display_name: Annotated[str, _text(120, shortest=1)]
    role: Role
    extension: Extension = ""
    team_id: RowId | None = None
    language: UiLanguage = ""
    queues: Annotated[list[Membership], Field(max_length=100)] = []


class NewUser(_UserFields):
    password: Password


class ChangedUser(_UserFields):
    version: Version
    disabled: bool


class NewPassword(Body):
    version: Version
    password: Password


class AdminUser(BaseModel):
    id: str
    username: str
    display_name: str
    role: str
    extension: str
    team_id: str | None
    language: str
    disabled: bool
    queues: list[Membership]
    version: int
    created_at: WireTime
    state: str
    """The agent's status; empty for who has no extension."""
    signed_in: bool


class NewTeam(Body):
    name: Label


class ChangedTeam(NewTeam):
    version: Version


class TeamRow(BaseModel):
    id: str
    name: str
    version: int
    members: int


class _QueueFields(Body):
    labels: Labels
    members: Annotated[list[Member], Field(max_length=1000)] = []
    hours: dict[Weekday, Intervals] | None = None
    priority: Annotated[int, Field(ge=0, le=100)] = 0
    ring_s: Annotated[int, Field(ge=5, le=120)] = 15
    wrap_up_s: Annotated[int, Field(ge=5, le=3600)] | None = None
    required_fields: Annotated[list[WrapUpField], Field(max_length=6)] = []
    voicemail: bool = False


class NewQueue(_QueueFields):
    name: QueueName


class ChangedQueue(_QueueFields):
    version: Version


class AnnouncementRow(BaseModel):
    kind: SoundKind
    language: SoundLanguage
    text: str
    duration_s: float
    spoken: bool


class AdminQueue(BaseModel):
    name: str
    labels: dict[str, str]
    members: list[Member]
    hours: dict[str, list[Interval]] | None
    priority: int
    ring_s: int
    wrap_up_s: int | None
    required_fields: list[str]
    voicemail: bool
    version: int
    numbers: list[str]
    announcements: list[AnnouncementRow]
    open_now: bool
    waiting: int


class SpokenText(Body):
    text: Annotated[str, _text(2000, shortest=1)]


class _NumberFields(Body):
    queue: QueueName
    note: Annotated[str, _text(200)] = ""


class NewNumber(_NumberFields):
    number: Dialled


class ChangedNumber(_NumberFields):
    version: Version


class NumberRow(BaseModel):
    number: str
    queue: str
    note: str
    version: int


class NewHoliday(Body):
    date: date
    queue: QueueName | None = None
    labels: Labels
    hours: Intervals = []


class ChangedHoliday(NewHoliday):
    version: Version


class HolidayRow(BaseModel):
    id: str
    date: date
    queue: str | None
    labels: dict[str, str]
    hours: list[Interval]
    version: int


class _TrunkFields(Body):
    host: Host
    port: Annotated[int, Field(ge=1, le=65535)] = 5060
    transport: Literal["udp"] = "udp"
    allowed: Annotated[list[Network], Field(min_length=1, max_length=50)]
    enabled: bool = True


class NewTrunk(_TrunkFields):
    name: TrunkName


class ChangedTrunk(_TrunkFields):
    version: Version


class TrunkRow(BaseModel):
    name: str
    host: str
    port: int
    transport: str
    allowed: list[str]
    enabled: bool
    version: int
    installed: bool


class NewChoice(Body):
    code: Code
    labels: Labels


class ChangedChoice(Body):
    version: Version
    labels: Labels
    retired: bool


class AdminChoice(BaseModel):
    code: str
    labels: dict[str, str]
    position: int
    retired: bool
    version: int


class Order(Body):
    codes: Annotated[list[Code], Field(max_length=500)]


class Choices(BaseModel):
    choices: list[AdminChoice]


class Deleted(BaseModel):
    deleted: bool
    """False: it stands in records, so it was retired."""


class PbxState(BaseModel):
    connected: bool
    state: Literal["current", "pending", "failed", "none"]


class Administration(BaseModel):
    centre: CentreBody
    users: list[AdminUser]
    teams: list[TeamRow]
    queues: list[AdminQueue]
    numbers: list[NumberRow]
    holidays: list[HolidayRow]
    trunks: list[TrunkRow]
    dispositions: list[AdminChoice]
    not_ready_reasons: list[AdminChoice]
    roles: list[str]
    time_zones: list[str]
    wrap_up_fields: list[str]
    can_speak: bool
    pbx: PbxState


class AuditRow(BaseModel):
    id: int
    at: WireTime
    actor: str
    action: str
    object: str
    detail: dict[str, str]


class AuditPage(BaseModel):
    entries: list[AuditRow]
