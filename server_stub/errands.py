"""What a process asks of the one that holds the PBX: see to this agent, this account, what the administrator changed.

An errand is an event that no desk reads, appended in the transaction that made it necessary, so none is lost; it only names what to
look at, so doing it twice or late does no harm. Whoever takes the PBX up looks at everything anyhow. With one process there are none.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from typing import Final

from sqlalchemy.orm import Session

from server_stub.events.log import StreamEvent, append

AUDIENCE: Final = "process"
AGENT: Final = "errand.agent"
ACCOUNT: Final = "errand.account"
CENTRE: Final = "errand.centre"


class Errands:
    """Of one process. ``handle`` and ``deliver`` on the server's loop, ``post`` in a transaction on its worker thread."""

    def __init__(self, *, alone: bool) -> None:
        """``alone``: no other process works on this database."""
        self.process = uuid.uuid4().hex
        self._alone = alone
        self._handlers: dict[str, Callable[[str], None]] = {}

    def handle(self, kind: str, handler: Callable[[str], None]) -> None:
        """``handler`` is told what it is about, while this process holds the PBX or not: it knows."""
        self._handlers[kind] = handler

    def post(self, session: Session, kind: str, about: str) -> None:
        """Ask it of the other processes; this one has its own, shorter ways."""
        if not self._alone:
            append(session, kind, AUDIENCE, {"about": about, "by": self.process})

    def deliver(self, events: Sequence[StreamEvent]) -> None:
        for event in events:
            handler = self._handlers.get(event.kind) if event.audience == AUDIENCE else None
            if handler is not None and event.data["by"] != self.process:
                handler(str(event.data["about"]))
