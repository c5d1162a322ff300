"""Recordings leave the spool once, complete, and only when their call is over."""

from __future__ import annotations

import hashlib
import io
import wave
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from server_stub.clock import utc_now
from server_stub.db.models import Recording
from server_stub.pbx.live_calls import LiveCalls
from server_stub.pbx.recordings import NotAWave, RecordingStore, parse_name, wave_duration_s
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
        stored = (state.settings.data_dir / "recordings" / row.path).read_bytes()
        assert stored == data[row.leg]
        assert row.sha256 == hashlib.sha256(stored).hexdigest()
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


def test_after_a_crash_between_file_and_row(state: ServerState) -> None:
    over(state)
    data = wav(1)
    spool(state, f"{REF}.wav", data)
    folder = state.settings.data_dir / "recordings"
    folder.mkdir()
    (folder / f"{REF}-mixed.wav").write_bytes(data)
    (folder / f"{REF}-mixed.new").write_bytes(data[:20])
    take(RecordingStore(state))
    assert len(rows(state)) == 1
    assert sorted(file.name for file in folder.iterdir()) == [f"{REF}-mixed.wav"]


def test_what_is_no_sound_stays_for_a_person_to_look_at(state: ServerState) -> None:
    over(state)
    path = spool(state, f"{REF}.wav", b"not a wave file at all")
    take(RecordingStore(state))
    assert path.exists()
    assert rows(state) == []
