"""The server's own keys, in files of its data directory. Made at the first start, read at the later ones."""

from __future__ import annotations

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography.fernet import Fernet

from server_stub.durable_file import write_durably


class KeyRing:
    """Signs access tokens, seals secrets at rest. Immutable after construction; any thread."""

    def __init__(self, directory: Path) -> None:
        """Load the keys below ``directory``, making those that are missing. Raises OSError where it cannot."""
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _alone(directory):  # two processes that start at once on one directory must not each make their own
            self.token_key = _load_or_make(directory / "token.key", secrets.token_bytes(32))
            self._vault = Fernet(_load_or_make(directory / "vault.key", Fernet.generate_key()))

    def seal(self, secret: str) -> bytes:
        return self._vault.encrypt(secret.encode())

    def open(self, sealed: bytes) -> str:
        """Raises cryptography's InvalidToken where the data directory's key is another one."""
        return self._vault.decrypt(sealed).decode()


@contextmanager
def _alone(directory: Path) -> Iterator[None]:
    with os.fdopen(os.open(directory / "keys.lock", os.O_WRONLY | os.O_CREAT, 0o600), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _load_or_make(path: Path, fresh: bytes) -> bytes:
    if path.exists():
        return path.read_bytes()
    write_durably(path, fresh)
    return fresh
