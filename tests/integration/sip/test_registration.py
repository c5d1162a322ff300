"""Signing on at the PBX: who is refused and with what words, nobody can call past the PBX, and a lost PBX is found again."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from stack.ca import ensure_ca, issue
from stack.headset import VirtualHeadset
from stack.ports import free_tcp_ports
from tests.integration.sip.conftest import MakeDesk, Pbx

pytestmark = pytest.mark.pbx


def sockets_of(pid: int) -> tuple[list[str], list[str]]:
    """Listening TCP and all UDP sockets of a process; its established TCP connections."""
    listing = subprocess.run(["ss", "-H", "-tunap"], capture_output=True, text=True, check=True).stdout
    mine = [line for line in listing.splitlines() if f"pid={pid}," in line]
    return [line for line in mine if "ESTAB" not in line], [line for line in mine if "ESTAB" in line]


def test_registers_over_tls_and_listens_nowhere(pbx: Pbx, desk: MakeDesk) -> None:
    phone = desk()
    phone.register(pbx.account("1001"))
    open_to_others, connections = sockets_of(phone.process.pid)
    assert open_to_others == []
    assert len(connections) == 1
    assert str(pbx.config.sip_tls_port) in connections[0]
    assert "1001" in pbx.instance.console("pjsip show contacts")
    assert phone.close() == 0
    assert "sip:1001@" not in pbx.instance.console("pjsip show contacts"), "closing signs off"


def test_wrong_password_is_refused_as_such(pbx: Pbx, desk: MakeDesk) -> None:
    phone = desk()
    phone.tell("set_account", account={**pbx.account("1001"), "password": "wrong"})
    report = phone.wait("RegistrationReported")
    assert (report["accepted"], report["code"], report["certificate_error"]) == (False, 401, "")
    # the right one, handed over later, is taken
    phone.register(pbx.account("1001"))
    assert phone.close() == 0


def test_certificate_of_another_authority_is_refused_in_the_verifiers_words(pbx: Pbx, desk: MakeDesk) -> None:
    phone = desk()
    account = pbx.account("1001")
    phone.tell("set_account", account={**account, "ca_pem": pbx.other_ca_pem})
    report = phone.wait("RegistrationReported")
    assert not report["accepted"]
    assert "untrusted" in report["certificate_error"]
    assert "sip:1001@" not in pbx.instance.console("pjsip show contacts")
    # with the right authority it registers, in the same process
    phone.register(account)
    assert phone.close() == 0


def test_certificate_for_another_name_is_refused(pbx: Pbx, desk: MakeDesk) -> None:
    phone = desk()
    phone.tell("set_account", account={**pbx.account("1001"), "domain": "ip6-localhost" if _resolves("ip6-localhost") else "127.0.0.2"})
    report = phone.wait("RegistrationReported")
    assert not report["accepted"]
    assert phone.close() == 0


def test_nobody_there_is_told_apart_from_refused(pbx: Pbx, desk: MakeDesk) -> None:
    (nobody,) = free_tcp_ports(1)
    phone = desk()
    phone.tell("set_account", account={**pbx.account("1001"), "port": nobody})
    report = phone.wait("RegistrationReported")
    assert (report["accepted"], report["certificate_error"]) == (False, "")
    assert report["code"] in (0, 408, 503)
    assert phone.close() == 0


def test_pbx_killed_and_started_again(pbx: Pbx, desk: MakeDesk) -> None:
    phone = desk()
    phone.register(pbx.account("1001"))
    pbx.instance.kill()
    lost = phone.wait("RegistrationReported", accepted=False)
    pbx.instance.start()
    pbx.account("1001")  # as the server does whenever the PBX comes back: the newest accounts can be lost in a power cut
    back = phone.wait("RegistrationReported", 20.0, accepted=True)
    print(f"away {back['at'] - lost['at']:.2f} s, Asterisk's own start included")
    pbx.ring("1001")
    call_id = phone.wait("IncomingCall")["call_id"]
    phone.tell("reject", call_id=call_id)
    phone.wait("CallEnded", call_id=call_id)
    assert phone.close() == 0


def test_pbx_killed_in_mid_call_ends_the_call(pbx: Pbx, desk: MakeDesk) -> None:
    phone = desk()
    phone.register(pbx.account("1001"))
    phone.tell("dial", target="601", ref="desk-lost")
    call_id = phone.wait("OutgoingCall")["call_id"]
    phone.wait("CallMediaUp")
    pbx.instance.kill()
    phone.wait("RegistrationReported", accepted=False)
    ended = phone.wait("CallEnded", 20.0, call_id=call_id)
    assert (ended["code"], ended["by_remote"]) == (0, True)
    pbx.instance.start()
    pbx.account("1001")
    phone.wait("RegistrationReported", 20.0, accepted=True)
    phone.tell("dial", target="601", ref="desk-again")
    phone.wait("CallMediaUp")
    assert phone.close() == 0


def test_frozen_pbx_is_noticed_and_found_again(pbx: Pbx, desk: MakeDesk) -> None:
    """A REGISTER that nobody answers must not hold the desk for the 32 s of its transaction."""
    account = pbx.account("1001")
    phone = desk()
    pid = pbx.instance.pid
    subprocess.run(["kill", "-STOP", str(pid)], check=True)
    try:
        phone.tell("set_account", account=account)
        report = phone.wait("RegistrationReported", accepted=False)
        assert report["code"] in (0, 408, 503)
    finally:
        subprocess.run(["kill", "-CONT", str(pid)], check=True)
    phone.wait("RegistrationReported", 12.0, accepted=True)
    assert phone.close() == 0


def test_without_any_sound_device_the_engine_starts_and_says_what_is_missing(pbx: Pbx, desk: MakeDesk, headset: VirtualHeadset) -> None:
    phone = desk(headset, capture_device="Headset that is not plugged in")
    report = phone.wait("AudioDevicesChanged")
    assert report["missing"] == ["Headset that is not plugged in"]
    phone.register(pbx.account("1001"))
    phone.tell("dial", target="601", ref="desk-silent")
    phone.wait("CallMediaUp")
    assert phone.close() == 0


def test_account_with_another_certificate_authority_for_a_second_pbx(pbx: Pbx, desk: MakeDesk, tmp_path: Path) -> None:
    """A chain file with several authorities is taken as a whole."""
    further = ensure_ca(tmp_path / "further")
    assert issue(further, "x", ["x"], tmp_path / "further").cert.is_file()
    phone = desk()
    phone.register({**pbx.account("1001"), "ca_pem": further.cert.read_text() + pbx.ca_pem})
    assert phone.close() == 0


def _resolves(name: str) -> bool:
    return subprocess.run(["getent", "hosts", name], capture_output=True, check=False).returncode == 0
