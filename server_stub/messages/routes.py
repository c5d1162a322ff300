"""Messages to patients over REST, and the administrator's templates. Worker threads."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import JSONResponse
from sqlalchemy.orm import Session

from server_stub.administration.change import changing
from server_stub.administration.schemas import Code, Deleted
from server_stub.audit import trail
from server_stub.auth.actor import Actor, State, holding
from server_stub.auth.rights import Right
from server_stub.calls import choice, registry
from server_stub.calls.schemas import Ref
from server_stub.db.models import Call, OutgoingMessage
from server_stub.idempotency import OneTime
from server_stub.messages import form, placeholders, queue, schemas, templates
from server_stub.problems import Problem
from server_stub.settings import Settings

Writer = Annotated[Actor, Depends(holding(Right.TAKE_CALLS))]
Reader = Annotated[Actor, Depends(holding(Right.SEE_PATIENTS))]
Admin = Annotated[Actor, Depends(holding(Right.ADMINISTER))]
Seen = Annotated[int, Query(alias="version", ge=1)]

router = APIRouter(prefix="/v1", tags=["messages"])


def _own_call(session: Session, ref: str, actor: Actor) -> Call:
    call = registry.find(session, ref)
    if call is None:
        raise Problem("unknown_call", ref=ref)
    choice.require_own(call, actor)
    return call


def _gateways(settings: Settings) -> list[schemas.Channel]:
    found: list[schemas.Channel] = ["sms"] if settings.sms_gateway_url else []
    return [*found, "email"] if settings.email_gateway_url else found


@router.get("/calls/{ref}/messages/form")
def message_form(state: State, actor: Writer, ref: Ref) -> schemas.MessageForm:
    """To whom and what: templates filled with this call's values."""
    with state.database.read() as session:
        return form.build(session, state.settings, _own_call(session, ref, actor), actor, _gateways(state.settings))


@router.get("/calls/{ref}/messages")
def messages(state: State, actor: Reader, ref: Ref) -> schemas.Messages:
    """What was written to the patient of this call, and what became of it."""
    with state.database.write() as session:
        call = _own_call(session, ref, actor)
        found = queue.of_call(session, state.keys, call)
        if found:
            trail.record(session, actor.user_id, "messages.shown", call.ref)
        return schemas.Messages(messages=found)


@router.post("/calls/{ref}/messages", response_model=schemas.Message)
def send(state: State, once: OneTime, _actor: Writer, ref: Ref, body: schemas.SendMessage) -> JSONResponse:
    """Keep a message; it leaves when its channel has a gateway."""
    return once.run(lambda session: queue.put(session, state.keys, _own_call(session, ref, once.actor), once.actor, body))


@router.post("/messages/{message_id}/cancel", response_model=schemas.Message)
def cancel(once: OneTime, _actor: Writer, message_id: schemas.MessageId) -> JSONResponse:
    """Take back what has not left yet."""

    def write(session: Session) -> schemas.Message:
        row = session.get(OutgoingMessage, message_id, with_for_update=True)
        if row is None:
            raise Problem("unknown_message")
        if row.author_id != once.actor.user_id:
            choice.require_own(session.get_one(Call, row.call_id), once.actor)
        return queue.take_back(session, row, once.actor)

    return once.run(write)


# ---- administration


@router.get("/admin/templates")
def all_templates(state: State, _actor: Admin) -> schemas.Templates:
    with state.database.read() as session:
        return schemas.Templates(templates=templates.everything(session), placeholders=list(placeholders.NAMES))


@router.post("/admin/templates", status_code=201)
def add_template(state: State, actor: Admin, body: schemas.NewTemplate) -> schemas.AdminTemplate:
    with changing(state, actor, "templates") as change:
        return templates.create(change, body)


@router.put("/admin/templates/{code}")
def set_template(state: State, actor: Admin, code: Code, body: schemas.ChangedTemplate) -> schemas.AdminTemplate:
    with changing(state, actor, "templates") as change:
        return templates.update(change, code, body)


@router.delete("/admin/templates/{code}")
def delete_template(state: State, actor: Admin, code: Code, version: Seen) -> Deleted:
    with changing(state, actor, "templates") as change:
        return Deleted(deleted=templates.remove(change, code, version))
