"""Credentials, the profile and its lock."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keyring
import keyring.backend
import keyring.errors
import pytest

from agent_app.domain.errors import UserFacingError
from agent_app.storage.credentials import Credentials
from agent_app.storage.file_lock import AlreadyLocked
from agent_app.storage.profile import Profile


class MemoryKeyring(keyring.backend.KeyringBackend):
    """A system store that works, or is locked."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.values: dict[tuple[str, str], str] = {}
        self.locked = False

    def _reach(self) -> None:
        if self.locked:
            raise keyring.errors.KeyringLocked

    def get_password(self, service: str, username: str) -> str | None:
        self._reach()
        return self.values.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._reach()
        self.values[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._reach()
        if (service, username) not in self.values:
            raise keyring.errors.PasswordDeleteError
        del self.values[service, username]


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> MemoryKeyring:
    store = MemoryKeyring()
    monkeypatch.setattr(keyring, "get_keyring", lambda: store)
    return store


def exercise(store: Credentials) -> None:
    assert store.get("a") is None
    store.set("a", "one")
    store.set("b", "two ✓")
    store.set("a", "three")
    assert (store.get("a"), store.get("b")) == ("three", "two ✓")
    store.delete("a")
    store.delete("a")
    assert (store.get("a"), store.get("b")) == (None, "two ✓")


def test_system_store(system: MemoryKeyring, tmp_path: Path) -> None:
    store = Credentials(tmp_path, "careline/desk")
    exercise(store)
    assert not store.is_fallback
    assert system.values == {("careline/desk", "b"): "two ✓"}
    assert list(tmp_path.iterdir()) == []


def test_locked_system_store_is_no_reason_for_the_file(system: MemoryKeyring, tmp_path: Path) -> None:
    system.locked = True
    store = Credentials(tmp_path, "careline/desk")
    uses: list[Callable[[], object]] = [lambda: store.get("a"), lambda: store.set("a", "x"), lambda: store.delete("a")]
    for use in uses:
        with pytest.raises(UserFacingError, match="credential_store_locked"):
            use()
    assert list(tmp_path.iterdir()) == []


def no_backend() -> Any:
    from keyring.backends import fail

    return fail.Keyring()  # type: ignore[no-untyped-call]


def plain_text_backend() -> Any:
    from keyring.backends import chainer

    kind = type("PlaintextKeyring", (MemoryKeyring,), {"__module__": "keyrings.alt.file"})
    made = chainer.ChainerBackend()  # type: ignore[no-untyped-call]
    type(made).backends = [kind()]  # type: ignore[assignment]
    return made


@pytest.mark.parametrize("backend", [no_backend, plain_text_backend])
def test_without_a_store_an_encrypted_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, backend: Any) -> None:
    from keyring.backends import chainer

    monkeypatch.setattr(chainer.ChainerBackend, "backends", [])
    made = backend()
    monkeypatch.setattr(keyring, "get_keyring", lambda: made)
    store = Credentials(tmp_path, "careline/desk")
    exercise(store)
    assert store.is_fallback
    names = {file.name: file.stat().st_mode & 0o777 for file in tmp_path.iterdir()}
    assert names == {"secrets.key": 0o600, "secrets.bin": 0o600}
    assert b"two" not in (tmp_path / "secrets.bin").read_bytes()
    again = Credentials(tmp_path, "careline/desk")
    assert again.get("b") == "two ✓"


def test_who_began_with_the_file_stays_with_it(tmp_path: Path, system: MemoryKeyring) -> None:
    Credentials(tmp_path, "s", system_store=False).set("a", "one")
    store = Credentials(tmp_path, "s")
    assert store.is_fallback
    assert store.get("a") == "one"


def test_unreadable_file_is_kept(tmp_path: Path) -> None:
    store = Credentials(tmp_path, "s", system_store=False)
    store.set("a", "one")
    (tmp_path / "secrets.bin").write_bytes(b"garbage")
    assert store.get("a") is None
    assert (tmp_path / "secrets.unreadable").read_bytes() == b"garbage"
    store.set("a", "two")
    assert store.get("a") == "two"


def test_one_desk_per_profile(tmp_path: Path) -> None:
    first, second, other = Profile(tmp_path, "desk"), Profile(tmp_path, "desk"), Profile(tmp_path, "desk2")
    first.open()
    other.open()
    with pytest.raises(AlreadyLocked):
        second.open()
    first.close()
    second.open()
    second.close()
    other.close()


def test_lock_goes_with_the_process(tmp_path: Path) -> None:
    """The other process dies as by kill -9, holding the lock."""
    program = (
        "import os, sys\nfrom pathlib import Path\nfrom agent_app.storage.profile import Profile\n"
        "profile = Profile(Path(sys.argv[1]), 'desk')\nprofile.open()\nprint('locked', flush=True)\nsys.stdin.read()\n"
    )
    mine = Profile(tmp_path, "desk")
    with subprocess.Popen([sys.executable, "-c", program, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == b"locked\n"
            with pytest.raises(AlreadyLocked):
                mine.open()
        finally:
            process.kill()
    mine.open()
    mine.close()


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "a\\b", "-x", "x" * 65, "a b", "ö"])
def test_profile_names(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="profile names"):
        Profile(tmp_path, name)
