"""The desk as a process, its window drawn to nowhere, against the real server: start, second start, end, and kill -9."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from agent_app.domain.call import CallRef
from agent_app.domain.user import SessionInfo
from agent_app.domain.wrap_up import WrapUpDraft
from agent_app.storage.credentials import Credentials
from agent_app.storage.outbox import OutboxFiles
from agent_app.storage.profile import Profile
from stack.desk_process import DeskProcess
from tests.contract.desk.centres import PASSWORD, RealSide
from tests.contract.desk.writes import wrap_up

pytestmark = pytest.mark.desktop


class Seat:
    """A profile directory on which a desk can be started again and again."""

    def __init__(self, side: RealSide, directory: Path) -> None:
        self.side = side
        self.directory = directory
        self.log = directory / "desks" / "lin" / "desk.log"
        self._processes: list[DeskProcess] = []

    def stored(self, leave: Callable[[OutboxFiles, SessionInfo], None] | None = None) -> None:
        """Sign in once, so that the next start finds a token; ``leave`` puts into the outbox what an earlier run left."""
        profile = Profile(self.directory / "desks", "lin")
        profile.open()
        credentials = Credentials(profile.directory, "careline/lin", system_store=False)
        session = self.side.desk(credentials).server.log_in("lin", PASSWORD)
        if leave is not None:
            leave(OutboxFiles(lambda user: profile.user_directory(self.side.url, user), self.side.url, credentials), session)
        profile.close()

    def desk(self, *arguments: str) -> DeskProcess:
        process = DeskProcess(
            self.side.url,
            self.side.ca.cert,
            profile="lin",
            data_dir=self.directory / "desks",
            env={"QT_QPA_PLATFORM": "offscreen", "HOME": str(self.directory), "CARELINE_LOG_LEVEL": "debug"},
            log_file=self.directory / "desk.out",
            arguments=arguments,
        )
        self._processes.append(process)
        process.start()
        return process

    def wait_for_log(self, text: str, times: int = 1) -> None:
        deadline = time.monotonic() + 30
        while not self.log.exists() or self.log.read_text().count(text) < times:
            assert time.monotonic() < deadline, f"no {text!r}: {(self.directory / 'desk.out').read_text()[-2000:]}"
            time.sleep(0.02)

    def close(self) -> None:
        for process in self._processes:
            process.stop()


@pytest.fixture
def seat(real: RealSide, tmp_path: Path) -> Iterator[Seat]:
    made = Seat(real, tmp_path)
    yield made
    made.close()


def test_start_with_stored_token_and_clean_end(seat: Seat) -> None:
    seat.stored()
    desk = seat.desk()
    seat.wait_for_log("STARTING -> SIGNED_IN")
    seat.wait_for_log("CONNECTING -> ONLINE")
    desk.stop()
    assert desk.exit_code == 0
    log = seat.log.read_text()
    assert "desk closed" in log
    assert "Traceback" not in log
    assert "ERROR" not in log
    assert "Traceback" not in (seat.directory / "desk.out").read_text()
    again = seat.desk()
    seat.wait_for_log("STARTING -> SIGNED_IN", times=2)  # the token was exchanged and stored each time
    again.stop()
    assert again.exit_code == 0


def test_second_desk_on_the_same_profile(seat: Seat) -> None:
    seat.stored()
    first = seat.desk()
    seat.wait_for_log("STARTING -> SIGNED_IN")
    second = seat.desk("--no-dialogs")
    assert second.wait(30) == 3
    assert "already open on the profile 'lin'" in (seat.directory / "desk.out").read_text()
    first.stop()
    assert first.exit_code == 0


def test_what_an_earlier_run_left_is_sent_once_and_a_kill_changes_nothing(seat: Seat) -> None:
    ref = f"careline-left-{uuid4().hex[:8]}.1"

    def leave(files: OutboxFiles, session: SessionInfo) -> None:
        outbox = files(session.user).outbox
        outbox.put(wrap_up(ref, session.dispositions[0].code, "left behind"))
        outbox.save_draft(WrapUpDraft(CallRef("careline-left.2"), notes="half"))
        outbox.close()

    def look(files: OutboxFiles, session: SessionInfo) -> None:
        outbox = files(session.user).outbox
        assert [draft.notes for draft in outbox.drafts()] == ["half"]
        assert outbox.pending() == []
        outbox.close()

    seat.stored(leave)
    desk = seat.desk()
    seat.wait_for_log(f"delivered wrap_up of call {ref}")
    desk.kill()
    again = seat.desk()
    seat.wait_for_log("STARTING -> SIGNED_IN", times=2)
    seat.wait_for_log("CONNECTING -> ONLINE", times=2)
    again.stop()
    assert again.exit_code == 0
    assert seat.log.read_text().count(f"delivered wrap_up of call {ref}") == 1
    seat.stored(look)
    lin = seat.side.desk()
    lin.server.log_in("lin", PASSWORD)
    assert [record.notes for record in lin.server.calls(limit=200) if record.ref == ref] == ["left behind"]


def test_wrong_settings(seat: Seat) -> None:
    desk = seat.desk("--server", "http://127.0.0.1:1")
    assert desk.wait(30) == 2
    assert "https" in (seat.directory / "desk.out").read_text()
