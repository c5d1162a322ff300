"""Calls over REST: context, patient, wrap-up, history, dialling out. Worker threads."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import JSONResponse
from pydantic import AwareDatetime
from sqlalchemy import select
from sqlalchemy.orm import Session

from server_stub.audit import trail
from server_stub.auth.actor import Actor, State, holding
from server_stub.auth.rights import Right
from server_stub.calls import choice, detail, history, outbound, records, registry, wrap_up
from server_stub.calls.history import Filters
from server_stub.calls.schemas import (
    AddNote,
    AgentName,
    AgentNames,
    CallContext,
    CallDetail,
    CallList,
    CallRecord,
    ChoosePatient,
    OutboundPrepared,
    PrepareOutbound,
    Ref,
    SaveWrapUp,
)
from server_stub.db.models import Call, User
from server_stub.idempotency import OneTime
from server_stub.patients import service
from server_stub.patients.queries import wire_id
from server_stub.problems import Problem

router = APIRouter(prefix="/v1/calls", tags=["calls"])

Caller = Annotated[Actor, Depends(holding(Right.TAKE_CALLS))]
Reader = Annotated[Actor, Depends(holding(Right.SEE_PATIENTS))]


def _own_call(session: Session, ref: str, actor: Actor) -> Call:
    call = registry.find(session, ref)
    if call is None:
        raise Problem("unknown_call", ref=ref)
    choice.require_own(call, actor)
    return call


def _audit_shown(session: Session, actor: Actor, call: Call) -> None:
    patient = wire_id(call.patient_id) if call.patient_id is not None else ""
    trail.record(session, actor.user_id, "call.shown", call.ref, patient=patient)


def _filters(
    since: Annotated[AwareDatetime | None, Query(description="Calls that began then or later")] = None,
    until: Annotated[AwareDatetime | None, Query(description="Calls that began before")] = None,
    direction: Annotated[str, Query(max_length=10)] = "",
    queue: Annotated[str, Query(max_length=40)] = "",
    agent: Annotated[str, Query(max_length=40, description="A user's id, `me` or `team`; agents get their own calls only")] = "",
    outcome: Annotated[str, Query(max_length=20)] = "",
    disposition: Annotated[str, Query(max_length=40)] = "",
    about: Annotated[str, Query(max_length=80, description="Patient's id or part of the name, or digits a number ends with")] = "",
    recorded: bool = False,
    wrap_up_missing: bool = False,
) -> Filters:
    return Filters(
        agent_id=agent or None,
        since=since,
        until=until,
        direction=direction,
        queue=queue,
        outcome=outcome,
        disposition=disposition,
        about=about,
        recorded=recorded,
        wrap_up_missing=wrap_up_missing,
    )


@router.get("")
def calls_list(
    state: State,
    actor: Reader,
    filters: Annotated[Filters, Depends(_filters)],
    before: Annotated[AwareDatetime | None, Query(description="Only calls that began before this time")] = None,
    after: Annotated[str, Query(max_length=40, description="`next` of the page before")] = "",
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> CallList:
    """Newest first: an agent's own, for leaders and administrators everybody's."""
    if not actor.may(Right.SEE_ALL_CALLS) or filters.agent_id == "me":
        filters = replace(filters, agent_id=actor.user_id)
    with state.database.read() as session:
        if filters.agent_id == "team":
            filters = replace(filters, agent_id=None, team_id=session.get_one(User, actor.user_id).team_id or "")
        found = history.page(session, filters, after=after, before=before, limit=limit + 1, sees_numbers=actor.may(Right.SEE_NUMBERS))
        shown = found[:limit]
        listed = [records.to_wire(call) for call in shown]
        behind = history.cursor_of(shown[-1]) if len(found) > limit else ""
    if listed:
        with state.database.write() as session:
            trail.record(session, actor.user_id, "calls.listed", "calls", refs=",".join(call.ref for call in listed))
    return CallList(calls=listed, next=behind)


@router.get("/agents")
def agents(state: State, actor: Reader) -> AgentNames:
    """Whose calls the reader may ask for."""
    statement = select(User.id, User.display_name).where(User.extension.is_not(None)).order_by(User.display_name)
    if not actor.may(Right.SEE_ALL_CALLS):
        statement = statement.where(User.id == actor.user_id)
    with state.database.read() as session:
        return AgentNames(agents=[AgentName(id=row.id, name=row.display_name) for row in session.execute(statement)])


@router.post("/outbound")
def prepare_outbound(state: State, actor: Caller, body: PrepareOutbound) -> OutboundPrepared:
    """Tell the server whom this desk is about to call; dial the returned target within two minutes."""
    with state.database.write() as session:
        return outbound.prepare(session, state.settings, actor, body)


@router.get("/{ref}")
def record(state: State, actor: Reader, ref: Ref) -> CallRecord:
    with state.database.write() as session:
        call = _own_call(session, ref, actor)
        _audit_shown(session, actor, call)
        return records.to_wire(call)


@router.get("/{ref}/context")
def call_context(state: State, actor: Reader, ref: Ref) -> CallContext:
    with state.database.write() as session:
        call = _own_call(session, ref, actor)
        _audit_shown(session, actor, call)
        return choice.build_for(session, state.settings, call, actor)


@router.get("/{ref}/detail")
def call_detail(state: State, actor: Reader, ref: Ref) -> CallDetail:
    with state.database.write() as session:
        call = _own_call(session, ref, actor)
        _audit_shown(session, actor, call)
        return detail.build(session, call, actor)


@router.post("/{ref}/notes", response_model=CallDetail)
def add_note(state: State, once: OneTime, actor: Reader, ref: Ref, body: AddNote) -> JSONResponse:  # noqa: ARG001
    """Add to the record of a call, long after it if need be. Earlier notes are kept."""
    return once.run(lambda session: detail.add_note(session, _own_call(session, ref, once.actor), once.actor, body))


@router.post("/{ref}/patient", response_model=CallContext)
def choose_patient(state: State, once: OneTime, _actor: Caller, ref: Ref, body: ChoosePatient) -> JSONResponse:
    """Say who the call is about. The call need not be known yet."""

    def write(session: Session) -> CallContext:
        patient = service.require(session, body.patient_id)
        call = choice.ensure_own(session, ref, once.actor)
        return choice.choose(session, state.settings, call, patient.id, once.actor)

    return once.run(write)


@router.put("/{ref}/wrap-up", response_model=CallRecord)
def save_wrap_up(state: State, once: OneTime, _actor: Caller, ref: Ref, body: SaveWrapUp) -> JSONResponse:
    """Keep the record of a call, known or not. Saving again replaces it; earlier versions are kept."""

    def write(session: Session) -> CallRecord:
        call = wrap_up.save(session, once.actor, ref, body)
        answer = records.to_wire(call)
        user = session.get_one(User, once.actor.user_id)
        for hook in state.hooks.wrap_up_saved:
            hook(session, user, call, body.then_ready and not answer.missing)
        return answer

    return once.run(write)
