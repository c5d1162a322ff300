"""Reads of the worklist. Caller's session and thread."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from server_stub.attempts import store
from server_stub.attempts.rules import Outcome
from server_stub.db.models import Call, CallBackTask, QueueMember, Recording, User
from server_stub.patients import numbers
from server_stub.patients.queries import wire_id
from server_stub.worklist import schemas, tasks
from server_stub.worklist.missed import PURPOSE
from server_stub.worklist.states import TaskState

LISTED: Final = 100
URGENT_FIRST: Final = (CallBackTask.priority.desc(), CallBackTask.first_at, CallBackTask.id)
VOICEMAIL: Final = "voicemail"


def worklist(session: Session, user_id: str, most_attempts: int) -> schemas.Worklist:
    related = joinedload(CallBackTask.patient), joinedload(CallBackTask.owner)
    all_of = select(CallBackTask).options(*related)
    mine = session.scalars(all_of.where(CallBackTask.owner_id == user_id).order_by(*URGENT_FIRST)).all()
    free = session.scalars(all_of.where(CallBackTask.state == TaskState.OPEN.value).order_by(*URGENT_FIRST).limit(LISTED)).all()
    later = all_of.where(CallBackTask.state == TaskState.WAITING.value).order_by(CallBackTask.due_at).limit(LISTED)
    waiting = session.scalars(later).all()
    wired = {task.id: task for task in to_wire(session, (*mine, *free, *waiting), most_attempts)}
    return schemas.Worklist(
        mine=[wired[task.id] for task in mine],
        open=[wired[task.id] for task in free],
        waiting=[wired[task.id] for task in waiting],
        open_count=tasks.counts_for(session, None)[0],
    )


def to_wire(session: Session, rows: Sequence[CallBackTask], most_attempts: int) -> list[schemas.Task]:
    """As the list shows them: three queries for all of them together."""
    attempts = store.of_purpose(session, PURPOSE, [row.id for row in rows])
    callers = {attempt.user_id for tries in attempts.values() for attempt in tries}
    people = session.scalars(select(User).where(User.id.in_(callers)))
    names = {person.id: person.display_name for person in people}
    refs = [row.voicemail_ref for row in rows if row.voicemail_ref]
    stored = select(Call.ref, Recording.duration_s).join(Recording, Recording.call_id == Call.id)
    lengths = {row.ref: row.duration_s for row in session.execute(stored.where(Call.ref.in_(refs), Recording.leg == VOICEMAIL))}
    return [
        schemas.Task(
            id=row.id,
            state=row.state,
            why=row.why,
            missed_calls=row.missed_calls,
            first_at=row.first_at,
            last_at=row.last_at,
            waited_s=row.waited_s,
            queue=row.queue,
            number_masked=numbers.mask(row.number),
            patient_id=wire_id(row.patient_id) if row.patient_id is not None else "",
            patient_name=row.patient.name if row.patient else "",
            vip=bool(row.patient and row.patient.vip),
            voicemail_ref=row.voicemail_ref,
            voicemail_s=lengths.get(row.voicemail_ref, 0.0),
            owner_id=row.owner_id or "",
            owner_name=row.owner.display_name if row.owner else "",
            owned_until=row.owned_until,
            due_at=row.due_at,
            attempts=[
                schemas.Attempt(at=one.began_at, agent_name=names.get(one.user_id, ""), outcome=one.outcome)
                for one in attempts.get(row.id, ())
                if one.outcome != Outcome.NOT_DIALLED.value
            ],
            attempts_left=max(0, most_attempts - row.attempts),
            notes=row.notes,
            closed_at=row.closed_at,
            close_reason=row.close_reason,
        )
        for row in rows
    ]


def next_open(session: Session, user_id: str) -> list[int]:
    """Open tasks in the order in which this agent should take them: those of their own queues, then of all others."""
    queues = set(session.scalars(select(QueueMember.queue_name).where(QueueMember.user_id == user_id)))
    rows = session.scalars(
        select(CallBackTask).where(CallBackTask.state == TaskState.OPEN.value).order_by(*URGENT_FIRST).limit(LISTED)
    ).all()
    return [row.id for row in sorted(rows, key=lambda row: row.queue not in queues)]


def may_hear(session: Session, call: Call, user_id: str) -> bool:
    """Whether this call's message is for the agent: of a task that is theirs or that anybody may take."""
    mine = select(CallBackTask).where(CallBackTask.voicemail_ref == call.ref)
    return any(
        task.owner_id == user_id or (task.owner_id is None and task.state != TaskState.CLOSED.value) or task.closed_by == user_id
        for task in session.scalars(mine)
    )
