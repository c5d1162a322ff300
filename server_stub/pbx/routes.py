"""What the dial plan asks about a live caller: form-encoded questions, one line of plain text as the answer.

A patient is waiting at the other end, so each route is one short transaction on a worker thread, and the PBX goes on by
itself after 1 s. Caller ids are what a stranger sent: they are cut and normalised, never trusted, never logged.
"""

from __future__ import annotations

import asyncio
import hmac
import re
from typing import Annotated, Final

import structlog
from fastapi import APIRouter, Depends, Form, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import PlainTextResponse
from sqlalchemy import select
from sqlalchemy.orm import Session

from server_stub import centre
from server_stub.auth.actor import State
from server_stub.clock import utc_now
from server_stub.db.models import OutboundToken, Patient, Queue, ServiceNumber, User
from server_stub.patients import numbers
from server_stub.pbx.live_calls import IN_PROGRESS, LiveCalls
from server_stub.problems import Problem
from server_stub.queues.opening import Openings
from server_stub.settings import read_secret
from server_stub.worklist.returning import returning_to

DEFAULT_QUEUE: Final = "main"
VIP_PRIORITY: Final = 10
REFUSED: Final = "refused"
CLOSED: Final = "closed"
TREAT_AS_QUEUE: Final = "queue"
VOICEMAIL: Final = "voicemail"
RETURNING_PRIORITY: Final = 20
TOKEN_PREFIX: Final = "d-"  # noqa: S105 - marks a stand-in for a number
HEAD_START_S: Final = 0.04
"""How long the INVITE is held after the context has gone to the desk. A desk needs some 20 to 40 ms to read and paint it; begun earlier,
the ring competes with the painting, and agent and patient both wait longer. A caller does not notice it."""
_LANGUAGES: Final = frozenset({"zh", "ru", "en"})
_DIALLABLE: Final = re.compile(r"^[+]?[0-9]{2,20}$")

_log = structlog.get_logger(__name__)

Ref = Annotated[str, Form(min_length=1, max_length=80, pattern=r"^[A-Za-z0-9._-]+$")]
ClientRef = Annotated[str, Form(max_length=80, pattern=r"^(desk-[A-Za-z0-9-]{1,74})?$")]
Extension = Annotated[str, Form(max_length=16, pattern=r"^[0-9]*$")]
Sent = Annotated[str, Form(max_length=2000)]
"""Whatever a network sent as number or name."""


async def from_pbx(request: Request, state: State) -> None:
    """Lets only the PBX in. Raises Problem ``not_signed_in``. On the loop: one hop to a worker less before the phone rings."""
    expected = read_secret(state.settings.pbx_token_file)
    sent = request.headers.get("authorization", "").removeprefix("Bearer ")
    if not expected or not hmac.compare_digest(sent.encode(), expected.encode()):
        raise Problem("not_signed_in")


router = APIRouter(prefix="/pbx/v1/calls", tags=["pbx"], dependencies=[Depends(from_pbx)], default_response_class=PlainTextResponse)


@router.post("/identify")
def identify(state: State, ref: Ref, number: Sent = "", name: Sent = "", dialled: Sent = "") -> PlainTextResponse:
    """Who calls and what becomes of it: ``QUEUE,PRIORITY,LANGUAGE,TREATMENT``.

    The call and its match are kept, so that the offer is quick.
    """
    del name  # shown by no one: the patient's name comes from the record
    now = utc_now()
    with state.database.write() as session:
        own = centre.of(session, state.settings)
        queue = session.scalar(select(Queue).join(ServiceNumber).where(ServiceNumber.number == dialled))
        if queue is None:
            _log.warning("number_not_in_service", dialled=len(dialled))
            return PlainTextResponse(f"{DEFAULT_QUEUE},0,{own.language},{REFUSED}")
        call = LiveCalls(state).arrived(session, ref, number, now, queue.name)
        is_open = Openings.load(session, state.settings).is_open(queue, now)
        if not is_open and call.outcome == IN_PROGRESS:
            call.outcome = CLOSED
        patient = session.get(Patient, call.patient_id) if call.patient_id is not None else None
        language = patient.language[:2] if patient else ""
        priority = VIP_PRIORITY if patient and patient.vip else 0
        treatment = TREAT_AS_QUEUE if is_open else VOICEMAIL if queue.voicemail else CLOSED
        returning = returning_to(session, call, now, state.settings, own.country_code) if is_open else None
        if returning is not None:
            priority += RETURNING_PRIORITY
            treatment = f"desk-{returning.extension}" if returning.extension else treatment
    spoken = language if language in _LANGUAGES else own.language
    return PlainTextResponse(f"{queue.name},{priority},{spoken},{treatment}")


@router.post("/offer")
async def offer(state: State, ref: Ref, agent: Extension, queue: Sent = "", number: Sent = "") -> PlainTextResponse:
    """The queue has picked ``agent``: the pop leaves with this transaction; the INVITE waits for this answer."""

    def tell() -> None:
        with state.database.write() as session:
            LiveCalls(state).offered(session, ref, agent, utc_now(), number=number, queue=queue[:40])

    await run_in_threadpool(tell)
    await asyncio.sleep(HEAD_START_S)
    return PlainTextResponse("ok")


@router.post("/outbound")
def outbound(state: State, ref: Ref, agent: Extension, target: Sent, client_ref: ClientRef = "") -> PlainTextResponse:
    """A desk dials: the number behind ``target``, or ``refused``."""
    with state.database.write() as session:
        number = _resolve(session, agent, target, client_ref)
        if not number:
            return PlainTextResponse(REFUSED)
        LiveCalls(state).dialled(session, ref, client_ref, agent, number, utc_now())
    return PlainTextResponse(number)


def _resolve(session: Session, extension: str, target: str, client_ref: str) -> str:
    """The number to dial; empty where this desk may not, or the token is another's, unknown or too old."""
    user = session.scalar(select(User).where(User.extension == extension)) if extension else None
    if user is None or user.disabled:
        return ""
    if not target.startswith(TOKEN_PREFIX):
        number = numbers.normalise(target)
        return number if _DIALLABLE.match(number) else ""
    token = session.get(OutboundToken, target.removeprefix(TOKEN_PREFIX))
    if token is None or token.user_id != user.id or token.expires_at < utc_now():
        return ""
    if client_ref and token.client_ref != client_ref:
        return ""
    return token.number if _DIALLABLE.match(token.number) else ""
