"""Recordings lie encrypted and are heard in clear by who may; what cannot be opened says so before a byte is sent."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from sqlalchemy import select

from server_stub.calls import recordings
from server_stub.db.models import AuditEntry, Recording
from tests.contract.server.test_process import run
from tests.contract.server.world import Person, World, code_of

SOUND = bytes(range(256)) * 1000


def recorded(world: World, tmp_path: Path, sound: bytes = SOUND) -> tuple[str, Path]:
    """A call of Lin's with one recording; its reference and the file on the server's disk."""
    ref = world.add_call("lin", ended=True)
    source = tmp_path / "spooled.wav"
    source.write_bytes(sound)
    assert recordings.store(world.state, ref, "mixed", source, 1.5)
    return ref, file_of(world, ref)


def file_of(world: World, ref: str) -> Path:
    call = world.call(ref)
    assert call is not None
    with world.state.database.read() as session:
        return recordings.directory(world.state.settings) / session.get_one(Recording, (call.id, "mixed")).path


def audited(world: World, ref: str) -> list[str]:
    with world.state.database.read() as session:
        actions = session.scalars(select(AuditEntry.action).where(AuditEntry.object == ref).order_by(AuditEntry.id))
        return [action for action in actions if action.startswith("recording.")]


def path_of(ref: str) -> str:
    return f"/v1/calls/{ref}/recordings/mixed"


def test_what_is_stored_is_heard_and_lies_sealed(world: World, lin: Person, tmp_path: Path) -> None:
    ref, file = recorded(world, tmp_path)
    answer = lin.get(path_of(ref))
    assert (answer.status_code, answer.headers["content-type"], answer.content) == (200, "audio/wav", SOUND)
    assert answer.headers["content-length"] == str(len(SOUND))
    assert answer.headers["accept-ranges"] == "bytes"
    assert SOUND[:64] not in file.read_bytes()
    assert audited(world, ref) == ["recording.heard"]


@pytest.mark.parametrize(
    ("asked", "start", "stop"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=65530-65550", 65530, 65551),
        ("bytes=200000-", 200000, 256000),
        ("bytes=-10", 255990, 256000),
        ("bytes=255990-999999", 255990, 256000),
    ],
)
def test_a_range_is_read_from_the_middle(world: World, lin: Person, tmp_path: Path, asked: str, start: int, stop: int) -> None:
    ref, _ = recorded(world, tmp_path)
    answer = lin.http.get(path_of(ref), headers=lin.headers | {"Range": asked})
    assert (answer.status_code, answer.headers["content-range"]) == (206, f"bytes {start}-{stop - 1}/{len(SOUND)}")
    assert answer.content == SOUND[start:stop]


@pytest.mark.parametrize("asked", ["bytes=1-2,5-6", "bytes=-", "lines=1-2", "bytes=5-3", "junk"])
def test_what_is_no_single_range_gives_the_whole(world: World, lin: Person, tmp_path: Path, asked: str) -> None:
    ref, _ = recorded(world, tmp_path)
    answer = lin.http.get(path_of(ref), headers=lin.headers | {"Range": asked})
    assert (answer.status_code, answer.content) == (200, SOUND)


@pytest.mark.parametrize("asked", ["bytes=256000-", "bytes=999999-1000000", "bytes=-0"])
def test_a_range_behind_the_end_is_refused(world: World, lin: Person, tmp_path: Path, asked: str) -> None:
    ref, _ = recorded(world, tmp_path)
    assert code_of(lin.http.get(path_of(ref), headers=lin.headers | {"Range": asked})) == (416, "range_refused")


@pytest.mark.parametrize("how", ["changed", "cut", "swapped"])
def test_a_damaged_file_is_said_and_audited(world: World, lin: Person, tmp_path: Path, how: str) -> None:
    ref, file = recorded(world, tmp_path)
    data = bytearray(file.read_bytes())
    if how == "changed":
        data[100_000] ^= 1
    elif how == "cut":
        del data[12 + 2 * 65552 :]
    else:
        data[:] = recorded(world, tmp_path)[1].read_bytes()
    file.write_bytes(data)
    assert code_of(lin.get(path_of(ref))) == (500, "recording_damaged")
    assert audited(world, ref) == ["recording.damaged"]
    assert "recording_damaged" in lin.http.get("/v1/health").json()["alarms"]
    world.state.alarms.clear("recording_damaged")


def test_a_missing_key_is_said_and_told_to_the_leaders(world: World, lin: Person, tmp_path: Path) -> None:
    ref, _ = recorded(world, tmp_path)
    keys = [file.path for file in world.state.master_keys.files()]
    for key in keys:
        key.rename(tmp_path / key.name)
    assert code_of(lin.get(path_of(ref))) == (503, "recording_key_missing")
    assert "recording_key_missing" in lin.http.get("/v1/health").json()["alarms"]
    for key in keys:
        (tmp_path / key.name).rename(key)
    assert lin.get(path_of(ref)).content == SOUND
    world.state.alarms.clear("recording_key_missing")


def test_a_deleted_recording_is_unknown(world: World, lin: Person, tmp_path: Path) -> None:
    ref, file = recorded(world, tmp_path)
    call = world.call(ref)
    assert call is not None
    with world.state.database.write() as session:
        recordings.delete_for(session, world.state.settings, session.merge(call), by=lin.id, why="refused")
    assert not file.exists()
    assert code_of(lin.get(path_of(ref))) == (404, "unknown_recording")


def test_the_operators_commands_beside_a_running_server(world: World, lin: Person, tmp_path: Path) -> None:
    ref, file = recorded(world, tmp_path)
    sealed = file.read_bytes()
    settings = {"CARELINE_DATA_DIR": str(world.state.settings.data_dir)}
    settings["CARELINE_DATABASE_URL"] = world.state.settings.effective_database_url

    def command(*arguments: str) -> subprocess.CompletedProcess[str]:
        done = run(*arguments, settings=settings)
        assert done.returncode == 0, done.stderr
        return done

    before = world.state.master_keys.current()
    own, settings["CARELINE_DATABASE_URL"] = settings["CARELINE_DATABASE_URL"], f"sqlite:///{tmp_path}/another.sqlite"
    assert "0 recordings" in command("rotate-key").stdout
    assert "no key" in command("forget-keys").stdout  # a command with the wrong database takes no key of this one
    settings["CARELINE_DATABASE_URL"] = own
    assert "are sealed with it now" in command("rotate-key").stdout
    assert before in command("check-keys").stdout
    assert before in command("forget-keys").stdout
    assert "0 recordings encrypted" in command("encrypt-recordings").stdout
    assert before not in world.state.master_keys.ids()
    assert lin.get(path_of(ref)).content == SOUND
    assert file.read_bytes() == sealed
