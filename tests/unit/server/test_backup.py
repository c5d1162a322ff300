"""A restore has everything acknowledged before the backup began; what is not whole is refused, nothing is overwritten."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from server_stub.audit import trail
from server_stub.calls import recordings, registry
from server_stub.db.models import AuditEntry, Recording
from server_stub.operations.backup import BackupRefused, back_up, restore
from server_stub.settings import Settings
from server_stub.state import ServerState

SOUND = bytes(range(256)) * 400


@pytest.fixture
def centre(tmp_path: Path) -> ServerState:
    from server_stub.db.migrate import migrate

    state = ServerState.build(Settings(data_dir=tmp_path / "live"))
    migrate(state.database)
    with state.database.write() as session:
        registry.ensure(session, "careline-1-1.1")
    (tmp_path / "x.wav").write_bytes(SOUND)
    assert recordings.store(state, "careline-1-1.1", "mixed", tmp_path / "x.wav", 1.0)
    return state


def restored(tmp_path: Path, *, keys: bool = True) -> ServerState:
    settings = Settings(data_dir=tmp_path / "new")
    restore(settings, tmp_path / "backup", tmp_path / "keys" if keys else None)
    return ServerState.build(settings)


def sound_in(state: ServerState) -> bytes:
    with state.database.read() as session:
        opened = recordings.open_recording(state, session.scalars(select(Recording)).one())
    try:
        return b"".join(opened.read(0, opened.size))
    finally:
        opened.close()


def test_nothing_acknowledged_before_is_lost_while_a_writer_goes_on(centre: ServerState, tmp_path: Path) -> None:
    acknowledged: list[str] = []
    going, stop = threading.Event(), threading.Event()

    def write() -> None:
        while not stop.is_set():
            with centre.database.write() as session:
                trail.record(session, "u-1", "test.written", f"w-{len(acknowledged)}")
            acknowledged.append(f"w-{len(acknowledged)}")
            if len(acknowledged) == 50:
                going.set()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert going.wait(60)
        before = list(acknowledged)
        back_up(centre.settings, tmp_path / "backup", tmp_path / "keys")
    finally:
        stop.set()
        writer.join()
    assert len(acknowledged) > len(before) >= 50
    centre.database.close()
    state = restored(tmp_path)
    with state.database.read() as session:
        there = list(session.scalars(select(AuditEntry.object).where(AuditEntry.action == "test.written").order_by(AuditEntry.id)))
    assert there[: len(before)] == before
    assert there == acknowledged[: len(there)]
    assert sound_in(state) == SOUND
    state.database.close()


def test_the_backup_alone_opens_no_recording(centre: ServerState, tmp_path: Path) -> None:
    back_up(centre.settings, tmp_path / "backup")
    centre.database.close()
    state = restored(tmp_path, keys=False)
    with pytest.raises(Exception, match="is not in"):
        sound_in(state)
    state.database.close()


def _change(backup: Path) -> None:
    file = next((backup / "recordings").iterdir())
    file.write_bytes(file.read_bytes()[:-1])


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_change, "is damaged"),
        (lambda backup: (backup / "token.key").unlink(), "is damaged"),
        (lambda backup: (backup / "more").write_bytes(b"x"), "does not belong to it"),
        (lambda backup: (backup / "manifest.json").unlink(), "is no backup of Careline"),
        (lambda backup: (backup / "manifest.json").write_text('{"format": "x", "files": {}, "began_at": ""}'), "another kind"),
    ],
)
def test_what_is_not_whole_is_refused(centre: ServerState, tmp_path: Path, spoil: Callable[[Path], object], said: str) -> None:
    back_up(centre.settings, tmp_path / "backup", tmp_path / "keys")
    centre.database.close()
    spoil(tmp_path / "backup")
    with pytest.raises(BackupRefused, match=said):
        restored(tmp_path)
    assert not (tmp_path / "new").exists()


def test_nothing_is_overwritten(centre: ServerState, tmp_path: Path) -> None:
    back_up(centre.settings, tmp_path / "backup", tmp_path / "keys")
    with pytest.raises(BackupRefused, match="overwrites nothing"):
        back_up(centre.settings, tmp_path / "backup")
    with pytest.raises(BackupRefused, match="overwrites nothing"):
        restore(centre.settings, tmp_path / "backup")
    centre.database.close()


def test_another_database_is_named(tmp_path: Path) -> None:
    with pytest.raises(BackupRefused, match="pg_dump"):
        back_up(Settings(data_dir=tmp_path / "d", database_url="postgresql+psycopg://x/y"), tmp_path / "backup")
