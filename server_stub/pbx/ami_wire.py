"""Asterisk's manager protocol as bytes and values. Pure; any thread.

Separate from the connection so that it can be fed by hand. A message is lines of ``Key: Value`` up to an empty line.
Source: Asterisk's manager documentation and ``main/manager.c``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

MAX_LINE_BYTES: Final = 64 * 1024
MAX_LINES: Final = 5000


class AmiError(Exception):
    """Something is wrong with the link to Asterisk, or Asterisk refused an action."""


class AmiProtocolError(AmiError):
    """What came is not the manager protocol."""


class AmiUnsafeValue(AmiError, ValueError):
    """A value to be sent holds a line break or a NUL: it would be read as another header or another action."""


@dataclass(frozen=True, slots=True)
class AmiMessage:
    """One response or event. Keys keep Asterisk's spelling; a key may come several times."""

    headers: tuple[tuple[str, str], ...]

    def get(self, key: str, default: str = "") -> str:
        """The first value of ``key``."""
        return next((value for name, value in self.headers if name == key), default)

    def all(self, key: str) -> list[str]:
        return [value for name, value in self.headers if name == key]

    @property
    def event(self) -> str:
        """Name of the event; empty for a response."""
        return self.get("Event")

    @property
    def response(self) -> str:
        """``Success``, ``Error`` ...; empty for an event."""
        return self.get("Response")

    @property
    def action_id(self) -> str:
        return self.get("ActionID")


class AmiParser:
    """Bytes in any portions in, whole messages out."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._lines: list[tuple[str, str]] = []
        self.banner = ""

    def feed(self, data: bytes) -> list[AmiMessage]:
        """Messages completed by ``data``. Raises AmiProtocolError where the other side speaks something else."""
        self._buffer += data
        messages: list[AmiMessage] = []
        while (end := self._buffer.find(b"\n")) >= 0:
            line = bytes(self._buffer[:end]).rstrip(b"\r").decode("utf-8", "replace")
            del self._buffer[: end + 1]
            if message := self._take(line):
                messages.append(message)
        if len(self._buffer) > MAX_LINE_BYTES:
            raise AmiProtocolError("a line without an end")
        return messages

    def _take(self, line: str) -> AmiMessage | None:
        if not self.banner:
            if not line.startswith("Asterisk Call Manager/"):
                raise AmiProtocolError("this is not Asterisk's manager interface")
            self.banner = line
            return None
        if line:
            if len(self._lines) >= MAX_LINES:
                raise AmiProtocolError("a message without an end")
            key, separator, value = line.partition(":")
            # A line without a colon continues the one before (variables may hold line breaks).
            self._lines.append((key, value.strip()) if separator else ("", line))
            return None
        message, self._lines = AmiMessage(tuple(self._lines)), []
        return message if message.headers else None


def encode_action(name: str, action_id: str, fields: Mapping[str, str], variables: Iterable[tuple[str, str]] = ()) -> bytes:
    """One action as bytes. Raises AmiUnsafeValue instead of letting a value become another header."""
    lines = [("Action", name), ("ActionID", action_id), *fields.items()]
    lines += [("Variable", f"{key}={value}") for key, value in variables]
    for key, value in lines:
        if any(character in key + value for character in "\r\n\0") or ":" in key:
            raise AmiUnsafeValue(f"unsafe value for {name}/{key[:40]!r}")
    return "".join(f"{key}: {value}\r\n" for key, value in lines).encode() + b"\r\n"
