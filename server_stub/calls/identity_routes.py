"""The identity check of a call over REST. Worker threads."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from sqlalchemy.orm import Session

from server_stub.auth.actor import Actor, State, holding
from server_stub.auth.rights import Right
from server_stub.calls import choice, identity, registry
from server_stub.calls.identity import Fact
from server_stub.calls.schemas import CallContext, Ref
from server_stub.clock import utc_now
from server_stub.idempotency import OneTime
from server_stub.problems import Problem

router = APIRouter(prefix="/v1/calls", tags=["calls"])

Caller = Annotated[Actor, Depends(holding(Right.TAKE_CALLS))]


class SaidFact(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    fact: Fact
    answer: Annotated[str, StringConstraints(max_length=40)] = ""
    """Days as ``YYYY-MM-DD``; empty: could not say."""


class SaidFacts(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    facts: Annotated[list[SaidFact], Field(min_length=1, max_length=5)]


class CheckedIdentity(BaseModel):
    result: Literal["passed", "failed"]
    facts: dict[str, str]
    """Fact to ``matches``, ``differs`` or ``not_said``."""
    context: CallContext


@router.post("/{ref}/identity", response_model=CheckedIdentity)
def check_identity(state: State, once: OneTime, _actor: Caller, ref: Ref, body: SaidFacts) -> JSONResponse:
    """Compare what the caller said; where enough matches, the call's context carries the hidden facts from now on."""

    def write(session: Session) -> CheckedIdentity:
        call = registry.find(session, ref)
        if call is None:
            raise Problem("unknown_call", ref=ref)
        choice.require_own(call, once.actor)
        row = identity.check(session, call, [(said.fact, said.answer) for said in body.facts], once.actor.user_id, utc_now())
        context = choice.tell(session, state.settings, call, once.actor)
        return CheckedIdentity(result="passed" if row.result == "passed" else "failed", facts=row.facts, context=context)

    return once.run(write)
