"""Which passwords are taken. Pure; any thread.

Length, not the user name, not one of those that are tried first; no rules of composition, which only make people write them down.
The list is short on purpose: waits guard against long ones.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from server_stub.problems import Problem

SHORTEST: Final = 10
LONGEST: Final = 256

_COMMONEST: Final = frozenset(Path(__file__).with_name("common_passwords.txt").read_text(encoding="utf-8").split())


def check(password: str, username: str) -> None:
    """Raises Problem ``password_too_short``, ``password_is_name``, ``password_common``."""
    if len(password) < SHORTEST:
        raise Problem("password_too_short", least=str(SHORTEST))
    plain = password.casefold().strip()
    if plain == username.casefold().strip() or plain == username.casefold().strip()[::-1]:
        raise Problem("password_is_name")
    if plain in _COMMONEST or len(set(plain)) < 3:
        raise Problem("password_common")
