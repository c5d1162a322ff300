"""What a queue requires of a wrap-up, and what one does not say yet. Caller's session and thread; nothing is written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Protocol

from sqlalchemy.orm import Session

from server_stub.db.models import Queue

FIELDS: Final = ("matter", "resolved", "booking", "follow_up", "source", "notes")
"""What a queue may require besides the disposition, which every complete wrap-up has."""


class Answers(Protocol):
    """The answers of one wrap-up, from the wire or from a row."""

    disposition: str | None
    notes: str
    matter: str | None
    source: str | None
    resolved: str | None
    booking_intent: str | None
    booking_result: str | None
    follow_up: bool | None


def of_queue(session: Session, name: str) -> tuple[str, ...]:
    """In the order of FIELDS; what a list names and this version does not know is left out."""
    row = session.get(Queue, name) if name else None
    return known(row.required_fields) if row else ()


def known(names: Iterable[object]) -> tuple[str, ...]:
    wanted = set(names)
    return tuple(name for name in FIELDS if name in wanted)


def missing(answers: Answers, required: Iterable[str]) -> list[str]:
    """Names of what is required and not answered; ``disposition`` always is required."""
    given = {
        "matter": bool(answers.matter),
        "resolved": bool(answers.resolved),
        "booking": answers.booking_intent == "none" or (answers.booking_intent == "wanted" and bool(answers.booking_result)),
        "follow_up": answers.follow_up is not None,
        "source": bool(answers.source),
        "notes": bool(answers.notes.strip()),
    }
    absent = [name for name in required if not given[name]]
    return absent if answers.disposition else ["disposition", *absent]
