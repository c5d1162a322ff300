"""Clear sound lies in memory, in a folder of its instance alone, and is not left behind there."""

from __future__ import annotations

from pathlib import Path

import pytest

from stack import spool
from stack.spool import make_spool, spool_of


@pytest.fixture
def memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "shm"
    folder.mkdir()
    monkeypatch.setattr(spool, "_is_memory", lambda _: True)
    monkeypatch.setattr(spool, "_ROOM_BYTES", 1)
    return folder


def test_each_instance_has_its_own_and_keeps_it(memory: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    for directory in (first, second):
        directory.mkdir()
    made = make_spool(first, memory)
    assert made == make_spool(first, memory) == spool_of(first, memory)
    assert made.parent == memory
    assert make_spool(second, memory) != made
    assert (made.stat().st_mode & 0o777, (made / "recordings").is_dir()) == (0o700, True)


def test_the_spool_of_a_deleted_instance_is_dropped(memory: Path, tmp_path: Path) -> None:
    gone, there = tmp_path / "gone", tmp_path / "there"
    gone.mkdir()
    there.mkdir()
    made = make_spool(gone, memory)
    (made / "recordings" / "x.wav").write_bytes(b"sound")
    gone.rmdir()
    make_spool(there, memory)
    assert not made.exists()


def test_a_folder_others_can_enter_is_refused(memory: Path, tmp_path: Path) -> None:
    spool_of(tmp_path, memory).mkdir(mode=0o755)
    with pytest.raises(PermissionError):
        make_spool(tmp_path, memory)


def test_a_link_somebody_put_there_is_refused(memory: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    spool_of(tmp_path, memory).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(PermissionError):
        make_spool(tmp_path, memory)


def test_without_a_tmpfs_the_instances_folder_is_used(tmp_path: Path) -> None:
    assert spool_of(tmp_path / "pbx", tmp_path) == tmp_path / "pbx" / "spool"
    assert spool_of(tmp_path / "pbx", tmp_path / "none") == tmp_path / "pbx" / "spool"
