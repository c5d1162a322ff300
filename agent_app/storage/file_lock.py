"""An exclusive lock on a file, gone with the process: the one place that differs between POSIX and Windows. Any thread."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import IO


class AlreadyLocked(Exception):
    """Another process (or another holder in this one) has the file."""


class FileLock:
    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: IO[bytes] | None = None

    def acquire(self) -> None:
        """Does not wait. Raises AlreadyLocked, or OSError where the file cannot be opened."""
        file = self.path.open("ab")
        try:
            _lock(file)
        except OSError:
            file.close()
            raise AlreadyLocked(str(self.path)) from None
        self._file = file

    def release(self) -> None:
        """Safe to call twice. The file stays: removing it would let two processes lock two files of one name."""
        if self._file is not None:
            self._file.close()  # closing unlocks, on both systems
            self._file = None


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
