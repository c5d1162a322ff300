"""The order of the day, and the table of what must hold. One thread; under four minutes.

Over REST, by an httpx client that shares no code with ours: the set-up, the administrator's second factor (from the enrolment's URI), the
centre's queue, number, agents and patients, its hours, and all reading at the end. Through the real windows, by keys given to the X server
(one mouse click: the person of the shared number): everything the two agents do.
"""

from __future__ import annotations

import contextlib
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.scenarios.day import books
from tests.scenarios.day.books import Dialled
from tests.scenarios.day.centre import (
    AGENTS,
    FAMILY,
    FAMILY_NUMBER,
    FIRST_PASSWORD,
    NUMBER,
    OWN_PASSWORD,
    Json,
    Rest,
    make_centre,
    open_the_queue,
    set_up,
)
from tests.scenarios.lib.calls import end_peer, hang_up_and_wrap_up, take
from tests.scenarios.lib.facts import Condition, Facts, at_most, exactly
from tests.scenarios.lib.ocr import find_phrase, read_words
from tests.scenarios.lib.peer import SipPeer
from tests.scenarios.lib.screen import Box
from tests.scenarios.lib.seat import Seat
from tests.scenarios.lib.steps import Steps
from tests.scenarios.lib.tones import PATIENT_HZ, find_tone, read_wav
from tests.scenarios.lib.waiting import NotSeenError, wait_for
from tests.scenarios.lib.world import World

TABLE: dict[str, Condition] = {
    "calls_total": exactly(10),
    "calls_accounted_once": exactly(10),
    "queue_log_matches": exactly(True),
    "cdr_matches": exactly(True),
    "abandoned_listed": exactly(2),
    "voicemails_listed": exactly(2),
    "voicemail_sound_ok": exactly(True),
    "refused_recording_absent": exactly(True),
    "shared_number_chosen": exactly(True),
    "wrap_ups_saved": exactly(6),
    "called_back": exactly(True),
    "worklist_empty_at_end": exactly(True),
    "language_switched": exactly(True),
    "server_restart_recovered_s": at_most(60),
    "pbx_restart_recovered_s": at_most(60),
    "clean_exit": exactly(True),
}

_ABANDONED = ("13655503366", "13655502895")
_MESSAGES = ("13655504001", "13655504002")
_REFUSES, _PLAIN, _SERVER, _RUSSIAN, _PBX = "13655505001", "13655506001", "13655507001", "13655508001", "13655509001"
_WAITS_S, _SPEAKS_S, _TALKS_S = 6.5, 5.0, 2.5


@dataclass(slots=True)
class Day:
    world: World
    facts: Facts
    steps: Steps
    screens: Path
    office: Rest
    lin: Seat
    anna: Seat
    calls: list[Dialled] = field(default_factory=list)

    def dial(self, number: str, end: str) -> SipPeer:
        self.calls.append(Dialled(number, end))
        return self.world.call_in(number)

    def records(self) -> list[Json]:
        return list(self.office.get("/calls?limit=200")["calls"])

    def record(self, number: str) -> Json | None:
        return next((one for one in self.records() if one["number_masked"].endswith(number[-4:]) and one["direction"] == "inbound"), None)

    def shot(self, seat: Seat, name: str) -> None:
        seat.screen.save(self.screens / f"{name}.png")


def play(facts: Facts, screens: Path) -> list[str]:
    """Play it all. What was measured goes into ``facts``, what failed besides comes back as lines."""
    with tempfile.TemporaryDirectory(prefix="careline-day-") as directory:
        settings = {"CARELINE_SECOND_FACTOR": "required"}
        world = World(Path(directory) / "world", screens, demo_data=False, settings=settings, centre=NUMBER)
        with world:
            return _play_in(world, facts, screens)


def _play_in(world: World, facts: Facts, screens: Path) -> list[str]:
    lin, anna = world.seat("lin"), world.seat("anna")

    def on_failure(name: str) -> None:
        for seat in (lin, anna):
            seat.screen.save(screens / f"failed-{''.join(letter if letter.isalnum() else '-' for letter in name)[:50]}-{seat.username}.png")

    steps = Steps(on_failure)
    office = Rest(world.stack.server_url, world.stack.ca_file)
    day = Day(world, facts, steps, screens, office, lin, anna)
    with steps.step("A centre from nothing"):
        set_up(office, world.stack.directory / "server" / "setup-code")
        make_centre(office)
    with steps.step("Two agents sign in with the given password and change it"):
        for seat in (lin, anna):
            seat.start_desk()
        for seat in (lin, anna):
            _sign_in(seat)
        day.shot(lin, "signed-in")
    for name, act in (
        ("Two give up, two leave a message", _in_vain),
        ("The shared number", _shared),
        ("A refused recording", _refused),
        ("A plain call", _plain),
        ("The server is restarted in a call", _server_restart),
        ("The other window in Russian", _russian),
        ("The call-backs are worked off", _work_off),
        ("The PBX is restarted", _pbx_restart),
        ("Close both windows", _close),
        ("The books", _books),
    ):
        with steps.step(name):
            act(day)
    office.close()
    return steps.failures


def _sign_in(seat: Seat) -> None:
    seat.wait_state("Sign in", within_s=30)
    seat.settled(within_s=3)
    seat.keyboard.type(f"{seat.username}\t{FIRST_PASSWORD}\n")
    seat.wait_text("New password once more", within_s=20)
    seat.keyboard.type(f"{OWN_PASSWORD}\t{OWN_PASSWORD}\n")
    seat.wait_state("Not ready", within_s=30)


def _in_vain(day: Day) -> None:
    waiting = [day.dial(number, "abandoned") for number in _ABANDONED]
    wait_for("two who wait", lambda: _waiting(day) == 2, within_s=30, every_s=0.3)
    time.sleep(_WAITS_S)  # longer than who hung up at once
    for peer in waiting:
        peer.stop()
    open_the_queue(day.office, False)
    speaking = [day.dial(number, "voicemail") for number in _MESSAGES]
    spool = day.world.stack.pbx.spool_dir / "recordings"
    wait_for("both messages begun", lambda: len(list(spool.glob("*-voicemail.wav"))) == 2, within_s=40, every_s=0.2)
    time.sleep(_SPEAKS_S)  # what they say
    for peer in speaking:
        peer.stop()
    open_the_queue(day.office, True)
    wait_for("four call-backs", lambda: len(_tasks(day.office)) == 4, within_s=30, every_s=0.5)
    with contextlib.suppress(NotSeenError):  # the message comes after the call's end
        wait_for("the messages", lambda: sum(1 for task in _tasks(day.office) if task["voicemail_ref"]) == 2, within_s=20, every_s=0.5)
    tasks = _tasks(day.office)
    print(f"    owed: {[(task['why'], task['voicemail_s']) for task in tasks]}", flush=True)
    day.facts.record("abandoned_listed", sum(1 for task in tasks if task["why"] == "abandoned"))
    messages = [task for task in tasks if task["why"] == "voicemail"]
    day.facts.record("voicemails_listed", len(messages))
    sounds = []
    for task in messages:
        file = day.world.directory / f"{task['voicemail_ref']}.wav"
        file.write_bytes(day.office.ask("GET", f"/calls/{task['voicemail_ref']}/recordings/voicemail").content)
        sounds.append(find_tone(*read_wav(file), PATIENT_HZ))
    day.facts.record("voicemail_sound_ok", len(sounds) == 2 and all(sound.heard for sound in sounds))


def _shared(day: Day) -> None:
    seat = day.lin
    _ready(seat)
    peer = day.dial(FAMILY_NUMBER, "answered")
    take(seat)
    place = seat.wait_text(FAMILY[1])
    day.shot(seat, "shared-number")
    seat.keyboard.click(place.left + 10, place.top + place.height // 2)
    time.sleep(_TALKS_S)
    day.shot(seat, "shared-number-chosen")
    hang_up_and_wrap_up(seat, "It was Marta.")
    end_peer(peer)
    record = wait_for("the wrap-up", lambda: _saved(day, FAMILY_NUMBER, "It was Marta."), within_s=15, every_s=0.5)
    day.facts.record("shared_number_chosen", record["patient_name"] == FAMILY[1])


def _refused(day: Day) -> None:
    seat = day.lin
    peer = day.dial(_REFUSES, "answered")
    take(seat)
    time.sleep(_TALKS_S)  # something was recorded already
    seat.keyboard.press("Ctrl+Shift+p")
    wait_for("the refusal", lambda: (day.record(_REFUSES) or {}).get("recording") == "refused", within_s=10, every_s=0.3)
    day.shot(seat, "refused")
    hang_up_and_wrap_up(seat, "No recording, please.")
    end_peer(peer)


def _plain(day: Day) -> None:
    peer = day.dial(_PLAIN, "answered")
    take(day.lin)
    time.sleep(_TALKS_S)
    hang_up_and_wrap_up(day.lin, "A plain question.")
    end_peer(peer)


def _server_restart(day: Day) -> None:
    seat = day.lin
    peer = day.dial(_SERVER, "answered")
    take(seat)
    began = time.monotonic()
    day.world.stack.server.restart()
    seat.keyboard.press("F4")
    day.world.stack.server.wait_ready(with_pbx=True)
    end_peer(peer)
    seat.wait_state("Wrap-up", within_s=30)
    seat.keyboard.press("F5")
    seat.keyboard.type("Over a restart.")
    seat.keyboard.press("Alt+1")
    seat.keyboard.press("Ctrl+Return")
    wait_for("the wrap-up", lambda: _saved(day, _SERVER, "Over a restart."), within_s=30, every_s=0.3)
    day.facts.record("server_restart_recovered_s", round(time.monotonic() - began, 1))
    seat.wait_state("Ready", within_s=30)


def _russian(day: Day) -> None:
    """Anna's window changes its language while it stands, and takes a call in it."""
    seat = day.anna
    _pause(day.lin)
    _ready(seat)
    seat.keyboard.press("Ctrl+Shift+l")
    seat.settled(within_s=1)
    seat.keyboard.press("2")
    seat.wait_state("Готов")
    seat.settled(within_s=2)
    day.shot(seat, "russian")
    day.facts.record("language_switched", find_phrase(read_words(seat.screen.copy(), language="rus"), "Пациенты") is not None)
    peer = day.dial(_RUSSIAN, "answered")
    seat.wait_state("Входящий", within_s=25)
    seat.settled(within_s=1)
    seat.keyboard.press("F2")
    seat.wait_state("Разговор")
    time.sleep(_TALKS_S)
    seat.keyboard.press("F4")
    seat.wait_state("Обработка")
    seat.keyboard.press("F5")
    seat.keyboard.type("In Russian.")
    seat.keyboard.press("Alt+1")
    seat.keyboard.press("Ctrl+Return")
    seat.wait_state("Готов")
    end_peer(peer)
    seat.keyboard.press("Ctrl+Shift+l")
    seat.settled(within_s=1)
    seat.keyboard.press("3")
    seat.wait_state("Ready")


def _work_off(day: Day) -> None:
    """An abandoned caller is called back and answers; the rest is closed with a reason, each at the window of who owns it."""
    seats = (day.anna, day.lin)
    for seat in seats:
        seat.keyboard.press("Ctrl+2")
        seat.settled(within_s=2)
        day.shot(seat, f"call-backs-{seat.username}")
    shown = [(seat, place) for seat in seats if (place := find_phrase(seat.read(), "Gave up after", similar=0.9)) is not None]
    if not shown:
        raise NotSeenError("a caller who gave up, on either window's list")
    seat, place = shown[0]
    far = day.world.telephone(_number_above(seat, place), answers=True)
    seat.keyboard.click(place.left + 10, place.top + place.height // 2)
    seat.settled(within_s=1)
    seat.keyboard.press("Ctrl+r")
    far.wait("CALL_ESTABLISHED", within_s=20)
    seat.wait_state("Talking")
    time.sleep(_TALKS_S)
    hang_up_and_wrap_up(seat, "Called back.")
    far.stop()
    outbound = wait_for("the call back in the history", lambda: _outbound_over(day), within_s=20, every_s=0.5)
    day.facts.record("called_back", [record["outcome"] for record in outbound] == ["answered"])
    for seat in seats:
        seat.keyboard.press("Ctrl+2")
        for _ in range(5):
            seat.settled(for_s=0.8, within_s=3)
            if find_phrase(seat.read(), "Nobody is owed a call") is not None:
                break
            seat.keyboard.press("Ctrl+e")
            seat.settled(within_s=1)
            seat.keyboard.press("2")
        day.shot(seat, f"call-backs-done-{seat.username}")
        seat.keyboard.press("Ctrl+1")


def _number_above(seat: Seat, place: Box) -> str:
    """The whole number of the caller whose line has this reason in it."""
    told = [word.text for word in seat.read() if 0 < place.top - word.box.top < 40]
    # Between two that differ in every digit but one misread digit does no harm.
    near = {number: max((_likeness(text[-4:], number[-4:]) for text in told), default=0.0) for number in _ABANDONED}
    best = max(near, key=lambda number: near[number])
    if near[best] < 0.7:
        raise NotSeenError(f"whose call-back it is, above «Gave up after»: {told}")
    return best


def _likeness(one: str, other: str) -> float:
    return sum(a == b for a, b in zip(one, other, strict=False)) / 4


def _outbound_over(day: Day) -> list[Json]:
    found = [record for record in day.records() if record["direction"] == "outbound"]
    return found if found and all(record["ended_at"] for record in found) else []


def _pbx_restart(day: Day) -> None:
    """Both desks come back by themselves; the next call is answered."""
    began = time.monotonic()
    pbx = day.world.stack.pbx
    pbx.stop()
    pbx.start()
    day.world.stack.ledger.note("pbx", pbx.pid)
    day.world.stack.server.wait_ready(with_pbx=True)
    wait_for(
        "both desks at the PBX", lambda: all(f"{desk}/sip" in pbx.console("pjsip show contacts") for desk in AGENTS.values()), within_s=90
    )
    day.facts.record("pbx_restart_recovered_s", round(time.monotonic() - began, 1))
    seat = day.anna
    if seat.state() != "Ready":
        _ready(seat)
    peer = day.dial(_PBX, "answered")
    take(seat)
    time.sleep(_TALKS_S)
    hang_up_and_wrap_up(seat, "After the PBX.")
    end_peer(peer)


def _close(day: Day) -> None:
    codes = [seat.close_by_window_manager() for seat in (day.lin, day.anna)]
    day.facts.record("clean_exit", codes == [0, 0])


def _books(day: Day) -> None:
    logs = day.world.stack.pbx.config.directory / "log"
    wait_for("the end of every call", lambda: all(record["ended_at"] for record in day.records()), within_s=20, every_s=0.5)
    records, facts = day.records(), day.facts
    facts.record("calls_total", len(day.calls))
    facts.record("calls_accounted_once", books.accounted_once(records, day.calls))
    answered = [record for record in records if record["direction"] == "inbound" and record["outcome"] == "answered"]
    facts.record("wrap_ups_saved", len({record["notes"] for record in answered if record["wrap_up_saved_at"] and record["notes"]}))
    refused = day.record(_REFUSES) or {}
    gone = [day.office.ask("GET", f"/calls/{refused['ref']}/recordings/{leg}", wanted=(404,)) for leg in ("mixed", "patient", "agent")]
    facts.record("refused_recording_absent", len(gone) == 3 and refused["recordings"] == [])
    facts.record("queue_log_matches", books.queue_log_matches(logs / "queue_log", records))
    facts.record("cdr_matches", books.cdr_matches(logs / "cdr.csv", records))
    facts.record("worklist_empty_at_end", all(not _tasks(_agent(day, username)) for username in AGENTS))


def _agent(day: Day, username: str) -> Rest:
    """The agent's own sight, by the password chosen at the window; the desk is closed."""
    rest = Rest(day.world.stack.server_url, day.world.stack.ca_file)
    rest.carry(rest.ask("POST", "/auth/login", {"username": username, "password": OWN_PASSWORD}).json())
    return rest


def _ready(seat: Seat) -> None:
    if seat.state() != "Ready":
        seat.keyboard.press("F8")
        seat.wait_state("Ready")


def _pause(seat: Seat) -> None:
    """Not ready, with the first reason; pressed again where the menu could not open yet."""
    for _ in range(4):
        seat.settled(within_s=1)
        seat.keyboard.press("F9")
        seat.settled(within_s=1)
        seat.keyboard.press("1")
        with contextlib.suppress(NotSeenError):
            seat.wait_state("Not ready", within_s=4)
            return
        seat.keyboard.press("Escape")
    raise NotSeenError("not ready after F9 and 1")


def _waiting(day: Day) -> int:
    return sum(len(queue["waiting"]) for queue in day.office.get("/floor")["queues"])


def _tasks(rest: Rest) -> list[Json]:
    lists = rest.get("/worklist")
    return [*lists["mine"], *lists["open"], *lists["waiting"]]


def _saved(day: Day, number: str, notes: str) -> Json | None:
    try:
        record = day.record(number)
    except NotSeenError:  # the server is on its way back
        return None
    return record if record and record["notes"] == notes else None
