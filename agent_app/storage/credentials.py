"""Secrets of this desk: in the system's credential store, else in an encrypted file (and the desk says so openly).

Blocks (the first use imports keyring and may talk to the system's service); worker threads, any of them.
"""

from __future__ import annotations

import json
import logging
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from agent_app.domain.errors import UserFacingError
from agent_app.storage.durable_file import replace_durably

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

_log = logging.getLogger(__name__)


class _Store(Protocol):
    def get(self, name: str) -> str | None: ...

    def set(self, name: str, value: str) -> None: ...

    def delete(self, name: str) -> None: ...


class Credentials:
    """The CredentialStore port. Which store it is is found out at the first use, not before."""

    def __init__(self, directory: Path, service: str, *, system_store: bool = True) -> None:
        """``system_store`` False never asks the system (kiosks, tests)."""
        self._directory = directory
        self._service = service
        self._system_store = system_store
        self._lock = threading.RLock()
        self._store: _Store | None = None

    @property
    def is_fallback(self) -> bool:
        return isinstance(self._opened(), EncryptedFile)

    def get(self, name: str) -> str | None:
        with self._lock:
            return self._opened().get(name)

    def set(self, name: str, value: str) -> None:
        with self._lock:
            self._opened().set(name, value)

    def delete(self, name: str) -> None:
        with self._lock:
            self._opened().delete(name)

    def _opened(self) -> _Store:
        with self._lock:
            if self._store is None:
                self._store = self._choose()
            return self._store

    def _choose(self) -> _Store:
        """A desk that once began with the file stays with it: keys must not change places unseen."""
        file = EncryptedFile(self._directory)
        if file.exists or not self._system_store:
            return file
        backend = _usable_backend()
        if backend is None:
            _log.warning("no system credential store: secrets are kept in an encrypted file")
            return file
        return SystemStore(backend, self._service)


def _usable_backend() -> KeyringBackend | None:
    """The system's store; None where there is none. File stores of keyrings.alt are no system stores."""
    import keyring
    from keyring.backends import chainer, fail, null

    chosen = keyring.get_keyring()
    candidates = list(chosen.backends) if isinstance(chosen, chainer.ChainerBackend) else [chosen]
    for backend in candidates:
        if not isinstance(backend, fail.Keyring | null.Keyring) and not type(backend).__module__.startswith("keyrings.alt"):
            return backend
    return None


class SystemStore:
    """Windows Credential Locker, macOS Keychain, Secret Service or KWallet."""

    def __init__(self, backend: KeyringBackend, service: str) -> None:
        self._backend = backend
        self._service = service

    def get(self, name: str) -> str | None:
        from keyring.errors import KeyringError

        try:
            return self._backend.get_password(self._service, name)
        except KeyringError as error:
            raise UserFacingError("credential_store_locked", permanent=False) from error

    def set(self, name: str, value: str) -> None:
        from keyring.errors import KeyringError

        try:
            self._backend.set_password(self._service, name, value)
        except KeyringError as error:
            raise UserFacingError("credential_store_locked", permanent=False) from error

    def delete(self, name: str) -> None:
        from keyring.errors import KeyringError, PasswordDeleteError

        try:
            self._backend.delete_password(self._service, name)
        except PasswordDeleteError:
            return  # there was none
        except KeyringError as error:
            raise UserFacingError("credential_store_locked", permanent=False) from error


class EncryptedFile:
    """``secrets.bin`` under the key in ``secrets.key`` (mode 600): guards against a copied file, not against this user's programs."""

    def __init__(self, directory: Path) -> None:
        self._key_file = directory / "secrets.key"
        self._file = directory / "secrets.bin"

    @property
    def exists(self) -> bool:
        return self._key_file.exists()

    def get(self, name: str) -> str | None:
        return self._read().get(name)

    def set(self, name: str, value: str) -> None:
        values = self._read()
        if values.get(name) != value:
            self._write({**values, name: value})

    def delete(self, name: str) -> None:
        values = self._read()
        if name in values:
            del values[name]
            self._write(values)

    def _read(self) -> dict[str, str]:
        from cryptography.fernet import Fernet, InvalidToken

        if not self._file.exists():
            return {}
        try:
            clear = Fernet(self._key_file.read_bytes()).decrypt(self._file.read_bytes())
            values = json.loads(clear)
            return {str(name): str(value) for name, value in values.items()}
        except (OSError, ValueError, InvalidToken) as error:
            kept = self._file.with_name("secrets.unreadable")
            _log.error("the encrypted file of secrets cannot be read (%s): kept as %s", type(error).__name__, kept.name)
            self._file.replace(kept)
            return {}

    def _write(self, values: dict[str, str]) -> None:
        from cryptography.fernet import Fernet

        try:
            if not self._key_file.exists():
                replace_durably(self._key_file, Fernet.generate_key())
            cipher = Fernet(self._key_file.read_bytes())
            replace_durably(self._file, cipher.encrypt(json.dumps(values).encode()))
        except OSError as error:
            raise UserFacingError("cannot_save_here", permanent=False) from error
