"""What an agent chooses from: at the sign-in, and read again after ``config.changed``. Worker threads."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from server_stub.auth.actor import CurrentActor, State
from server_stub.auth.schemas import Choice
from server_stub.db.models import Disposition, NotReadyReason, Queue

router = APIRouter(prefix="/v1/me", tags=["me"])


class OfferedChoices(BaseModel):
    dispositions: list[Choice]
    not_ready_reasons: list[Choice]
    queues: list[Choice]


@router.get("/choices")
def read_choices(state: State, actor: CurrentActor) -> OfferedChoices:
    """What administration may have changed since the sign-in."""
    del actor  # anyone who is signed in
    with state.database.read() as session:
        return OfferedChoices(**offered(session))


def offered(session: Session) -> dict[str, list[Choice]]:
    """By the names of ``Session``; without what was retired."""
    dispositions = select(Disposition).where(Disposition.retired.is_(False)).order_by(Disposition.position)
    reasons = select(NotReadyReason).where(NotReadyReason.retired.is_(False)).order_by(NotReadyReason.position)
    queues = select(Queue).order_by(Queue.name)
    return {
        "dispositions": [Choice(code=row.code, labels=row.labels) for row in session.scalars(dispositions)],
        "not_ready_reasons": [Choice(code=row.code, labels=row.labels) for row in session.scalars(reasons)],
        "queues": [Choice(code=row.name, labels=row.labels) for row in session.scalars(queues)],
    }
