"""Messages and their templates as they go over the wire. Numbers and addresses go out masked only."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field, StringConstraints

from server_stub.administration.schemas import Body, Code, Labels, Version
from server_stub.clock import WireTime

Channel = Literal["sms", "email"]
Language = Literal["zh_CN", "ru", "en"]
State = Literal["waiting", "sending", "sent", "failed", "cancelled"]
_TEXT = r"^[^\x00-\x08\x0b-\x1f\x7f]*$"
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000, pattern=_TEXT)]
Subject = Annotated[str, StringConstraints(strip_whitespace=True, max_length=120, pattern=r"^[^\x00-\x1f\x7f\u2028\u2029]*$")]
MessageId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f-]{36}$")]
Recipient = Annotated[str, StringConstraints(pattern=r"^(call|phone-[0-9]{1,12}|address)$")]
Address = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=254, pattern=r"^([^@\s\x00-\x1f<>,;:\"\\()]+@[A-Za-z0-9.-]+)?$")
]


class Texts(Body):
    zh_CN: Text
    ru: Text
    en: Text


class Subjects(Body):
    zh_CN: Subject
    ru: Subject
    en: Subject


class _TemplateFields(Body):
    labels: Labels
    subjects: Subjects
    texts: Texts


class NewTemplate(_TemplateFields):
    code: Code


class ChangedTemplate(_TemplateFields):
    retired: bool = False
    version: Version


class AdminTemplate(BaseModel):
    code: str
    position: int
    labels: dict[str, str]
    subjects: dict[str, str]
    texts: dict[str, str]
    retired: bool
    version: int


class Templates(BaseModel):
    templates: list[AdminTemplate]
    placeholders: list[str]
    """What may stand in braces."""


class FilledTemplate(BaseModel):
    """A template with this call's values in it, in all languages."""

    code: str
    labels: dict[str, str]
    subjects: dict[str, str]
    texts: dict[str, str]


class RecipientChoice(BaseModel):
    key: str
    """``call`` or ``phone-<id>``; what is sent back."""
    masked: str


class MessageForm(BaseModel):
    language: Language
    """The patient's; the centre's where it is not known."""
    number_withheld: bool
    """The call came without a number."""
    recipients: list[RecipientChoice]
    """For text messages, the call's own number first. Empty: none can be sent."""
    templates: list[FilledTemplate]
    gateways: list[Channel]
    """Channels that leave at once; what is kept for the others waits."""


class SendMessage(Body):
    channel: Channel
    recipient: Recipient
    address: Address = ""
    """Of an e-mail, with ``recipient`` ``address``."""
    template: Annotated[str, Field(max_length=40)] = ""
    language: Language
    subject: Subject = ""
    text: Text


class Message(BaseModel):
    id: str
    channel: Channel
    to_masked: str
    state: State
    attempts: int
    error: str
    """Empty, or why the newest attempt failed."""
    author_name: str
    template: str
    language: str
    created_at: WireTime
    ended_at: WireTime | None


class MessageWithText(Message):
    subject: str
    text: str


class Messages(BaseModel):
    messages: list[MessageWithText]
    """Oldest first."""
