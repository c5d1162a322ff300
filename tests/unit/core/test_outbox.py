"""The outbox on a real file: order, transactions, encryption, owners, and files that cannot be read."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from agent_app.domain.call import CallRef
from agent_app.domain.errors import UserFacingError
from agent_app.domain.patient import PatientId
from agent_app.domain.user import User
from agent_app.domain.wrap_up import DraftState, WrapUpDraft
from agent_app.ports import OpenedOutbox, Outbox, PendingWrite, WriteKind
from agent_app.storage.outbox import OutboxFiles
from agent_app.storage.profile import Profile
from tests.unit.core.fakes import NOON, FakeCredentials

LIN = User("u-1", "lin", "Lin", "agent", "1001")
ANNA = User("u-2", "anna", "Anna", "agent", "1002")
R1, R2 = CallRef("careline-1.1"), CallRef("careline-1.2")
SERVER = "https://clinic.example"


class Machine:
    """One computer: its disk and its credential store."""

    def __init__(self, directory: Path) -> None:
        self.profile = Profile(directory, "desk")
        self.profile.open()
        self.credentials = FakeCredentials()
        self._open: list[Outbox] = []

    def outbox(self, user: User = LIN, server: str = SERVER) -> Outbox:
        opened = self.opened(user, server)
        assert opened.set_aside == ""
        return opened.outbox

    def opened(self, user: User = LIN, server: str = SERVER) -> OpenedOutbox:
        opened = OutboxFiles(lambda user_id: self.profile.user_directory(server, user_id), server, self.credentials)(user)
        self._open.append(opened.outbox)
        return opened

    def file(self, user: User = LIN) -> Path:
        return self.profile.user_directory(SERVER, user.id) / "outbox.db"

    def close(self) -> None:
        for outbox in self._open:
            outbox.close()
        self.profile.close()


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    made = Machine(tmp_path)
    yield made
    made.close()


def write(key: str, ref: CallRef = R1, kind: WriteKind = WriteKind.WRAP_UP) -> PendingWrite:
    return PendingWrite(key, kind, ref, {"notes": "O'Neil 王小明", "patient_id": None, "then_ready": True}, NOON)


def draft(ref: CallRef = R1, notes: str = "half") -> WrapUpDraft:
    return WrapUpDraft(ref, PatientId("P-1"), "王小明", "advice", notes, NOON, True, DraftState.OPEN)


def test_writes_come_back_in_order_and_leave_when_done(machine: Machine) -> None:
    outbox = machine.outbox()
    for key in ("b", "a", "c"):
        outbox.put(write(key))
    outbox.done("a")
    outbox.close()
    again = machine.outbox()
    assert again.pending() == [write("b"), write("c")]


def test_parked_and_retried_keeps_its_place(machine: Machine) -> None:
    outbox = machine.outbox()
    outbox.put(write("a"))
    outbox.put(write("b"))
    outbox.park("a", "unknown_disposition")
    assert [item.key for item in outbox.pending()] == ["b"]
    assert [(item.key, item.parked_reason) for item in outbox.parked()] == [("a", "unknown_disposition")]
    outbox.unpark("a")
    assert [item.key for item in outbox.pending()] == ["a", "b"]


def test_a_draft_is_replaced_and_dropped(machine: Machine) -> None:
    outbox = machine.outbox()
    outbox.save_draft(draft(notes="h"))
    outbox.save_draft(draft(R2))
    outbox.save_draft(draft())
    assert outbox.drafts() == [draft(), draft(R2)]
    outbox.drop_draft(R2)
    outbox.close()
    assert machine.outbox().drafts() == [draft()]


def test_a_wrap_up_takes_its_drafts_place_in_one_transaction(machine: Machine) -> None:
    outbox = machine.outbox()
    outbox.save_draft(draft())
    outbox.put(write("a", kind=WriteKind.CHOOSE_PATIENT))
    assert outbox.drafts() == [draft()]
    with pytest.raises(UserFacingError, match="cannot_save_here"):
        outbox.put(write("a"))  # the key is taken: nothing of the transaction stays
    assert outbox.drafts() == [draft()]
    outbox.put(write("b"))
    assert outbox.drafts() == []


def test_nothing_of_a_patient_is_readable_in_the_files(machine: Machine) -> None:
    outbox = machine.outbox()
    outbox.save_draft(draft(notes="diabetes"))
    outbox.put(write("a", R2))
    files = list(machine.file().parent.iterdir())
    assert len(files) >= 2  # the journal as well
    for file in files:
        content = file.read_bytes()
        for word in ("diabetes", "王小明", "O'Neil", "advice", "P-1"):
            assert word.encode() not in content


def test_file_is_for_this_user_alone(machine: Machine) -> None:
    machine.outbox()
    assert machine.file().stat().st_mode & 0o077 == 0
    assert machine.file().parent.stat().st_mode & 0o077 == 0


def test_every_commit_is_synced(machine: Machine) -> None:
    machine.outbox()
    other = sqlite3.connect(machine.file())
    assert other.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    other.close()
    opened = machine.outbox(ANNA)
    db = opened._db  # type: ignore[attr-defined]
    assert db.execute("PRAGMA synchronous").fetchone() == (2,)


def test_users_and_servers_are_apart(machine: Machine) -> None:
    machine.outbox(LIN).put(write("a"))
    assert machine.outbox(ANNA).pending() == []
    assert machine.outbox(LIN, "https://other.example").pending() == []
    assert len(machine.credentials.values) == 3


def test_anothers_file_is_not_taken_for_ones_own(machine: Machine) -> None:
    machine.outbox(LIN).put(write("a"))
    machine.outbox(ANNA).close()
    machine.close()
    for suffix in ("", "-wal", "-shm"):
        source = machine.file(LIN).with_name("outbox.db" + suffix)
        if source.exists():
            machine.file(ANNA).with_name("outbox.db" + suffix).write_bytes(source.read_bytes())
    opened = machine.opened(ANNA)
    assert opened.set_aside != ""
    assert opened.outbox.pending() == []


@pytest.mark.parametrize("fault", ["garbage", "cut", "row", "lost key", "wrong key", "broken key"])
def test_unreadable_file_is_kept_aside_and_told(machine: Machine, fault: str) -> None:
    outbox = machine.outbox()
    outbox.put(write("a"))
    outbox.close()
    before = machine.file().read_bytes()
    (name,) = machine.credentials.values
    if fault == "garbage":
        before = b"\x00garbage" * 4096
        machine.file().write_bytes(before)
    elif fault == "cut":
        before = before[: len(before) // 2]
        machine.file().write_bytes(before)
    elif fault == "row":
        before = before.replace(b"CREATE TABLE drafts", b"CREATE TABLE draftz")
        db = sqlite3.connect(machine.file())
        with db:
            db.execute("UPDATE writes SET payload = zeroblob(40)")
        db.close()
        before = machine.file().read_bytes()
    elif fault == "lost key":
        machine.credentials.values.clear()
    elif fault == "wrong key":
        machine.outbox(ANNA)
        machine.credentials.values[name] = next(value for key, value in machine.credentials.values.items() if key != name)
    else:
        machine.credentials.values[name] = "not a key"
    opened = machine.opened()
    kept = machine.file().with_name(opened.set_aside)
    assert opened.set_aside.startswith("outbox.unreadable-")
    assert kept.read_bytes() == before
    assert opened.outbox.pending() == []
    opened.outbox.put(write("b"))
    opened.outbox.close()
    assert [item.key for item in machine.outbox().pending()] == ["b"]


def test_locked_credential_store_sets_nothing_aside(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    machine.outbox().put(write("a"))

    def locked(_name: str) -> None:
        raise UserFacingError("credential_store_locked", permanent=False)

    with monkeypatch.context() as patch:
        patch.setattr(machine.credentials, "get", locked)
        with pytest.raises(UserFacingError, match="credential_store_locked"):
            machine.opened()
    assert [item.key for item in machine.outbox().pending()] == ["a"]


def test_full_disk_is_told_and_leaves_the_outbox_sound(machine: Machine) -> None:
    outbox = machine.outbox()
    outbox.put(write("a"))
    db = outbox._db  # type: ignore[attr-defined]
    pages = db.execute("PRAGMA page_count").fetchone()[0]
    db.execute(f"PRAGMA max_page_count={pages}")
    large = WrapUpDraft(R2, notes="x" * 100_000)
    with pytest.raises(UserFacingError, match="cannot_save_here"):
        outbox.save_draft(large)
    assert [item.key for item in outbox.pending()] == ["a"]
    db.execute("PRAGMA max_page_count=100000")
    outbox.save_draft(large)
    assert outbox.drafts() == [large]
