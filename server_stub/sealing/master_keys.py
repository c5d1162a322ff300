"""The keys that seal other keys, in a directory apart from the data: who has a copy of the data alone can read no recording.

One file per key, ``<number>-<id>.key``: 32 random bytes in base64, mode 600. The id is the key's fingerprint, so a file that was
changed is noticed; the highest number seals, all others open what was sealed before. Nothing is kept in memory for longer than one
use, so a key that an operator's command adds takes effect in a running server. Any thread, any process.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from server_stub.durable_file import write_durably

_NAME: Final = re.compile(r"^([0-9]{4})-([0-9a-f]{16})\.key$")
_KEY_BYTES: Final = 32
_NONCE_BYTES: Final = 12


class KeyMissing(Exception):
    """The key something was sealed with is not in the keys' directory, or its file cannot be used.

    The message is for an operator: it names the key and the directory and has no secret.
    """


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A sealed secret and the id of the master key that opens it."""

    key_id: str
    sealed: bytes


@dataclass(frozen=True, slots=True)
class KeyFile:
    number: int
    key_id: str
    path: Path


class MasterKeys:
    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def files(self) -> list[KeyFile]:
        """All keys, oldest first."""
        if not self.directory.is_dir():
            return []
        found = ((_NAME.match(path.name), path) for path in self.directory.iterdir())
        return sorted((KeyFile(int(name[1]), name[2], path) for name, path in found if name), key=lambda file: file.number)

    def ids(self) -> set[str]:
        return {file.key_id for file in self.files()}

    def make(self) -> str:
        """Add a key, which seals from now on; returns its id. Durable when this returns. Raises OSError."""
        self.directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        key = secrets.token_bytes(_KEY_BYTES)
        number = max((file.number for file in self.files()), default=0) + 1
        write_durably(self.directory / f"{number:04}-{_fingerprint(key)}.key", base64.b64encode(key) + b"\n")
        return _fingerprint(key)

    def current(self) -> str:
        """Id of the key that seals now. Raises KeyMissing where there is none."""
        files = self.files()
        if not files:
            raise KeyMissing(f"there is no key in {self.directory}")
        return files[-1].key_id

    def wrap(self, secret: bytes, context: str) -> Wrapped:
        """Seal a small secret; it opens for the same ``context`` only. Raises KeyMissing."""
        key_id = self.current()
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return Wrapped(key_id, nonce + AESGCM(self._load(key_id)).encrypt(nonce, secret, context.encode()))

    def unwrap(self, wrapped: Wrapped, context: str) -> bytes:
        """Raises KeyMissing where the key is gone, or what was sealed is not as it was."""
        cipher = AESGCM(self._load(wrapped.key_id))
        try:
            return cipher.decrypt(wrapped.sealed[:_NONCE_BYTES], wrapped.sealed[_NONCE_BYTES:], context.encode())
        except (InvalidTag, ValueError) as error:
            raise KeyMissing(f"key {wrapped.key_id} does not open this") from error

    def _load(self, key_id: str) -> bytes:
        path = next((file.path for file in self.files() if file.key_id == key_id), None)
        if path is None:
            raise KeyMissing(f"key {key_id} is not in {self.directory}")
        try:
            if path.stat().st_mode & 0o077:
                raise KeyMissing(f"others can read {path}: give it mode 600")
            key = base64.b64decode(path.read_bytes(), validate=False)
        except (OSError, binascii.Error) as error:
            raise KeyMissing(f"{path} cannot be read") from error
        if len(key) != _KEY_BYTES or _fingerprint(key) != key_id:
            raise KeyMissing(f"{path} is damaged")
        return key


def _fingerprint(key: bytes) -> str:
    return hashlib.sha256(b"careline master key\0" + key).hexdigest()[:16]
