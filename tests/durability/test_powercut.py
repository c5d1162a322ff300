"""The power cut itself: it must lose what was not synced, and only that."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.durability.powercut import PowerCut

_PRELUDE = """
import os, signal, sys, sqlite3
def write(name, text, sync=True):
    fd = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.write(fd, text.encode())
    if sync: os.fsync(fd)
    os.close(fd)
def sync_dir(name="."):
    fd = os.open(name, os.O_RDONLY); os.fsync(fd); os.close(fd)
"""
_CUT = "\nos.kill(os.getpid(), signal.SIGKILL)\n"


@pytest.fixture
def watched(tmp_path: Path) -> Path:
    directory = tmp_path / "watched"
    directory.mkdir()
    return directory


def cut_after(watched: Path, tmp_path: Path, program: str) -> None:
    cut = PowerCut(watched, tmp_path / "cut")
    done = subprocess.run(
        [sys.executable, "-c", _PRELUDE + program + _CUT], cwd=watched, env={**os.environ, **cut.environment()}, check=False
    )
    assert done.returncode == -signal.SIGKILL
    cut.lose_unsynced()


def names(directory: Path) -> set[str]:
    return {entry.name for entry in directory.iterdir()}


def test_what_was_there_before_stays(watched: Path, tmp_path: Path) -> None:
    (watched / "sub").mkdir()
    (watched / "sub" / "old").write_text("kept")
    cut_after(watched, tmp_path, "write('sub/old', 'overwritten', sync=False)")
    assert (watched / "sub" / "old").read_text() == "kept"


def test_synced_content_stays(watched: Path, tmp_path: Path) -> None:
    cut_after(watched, tmp_path, "write('a', 'first'); sync_dir(); write('a', 'second')")
    assert (watched / "a").read_text() == "second"
    assert (watched / "a").stat().st_mode & 0o777 == 0o600


def test_unsynced_content_is_lost(watched: Path, tmp_path: Path) -> None:
    cut_after(watched, tmp_path, "write('a', 'synced'); sync_dir(); write('a', 'synced and more', sync=False)")
    assert (watched / "a").read_text() == "synced"


def test_a_file_whose_entry_was_not_synced_is_lost(watched: Path, tmp_path: Path) -> None:
    cut_after(watched, tmp_path, "write('a', 'content')")
    assert names(watched) == set()


def test_an_unsynced_rename_is_undone(watched: Path, tmp_path: Path) -> None:
    (watched / "a").write_text("old")
    cut_after(watched, tmp_path, "write('a.new', 'new'); os.rename('a.new', 'a')")
    assert (watched / "a").read_text() == "old"


def test_a_synced_rename_stays(watched: Path, tmp_path: Path) -> None:
    (watched / "a").write_text("old")
    cut_after(watched, tmp_path, "write('a.new', 'new'); os.rename('a.new', 'a'); sync_dir()")
    assert (watched / "a").read_text() == "new"
    assert names(watched) == {"a"}


def test_an_unsynced_removal_is_undone(watched: Path, tmp_path: Path) -> None:
    (watched / "a").write_text("back again")
    cut_after(watched, tmp_path, "os.unlink('a')")
    assert (watched / "a").read_text() == "back again"


_SQLITE = """
db = sqlite3.connect('x.sqlite', isolation_level=None)
db.execute('pragma journal_mode=wal'); db.execute('pragma synchronous={synchronous}')
db.execute('create table t (n integer)')
for n in range(50): db.execute('insert into t values (?)', (n,))
"""


@pytest.mark.parametrize(("synchronous", "kept"), [("FULL", 50), ("OFF", None)])
def test_sqlite_keeps_exactly_what_it_promises(watched: Path, tmp_path: Path, synchronous: str, kept: int | None) -> None:
    cut_after(watched, tmp_path, _SQLITE.format(synchronous=synchronous))
    count = subprocess.run(
        [sys.executable, "-c", "import sqlite3; print(sqlite3.connect('x.sqlite').execute('select count(*) from t').fetchone()[0])"],
        cwd=watched,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (int(count.stdout) if count.returncode == 0 else None) == kept


def test_nothing_watched_is_an_error(watched: Path, tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="no program"):
        PowerCut(watched, tmp_path / "cut").lose_unsynced()
