"""Server-sent events from bytes (WHATWG HTML, section 9.2). Pure: bytes in, events out; runs on the stream's thread."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

MAX_EVENT_BYTES = 4 * 1024 * 1024
"""An event larger than this is no event of ours."""


@dataclass(frozen=True, slots=True)
class SseEvent:
    id: str
    """The last id seen up to here, as the specification has it."""
    kind: str
    data: str


class SseTooLarge(ValueError):
    """The stream sent more than MAX_EVENT_BYTES without ending an event."""


class SseParser:
    """Feed it what was read, in any pieces: lines and characters may be cut anywhere."""

    def __init__(self, last_id: str = "") -> None:
        self._rest = b""
        self._skip_line_feed = False
        self._at_start = True
        self._last_id = last_id
        self._kind = ""
        self._data: list[str] = []
        self._size = 0

    def feed(self, piece: bytes) -> Iterator[SseEvent]:
        """The events completed by ``piece``. Raises SseTooLarge."""
        if self._skip_line_feed and piece:
            piece = piece.removeprefix(b"\n")
            self._skip_line_feed = False
        buffer = self._rest + piece
        if buffer.endswith(b"\r"):  # its line feed may come with the next piece
            self._skip_line_feed = True
        lines = buffer.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
        self._rest = lines.pop()
        if len(self._rest) + self._size > MAX_EVENT_BYTES:
            raise SseTooLarge
        for raw in lines:
            event = self._line(raw.decode("utf-8", "replace"))
            if event is not None:
                yield event

    def _line(self, line: str) -> SseEvent | None:
        if self._at_start:
            line, self._at_start = line.removeprefix("\ufeff"), False
        if not line:
            return self._dispatch()
        field, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if field == "data":
            self._data.append(value)
            self._size += len(value)
            if self._size > MAX_EVENT_BYTES:
                raise SseTooLarge
        elif field == "event":
            self._kind = value
        elif field == "id" and "\0" not in value:
            self._last_id = value
        return None  # comments (empty field name), retry and unknown fields

    def _dispatch(self) -> SseEvent | None:
        kind, data = self._kind or "message", self._data
        self._kind, self._data, self._size = "", [], 0
        return SseEvent(self._last_id, kind, "\n".join(data)) if data else None
