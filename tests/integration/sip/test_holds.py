"""Hold and resume again and again, also quickly one after another, and a call that outlives its session timer: the far end stays heard.

The far end plays a steady tone; what arrives is read from the quality that the engine reports, so that no sound device is needed.
"""

from __future__ import annotations

import time

import pytest

from sip.account import SESSION_EXPIRES_S
from tests.integration.sip.conftest import MakeDesk, Pbx
from tests.integration.sip.desk import Desk

pytestmark = pytest.mark.pbx

_HEARD_DB = -40.0
_ROUNDS = 12


def call_the_tone(pbx: Pbx, desk: MakeDesk) -> tuple[Desk, int]:
    phone = desk()
    phone.register(pbx.account("1001"))
    phone.tell("dial", target="601", ref="desk-tone")
    call_id = int(phone.wait("OutgoingCall")["call_id"])
    phone.wait("CallMediaUp", call_id=call_id)
    hears_the_tone(phone)
    return phone, call_id


def hears_the_tone(phone: Desk) -> None:
    phone.wait_for(lambda event: event["event"] == "CallQuality" and event["quality"]["level_in_db"] > _HEARD_DB)


def hold_and_resume(phone: Desk, call_id: int) -> None:
    phone.tell("hold", call_id=call_id)
    phone.wait("CallHeld")
    phone.tell("resume", call_id=call_id)
    phone.wait("CallResumed")


def test_the_far_end_is_heard_after_every_resume(pbx: Pbx, desk: MakeDesk) -> None:
    phone, call_id = call_the_tone(pbx, desk)
    for number in range(_ROUNDS):
        # every third time without waiting for the sound: the next change must not cut into the handshake of the last one
        for _ in range(4 if number % 3 == 2 else 1):
            hold_and_resume(phone, call_id)
        phone.wait("CallMediaUp", call_id=call_id)
        hears_the_tone(phone)
    assert "keys" not in phone.errors()
    assert phone.close() == 0


def test_presses_without_waiting_end_in_what_was_pressed_last(pbx: Pbx, desk: MakeDesk) -> None:
    phone, call_id = call_the_tone(pbx, desk)
    for _ in range(5):
        phone.tell("hold", call_id=call_id)
        phone.tell("resume", call_id=call_id)
    phone.tell("hold", call_id=call_id)
    phone.wait("CallHeld", call_id=call_id)
    phone.tell("resume", call_id=call_id)
    phone.wait("CallResumed", call_id=call_id)
    phone.wait("CallMediaUp", call_id=call_id)
    hears_the_tone(phone)
    assert phone.close() == 0


def test_the_far_end_is_heard_beyond_the_session_timer(pbx: Pbx, desk: MakeDesk) -> None:
    """The session is refreshed at half its time (RFC 4028); as a re-INVITE that would end the sound."""
    phone, call_id = call_the_tone(pbx, desk)
    refreshed = time.monotonic() + SESSION_EXPIRES_S / 2 + 5
    while time.monotonic() < refreshed:
        quality = phone.wait("CallQuality", call_id=call_id)["quality"]
        assert quality["level_in_db"] > _HEARD_DB
    assert phone.close() == 0
