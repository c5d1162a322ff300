"""The worklist over REST. Worker threads."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Final

from fastapi import APIRouter, Depends
from fastapi.responses import JSONResponse
from sqlalchemy.orm import Session

from server_stub import centre
from server_stub.attempts import store
from server_stub.audit import trail
from server_stub.auth.actor import Actor, State, holding
from server_stub.auth.rights import Right
from server_stub.clock import utc_now
from server_stub.db.models import CallBackTask
from server_stub.idempotency import OneTime
from server_stub.problems import Problem
from server_stub.worklist import queries, schemas, tasks
from server_stub.worklist.states import TaskEvent, TaskState

router = APIRouter(prefix="/v1/worklist", tags=["worklist"])

Agent = Annotated[Actor, Depends(holding(Right.TAKE_CALLS))]
LONGEST_POSTPONED: Final = timedelta(days=30)


@router.get("")
def worklist(state: State, agent: Agent) -> schemas.Worklist:
    """The agent's own call-backs, those that anybody may take, and those that wait for their time."""
    with state.database.read() as session:
        listed = queries.worklist(session, agent.user_id, state.settings.call_back_attempts)
    shown = [task.patient_id for task in (*listed.mine, *listed.open, *listed.waiting) if task.patient_id]
    if shown:
        with state.database.write() as session:
            trail.record(session, agent.user_id, "worklist.listed", "worklist", patients=",".join(shown))
    return listed


@router.post("/take")
def take(state: State, agent: Agent, body: schemas.Take) -> schemas.Task:
    """Make a task one's own: the named one, or the most urgent. Problem ``taken_already``, ``nothing_to_take``, ``unknown_task``."""
    now = utc_now()
    with state.database.write() as session:
        if body.id is not None:
            task = tasks.require(session, body.id)
            if task.owner_id != agent.user_id and not tasks.claim(session, task.id, agent.user_id, now, also_waiting=True):
                raise Problem("taken_already")
            return _wired(state, session, body.id)
        for task_id in queries.next_open(session, agent.user_id):
            if tasks.claim(session, task_id, agent.user_id, now):
                return _wired(state, session, task_id)
        raise Problem("nothing_to_take")


@router.post("/{task_id}/give-back")
def give_back(state: State, agent: Agent, task_id: int) -> schemas.Task:
    """Let anybody else take it. Nothing happens where it is not the agent's own."""
    with state.database.write() as session:
        task = tasks.require(session, task_id)
        if task.owner_id == agent.user_id:
            tasks.move(session, task, TaskEvent.GIVEN_BACK, utc_now(), by=agent.user_id, reason="reached")
        return _wired(state, session, task_id)


@router.post("/{task_id}/postpone", response_model=schemas.Task)
def postpone(state: State, once: OneTime, _agent: Agent, task_id: int, body: schemas.Postpone) -> JSONResponse:
    """Not before ``until`` (at most 30 days from now; a time that has passed: at once)."""

    def write(session: Session) -> schemas.Task:
        now = utc_now()
        task = _mine(session, once.actor, task_id)
        _note(task, body.notes)
        until = min(body.until, now + LONGEST_POSTPONED)
        if task.state != TaskState.CLOSED.value:
            tasks.move(session, task, TaskEvent.POSTPONED, now, by=once.actor.user_id)
            task.due_at = until
            trail.record(session, once.actor.user_id, "call_back.postponed", f"T-{task.id}")
        return _wired(state, session, task_id)

    return once.run(write)


@router.post("/{task_id}/close", response_model=schemas.Task)
def close(state: State, once: OneTime, _agent: Agent, task_id: int, body: schemas.Close) -> JSONResponse:
    """Nothing is owed any more, and why. A task that is closed already keeps its first reason."""

    def write(session: Session) -> schemas.Task:
        now = utc_now()
        task = _mine(session, once.actor, task_id)
        _note(task, body.notes)
        if body.reason == "do_not_call":
            store.forbid(session, task.number, centre.of(session, state.settings).country_code, once.actor.user_id, now)
            trail.record(session, once.actor.user_id, "do_not_call.added", f"T-{task.id}")
        tasks.move(session, task, TaskEvent.CLOSED_BY_HAND, now, by=once.actor.user_id, reason=body.reason)
        return _wired(state, session, task_id)

    return once.run(write)


@router.put("/{task_id}/notes", response_model=schemas.Task)
def set_notes(state: State, once: OneTime, _agent: Agent, task_id: int, body: schemas.SetNotes) -> JSONResponse:
    """What the next one should know."""

    def write(session: Session) -> schemas.Task:
        task = _mine(session, once.actor, task_id)
        _note(task, body.notes)
        tasks.acted(task, utc_now())
        session.flush()
        tasks.tell(session, task.owner_id)
        return _wired(state, session, task_id)

    return once.run(write)


def _mine(session: Session, actor: Actor, task_id: int) -> CallBackTask:
    """The task, unless it is another's now. Who had it last may still say what came of it: their desk was cut off meanwhile."""
    task = tasks.require(session, task_id)
    others = task.owner_id not in (None, actor.user_id)
    if others and task.last_owner_id != actor.user_id and not actor.may(Right.SEE_ALL_CALLS):
        raise Problem("taken_already")
    return task


def _note(task: CallBackTask, notes: str | None) -> None:
    if notes is not None:
        task.notes = notes


def _wired(state: State, session: Session, task_id: int) -> schemas.Task:
    session.flush()
    return queries.to_wire(session, [session.get_one(CallBackTask, task_id)], state.settings.call_back_attempts)[0]
