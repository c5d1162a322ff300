"""Who calls, out of From and P-Asserted-Identity. Pure; any thread.

Both are caller-supplied text behind the PBX: bounded, control characters removed, never an exception.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from urllib.parse import unquote

from sip.sip_headers import headers_of

MAX_NUMBER = 64
MAX_NAME = 120
_WITHHELD = frozenset({"anonymous", "unknown", "unavailable", "restricted", "private", "asterisk", ""})


@dataclass(frozen=True, slots=True)
class Caller:
    number: str
    """As the network gave it; empty where withheld."""
    name: str


def caller_of(message: str) -> Caller:
    """The caller of an INVITE. The network's own assertion (RFC 3325) goes before what the caller wrote into From."""
    asserted = sender = None
    withheld = False
    for header, value in headers_of(message):
        if header == "p-asserted-identity" and asserted is None:
            asserted = parse_name_addr(value)
        elif header == "from" and sender is None:
            sender = parse_name_addr(value)
        elif header == "privacy":
            withheld = withheld or bool({"id", "user"} & {part.strip().lower() for part in value.split(";")})
    if withheld:
        return Caller("", "")
    best = asserted or sender or Caller("", "")
    if not best.number and sender is not None:
        best = Caller(sender.number, best.name or sender.name)
    if not best.name and sender is not None and sender.number == best.number:
        best = Caller(best.number, sender.name)
    return best


def parse_name_addr(value: str) -> Caller:
    """Number and display name of a name-addr or addr-spec (RFC 3261 25.1)."""
    value = value.strip()
    if value.startswith('"'):
        name, rest = _quoted(value)
        uri = _between(rest)
    elif "<" in value:
        name = value.partition("<")[0].strip()
        uri = _between(value)
    else:
        name, uri = "", value.split(";", 1)[0]
    number = _user_of(uri)
    withheld = number.lower() in _WITHHELD
    name = _clean(name, MAX_NAME)
    if withheld and name.lower() in _WITHHELD:
        name = ""
    if name == number:
        name = ""
    return Caller("" if withheld else number, name)


def _quoted(value: str) -> tuple[str, str]:
    """The text of a leading quoted-string and what follows it."""
    text: list[str] = []
    position = 1
    while position < len(value):
        char = value[position]
        if char == "\\" and position + 1 < len(value):
            position += 1
            text.append(value[position])
        elif char == '"':
            return "".join(text), value[position + 1 :]
        else:
            text.append(char)
        position += 1
    return "", value  # no closing quote: no name, the rest is looked through for an address


def _between(text: str) -> str:
    return text.partition("<")[2].partition(">")[0]


def _user_of(uri: str) -> str:
    scheme, colon, rest = uri.strip().partition(":")
    if not colon or scheme.lower() not in ("sip", "sips", "tel"):
        return ""
    user = rest if scheme.lower() == "tel" else rest.rpartition("@")[0]
    user = unquote(user.split(";", 1)[0].split(":", 1)[0], errors="replace")
    return _clean(user, MAX_NUMBER)


def _clean(text: str, limit: int) -> str:
    """Without control characters and direction overrides (a name must not reorder the line it is shown in), bounded."""
    kept = "".join(char for char in text if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    return " ".join(kept.split())[:limit]
