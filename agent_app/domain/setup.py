"""A centre made from nothing, as ``docs/signing-in.md`` says it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SetupState:
    needed: bool
    """There is no user yet: the centre waits to be made."""
    demo: bool
    """The server holds demo data that an administrator may empty."""


@dataclass(frozen=True, slots=True)
class NewCentre:
    """The centre and its first administrator."""

    setup_code: str = field(repr=False)
    """Printed by the server at its start; proves that one stands beside it."""
    name: str
    time_zone: str
    language: str
    country_code: str
    username: str
    display_name: str
    password: str = field(repr=False)
