"""The order of the play, and the table of what must hold. One thread; a few minutes."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.scenarios.first_call import faults, others, pops, sound
from tests.scenarios.first_call.stage import DESK, Stage, recover
from tests.scenarios.first_call.start import end_in_good_order, measure_start, sign_in_by_hand
from tests.scenarios.lib.facts import Condition, Facts, at_most, between, exactly
from tests.scenarios.lib.steps import Steps
from tests.scenarios.lib.world import World

# Limits of what depends on the machine are wide: they find what is broken. How fast it should be is bench/first_call's to say.
TABLE: dict[str, Condition] = {
    "registered_ms": between(1, 10_000),
    "ring_ms": between(0, 1000),
    "pop_ms": at_most(60),
    "pop_mismatches": exactly(0),
    "answer_ms": between(0, 1000),
    "audio_to_agent_ok": exactly(True),
    "audio_to_patient_ok": exactly(True),
    "recording_ok": exactly(True),
    "wrapup_saved": exactly(True),
    "outbox_exactly_once": exactly(True),
    "rss_mb": between(1, 175),
    "cpu_percent_in_call": between(0, 100),
    "clean_exit": exactly(True),
}


def play(facts: Facts, screens: Path) -> list[str]:
    """Play it all. What was measured goes into ``facts``, what failed besides comes back as lines."""
    with tempfile.TemporaryDirectory(prefix="careline-first-call-") as directory:
        world = World(Path(directory) / "world", screens)
        with world:
            return _play_in(world, facts, screens)


def _play_in(world: World, facts: Facts, screens: Path) -> list[str]:
    seat = world.seat(DESK)

    def on_failure(name: str) -> None:
        seat.screen.save(screens / f"failed-{''.join(letter if letter.isalnum() else '-' for letter in name)[:60]}.png")

    steps = Steps(on_failure)
    stage = Stage(world, facts, steps, screens, seat)
    _arrive(stage)
    _pops(stage)
    _sounds(stage)
    _faults(stage)
    _others(stage)
    _read_back(stage)
    with steps.step("Close the window: the desk ends in good order"):
        facts.record("clean_exit", end_in_good_order(stage))
    return steps.failures


def _arrive(stage: Stage) -> None:
    seat, steps = stage.lin, stage.steps
    with steps.step("Start the desk and sign in by typed keys"):
        sign_in_by_hand(seat, stage.world.password(seat.username))
        seat.settled(for_s=0.5)
        stage.shot("signed-in")
        steps.expect(seat.close_by_window_manager() == 0, "the desk ended with exit code 0")
    with steps.step("Start the desk again with its stored token"):
        stage.facts.record("registered_ms", measure_start(seat, stage.world))
    with steps.step("Say ready"):
        seat.keyboard.press("F8")
        seat.wait_state("Ready")
        stage.shot("ready")


def _sounds(stage: Stage) -> None:
    patients, steps, facts = stage.world.patients, stage.steps, stage.facts
    heard: list[sound.Heard] = []
    with steps.step("A whole call with tones: hold, resume, mute, DTMF, hang up, wrap-up"):
        heard += sound.whole_call(stage, patients[1])
        faults.type_notes_and_save(stage)
        stage.saved_ref = faults.last_reference(stage)
    _ready(stage)
    with steps.step("A second call with other tones, recorded"):
        heard.append(sound.short_call(stage, patients[2]))
        ref = faults.last_reference(stage)
        client = stage.world.second_client()
        log = stage.world.trace.read()
        facts.record("recording_ok", sound.recordings_are_right(stage, client, ref, log, stage.world.directory / "recordings"))
    if len(heard) == 4:
        facts.record("audio_to_agent_ok", all(one.by_agent for one in heard))
        facts.record("audio_to_patient_ok", all(one.by_patient for one in heard))
    _ready(stage)


def _pops(stage: Stage) -> None:
    patients = stage.world.patients
    for patient in patients[:8]:
        with stage.steps.step(f"{patient.id} calls"):
            pops.take_one(stage, patient)
        _ready(stage)
    with stage.steps.step(f"{patients[8].id} and {patients[9].id} call at the same moment, two desks are ready"):
        pops.take_two_at_once(stage, patients[8], patients[9])
    _ready(stage)
    with stage.steps.step("Read the pops and the PBX's stamps"):
        pops.conclude(stage)


def _faults(stage: Stage) -> None:
    patients, steps = stage.world.patients, stage.steps
    with steps.step("The server is killed while the agent types and saves in a call"):
        ref = faults.server_dies_while_saving(stage, patients[3])
        client = stage.world.second_client()
        once = faults.stands_exactly_once(client, ref, faults.OUTBOX_NOTES, patients[3].id)
        steps.expect(faults.ended_without_the_server(client, ref), "the call that ended without the server stands in the history")
        stage.world.stack.server.restart()
        stage.world.stack.server.wait_ready(with_pbx=True)
        again = faults.stands_exactly_once(stage.world.second_client(), ref, faults.OUTBOX_NOTES, patients[3].id)
        stage.facts.record("outbox_exactly_once", once and again)
    _ready(stage)
    with steps.step("The desk is killed in wrap-up and started again"):
        ref = faults.desk_dies_in_wrap_up(stage, patients[4])
        kept = faults.stands_exactly_once(stage.world.second_client(), ref, faults.DRAFT_NOTES, patients[4].id)
        steps.expect(kept, "the draft came back and was saved exactly once")
    _ready(stage)


def _others(stage: Stage) -> None:
    for name, act in (("A stranger calls", others.stranger_calls), ("A number is dialled", others.dial_out)):
        with stage.steps.step(name):
            act(stage)
        _ready(stage)


def _read_back(stage: Stage) -> None:
    with stage.steps.step("The server is restarted; a second client reads the wrap-up back"):
        stage.world.stack.server.restart()
        stage.world.stack.server.wait_ready(with_pbx=True)
        client, patient = stage.world.second_client(), stage.world.patients[1]
        stage.facts.record("wrapup_saved", faults.stands_exactly_once(client, stage.saved_ref, faults.SAVED_NOTES, patient.id))


def _ready(stage: Stage) -> None:
    """After a step that failed half-way the next one begins from a ready desk all the same."""
    if stage.lin.state() != "Ready":
        with stage.steps.step("Bring the desk back to ready"):
            recover(stage)
