"""Recordings leave the spool once, complete, and only when their call is over."""

from __future__ import annotations

import hashlib
import io
import wave
from pathlib import Path
from typing import BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from server_stub.calls import recording_keys, recordings, registry
from server_stub.clock import utc_now
from server_stub.db.models import AuditEntry, Event, Recording
from server_stub.pbx.live_calls import LiveCalls
from server_stub.pbx.recordings import NotAWave, RecordingStore, parse_name, wave_duration_s
from server_stub.sealing.sealed_file import Contents, seal
from server_stub.state import ServerState

REF = "careline-1-1795370000.12"


def wav(seconds: float) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(8000)
        out.writeframes(b"\1\0" * int(8000 * seconds))
    return file.getvalue()


def spool(state: ServerState, name: str, data: bytes) -> Path:
    assert state.settings.pbx_spool_dir
    path = state.settings.pbx_spool_dir / "recordings" / name
    path.write_bytes(data)
    return path


def over(state: ServerState) -> None:
    with state.database.write() as session:
        LiveCalls(state).arrived(session, REF, "13800001000", utc_now())
        LiveCalls(state).over(session, REF, utc_now())


def rows(state: ServerState) -> list[Recording]:
    with state.database.read() as session:
        return list(session.scalars(select(Recording).order_by(Recording.leg)))


def folder(state: ServerState) -> Path:
    return recordings.directory(state.settings)


def sound_of(state: ServerState, row: Recording) -> bytes:
    opened = recordings.open_recording(state, row)
    try:
        return b"".join(opened.read(0, opened.size))
    finally:
        opened.close()


def take(store: RecordingStore) -> None:
    store.take_finished()
    store.take_finished()


@pytest.mark.parametrize("seconds", [0.0, 0.5, 12.25])
def test_duration_by_the_header(seconds: float) -> None:
    data = wav(seconds)
    assert wave_duration_s(data[:4096], len(data)) == seconds


def test_a_header_that_was_never_finished_counts_what_is_there() -> None:
    data = bytearray(wav(2))
    data[40:44] = bytes(4)
    assert wave_duration_s(bytes(data[:4096]), len(data)) == 2.0


@given(st.binary(max_size=100))
def test_junk_is_refused(junk: bytes) -> None:
    with pytest.raises(NotAWave):
        wave_duration_s(junk, len(junk))


def test_names() -> None:
    assert [
        (found.ref, found.leg) for name in (f"{REF}.wav", f"{REF}-patient.wav", f"{REF}-agent.wav") if (found := parse_name(Path(name)))
    ] == [
        (REF, "mixed"),
        (REF, "patient"),
        (REF, "agent"),
    ]
    assert parse_name(Path("notes.txt")) is None


def test_three_legs_are_taken_once(state: ServerState) -> None:
    over(state)
    data = {leg: wav(1 + index) for index, leg in enumerate(("agent", "mixed", "patient"))}
    paths = [spool(state, f"{REF}{'' if leg == 'mixed' else '-' + leg}.wav", content) for leg, content in data.items()]
    store = RecordingStore(state)
    take(store)
    take(store)
    assert [(row.leg, row.duration_s) for row in rows(state)] == [("agent", 1.0), ("mixed", 2.0), ("patient", 3.0)]
    for row in rows(state):
        assert sound_of(state, row) == data[row.leg]
        assert row.sha256 == hashlib.sha256(data[row.leg]).hexdigest()
        stored = folder(state) / row.path
        assert data[row.leg][44:200] not in stored.read_bytes()
        assert stored.stat().st_mode & 0o777 == 0o600
    assert len(list(folder(state).iterdir())) == 3
    assert not any(path.exists() for path in paths)


def test_a_growing_file_waits(state: ServerState) -> None:
    over(state)
    path = spool(state, f"{REF}.wav", wav(1))
    store = RecordingStore(state)
    assert store.take_finished()
    path.write_bytes(wav(2))
    assert store.take_finished()
    assert rows(state) == []
    store.take_finished()
    assert rows(state)[0].duration_s == 2.0


def test_a_call_that_goes_on_or_is_unknown_keeps_its_file(state: ServerState) -> None:
    path = spool(state, f"{REF}.wav", wav(1))
    store = RecordingStore(state)
    take(store)
    assert path.exists()
    over(state)
    store.live_refs = lambda: frozenset({REF})
    take(store)
    assert path.exists()
    store.live_refs = lambda: frozenset()
    take(store)
    assert not path.exists()


def test_after_a_crash_between_row_and_spool(state: ServerState) -> None:
    over(state)
    for _ in range(2):
        spool(state, f"{REF}.wav", wav(1))
        take(RecordingStore(state))
    assert [sound_of(state, row) for row in rows(state)] == [wav(1)]
    assert [file.name for file in folder(state).iterdir()] == [rows(state)[0].path]


def test_a_disk_that_gives_back_something_else_keeps_the_spool(state: ServerState, monkeypatch: pytest.MonkeyPatch) -> None:
    over(state)
    path = spool(state, f"{REF}.wav", wav(1))

    def seal_badly(source: BinaryIO, target: BinaryIO, key: bytes) -> Contents:
        contents = seal(source, target, key)
        target.seek(100)
        target.write(b"rot")
        return contents

    monkeypatch.setattr(recordings, "seal", seal_badly)
    take(RecordingStore(state))
    assert path.exists()
    assert (rows(state), list(folder(state).iterdir())) == ([], [])


def test_without_its_master_key_the_spool_waits_and_an_alarm_sounds(state: ServerState) -> None:
    over(state)
    spool(state, f"{REF}.wav", wav(1))
    store = RecordingStore(state)
    take(store)
    [key] = state.master_keys.files()
    content = key.path.read_bytes()
    key.path.unlink()
    path = spool(state, f"{REF}-agent.wav", wav(1))
    take(store)
    assert path.exists()
    assert [alarm.code for alarm in state.alarms.active()] == ["recording_key_missing"]
    with state.database.read() as session:
        told = session.execute(select(Event.audience, Event.data).where(Event.kind == "server.alarm")).all()
    assert {audience for audience, _ in told} == {"leader", "administrator"}
    assert all(data["active"] for _, data in told)
    key.path.write_bytes(content)
    key.path.chmod(0o600)
    take(store)
    assert not path.exists()
    assert state.alarms.active() == []


def test_deleting_takes_key_and_file(state: ServerState) -> None:
    over(state)
    for name in (f"{REF}.wav", f"{REF}-agent.wav"):
        spool(state, name, wav(1))
    take(RecordingStore(state))
    copies = {row.path: (folder(state) / row.path).read_bytes() for row in rows(state)}
    with state.database.write() as session:
        call = registry.find(session, REF)
        assert call is not None
        assert recordings.delete_for(session, state.settings, call, by="u-1", why="refused") == 2
    assert rows(state) == []
    assert list(folder(state).iterdir()) == []
    with state.database.read() as session:
        entries = session.scalars(select(AuditEntry).where(AuditEntry.action == "recording.deleted")).all()
    assert [(entry.actor, entry.object, entry.detail["why"]) for entry in entries] == [("u-1", REF, "refused")] * 2
    assert copies


def test_a_deletion_that_is_rolled_back_deletes_nothing(state: ServerState) -> None:
    over(state)
    spool(state, f"{REF}.wav", wav(1))
    take(RecordingStore(state))

    def fail() -> None:
        with state.database.write() as session:
            call = registry.find(session, REF)
            assert call is not None
            recordings.delete_for(session, state.settings, call, by="u-1", why="refused")
            raise RuntimeError("on purpose")

    with pytest.raises(RuntimeError, match="on purpose"):
        fail()
    assert [sound_of(state, row) for row in rows(state)] == [wav(1)]


def clear_as_before(state: ServerState, leg: str, data: bytes) -> None:
    """A recording as it was stored before there was encryption."""
    folder(state).mkdir(exist_ok=True)
    (folder(state) / f"{REF}-{leg}.wav").write_bytes(data)
    with state.database.write() as session:
        call = registry.find(session, REF)
        assert call is not None
        row = Recording(call_id=call.id, leg=leg, path=f"{REF}-{leg}.wav", duration_s=1.0, stored_at=utc_now())
        row.sha256 = hashlib.sha256(data).hexdigest()
        session.add(row)


def test_what_lay_in_clear_is_encrypted_by_a_command(state: ServerState) -> None:
    over(state)
    for leg in ("agent", "mixed", "patient"):
        clear_as_before(state, leg, wav(2))
    (folder(state) / f"{REF}-patient.wav").unlink()
    assert sound_of(state, rows(state)[0]) == wav(2)  # heard before it is encrypted as well
    assert recording_keys.encrypt_clear(state) == (2, [f"{REF}-patient.wav"])
    assert [sound_of(state, row) for row in rows(state)[:2]] == [wav(2)] * 2
    assert {file.suffix for file in folder(state).iterdir()} == {".sealed"}
    assert recording_keys.encrypt_clear(state) == (0, [f"{REF}-patient.wav"])


def test_a_new_master_key_seals_everything_and_the_old_one_can_go(state: ServerState) -> None:
    over(state)
    for name in (f"{REF}.wav", f"{REF}-agent.wav"):
        spool(state, name, wav(1))
    take(RecordingStore(state))
    files = {file.name: file.read_bytes() for file in folder(state).iterdir()}
    old = state.master_keys.current()
    assert recording_keys.forget_old(state) == []
    assert recording_keys.rotate(state) == (state.master_keys.current(), 2)
    assert {row.key_id for row in rows(state)} == {state.master_keys.current()} != {old}
    assert recording_keys.forget_old(state) == [old]
    assert [sound_of(state, row) for row in rows(state)] == [wav(1)] * 2
    assert {file.name: file.read_bytes() for file in folder(state).iterdir()} == files


def test_a_rotation_cut_short_is_finished_by_the_next(state: ServerState) -> None:
    over(state)
    spool(state, f"{REF}.wav", wav(1))
    take(RecordingStore(state))
    state.master_keys.make()  # ... and then the command was killed
    assert recording_keys.forget_old(state) == []
    assert recording_keys.rewrap(state) == 1
    assert sound_of(state, rows(state)[0]) == wav(1)


def test_which_keys_are_missing(state: ServerState) -> None:
    over(state)
    spool(state, f"{REF}.wav", wav(1))
    take(RecordingStore(state))
    assert recording_keys.missing(state) == {}
    [key] = state.master_keys.files()
    key.path.unlink()
    assert recording_keys.missing(state) == {key.key_id: 1}


def test_what_is_no_sound_stays_for_a_person_to_look_at(state: ServerState) -> None:
    over(state)
    path = spool(state, f"{REF}.wav", b"not a wave file at all")
    take(RecordingStore(state))
    assert path.exists()
    assert rows(state) == []
