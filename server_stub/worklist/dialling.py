"""A desk is about to call somebody back. Caller's write transaction and thread."""

from __future__ import annotations

from sqlalchemy.orm import Session

from server_stub import centre
from server_stub.attempts import store
from server_stub.auth.actor import Actor
from server_stub.calls import context
from server_stub.clock import utc_now
from server_stub.db.models import Call
from server_stub.problems import Problem
from server_stub.settings import Settings
from server_stub.worklist import tasks
from server_stub.worklist.missed import PURPOSE
from server_stub.worklist.states import TaskEvent, TaskState


def begin(session: Session, settings: Settings, actor: Actor, call: Call, task_id: int) -> str:
    """Make the task the actor's, note the try and give ``call`` number and patient of the task; the number to dial.

    Raises Problem ``unknown_task``, ``taken_already`` (another's, or closed), ``do_not_call``.
    """
    now = utc_now()
    task = tasks.require(session, task_id)
    if store.must_not_call(session, task.number, centre.of(session, settings).country_code):
        raise Problem("do_not_call")
    if task.owner_id is None and task.state != TaskState.CLOSED.value:
        tasks.claim(session, task_id, actor.user_id, now, also_waiting=True)
        task = tasks.require(session, task_id)
    if task.owner_id != actor.user_id or task.state == TaskState.CLOSED.value:
        raise Problem("taken_already")
    store.begin(session, PURPOSE, task_id, call.client_ref or call.ref, actor.user_id, now)
    tasks.acted(task, now)
    tasks.move(session, task, TaskEvent.DIALLED, now, by=actor.user_id)
    context.identify(session, call, task.number, centre.of(session, settings).country_code)
    if task.patient_id is not None:
        call.patient_id, call.match = task.patient_id, "chosen"
    call.queue = call.queue or task.queue
    return task.number
