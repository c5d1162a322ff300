"""What a desk needs to draw the wrap-up: matters, sources, and what each queue requires. Worker threads."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from server_stub.auth.actor import CurrentActor, State
from server_stub.auth.schemas import Choice
from server_stub.db.models import ContactSource, Matter, Queue
from server_stub.matters import required

router = APIRouter(prefix="/v1/me", tags=["me"])


class MatterChoice(BaseModel):
    code: str
    parent: str
    """Empty at the top."""
    labels: dict[str, str]
    queues: list[str] | None
    """Where it and all below it are offered; null: everywhere."""


class WrapUpForm(BaseModel):
    matters: list[MatterChoice]
    """In the order in which they are shown; parents before their children."""
    sources: list[Choice]
    required: dict[str, list[str]]
    """By the queue's name: ``matter``, ``resolved``, ``booking``, ``follow_up``, ``source``, ``notes``."""


@router.get("/wrap-up-form")
def wrap_up_form(state: State, actor: CurrentActor) -> WrapUpForm:
    """Read at the sign-in and again after ``config.changed``; without what was retired."""
    del actor  # anyone who is signed in
    with state.database.read() as session:
        sources = select(ContactSource).where(ContactSource.retired.is_(False)).order_by(ContactSource.position, ContactSource.code)
        return WrapUpForm(
            matters=[_choice(row) for row in offered(session)],
            sources=[Choice(code=row.code, labels=row.labels) for row in session.scalars(sources)],
            required={name: list(required.of_queue(session, name)) for name in session.scalars(select(Queue.name))},
        )


def offered(session: Session) -> list[Matter]:
    """Depth first, in order; a retired matter takes all below it with it."""
    rows = list(session.scalars(select(Matter).where(Matter.retired.is_(False)).order_by(Matter.position, Matter.code)))
    below: dict[str | None, list[Matter]] = {}
    for row in rows:
        below.setdefault(row.parent, []).append(row)
    return _walk(below, None)


def _walk(below: dict[str | None, list[Matter]], parent: str | None) -> list[Matter]:
    found: list[Matter] = []
    for row in below.get(parent, []):
        found += [row, *_walk(below, row.code)]
    return found


def _choice(row: Matter) -> MatterChoice:
    queues = [str(name) for name in row.queues] if row.queues is not None else None
    return MatterChoice(code=row.code, parent=row.parent or "", labels=row.labels, queues=queues)
