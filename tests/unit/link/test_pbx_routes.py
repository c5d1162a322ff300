"""The dial plan's questions, as Asterisk asks them: form-encoded, with hostile caller ids, twice, with a wrong token."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import select

from server_stub import problems
from server_stub.agents import store
from server_stub.agents.service import agents_of
from server_stub.agents.status import AgentEvent, AgentState
from server_stub.clock import utc_now
from server_stub.db.models import Call, Event, Holiday, OutboundToken, Patient, Queue
from server_stub.pbx.routes import router
from server_stub.state import ServerState

REF = "careline-1-1795370000.12"
CLIENT = "desk-0f6e7c1e-4a3b-4a7e-9f61-2b9d7f3a9c10"
RIGHT = {"Authorization": "Bearer the right token"}


@pytest.fixture
async def pbx(state: ServerState) -> AsyncIterator[httpx.AsyncClient]:
    app = FastAPI()
    app.state.server = state
    problems.install(app)
    app.include_router(router)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="https://server", headers=RIGHT) as client:
        yield client


def calls(state: ServerState) -> list[Call]:
    with state.database.read() as session:
        return list(session.scalars(select(Call)))


async def ask(pbx: httpx.AsyncClient, route: str, **form: str) -> str:
    answer = await pbx.post(f"/pbx/v1/calls/{route}", data={"ref": REF, **form})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("text/plain")
    return answer.text


@pytest.mark.parametrize("header", ["", "Bearer ", "Bearer wrong", "Basic the right token", "Bearer the right tokenx", "Bearer тот"])
@pytest.mark.parametrize("route", ["identify", "offer", "outbound"])
async def test_only_the_pbx_may_ask(pbx: httpx.AsyncClient, state: ServerState, header: str, route: str) -> None:
    form = {"ref": REF, "agent": "1001", "target": "13800001000"}
    answer = await pbx.post(f"/pbx/v1/calls/{route}", data=form, headers={b"Authorization": header.encode()})
    assert answer.status_code == 401
    assert calls(state) == []


async def test_without_a_token_file_nobody_may_ask(pbx: httpx.AsyncClient, state: ServerState) -> None:
    file = state.settings.pbx_token_file
    assert file is not None
    file.write_text("")
    assert (await pbx.post("/pbx/v1/calls/identify", data={"ref": REF}, headers={"Authorization": "Bearer "})).status_code == 401


async def test_who_calls(pbx: httpx.AsyncClient, state: ServerState) -> None:
    assert await ask(pbx, "identify", number="+86 138 0000 1000", dialled="4000") == "main,0,zh,queue"
    assert await ask(pbx, "identify", number="+86 138 0000 1000", dialled="4000") == "main,0,zh,queue"
    (call,) = calls(state)
    assert (call.number, call.match, call.patient_id, call.queue) == ("+8613800001000", "one", 1000, "main")


async def test_a_vip_who_speaks_russian(pbx: httpx.AsyncClient, state: ServerState) -> None:
    with state.database.write() as session:
        patient = session.get_one(Patient, 1000)
        patient.vip, patient.language = True, "ru"
    assert await ask(pbx, "identify", number="13800001000", dialled="4000") == "main,10,ru,queue"


@pytest.mark.parametrize(
    "number",
    ["", "anonymous", "'; DROP TABLE calls;--", "1" * 40, "\u202e13800001000", "Ω" * 500, "138\r\n00001000x", "13800001001", "3800001000"],
)
async def test_hostile_withheld_and_near_numbers_are_nobody(pbx: httpx.AsyncClient, state: ServerState, number: str) -> None:
    assert await ask(pbx, "identify", number=number, name="<b>\"';--", dialled="4000") == "main,0,zh,queue"
    (call,) = calls(state)
    assert call.patient_id is None
    assert call.match in ("none", "withheld")


@pytest.mark.parametrize("dialled", ["", "4001", "%%", "40000", "4000'--", "+4000", "9" * 500])
async def test_a_number_that_is_not_in_service(pbx: httpx.AsyncClient, state: ServerState, dialled: str) -> None:
    assert await ask(pbx, "identify", number="13800001000", dialled=dialled) == "main,0,zh,refused"
    assert calls(state) == []


async def test_outside_its_hours_a_queue_is_closed(pbx: httpx.AsyncClient, state: ServerState) -> None:
    with state.database.write() as session:
        session.get_one(Queue, "main").hours = {}
    assert await ask(pbx, "identify", number="13800001000", dialled="4000") == "main,0,zh,closed"
    (call,) = calls(state)
    assert (call.outcome, call.queue) == ("closed", "main")
    with state.database.write() as session:
        session.add(Holiday(id="h", day=utc_now().date(), queue_name="main", labels={}, hours=[{"from": "00:00", "to": "24:00"}]))
        # A holiday of its own with hours of its own goes before the week (three days, so that no time zone matters)
        for days in (-1, 1):
            day = utc_now().date() + timedelta(days=days)
            session.add(Holiday(id=f"h{days}", day=day, queue_name="main", labels={}, hours=[{"from": "00:00", "to": "24:00"}]))
    assert await ask(pbx, "identify", ref="other.1", number="13800001000", dialled="4000") == "main,0,zh,queue"


@pytest.mark.parametrize("ref", ["", "../x", "a b", "x" * 81, "'"])
async def test_a_reference_that_is_none_is_refused(pbx: httpx.AsyncClient, state: ServerState, ref: str) -> None:
    assert (await pbx.post("/pbx/v1/calls/identify", data={"ref": ref, "number": "1"})).status_code == 422
    assert calls(state) == []


async def test_the_offer_carries_the_pop(pbx: httpx.AsyncClient, state: ServerState) -> None:
    with state.database.write() as session:
        lin = store.user_of_extension(session, "1001") or ""
        for event in (AgentEvent.SIGN_IN, AgentEvent.SAY_READY):
            agents_of(state).happened(session, lin, event)
    await ask(pbx, "identify", number="13800001000", dialled="4000")
    for _ in range(2):
        assert await ask(pbx, "offer", number="13800001000", queue="main", agent="1001") == "ok"
    with state.database.read() as session:
        (offered,) = session.scalars(select(Event).where(Event.kind == "call.offered")).all()
        assert store.load(session, lin).state is AgentState.RINGING
    assert offered.audience == lin
    assert offered.data["context"]["patient"]["id"] == "P-1000"


async def test_an_offer_of_a_call_nobody_identified(pbx: httpx.AsyncClient, state: ServerState) -> None:
    await ask(pbx, "offer", number="13800001000", queue="main", agent="1001")
    assert calls(state)[0].patient_id == 1000


def add_token(state: ServerState, extension: str = "1001", *, age: timedelta = timedelta()) -> None:
    with state.database.write() as session:
        user_id = store.user_of_extension(session, extension) or ""
        now = utc_now()
        token = OutboundToken(token="abc", user_id=user_id, client_ref=CLIENT, number="13800001000", created_at=now)
        token.expires_at = now + timedelta(minutes=5) - age
        session.add(token)


async def test_outbound_digits_and_tokens(pbx: httpx.AsyncClient, state: ServerState) -> None:
    add_token(state)
    assert await ask(pbx, "outbound", client_ref=CLIENT, agent="1001", target="d-abc") == "13800001000"
    (call,) = calls(state)
    assert (call.ref, call.client_ref, call.direction, call.patient_id) == (REF, CLIENT, "outbound", 1000)
    assert await ask(pbx, "outbound", ref="other.1", agent="1001", target="+79161234567") == "+79161234567"


@pytest.mark.parametrize("target", ["d-unknown", "d-", "sip:x@y", "112;rm", "", "1", "9" * 30])
async def test_targets_that_are_refused(pbx: httpx.AsyncClient, state: ServerState, target: str) -> None:
    answer = await pbx.post("/pbx/v1/calls/outbound", data={"ref": REF, "agent": "1001", "target": target})
    assert answer.status_code in (200, 422)
    assert answer.text == "refused" or answer.status_code == 422
    assert calls(state) == []


async def test_a_token_of_another_desk_of_another_call_or_too_old(pbx: httpx.AsyncClient, state: ServerState) -> None:
    add_token(state, age=timedelta(minutes=6))
    assert await ask(pbx, "outbound", client_ref=CLIENT, agent="1001", target="d-abc") == "refused"
    with state.database.write() as session:
        session.get_one(OutboundToken, "abc").expires_at = utc_now() + timedelta(minutes=1)
    assert await ask(pbx, "outbound", client_ref=CLIENT, agent="1002", target="d-abc") == "refused"
    other = CLIENT.replace("0f6e", "1111")
    assert await ask(pbx, "outbound", client_ref=other, agent="1001", target="d-abc") == "refused"
    assert await ask(pbx, "outbound", client_ref=CLIENT, agent="1077", target="13800001000") == "refused"
