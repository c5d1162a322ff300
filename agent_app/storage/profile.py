"""Where one desk keeps its files, and that only one desk uses them. Called once at the start, on the main thread.

<base>/<profile>/desk.lock
<base>/<profile>/secrets.*            only where the system has no credential store
<base>/<profile>/users/<id>/outbox.db one per server and user
"""

from __future__ import annotations

import hashlib
import re
import sys
from pathlib import Path

from agent_app.storage.durable_file import sync_directory
from agent_app.storage.file_lock import FileLock

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


def default_base() -> Path:
    """The system's place for a user's application data."""
    from platformdirs import user_data_path

    return user_data_path("careline", appauthor=False) / "profiles"


def settings_file() -> Path:
    """The system's place for settings of this application."""
    from platformdirs import user_config_path

    return user_config_path("careline", appauthor=False) / "desk.toml"


class Profile:
    def __init__(self, base: Path, name: str) -> None:
        """Raises ValueError for a name that is no plain directory name."""
        if not _NAME.fullmatch(name):
            raise ValueError(f"profile names have letters, digits, '.', '_' and '-': {name!r} is none")
        self.name = name
        self.directory = base / name
        self._lock = FileLock(self.directory / "desk.lock")

    def open(self) -> None:
        """Make the directory and take the lock. Raises AlreadyLocked where a desk is open on it, or OSError."""
        private_directory(self.directory)
        if sys.platform != "win32":
            self.directory.chmod(0o700)  # also where somebody made it beforehand
        self._lock.acquire()

    def close(self) -> None:
        self._lock.release()

    def user_directory(self, server_url: str, user_id: str) -> Path:
        """Of one user of one server: what one owes can never be sent as another's. Made where it is missing."""
        digest = hashlib.sha256(f"{server_url}\n{user_id}".encode()).hexdigest()
        directory = self.directory / "users" / digest[:24]
        private_directory(directory)
        return directory


def private_directory(directory: Path) -> None:
    """Make ``directory`` for this user alone, durably: a synced file in a directory whose own name is not synced is lost.

    On Windows the profile's own access list guards it.
    """
    if not directory.is_dir():
        if directory.parent != directory:
            private_directory(directory.parent)
        directory.mkdir(exist_ok=True, mode=0o700)
        sync_directory(directory.parent)
