"""What breaks in mid-call: the signalling connection, and the sound server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from stack.headset import VirtualHeadset
from tests.integration.sip.conftest import MakeDesk, Pbx
from tests.integration.sip.relay import Relay
from tests.integration.sip.test_sound import heard
from tests.integration.sip.tones import LOUD_DB

pytestmark = pytest.mark.pbx


@pytest.fixture
def relay(pbx: Pbx) -> Iterator[Relay]:
    one = Relay(pbx.config.sip_tls_port)
    yield one
    one.close()


def test_a_reset_connection_leaves_no_stuck_call(pbx: Pbx, desk: MakeDesk, relay: Relay, headset: VirtualHeadset, tmp_path: Path) -> None:
    """Registered again at once, the call goes on with sound, and the far end's hang-up still finds the desk."""
    phone = desk(headset)
    phone.register({**pbx.account("1001"), "port": relay.port})
    pbx.ring("1001", "601")
    call_id = phone.wait("IncomingCall")["call_id"]
    phone.tell("answer", call_id=call_id)
    phone.wait("CallMediaUp")
    assert relay.cut() > 0
    lost = phone.wait("RegistrationReported", accepted=False)
    back = phone.wait("RegistrationReported", accepted=True)
    print(f"registered again after {(back['at'] - lost['at']) * 1000:.0f} ms")
    phone.wait("CallMediaUp", call_id=call_id)
    assert heard(headset, tmp_path / "ear.wav", 1004, loud=True) > LOUD_DB
    pbx.hang_up_all()
    assert phone.wait("CallEnded", 5.0, call_id=call_id)["code"] == 200
    assert phone.close() == 0


def test_a_sound_server_that_dies_does_not_end_the_call(pbx: Pbx, desk: MakeDesk) -> None:
    with VirtualHeadset("dies") as headset:
        phone = desk(headset)
        phone.register(pbx.account("1001"))
        phone.tell("dial", target="601", ref="desk-deaf")
        call_id = phone.wait("OutgoingCall")["call_id"]
        phone.wait("CallMediaUp")
    # the daemon is gone
    phone.wait_for(lambda event: event["event"] == "AudioDevicesChanged" and bool(event["missing"]))
    phone.tell("hold", call_id=call_id)
    phone.wait("CallHeld", call_id=call_id)
    phone.tell("resume", call_id=call_id)
    phone.wait("CallResumed", call_id=call_id)
    phone.tell("hang_up", call_id=call_id)
    assert phone.wait("CallEnded", call_id=call_id)["code"] == 200
    assert phone.close() == 0
