"""One encrypted file that can be streamed and read in ranges. Pure apart from the file objects given; any thread.

The STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizar 2015), as age and Tink use it: the clear text is cut into chunks, each
sealed with AES-256-GCM under a nonce of its number and a mark on the last one. A chunk that is changed, moved, left out or taken
from another file does not open; nor does a file that was cut off between two chunks. No kept library for Python offers it (Tink's
has no wheels for every platform here, `cryptography` has the cipher alone), and it is forty lines on top of `AESGCM`.

The key is made for one file and used for no other, so the nonces need no random part.
"""

from __future__ import annotations

import hashlib
import io
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

HEADER: Final = b"CARELINE\x01\x10\x00\x00"
"""Name, version 1, chunks of 2^16 bytes; authenticated with every chunk."""
CHUNK: Final = 1 << 16
_TAG: Final = 16
_SEALED_CHUNK: Final = CHUNK + _TAG


class Damaged(Exception):
    """The file is not as it was written, or was sealed with another key."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What was sealed: length in bytes and SHA-256 (hexadecimal) of the clear text."""

    size: int
    sha256: str


def new_key() -> bytes:
    return secrets.token_bytes(32)


def seal(source: BinaryIO, target: BinaryIO, key: bytes) -> Contents:
    """Write ``source``, from where it stands to its end, into ``target``. Needs memory for two chunks only."""
    cipher, digest, size, number = AESGCM(key), hashlib.sha256(), 0, 0
    target.write(HEADER)
    chunk = _read_whole(source)
    while True:
        following = _read_whole(source) if len(chunk) == CHUNK else b""
        digest.update(chunk)
        size += len(chunk)
        target.write(cipher.encrypt(_nonce(number, last=not following), chunk, HEADER))
        if not following:
            return Contents(size, digest.hexdigest())
        chunk, number = following, number + 1


class SealedFile:
    """A file opened for reading; not for two threads at once."""

    def __init__(self, file: BinaryIO, key: bytes) -> None:
        """Raises Damaged where the header, the length or the last chunk is not right: a file cut off shows here."""
        self._file = file
        self._cipher = AESGCM(key)
        body = file.seek(0, io.SEEK_END) - len(HEADER)
        file.seek(0)
        if file.read(len(HEADER)) != HEADER:
            raise Damaged("not a sealed file")
        self._chunks = -(-body // _SEALED_CHUNK)
        self.size = body - self._chunks * _TAG
        """Length of the clear text in bytes."""
        last = body - (self._chunks - 1) * _SEALED_CHUNK
        if body < _TAG or last < _TAG or (last == _TAG and self._chunks > 1):
            raise Damaged("cut off")
        self._open_chunk(self._chunks - 1)

    def read(self, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        """The clear text from ``start`` up to but not including ``stop`` (None: its end). Raises Damaged on the way."""
        stop = self.size if stop is None else min(stop, self.size)
        while start < stop:
            number = start // CHUNK
            begin = number * CHUNK
            yield self._open_chunk(number)[start - begin : stop - begin]
            start = begin + CHUNK

    def check(self, start: int = 0, stop: int | None = None) -> None:
        """Open what ``read`` would give. Raises Damaged."""
        for _ in self.read(start, stop):
            pass

    def _open_chunk(self, number: int) -> bytes:
        self._file.seek(len(HEADER) + number * _SEALED_CHUNK)
        sealed = self._file.read(_SEALED_CHUNK)
        try:
            return self._cipher.decrypt(_nonce(number, last=number == self._chunks - 1), sealed, HEADER)
        except (InvalidTag, ValueError) as error:
            raise Damaged(f"chunk {number}") from error


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _read_whole(source: BinaryIO) -> bytes:
    """One chunk; shorter only at the end, also where ``source`` gives less at a time than asked."""
    parts = bytearray()
    while len(parts) < CHUNK and (part := source.read(CHUNK - len(parts))):
        parts += part
    return bytes(parts)
