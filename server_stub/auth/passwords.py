"""Password hashes (argon2id). Slow on purpose: worker threads only, and few at a time, as each takes 64 MiB."""

from __future__ import annotations

import threading
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_hasher = PasswordHasher()
_places = threading.BoundedSemaphore(2)


def hash_password(password: str) -> str:
    with _places:
        return _hasher.hash(password)


@cache
def _nobodys_hash() -> str:
    return hash_password("nobody's password")


def verify(stored_hash: str | None, password: str) -> bool:
    """Whether ``password`` is the one of ``stored_hash``; None (no such user) takes as long and is False."""
    wanted = stored_hash if stored_hash is not None else _nobodys_hash()
    with _places:
        try:
            _hasher.verify(wanted, password)
        except (VerificationError, InvalidHashError):
            return False
    return stored_hash is not None


def prepare() -> None:
    """Make the hash for unknown users beforehand, so that the first unknown name takes no longer than a known one."""
    _nobodys_hash()
