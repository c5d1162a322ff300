"""Makes, joins, hands out and closes call-back tasks. Caller's write transaction and thread; every function may be called twice.

An owner is set by one conditional UPDATE, and the one open task of a patient by a unique key: two servers on one database
cannot hand a task to two agents, nor make it twice.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import CursorResult, func, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from server_stub.audit import trail
from server_stub.db.models import AgentStatusRow, Call, CallBackTask, Patient
from server_stub.events.log import EVERYONE, append
from server_stub.patients import numbers
from server_stub.problems import Problem
from server_stub.worklist.states import WITH_OWNER, TaskEvent, TaskState, transition

HELD_FOR: Final = timedelta(minutes=15)
"""An owner who does nothing about a task for so long gives it back."""
_OPEN_STATES: Final = (TaskState.OPEN.value, TaskState.OWNED.value, TaskState.CALLING.value, TaskState.REACHED.value)

_WEIGHT: Final = {"short": 0, "abandoned": 20, "out_of_hours": 20, "voicemail": 40}
VIP_WEIGHT: Final = 100
_AGAIN_WEIGHT, _AGAIN_AT_MOST = 10, 3


def priority_of(why: str, missed_calls: int, *, vip: bool) -> int:
    """Higher is called first: VIP, then who left a message, then who called often. A short abandon comes last: it is listed all
    the same, because an anxious patient hangs up at once, too."""
    return _WEIGHT[why] + (VIP_WEIGHT if vip else 0) + _AGAIN_WEIGHT * min(max(missed_calls - 1, 0), _AGAIN_AT_MOST)


def stronger(one: str, other: str) -> str:
    """The reason that says more."""
    return one if _WEIGHT.get(one, -1) > _WEIGHT.get(other, -1) else other


def keys_of(call: Call, country_code: str) -> list[str]:
    """Under which open tasks of this caller may stand, the best first; none for a withheld number without a patient."""
    keys = [f"p:{call.patient_id}"] if call.patient_id is not None else []
    if call.number:
        keys.append(f"n:{numbers.match_key(call.number, country_code)}")
    return keys


def open_of(session: Session, keys: list[str]) -> list[CallBackTask]:
    """The tasks of these keys that are not closed, locked against other writers."""
    if not keys:
        return []
    wanted = select(CallBackTask).where(CallBackTask.open_key.in_(keys)).order_by(CallBackTask.id).with_for_update()
    return list(session.scalars(wanted.execution_options(populate_existing=True)))


def require(session: Session, task_id: int) -> CallBackTask:
    """The task, locked. Raises Problem ``unknown_task``."""
    wanted = select(CallBackTask).where(CallBackTask.id == task_id).with_for_update()
    task = session.scalar(wanted.execution_options(populate_existing=True))
    if task is None:
        raise Problem("unknown_task")
    return task


def ensure_open(session: Session, call: Call, why: str, country_code: str) -> CallBackTask:
    """The caller's one open task, made where there is none."""
    keys = keys_of(call, country_code)
    if found := open_of(session, keys):
        return found[0]
    task = CallBackTask(open_key=keys[0], number=call.number, patient_id=call.patient_id, queue=call.queue, why=why)
    task.state, task.first_at, task.last_at, task.missed_calls, task.attempts = TaskState.OPEN.value, call.started_at, call.started_at, 0, 0
    try:
        with session.begin_nested():
            session.add(task)
    except IntegrityError:  # another server was faster
        return open_of(session, keys)[0]
    return task


def move(session: Session, task: CallBackTask, event: TaskEvent, now: datetime, *, by: str = "system", reason: str = "") -> bool:
    """Let ``event`` have its effect; the owner goes where the state has none. False where nothing moved."""
    before = TaskState(task.state)
    after = transition(before, event)
    if after is before:
        return False
    owner = task.owner_id
    task.state = after.value
    if after not in WITH_OWNER and owner is not None:
        task.last_owner_id, task.owner_id, task.owned_until = owner, None, None
    if after is TaskState.OPEN:
        task.due_at = None
    closed: dict[str, object] = {}
    if after is TaskState.CLOSED:
        task.open_key, task.closed_at, task.closed_by, task.close_reason = None, now, by, reason or event.value
        trail.record(session, by, "call_back.closed", f"T-{task.id}", reason=task.close_reason)
        closed = {"id": task.id, "reason": task.close_reason, "by": by}
    session.flush()
    tell(session, owner, closed)
    return True


def claim(session: Session, task_id: int, user_id: str, now: datetime, *, also_waiting: bool = False) -> bool:
    """Make the open task this agent's, if nobody was faster. The one way a task gets an owner."""
    states = (TaskState.OPEN.value, TaskState.WAITING.value) if also_waiting else (TaskState.OPEN.value,)
    free = CallBackTask.id == task_id, CallBackTask.state.in_(states), CallBackTask.owner_id.is_(None)
    taken = update(CallBackTask).where(*free)
    values: dict[str, Any] = {"state": TaskState.OWNED.value, "owner_id": user_id, "owned_until": now + HELD_FOR, "due_at": None}
    done = session.execute(taken.values(**values).execution_options(synchronize_session=False))
    if not isinstance(done, CursorResult) or done.rowcount != 1:
        return False
    session.expire_all()
    tell(session, user_id)
    return True


def acted(task: CallBackTask, now: datetime) -> None:
    """The owner did something about it: they keep it for another while."""
    if task.owner_id is not None:
        task.owned_until = now + HELD_FOR


def give_back_all(session: Session, user_id: str, now: datetime) -> None:
    """The owner is gone."""
    owned = select(CallBackTask).where(CallBackTask.owner_id == user_id).with_for_update()
    for task in session.scalars(owned.execution_options(populate_existing=True)).all():
        move(session, task, TaskEvent.GIVEN_BACK, now, reason="reached")


def weigh(session: Session, task: CallBackTask) -> None:
    """Set the task's priority from what is known of it now."""
    patient = session.get(Patient, task.patient_id) if task.patient_id is not None else None
    task.priority = priority_of(task.why, task.missed_calls, vip=bool(patient and patient.vip))


def served_since(session: Session, call: Call, country_code: str) -> bool:
    """Whether this caller has spoken with the centre after ``call`` began: then nothing is owed any more."""
    same = []
    if call.patient_id is not None:
        same.append(Call.patient_id == call.patient_id)
    if call.number:
        key = numbers.match_key(call.number, country_code)
        same.append(Call.number.in_({key, f"+{country_code}{key}", call.number}))
    if not same:
        return False
    later = Call.started_at > call.started_at, Call.answered_at.is_not(None), Call.id != call.id
    return session.scalar(select(Call.id).where(or_(*same), *later).limit(1)) is not None


def counts_for(session: Session, user_id: str | None) -> tuple[int, int]:
    """How many tasks anybody may take, and how many are this agent's."""
    open_now = session.scalar(select(func.count()).where(CallBackTask.state == TaskState.OPEN.value)) or 0
    mine = session.scalar(select(func.count()).where(CallBackTask.owner_id == user_id)) if user_id else 0
    return open_now, mine or 0


def tell(session: Session, owner: str | None, closed: dict[str, object] | None = None) -> None:
    """Say that the list changed: everybody how many are open, the owner also what of theirs was closed and by whom."""
    open_now, mine = counts_for(session, owner)
    append(session, "worklist.changed", EVERYONE, {"open": open_now})
    if owner is not None:
        append(session, "worklist.changed", owner, {"open": open_now, "mine": mine} | ({"closed": closed} if closed else {}))


def signed_in_state(session: Session, user_id: str) -> str:
    row = session.get(AgentStatusRow, user_id)
    return row.state if row else "logged_out"
