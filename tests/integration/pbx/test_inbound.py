"""A patient calls: what the server is asked, what reaches the desk, and that a dead or hung server holds nobody up."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.integration.pbx.conftest import Pbx
from tests.integration.pbx.records import cel, cel_time, queue_log
from tests.integration.pbx.sipp import Caller, Phone, answers, calls, header, is_refused

pytestmark = pytest.mark.pbx

MakePhone = Callable[..., Phone]

# The PBX waits 1 s for the server; its defaults would be minutes. The margin is for a busy machine.
_FELL_THROUGH_WITHIN_S = 3.0


def one_call(pbx: Pbx, phone: MakePhone, caller: Caller) -> Phone:
    """A call that the desk 1001 answers and ends; returns the desk's phone."""
    desk, patient = phone("desk"), phone("patient")
    pbx.add_desk("1001", desk.local_port)
    desk.start(answers(talk_ms=300))
    with pbx.manager() as link:
        pbx.sign_in(link, "1001")
        patient.start(calls(caller), remote_port=pbx.config.trunk_port)
        patient.finished()
        desk.finished()
    return desk


def test_server_is_asked_who_calls_and_told_which_desk_rings(pbx: Pbx, phone: MakePhone) -> None:
    caller = Caller("+86%20138-0000-1000", name="Wang & Li", headers=("X-Careline-Ref: forged-1", "X-Careline-Queue: forged"))
    desk = one_call(pbx, phone, caller)
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


def test_the_pbx_keeps_its_own_record_of_the_call(pbx: Pbx, phone: MakePhone) -> None:
    one_call(pbx, phone, Caller("13800001000", name='O"Brien, \\"x'.replace('"', "'")))
    ref = pbx.server.forms("calls/identify")[0]["ref"]
    rows = cel(pbx)
    assert {row["linkedid"] for row in rows} == {ref}
    kinds = [row["eventtype"] for row in rows]
    assert kinds[0] == "CHAN_START"
    assert kinds[-1] == "LINKEDID_END"
    assert kinds.count("BRIDGE_ENTER") == 2
    (connected,) = [row for row in rows if row["eventtype"] == "CARELINE_CONNECTED"]
    assert '"agent=1001"' in connected["extra"]
    assert [line[4] for line in queue_log(pbx) if line[1] == ref] == ["ENTERQUEUE", "CONNECT", "COMPLETEAGENT"]


def test_the_desk_is_paused_before_it_is_joined_with_the_patient(pbx: Pbx, phone: MakePhone) -> None:
    one_call(pbx, phone, Caller())
    events = [line[4] for line in queue_log(pbx)]
    assert events.index("PAUSE") < events.index("CONNECT")
    assert "paused:call" in pbx.instance.console("queue show main")


def test_a_dead_server_lets_the_call_through(pbx: Pbx, phone: MakePhone) -> None:
    pbx.server.stop()
    desk = one_call(pbx, phone, Caller())
    (invite,) = desk.received("INVITE")
    assert str(header(invite, "X-Careline-Ref")).startswith(f"{pbx.config.system_name}-")
    assert cel_time(pbx, "ANSWER") - cel_time(pbx, "CHAN_START") < _FELL_THROUGH_WITHIN_S


def test_a_server_that_accepts_and_stays_silent_lets_the_call_through(pbx: Pbx, phone: MakePhone) -> None:
    pbx.server.silent = True
    desk = one_call(pbx, phone, Caller())
    assert len(desk.received("INVITE")) == 1
    assert [asked.route for asked in pbx.server.asked] == ["calls/identify", "calls/offer"]
    assert cel_time(pbx, "ANSWER") - cel_time(pbx, "CHAN_START") < _FELL_THROUGH_WITHIN_S
    assert cel_time(pbx, "ANSWER", "PJSIP/1001") - cel_time(pbx, "CHAN_START", "PJSIP/1001") < _FELL_THROUGH_WITHIN_S


@pytest.mark.parametrize(
    "answer",
    [
        "<html>502</html>",
        "main,10",
        "main,10,zh",
        "main,10,zh,dance",
        "main,10,zh,desk-",
        "main,10,zh\nmain,10,zh",
        'main,1",zh',
        "main,1)},zh",
        "",
    ],
)
def test_an_answer_out_of_the_pattern_counts_as_none(pbx: Pbx, phone: MakePhone, answer: str) -> None:
    pbx.server.answers["calls/identify"] = answer
    desk = one_call(pbx, phone, Caller())
    (invite,) = desk.received("INVITE")
    assert header(invite, "X-Careline-Queue") == "main"


def test_an_unknown_queue_becomes_the_main_queue(pbx: Pbx, phone: MakePhone) -> None:
    pbx.server.answers["calls/identify"] = "cardiology,10,ru,queue"
    desk = one_call(pbx, phone, Caller())
    assert header(desk.received("INVITE")[0], "X-Careline-Queue") == "main"


def test_a_server_with_a_certificate_of_another_authority_is_not_believed(
    pbx: Pbx, phone: MakePhone, tmp_path_factory: pytest.TempPathFactory
) -> None:
    from stack.ca import ensure_ca, issue

    directory = tmp_path_factory.mktemp("stranger")
    stranger = issue(ensure_ca(directory), "localhost", ["localhost", "127.0.0.1"], directory)
    pbx.server.stop()
    pbx.server.cert, pbx.server.key = stranger.cert, stranger.key
    pbx.server.start()
    desk = one_call(pbx, phone, Caller())
    assert len(desk.received("INVITE")) == 1
    assert pbx.server.asked == []


@pytest.mark.parametrize("number", ["1001", "anonymous", "0" * 40, "%D0%AF%22%3B", "--"])
def test_any_caller_number_reaches_the_queue(pbx: Pbx, phone: MakePhone, number: str) -> None:
    """Also one that is an extension of the house: the trunk is never taken for that desk."""
    desk = one_call(pbx, phone, Caller(number))
    assert len(desk.received("INVITE")) == 1


def test_a_call_from_another_address_is_refused(pbx: Pbx, phone: MakePhone) -> None:
    stranger = phone("stranger", address="127.0.0.2")
    stranger.start(is_refused(Caller(), 401), remote_port=pbx.config.trunk_port)
    stranger.finished()
    assert pbx.server.asked == []


@pytest.mark.parametrize("dialled", ["1001", "600", "13800001000", "*46"])
def test_a_number_that_is_not_in_service_is_refused(pbx: Pbx, phone: MakePhone, dialled: str) -> None:
    pbx.server.answers["calls/identify"] = "main,0,en,refused"
    caller = phone("caller")
    caller.start(is_refused(Caller(dialled=dialled), 404), remote_port=pbx.config.trunk_port)
    caller.finished()


@pytest.mark.parametrize("dialled", ["1001", "600", "13800001000"])
def test_while_the_server_is_silent_the_trunk_reaches_the_queue_and_nothing_else(pbx: Pbx, phone: MakePhone, dialled: str) -> None:
    del pbx.server.answers["calls/identify"]
    desk = one_call(pbx, phone, Caller(dialled=dialled))
    assert header(desk.received("INVITE")[0], "X-Careline-Queue") == "main"


def test_a_closed_queue_says_so_and_hangs_up(pbx: Pbx, phone: MakePhone) -> None:
    pbx.server.answers["calls/identify"] = "main,0,en,closed"
    caller = phone("caller")
    caller.start(calls(Caller()), remote_port=pbx.config.trunk_port)
    caller.finished()
    assert not any(event["eventtype"] == "BRIDGE_ENTER" for event in cel(pbx))
