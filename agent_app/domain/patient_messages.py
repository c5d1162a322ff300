"""Texts to patients after a call, as the desk shows them. Numbers are masked: the desk never holds them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class MessageState(Enum):
    WAITING = "waiting"  # for a gateway, or for the next attempt
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Recipient:
    key: str
    masked: str


@dataclass(frozen=True, slots=True)
class MessageTemplate:
    """Filled for one call; labels, subjects and texts by language (``zh_CN``, ``ru``, ``en``)."""

    code: str
    labels: dict[str, str]
    subjects: dict[str, str]
    texts: dict[str, str]


@dataclass(frozen=True, slots=True)
class MessageForm:
    language: str
    """The patient's."""
    number_withheld: bool
    recipients: tuple[Recipient, ...]
    templates: tuple[MessageTemplate, ...]
    gateways: tuple[str, ...]
    """Channels that leave at once; messages of others wait at the server."""


@dataclass(frozen=True, slots=True)
class NewMessage:
    channel: str
    """``sms`` or ``email``."""
    recipient: str
    """A Recipient's key; ``address`` for an e-mail."""
    text: str
    language: str
    template: str = ""
    subject: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class PatientMessage:
    id: str
    channel: str
    to_masked: str
    state: MessageState
    author_name: str
    text: str
    created_at: datetime
    ended_at: datetime | None
