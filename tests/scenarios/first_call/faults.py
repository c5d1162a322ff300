"""What must survive: the server killed while notes are typed and saved, the desk killed in wrap-up, the server restarted."""

from __future__ import annotations

from tests.scenarios.first_call.sound import FIRST, listen
from tests.scenarios.first_call.stage import Stage
from tests.scenarios.lib.calls import EXTENSIONS, end_peer, take
from tests.scenarios.lib.cards import Patient
from tests.scenarios.lib.second_client import Json, SecondClient
from tests.scenarios.lib.waiting import wait_for

SAVED_NOTES = "Dizzy since Monday. Half the dose, call back on Friday."
OUTBOX_NOTES = "Written while the server was dead, line 1 of 1."
DRAFT_NOTES = "Typed just before the power went."

_READ_WITHIN_S = 30.0


def type_notes_and_save(stage: Stage) -> None:
    """In wrap-up: notes, outcome, save."""
    seat = stage.lin
    seat.keyboard.press("F5")
    seat.keyboard.type(SAVED_NOTES)
    seat.keyboard.press("Alt+2")
    seat.settled(within_s=1)
    stage.shot("wrap-up")
    seat.keyboard.press("Ctrl+Return")
    seat.wait_state("Ready")


def server_dies_while_saving(stage: Stage, patient: Patient) -> str:
    """Kill the server in the middle of typing in a call, save there, and bring it back. The reference of the call."""
    seat, world = stage.lin, stage.world
    peer = world.call_in(patient.number)
    seat.headset.play_to_microphone(world.tone(FIRST.agent_hz, rate_hz=48_000))
    take(seat)
    half = len(OUTBOX_NOTES) // 2
    seat.keyboard.press("F5")
    seat.keyboard.type(OUTBOX_NOTES[:half])
    world.stack.server.kill()
    seat.keyboard.type(OUTBOX_NOTES[half:])
    seat.keyboard.press("Alt+1")
    seat.keyboard.press("Ctrl+Return")
    seat.wait_text("Saved here", within_s=20)
    stage.shot("server-away-saved-here")
    heard = listen(stage, peer, FIRST, "server-dead", canceller_is_new=True)
    stage.steps.expect(heard.by_agent and heard.by_patient, "the call goes on with the server dead")
    seat.headset.stop_microphone()
    seat.keyboard.press("F4")
    end_peer(peer)
    world.stack.server.start()
    world.stack.server.wait_ready(with_pbx=True)
    if seat.wait_state("Wrap-up", "Ready", within_s=30) == "Wrap-up":
        seat.keyboard.press("F8")  # the record is saved already: only to say ready is left
    seat.wait_state("Ready")
    return last_reference(stage)


def last_reference(stage: Stage) -> str:
    """The call reference in the last INVITE to the first desk, as the PBX sent it."""
    invites = stage.world.trace.read().invites_to(EXTENSIONS[stage.lin.username])
    return invites[-1].headers.get("x-careline-ref", "") if invites else ""


def stands_exactly_once(client: SecondClient, ref: str, notes: str, patient_id: str) -> bool:
    """Whether the record of ``ref`` has these notes and this patient, and no other record in the whole history has these notes."""
    wait_for("the wrap-up at the server", lambda: _is(client.call(ref), notes), within_s=_READ_WITHIN_S, every_s=0.5)
    same = [record["ref"] for record in client.calls() if record["notes"] == notes]
    record = client.call(ref)
    right = same == [ref] and record["patient_id"] == patient_id and bool(record["disposition"]) and bool(record["wrap_up_saved_at"])
    print(f"    records with these notes: {len(same)}, patient {record['patient_id']}, outcome {record['disposition']}", flush=True)
    return right


def desk_dies_in_wrap_up(stage: Stage, patient: Patient) -> str:
    """Type a draft, kill the desk, start it again: the draft must be readable on the screen, and can be saved. The reference."""
    seat = stage.lin
    peer = stage.world.call_in(patient.number)
    take(seat)
    seat.keyboard.press("F4")
    seat.wait_state("Wrap-up")
    end_peer(peer)
    seat.keyboard.press("F5")
    seat.keyboard.type(DRAFT_NOTES)
    seat.wait_text("Draft saved", within_s=10)
    if seat.desk is not None:
        seat.desk.kill()
    seat.start_desk()
    seat.wait_state("Wrap-up", "Ready", "Not ready", within_s=30)
    seat.wait_text(" ".join(DRAFT_NOTES.split()[:4]), within_s=20)
    stage.shot("draft-is-back")
    seat.keyboard.press("Alt+1")
    seat.keyboard.press("Ctrl+Return")
    seat.wait_state("Ready", within_s=20)
    return last_reference(stage)


def ended_without_the_server(client: SecondClient, ref: str) -> bool:
    """A call that ended while the server was dead stands in the history with its end, taken from the PBX's own records."""
    record = wait_for("the end of the call in the history", lambda: _ended(client.call(ref)), within_s=_READ_WITHIN_S, every_s=0.5)
    return bool(record["outcome"] == "answered" and record["talk_s"] > 0)


def _ended(record: Json) -> Json | None:
    return record if record["ended_at"] else None


def _is(record: Json, notes: str) -> bool:
    return bool(record["notes"] == notes)
