"""What Asterisk reports, as frozen values in the words of the call centre. Pure; any thread.

Asterisk has far more events than are used here; those come out as None. Field names are the manager interface's own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from server_stub.clock import utc_now
from server_stub.pbx.ami_wire import AmiMessage

_DESK_CHANNEL: Final = re.compile(r"^PJSIP/(\d{2,8})(?:-[0-9a-f]+)?$")
_REF: Final = re.compile(r"^[A-Za-z0-9._-]{1,80}$")
_CLIENT_REF: Final = re.compile(r"^desk-[0-9a-f-]{32,36}$")


@dataclass(frozen=True, slots=True)
class CallerJoined:
    at: datetime
    ref: str
    queue: str
    number: str


@dataclass(frozen=True, slots=True)
class CallerGaveUp:
    at: datetime
    ref: str


@dataclass(frozen=True, slots=True)
class CallerLeft:
    """The caller waits no longer, for whatever reason."""

    at: datetime
    ref: str


@dataclass(frozen=True, slots=True)
class AgentOffered:
    at: datetime
    ref: str
    extension: str
    channel: str
    queue: str


@dataclass(frozen=True, slots=True)
class AgentConnected:
    at: datetime
    ref: str
    extension: str
    channel: str
    queue: str


@dataclass(frozen=True, slots=True)
class AgentCompleted:
    at: datetime
    ref: str
    extension: str


@dataclass(frozen=True, slots=True)
class AgentDidNotAnswer:
    """Also for a ring that was rejected: why it failed shows the cause with which ``channel`` ends a moment later."""

    at: datetime
    ref: str
    extension: str
    channel: str


@dataclass(frozen=True, slots=True)
class MemberStands:
    """How one member stands in one queue."""

    queue: str
    extension: str
    paused: bool
    pause_reason: str
    penalty: int | None = None


@dataclass(frozen=True, slots=True)
class MemberGone:
    queue: str
    extension: str


@dataclass(frozen=True, slots=True)
class ChannelSeen:
    """A channel exists: it was made, or an event shows what it belongs to."""

    at: datetime
    uniqueid: str
    channel: str
    ref: str
    bridged: bool | None
    """Whether it is joined with another; None where the event does not say."""


@dataclass(frozen=True, slots=True)
class ChannelGone:
    at: datetime
    uniqueid: str
    channel: str
    ref: str
    cause: int


@dataclass(frozen=True, slots=True)
class ChannelHeld:
    at: datetime
    ref: str
    extension: str
    held: bool


@dataclass(frozen=True, slots=True)
class OutboundDialled:
    at: datetime
    ref: str
    client_ref: str
    extension: str
    number: str


@dataclass(frozen=True, slots=True)
class DialEnded:
    """A call out was answered or failed. ``status`` is Asterisk's DIALSTATUS, ``extension`` the desk that dialled."""

    at: datetime
    ref: str
    extension: str
    status: str


@dataclass(frozen=True, slots=True)
class ContactChanged:
    extension: str
    uri: str
    reachable: bool


@dataclass(frozen=True, slots=True)
class RecordingStopped:
    ref: str


PbxEvent = (
    CallerJoined
    | CallerGaveUp
    | CallerLeft
    | AgentOffered
    | AgentConnected
    | AgentCompleted
    | AgentDidNotAnswer
    | MemberStands
    | MemberGone
    | ChannelSeen
    | ChannelGone
    | ChannelHeld
    | OutboundDialled
    | DialEnded
    | ContactChanged
    | RecordingStopped
)


def extension_of(channel: str) -> str:
    """Extension of a desk's channel or interface (``PJSIP/1001-0000002a``); empty for any other."""
    found = _DESK_CHANNEL.match(channel)
    return found[1] if found else ""


def variable(message: AmiMessage, name: str, prefix: str = "") -> str:
    """Value of a channel variable that came with the event."""
    start = f"{name}="
    return next((value[len(start) :] for value in message.all(f"{prefix}ChanVariable") if value.startswith(start)), "")


def ref_of(message: AmiMessage, prefix: str = "") -> str:
    """The call's reference: what the dial plan set, else the linkedid; empty where neither is one."""
    for candidate in (variable(message, "CARELINE_REF", prefix), message.get(f"{prefix}Linkedid")):
        if _REF.match(candidate):
            return candidate
    return ""


def time_of(message: AmiMessage) -> datetime:
    """When Asterisk made the event (it may be read much later); now, where it does not say."""
    try:
        at = datetime.fromtimestamp(float(message.get("Timestamp")), UTC)
    except (ValueError, OverflowError, OSError):
        return utc_now()
    return at.replace(microsecond=at.microsecond // 1000 * 1000)


def _caller_joined(message: AmiMessage) -> PbxEvent:
    number = variable(message, "CARELINE_NUMBER") or message.get("CallerIDNum")
    return CallerJoined(time_of(message), ref_of(message), message.get("Queue"), number)


def _agent_offered(message: AmiMessage) -> PbxEvent:
    interface, channel = message.get("Interface"), message.get("DestChannel")
    return AgentOffered(time_of(message), ref_of(message), extension_of(interface), channel, message.get("Queue"))


def _agent_connected(message: AmiMessage) -> PbxEvent:
    interface, channel = message.get("Interface"), message.get("DestChannel")
    return AgentConnected(time_of(message), ref_of(message), extension_of(interface), channel, message.get("Queue"))


def _member(message: AmiMessage) -> PbxEvent:
    extension = extension_of(message.get("Interface") or message.get("Location"))
    penalty = int(told) if (told := message.get("Penalty")).isdigit() else None
    return MemberStands(message.get("Queue"), extension, message.get("Paused") == "1", message.get("PausedReason"), penalty)


def _channel_gone(message: AmiMessage) -> PbxEvent:
    cause = message.get("Cause")
    return ChannelGone(
        time_of(message), message.get("Uniqueid"), message.get("Channel"), ref_of(message), int(cause) if cause.isdigit() else 0
    )


def _held(message: AmiMessage) -> PbxEvent | None:
    extension = extension_of(message.get("Channel"))
    return ChannelHeld(time_of(message), ref_of(message), extension, message.event == "Hold") if extension else None


def _to_first_desk(message: AmiMessage) -> str:
    """Extension of the desk that a returning patient is put through to before the queue; empty for every other dialling."""
    first, desk = variable(message, "CARELINE_FIRST"), extension_of(message.get("DestChannel"))
    return desk if desk and desk == first and not extension_of(message.get("Channel")) else ""


def _first_desk_rang(message: AmiMessage, extension: str) -> PbxEvent:
    """How the ring of a returning patient at their agent's desk ended, in the words of the queue's own rings."""
    at, ref, channel = time_of(message), ref_of(message), message.get("DestChannel")
    match message.get("DialStatus"):
        case "ANSWER":
            return AgentConnected(at, ref, extension, channel, variable(message, "CARELINE_QUEUE"))
        case "CANCEL":
            return CallerGaveUp(at, ref)
        case _:
            return AgentDidNotAnswer(at, ref, extension, channel)


def _dial_began(message: AmiMessage) -> PbxEvent | None:
    if first := _to_first_desk(message):
        queue = variable(message, "CARELINE_QUEUE")
        return AgentOffered(time_of(message), ref_of(message), first, message.get("DestChannel"), queue)
    if not _to_patient(message):
        return None
    client_ref = variable(message, "CARELINE_CLIENT_REF")
    return OutboundDialled(
        time_of(message),
        ref_of(message),
        client_ref if _CLIENT_REF.match(client_ref) else "",
        extension_of(message.get("Channel")),
        variable(message, "CARELINE_NUMBER"),
    )


def _dial_ended(message: AmiMessage) -> PbxEvent | None:
    if first := _to_first_desk(message):
        return _first_desk_rang(message, first)
    if not _to_patient(message):
        return None
    return DialEnded(time_of(message), ref_of(message), extension_of(message.get("Channel")), message.get("DialStatus"))


def _did_not_answer(message: AmiMessage) -> PbxEvent:
    extension, channel = extension_of(message.get("Interface")), message.get("DestChannel")
    return AgentDidNotAnswer(time_of(message), ref_of(message), extension, channel)


def _to_patient(message: AmiMessage) -> bool:
    direction = variable(message, "CARELINE_DIRECTION") or variable(message, "CARELINE_DIRECTION", "Dest")
    return direction == "outbound" and bool(extension_of(message.get("Channel"))) and not extension_of(message.get("DestChannel"))


def _contact(message: AmiMessage) -> PbxEvent | None:
    extension, status = message.get("AOR") or message.get("EndpointName"), message.get("ContactStatus")
    if not extension.isdigit() or not status:
        return None
    return ContactChanged(extension, message.get("URI"), status not in ("Removed", "Unreachable"))


def _channel_seen(message: AmiMessage) -> PbxEvent:
    bridged = {"BridgeEnter": True, "BridgeLeave": False}.get(message.event)
    return ChannelSeen(time_of(message), message.get("Uniqueid"), message.get("Channel"), ref_of(message), bridged)


_READERS: Final[dict[str, Callable[[AmiMessage], PbxEvent | None]]] = {
    "QueueCallerJoin": _caller_joined,
    "QueueCallerAbandon": lambda message: CallerGaveUp(time_of(message), ref_of(message)),
    "QueueCallerLeave": lambda message: CallerLeft(time_of(message), ref_of(message)),
    "AgentCalled": _agent_offered,
    "AgentConnect": _agent_connected,
    "AgentComplete": lambda message: AgentCompleted(time_of(message), ref_of(message), extension_of(message.get("Interface"))),
    "AgentRingNoAnswer": _did_not_answer,
    "QueueMemberAdded": _member,
    "QueueMemberPause": _member,
    "QueueMemberPenalty": _member,
    "QueueMember": _member,
    "QueueMemberRemoved": lambda message: MemberGone(message.get("Queue"), extension_of(message.get("Interface"))),
    "Newchannel": _channel_seen,
    "Newstate": _channel_seen,
    "BridgeEnter": _channel_seen,
    "BridgeLeave": _channel_seen,
    "Hangup": _channel_gone,
    "Hold": _held,
    "Unhold": _held,
    "DialBegin": _dial_began,
    "DialEnd": _dial_ended,
    "ContactStatus": _contact,
    "MixMonitorStop": lambda message: RecordingStopped(ref_of(message)),
}


def read_event(message: AmiMessage) -> PbxEvent | None:
    """The event as a value; None for kinds that mean nothing to the call centre and for events of no call."""
    reader = _READERS.get(message.event)
    event = reader(message) if reader else None
    if event is None:
        return None
    if getattr(event, "ref", "x") == "" or getattr(event, "uniqueid", "x") == "":
        return None
    names_an_agent = isinstance(event, AgentOffered | AgentConnected | AgentCompleted | AgentDidNotAnswer | MemberStands | MemberGone)
    return None if names_an_agent and not getattr(event, "extension", "") else event
