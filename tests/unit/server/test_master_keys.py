"""Keys that seal keys: kept in files, never replaced in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from server_stub.sealing.master_keys import KeyMissing, MasterKeys, Wrapped


@pytest.fixture
def keys(tmp_path: Path) -> MasterKeys:
    made = MasterKeys(tmp_path / "keys")
    made.make()
    return made


def test_a_secret_comes_back_for_its_own_context_only(keys: MasterKeys) -> None:
    wrapped = keys.wrap(b"secret", "recording a")
    assert b"secret" not in wrapped.sealed
    assert keys.unwrap(wrapped, "recording a") == b"secret"
    with pytest.raises(KeyMissing):
        keys.unwrap(wrapped, "recording b")


def test_the_newest_seals_and_the_older_still_open(keys: MasterKeys) -> None:
    before = keys.wrap(b"secret", "x")
    newest = keys.make()
    assert keys.current() == newest != before.key_id
    assert keys.wrap(b"secret", "x").key_id == newest
    assert keys.unwrap(before, "x") == b"secret"


def test_files_are_private(keys: MasterKeys) -> None:
    assert keys.directory.stat().st_mode & 0o777 == 0o700
    assert [file.path.stat().st_mode & 0o777 for file in keys.files()] == [0o600]


def test_a_file_others_can_read_is_not_used(keys: MasterKeys) -> None:
    wrapped = keys.wrap(b"secret", "x")
    keys.files()[0].path.chmod(0o640)
    with pytest.raises(KeyMissing, match="mode 600"):
        keys.unwrap(wrapped, "x")


@pytest.mark.parametrize("content", [b"", b"not base64 !", b"AAAA\n", b"A" * 43 + b"=\n"])
def test_a_damaged_file_is_noticed(keys: MasterKeys, content: bytes) -> None:
    wrapped = keys.wrap(b"secret", "x")
    keys.files()[0].path.write_bytes(content)
    with pytest.raises(KeyMissing):
        keys.unwrap(wrapped, "x")


def test_no_key_at_all(tmp_path: Path) -> None:
    for keys in (MasterKeys(tmp_path), MasterKeys(tmp_path / "none")):
        with pytest.raises(KeyMissing):
            keys.current()
        with pytest.raises(KeyMissing):
            keys.unwrap(Wrapped("0" * 16, bytes(60)), "x")
