"""Strangers and outgoing calls."""

from __future__ import annotations

from tests.scenarios.first_call.sound import FIRST, Tones, listen
from tests.scenarios.first_call.stage import Stage
from tests.scenarios.lib.calls import end_peer, hang_up_and_wrap_up, take
from tests.scenarios.lib.ocr import patient_ids
from tests.scenarios.lib.tones import SECOND_PATIENT_HZ
from tests.scenarios.lib.waiting import NotSeenError

UNKNOWN_NUMBER = "13911112222"
DIALLED_NUMBER = "13922223333"


def stranger_calls(stage: Stage) -> None:
    """An unknown number gets the new-patient card with the number (masked as the role has it), and nobody's record."""
    seat = stage.lin
    peer = stage.world.call_in(UNKNOWN_NUMBER)
    seat.wait_state("Ringing", within_s=25)
    seat.wait_text("New patient", within_s=5)
    stage.shot("new-patient")
    words = seat.read()
    stage.steps.expect(any(word.text.endswith(UNKNOWN_NUMBER[-4:]) for word in words), "the stranger's number is shown, masked")
    stage.steps.expect(not patient_ids(words), "no patient's record is shown to a stranger's call")
    take(seat)
    hang_up_and_wrap_up(seat)
    end_peer(peer)


def dial_out(stage: Stage) -> None:
    """Type a number; an independent telephone at the far end of the trunk answers; tones both ways; wrap up."""
    seat, world = stage.lin, stage.world
    far = world.telephone(DIALLED_NUMBER, hz=SECOND_PATIENT_HZ, answers=True)
    seat.headset.play_to_microphone(world.tone(FIRST.agent_hz, rate_hz=48_000))
    seat.keyboard.press("F3")
    seat.keyboard.type(f"{DIALLED_NUMBER}\n")
    far.wait("CALL_ESTABLISHED", within_s=15)
    seat.wait_state("Talking")
    heard = listen(stage, far, Tones(SECOND_PATIENT_HZ, FIRST.agent_hz), "outbound", canceller_is_new=True)
    stage.shot("outbound")
    stage.steps.expect(heard.by_agent and heard.by_patient, "tones both ways in the outgoing call")
    hang_up_and_wrap_up(seat)
    seat.headset.stop_microphone()
    if far.seen("CALL_CLOSED") is None:
        raise NotSeenError("the far end was not hung up")
    far.stop()
