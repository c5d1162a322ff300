"""What an administrator edits: rows of the centre's configuration, as the contract of ``docs/administration.md`` names them.

A row's values stay what the wire says (texts, numbers, lists, objects): the desk shows and changes them field by field and decides
nothing by them.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from agent_app.domain.errors import UserFacingError

Values = Mapping[str, Any]
"""Field name -> JSON value."""


class AdminKind(Enum):
    """The value is the name of its rows in the answer of ``GET /v1/admin``."""

    USERS = "users"
    TEAMS = "teams"
    QUEUES = "queues"
    NUMBERS = "numbers"
    HOLIDAYS = "holidays"
    DISPOSITIONS = "dispositions"
    NOT_READY_REASONS = "not_ready_reasons"
    TRUNKS = "trunks"
    CENTRE = "centre"


@dataclass(frozen=True, slots=True)
class AdminRow:
    kind: AdminKind
    key: str
    """What names it at the server: id, name, number or code; ``centre`` for the one centre."""
    version: int
    """Of the server's row; a change names the version it saw."""
    values: Values


@dataclass(frozen=True, slots=True)
class Administration:
    """All there is to administer, of one moment."""

    rows: Mapping[AdminKind, tuple[AdminRow, ...]] = field(default_factory=dict)
    roles: tuple[str, ...] = ()
    time_zones: tuple[str, ...] = ()
    wrap_up_fields: tuple[str, ...] = ()
    can_speak: bool = False
    """Whether the server can make an announcement of a text."""
    pbx_state: str = "none"
    """How far the telephone system has taken the configuration: ``current``, ``pending``, ``failed`` or ``none``."""

    def of(self, kind: AdminKind) -> tuple[AdminRow, ...]:
        return self.rows.get(kind, ())

    def row(self, kind: AdminKind, key: str) -> AdminRow | None:
        return next((row for row in self.of(kind) if row.key == key), None)


class ChangedMeanwhile(UserFacingError):
    """Somebody else was faster; nothing was changed. ``current`` is the newer row, None where it is gone."""

    def __init__(self, current: AdminRow | None) -> None:
        super().__init__("changed_meanwhile", permanent=True)
        self.current = current


@dataclass(frozen=True, slots=True)
class Announcement:
    """One text of a queue that callers hear, in one language."""

    queue: str
    kind: str
    """``greeting`` or ``closed``."""
    language: str
    """``zh_CN``, ``ru`` or ``en``."""


_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that are mistaken for each other when read aloud or from paper."""


def new_password() -> str:
    """Sixteen letters and digits in groups of four (about 79 bits), to be handed over once."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))
