"""Reads the few headers the desk needs out of a raw SIP message. Pure; any thread.

The message comes from the PBX, but what stands in it comes from a caller: everything is bounded and nothing here raises.
"""

from __future__ import annotations

from collections.abc import Iterator

MAX_MESSAGE = 64 * 1024
MAX_HEADERS = 16
MAX_NAME = 64
MAX_VALUE = 256
PREFIX = "x-careline-"

_COMPACT = {"f": "from", "t": "to", "i": "call-id", "m": "contact", "v": "via", "c": "content-type", "l": "content-length"}


def headers_of(message: str) -> Iterator[tuple[str, str]]:
    """Header names (lower case, long form) and values of a SIP message, folded lines joined (RFC 3261 7.3.1)."""
    name, value = "", ""
    lines = message[:MAX_MESSAGE].splitlines()
    for line in lines[1:]:
        if not line:
            break
        if line[0] in " \t":
            value = f"{value} {line.strip()}"
            continue
        if name:
            yield name, value.strip()
        name, colon, value = line.partition(":")
        name = name.strip().lower() if colon else ""
        name = _COMPACT.get(name, name)
    if name:
        yield name, value.strip()


def first_header(message: str, name: str) -> str:
    """The first value of header ``name`` (lower case), empty where there is none."""
    return next((value for found, value in headers_of(message) if found == name), "")


def careline_headers(message: str) -> dict[str, str]:
    """The ``X-Careline-*`` headers, keys in lower case. The first of two equal names counts; what is too long is left out, not cut."""
    found: dict[str, str] = {}
    for name, value in headers_of(message):
        if not name.startswith(PREFIX) or name in found or len(name) > MAX_NAME:
            continue
        if len(value) > MAX_VALUE or not value.isprintable():
            continue
        found[name] = value
        if len(found) == MAX_HEADERS:
            break
    return found
