"""The PBX's own record of calls (CEL, comma-separated) read into calls. Pure; any thread.

One line is one event on one channel; all lines of a call share its linkedid, which is the call's reference. Only what the dial
plan marked as a centre's call (``CARELINE_INBOUND``, ``CARELINE_OUTBOUND``) is one; a desk's echo test is not.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from urllib.parse import unquote

from server_stub.pbx.pbx_events import extension_of

FIELDS: Final = (
    "eventtype", "eventtime", "num", "name", "exten", "context", "channame", "appname",
    "appdata", "uniqueid", "linkedid", "userfield", "peer", "eventextra", "userdeftype",
)  # fmt: skip
"""Columns of the file, as ``pbx/templates/cel_custom.conf`` orders them."""

FEATURE_CODE: Final = "*46"
"""By which agents make themselves ready at the telephone while the server is away (dial plan, ``agents``)."""

_REF: Final = re.compile(r"^[A-Za-z0-9._-]{1,80}$")
_CLIENT_REF: Final = re.compile(r"^desk-[0-9a-f-]{32,36}$")
_BUSY, _NO_ANSWER = frozenset({17}), frozenset({16, 18, 19, 26, 127})


@dataclass(frozen=True, slots=True)
class CelEvent:
    kind: str
    """Asterisk's event name, or the dial plan's own (``CARELINE_...``)."""
    at: datetime
    channel: str
    uniqueid: str
    linkedid: str
    userfield: str
    extra: str
    exten: str
    """What was dialled (or the dial plan's own ``s``)."""
    app: str = ""
    """Which application began or ended."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """One agent joined with the other party."""

    extension: str
    began_at: datetime
    ended_at: datetime


@dataclass(frozen=True, slots=True)
class RecordedCall:
    ref: str
    client_ref: str
    direction: str
    queue: str
    number: str
    """As it was sent, not normalised."""
    extension: str
    """Of the agent who called, or who spoke last; empty where none did."""
    started_at: datetime
    answered_at: datetime | None
    ended_at: datetime
    outcome: str
    conversations: tuple[Conversation, ...]
    queued_at: datetime | None = None
    """When the caller first entered a queue."""

    @property
    def talk_s(self) -> float:
        return sum((part.ended_at - part.began_at).total_seconds() for part in self.conversations)


def parse_line(line: bytes) -> CelEvent | None:
    """The event of one whole line; None for junk, for half a line and for what is no event of a call."""
    try:
        row = next(csv.reader([line.decode("utf-8", "replace").rstrip("\r\n")], strict=True))
    except (csv.Error, StopIteration):
        return None
    if len(row) != len(FIELDS):
        return None
    field = dict(zip(FIELDS, row, strict=True))
    try:
        at = datetime.fromtimestamp(float(field["eventtime"]), UTC)
    except (ValueError, OverflowError, OSError):
        return None
    if not _REF.match(field["linkedid"]):
        return None
    kind = field["userdeftype"] or field["eventtype"]
    at = at.replace(microsecond=at.microsecond // 1000 * 1000)
    return CelEvent(
        kind,
        at,
        field["channame"],
        field["uniqueid"],
        field["linkedid"],
        field["userfield"],
        field["eventextra"],
        field["exten"],
        field["appname"],
    )


def said_ready(event: CelEvent) -> str:
    """Extension of the desk that dialled the feature code for "ready" here; empty for every other event."""
    return extension_of(event.channel) if event.kind == "ANSWER" and event.exten == FEATURE_CODE else ""


def is_over(events: Iterable[CelEvent]) -> bool:
    """Whether Asterisk has noted the end of the call these events belong to."""
    return any(event.kind == "LINKEDID_END" for event in events)


def fold(events: Sequence[CelEvent]) -> RecordedCall | None:
    """The call that these events (of one linkedid, in the order of the file) tell of; None for what is no centre's call."""
    mark = next((event for event in events if event.kind in ("CARELINE_INBOUND", "CARELINE_OUTBOUND")), None)
    if mark is None:
        return None
    outbound = mark.kind == "CARELINE_OUTBOUND"
    facts = _facts(mark.extra)
    ends = [event.at for event in events if event.kind in ("LINKEDID_END", "HANGUP", "CHAN_END")]
    ended_at = max(ends, default=events[-1].at)
    conversations = _outbound_talk(events, mark, facts, ended_at) if outbound else _inbound_talk(events, ended_at)
    answered_at = conversations[0].began_at if conversations else None
    client_ref = facts.get("client_ref") or next((event.userfield for event in events if _CLIENT_REF.match(event.userfield)), "")
    return RecordedCall(
        ref=mark.linkedid,
        client_ref=client_ref if outbound and _CLIENT_REF.match(client_ref) else "",
        direction="outbound" if outbound else "inbound",
        queue=facts.get("queue", ""),
        number=facts.get("number", ""),
        extension=conversations[-1].extension if conversations else facts.get("agent", ""),
        started_at=min(event.at for event in events),
        answered_at=answered_at,
        ended_at=ended_at,
        outcome="answered" if answered_at else _unanswered(events) if outbound else "abandoned",
        conversations=conversations,
        queued_at=None if outbound else _queued_at(events),
    )


def _queued_at(events: Sequence[CelEvent]) -> datetime | None:
    return next((event.at for event in events if event.kind == "APP_START" and event.app == "Queue"), None)


def _inbound_talk(events: Sequence[CelEvent], ended_at: datetime) -> tuple[Conversation, ...]:
    """From the mark of the dial plan on the desk's channel to the end of that channel."""
    talks = []
    for position, event in enumerate(events):
        extension = extension_of(event.channel)
        if event.kind == "CARELINE_CONNECTED" and extension:
            talks.append(Conversation(extension, event.at, _end_of(events[position:], event.uniqueid, ended_at)))
    return tuple(talks)


def _outbound_talk(events: Sequence[CelEvent], mark: CelEvent, facts: dict[str, str], ended_at: datetime) -> tuple[Conversation, ...]:
    for position, event in enumerate(events):
        if event.kind == "ANSWER" and event.at >= mark.at and not extension_of(event.channel):
            extension = facts.get("agent") or extension_of(mark.channel)
            end = min(_end_of(events[position:], event.uniqueid, ended_at), _end_of(events[position:], mark.uniqueid, ended_at))
            # A desk that was lost: the patient went on to the queue and spoke with others.
            return (Conversation(extension, event.at, end), *_inbound_talk(events, ended_at))
    return ()


def _end_of(events: Sequence[CelEvent], uniqueid: str, ended_at: datetime) -> datetime:
    ends = (event.at for event in events if event.uniqueid == uniqueid and event.kind in ("HANGUP", "CHAN_END", "BRIDGE_EXIT"))
    return next(ends, ended_at)


def _unanswered(events: Sequence[CelEvent]) -> str:
    """Why an outbound call came to nothing, by the cause on the patient's channel."""
    causes = [_cause(event.extra) for event in events if event.kind == "HANGUP" and not extension_of(event.channel)]
    if any(cause in _BUSY for cause in causes):
        return "busy"
    return "no_answer" if causes and all(cause in _NO_ANSWER for cause in causes) else "failed"


def _cause(extra: str) -> int:
    try:
        return int(json.loads(extra).get("hangupcause", 0))
    except (ValueError, AttributeError, TypeError):
        return 0


def _facts(extra: str) -> dict[str, str]:
    """``queue=main&number=%2B86...`` as the dial plan wrote it, bare or inside Asterisk's JSON."""
    text = extra
    if extra.startswith("{"):
        try:
            text = str(json.loads(extra).get("extra", ""))
        except (ValueError, AttributeError):
            return {}
    pairs = (part.partition("=") for part in text.split("&"))
    return {name: unquote(value) for name, separator, value in pairs if separator}
