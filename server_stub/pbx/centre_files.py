"""What the administrator set, in Asterisk's words. Pure: rows in, texts out; any thread.

Asterisk's files have no quoting: a line break or a bracket in a value would be configuration. Every value is checked here once more,
however it came into the database.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

HEAD: Final = "; Written by Careline's server from what the administrator set. Changes made here are lost.\n"
_NAME: Final = re.compile(r"[a-z][a-z0-9_-]{0,31}")
_HOST: Final = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]{0,62}[A-Za-z0-9])?")
_NETWORK: Final = re.compile(r"[0-9]{1,3}(\.[0-9]{1,3}){3}(/[0-9]{1,2})?")
_NUMBER: Final = re.compile(r"[+]?[0-9]{2,15}")
_QUALIFY_S: Final = 30
OFFER_AFTER_S: Final = 60
"""So long callers wait before they are offered to leave a message."""


class UnsafeValue(ValueError):
    """A value that must not stand in Asterisk's configuration; names the field, not the value."""


@dataclass(frozen=True, slots=True)
class QueueFile:
    name: str
    ring_s: int
    weight: int
    messages: bool = False
    """Who waits may leave a message instead."""


@dataclass(frozen=True, slots=True)
class TrunkFile:
    name: str
    host: str
    port: int
    allowed: tuple[str, ...]
    enabled: bool
    installed: bool
    """As the PBX's own file has it."""


def queues_text(queues: Iterable[QueueFile], main: str) -> str:
    """Every queue takes after the main one of the PBX's own file."""
    sections = [HEAD]
    for queue in queues:
        name = _safe(_NAME, queue.name, "queue")
        header = f"[{name}](+)" if name == main else f"[{name}]({main})"
        sections.append(f"{header}\ntimeout = {int(queue.ring_s)}\nweight = {int(queue.weight)}\n{_messages(queue.messages)}")
    return "\n".join(sections)


def _messages(offered: bool) -> str:
    """Said to who has waited for long, and then again; the place in the line is kept until they press the key. Written in either case,
    because every queue takes after the main one."""
    if not offered:
        return "context =\nperiodic-announce-frequency = 0\n"
    return (
        "context = queue-keys\nperiodic-announce = careline/leave-message\n"
        f"periodic-announce-startdelay = {OFFER_AFTER_S}\nperiodic-announce-frequency = {OFFER_AFTER_S}\n"
    )


def trunks_text(trunks: Sequence[TrunkFile]) -> str:
    """Empty where the PBX's own trunk is the only one and unchanged.

    Calls come in by one endpoint, ``trunk``: the transport tells it from the desks, the addresses tell whom it believes. They go out by the
    first enabled trunk; where there are several, those that do not answer are passed over.
    """
    if all(trunk.installed and trunk.enabled for trunk in trunks):
        return HEAD
    enabled = [trunk for trunk in trunks if trunk.enabled]
    names = [f"trunk-to-{_safe(_NAME, trunk.name, 'trunk')}" for trunk in enabled]
    allowed = dict.fromkeys(_safe(_NETWORK, network, "allowed") for trunk in enabled for network in trunk.allowed)
    permits = "".join(f"permit = {network}\n" for network in allowed)
    sections = [HEAD, f"[trunk](+type=endpoint)\naors = {','.join(names)}\ndeny = 0.0.0.0/0.0.0.0\n{permits}"]
    for name, trunk in zip(names, enabled, strict=True):
        qualify = f"qualify_frequency = {_QUALIFY_S}\n" if len(enabled) > 1 else ""
        contact = f"sip:{_safe(_HOST, trunk.host, 'host')}:{int(trunk.port)}"
        sections.append(f"[{name}]\ntype = aor\ncontact = {contact}\n{qualify}")
    return "\n".join(sections)


def number_entries(numbers: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """(number, queue), checked: what the dial plan goes by while the server is silent."""
    return [(_safe(_NUMBER, number, "number"), _safe(_NAME, queue, "queue")) for number, queue in numbers]


def queue_name(name: str) -> str:
    """``name`` if it may stand in a manager action."""
    return _safe(_NAME, name, "queue")


def sound_name(queue: str, kind: str, language: str, rate_hz: int) -> str:
    """``main-greeting-zh.wav``; Asterisk calls 16 kHz ``wav16``."""
    name = _safe(re.compile(r"greeting|closed"), kind, "kind")
    spoken = _safe(re.compile(r"zh|ru|en"), language[:2], "language")
    return f"{_safe(_NAME, queue, 'queue')}-{name}-{spoken}.{'wav16' if rate_hz == 16000 else 'wav'}"


def _safe(pattern: re.Pattern[str], value: str, field: str) -> str:
    if pattern.fullmatch(value) is None:
        raise UnsafeValue(f"{field} holds characters that cannot stand in Asterisk's configuration")
    return value
