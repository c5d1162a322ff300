"""Who returns our call, and whom they reach; and messages with and without speech."""

from __future__ import annotations

import math
import struct
from datetime import timedelta

import pytest
from sqlalchemy import select

from server_stub.agents.service import agents_of
from server_stub.agents.status import AgentEvent
from server_stub.calls import context, registry
from server_stub.calls.speech import speech_s
from server_stub.clock import utc_now
from server_stub.db.models import Call, Recording
from server_stub.pbx.live_calls import LiveCalls
from server_stub.pbx.recordings import RecordingStore
from server_stub.state import ServerState
from server_stub.worklist import tasks
from server_stub.worklist.returning import Returning, returning_to
from server_stub.worklist.wiring import WorklistWiring
from tests.unit.link.test_cel import CLIENT
from tests.unit.worklist.test_missed import NOW, NUMBER, missed, only, our_call, ready


@pytest.fixture(autouse=True)
def _wired(state: ServerState) -> None:
    WorklistWiring(state)


def tried(state: ServerState, *, hours_ago: float = 1, status: str = "NOANSWER") -> None:
    """Lin called the patient from another page."""
    calls, at = LiveCalls(state), NOW - timedelta(hours=hours_ago)
    with state.database.write() as session:
        calls.dialled(session, "careline-out", CLIENT, "1001", NUMBER, at)
        calls.dial_ended(session, "careline-out", "1001", status, at + timedelta(seconds=20))
        calls.over(session, "careline-out", at + timedelta(seconds=21))


def calls_in(state: ServerState, number: str = "+86" + NUMBER) -> Returning | None:
    with state.database.write() as session:
        call = LiveCalls(state).arrived(session, "careline-in", number, utc_now(), "main")
        return returning_to(session, call, utc_now(), state.settings, "86")


def rest(state: ServerState, user: str) -> None:
    with state.database.write() as session:
        agents_of(state).happened(session, user, AgentEvent.SAY_READY)


def test_who_was_called_in_vain_reaches_that_agent(state: ServerState) -> None:
    (lin,) = ready(state, "1001")
    tried(state)
    rest(state, lin)
    assert calls_in(state) == Returning(lin, "1001")
    with state.database.read() as session:
        call = registry.find(session, "careline-in")
        assert call is not None
        hint = context.build(session, call).call_back
    assert hint is not None
    assert (hint.task_id, hint.tried_by, hint.tried_at) == (None, "lin", NOW - timedelta(hours=1))


def test_an_agent_in_wrap_up_is_not_disturbed(state: ServerState) -> None:
    (lin,) = ready(state, "1001")
    tried(state)
    assert calls_in(state) == Returning(lin, ""), "the attempt left Lin in wrap-up"


@pytest.mark.parametrize("said", [AgentEvent.SAY_NOT_READY, AgentEvent.SIGN_OUT])
def test_nor_one_who_is_not_ready(state: ServerState, said: AgentEvent) -> None:
    (lin,) = ready(state, "1001")
    tried(state)
    with state.database.write() as session:
        agents_of(state).happened(session, lin, said)
    assert calls_in(state) == Returning(lin, "")


def test_not_after_two_days_nor_when_they_had_answered(state: ServerState) -> None:
    ready(state, "1001")
    tried(state, hours_ago=49)
    assert calls_in(state) is None


def test_not_when_they_had_answered(state: ServerState) -> None:
    ready(state, "1001")
    tried(state, status="ANSWER")
    assert calls_in(state) is None


def test_not_when_somebody_spoke_with_them_since(state: ServerState) -> None:
    ready(state, "1001", "1002")
    tried(state, hours_ago=2)
    with state.database.write() as session:
        LiveCalls(state).arrived(session, "r9", NUMBER, NOW - timedelta(hours=1), "main")
        LiveCalls(state).connected(session, "r9", "1002", NOW - timedelta(minutes=59))
    assert calls_in(state) is None


def test_a_stranger_is_not_returning(state: ServerState) -> None:
    ready(state, "1001")
    tried(state)
    assert calls_in(state, "13999999999") is None
    with state.database.write() as session:
        call = LiveCalls(state).arrived(session, "careline-x", "", utc_now(), "main")
        assert returning_to(session, call, utc_now(), state.settings, "86") is None, "withheld"


def test_the_owner_of_the_call_back_goes_first(state: ServerState) -> None:
    missed(state, "r1")
    lin, anna = ready(state, "1001", "1002")
    tried(state)
    with state.database.write() as session:
        tasks.claim(session, only(state).id, anna, NOW)
    rest(state, lin)
    assert calls_in(state) == Returning(anna, "1002")
    with state.database.read() as session:
        call = registry.find(session, "careline-in")
        assert call is not None
        hint = context.build(session, call).call_back
    assert hint is not None
    assert (hint.task_id, hint.why, hint.missed_calls) == (only(state).id, "abandoned", 1)


def test_after_a_try_of_the_list_too(state: ServerState) -> None:
    missed(state, "r1")
    (lin,) = ready(state, "1001")
    our_call(state, CLIENT, only(state).id, "NOANSWER")
    rest(state, lin)
    assert only(state).state == "waiting"
    assert calls_in(state) == Returning(lin, "1001")


# ---- messages


def wave(seconds: float, *, level: float = 0.3, rate: int = 8000) -> bytes:
    samples = [int(32767 * level * math.sin(2 * math.pi * 440 * n / rate)) for n in range(int(seconds * rate))]
    data = struct.pack(f"<{len(samples)}h", *samples)
    form = struct.pack("<HHIIHH", 1, 1, rate, rate * 2, 2, 16)
    return (
        b"RIFF"
        + struct.pack("<I", 36 + len(data))
        + b"WAVEfmt "
        + struct.pack("<I", 16)
        + form
        + b"data"
        + struct.pack("<I", len(data))
        + data
    )


@pytest.mark.parametrize(
    ("sound", "least", "most"),
    [
        (wave(3), 2.9, 3.0),
        (wave(3, level=0.002), 0.0, 0.0),
        (wave(1) + b"\0" * 32000, 0.9, 1.1),
        (b"", 0.0, 0.0),
        (b"RIFF....WAVEfmt data", 0.0, 0.0),
    ],
    ids=["a tone", "hiss", "a second, then silence", "nothing", "junk"],
)
def test_speech_is_what_is_louder_than_the_line(sound: bytes, least: float, most: float) -> None:
    assert least <= speech_s(sound) <= most


@pytest.mark.parametrize(("seconds", "counts"), [(3.0, True), (1.5, False)])
def test_a_message_is_taken_once_or_thrown_away(state: ServerState, seconds: float, counts: bool) -> None:
    missed(state, "r1")
    assert state.settings.pbx_spool_dir
    spool = state.settings.pbx_spool_dir / "recordings"
    (spool / "r1-voicemail.wav").write_bytes(wave(seconds))
    store = RecordingStore(state)
    for _ in range(3):
        store.take_finished()
    assert list(spool.iterdir()) == []
    with state.database.read() as session:
        recordings = session.scalars(select(Recording)).all()
        assert [(row.leg, row.duration_s) for row in recordings] == ([("voicemail", 3.0)] if counts else [])
        assert session.scalars(select(Call.outcome)).all() == ["voicemail" if counts else "abandoned"]
    assert only(state).why == ("voicemail" if counts else "abandoned")
    assert only(state).voicemail_ref == ("r1" if counts else "")
