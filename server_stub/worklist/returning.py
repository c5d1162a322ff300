"""Who calls because an agent of ours called them in vain. Caller's session and thread; between the trunk and the first ring."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from server_stub.agents.status import AgentState
from server_stub.calls.schemas import CallBackHint
from server_stub.db.models import Call, CallBackTask, User
from server_stub.patients import numbers
from server_stub.settings import Settings
from server_stub.worklist import tasks
from server_stub.worklist.states import TaskState

SHOWN_FOR: Final = timedelta(hours=48)


@dataclass(frozen=True, slots=True)
class Returning:
    """This caller returns the call of an agent, or is owed one by them."""

    user_id: str
    extension: str
    """Of the agent's desk if they are ready for a call now; else empty."""


def returning_to(session: Session, call: Call, now: datetime, settings: Settings, country_code: str) -> Returning | None:
    """Whom the caller should reach first; None where no agent of ours has tried them.

    The agent whose task it is goes before the one who called last. Who spoke with anybody of us since is not returning a call.
    """
    for task in tasks.open_of(session, tasks.keys_of(call, country_code)):
        agent = task.owner_id or (task.last_owner_id if task.attempts and task.state == TaskState.WAITING.value else None)
        if agent is not None:
            return Returning(agent, _free_desk(session, agent))
    tried = last_in_vain(session, call, now, timedelta(hours=settings.returning_h), country_code)
    return Returning(tried.agent_id, _free_desk(session, tried.agent_id)) if tried is not None and tried.agent_id else None


def last_in_vain(session: Session, call: Call, now: datetime, within: timedelta, country_code: str) -> Call | None:
    """Our newest call to this caller within the time that counts, if it was not answered and nobody spoke with them since."""
    same = []
    if call.patient_id is not None:
        same.append(Call.patient_id == call.patient_id)
    if call.number:
        key = numbers.match_key(call.number, country_code)
        same.append(Call.number.in_({key, f"+{country_code}{key}", call.number}))
    if not same or not within:
        return None
    recent = Call.started_at > now - within, Call.id != call.id, or_(*same)
    told = or_(Call.answered_at.is_not(None), Call.direction == "outbound")
    newest = select(Call).where(*recent, told).order_by(Call.started_at.desc()).limit(1)
    found = session.scalar(newest)
    if found is None or found.answered_at is not None or found.ended_at is None or found.ref == found.client_ref:
        return None
    return found


def _free_desk(session: Session, user_id: str) -> str:
    user = session.get(User, user_id)
    ready = user is not None and not user.disabled and tasks.signed_in_state(session, user_id) == AgentState.READY.value
    return user.extension or "" if ready and user is not None else ""


def hint(session: Session, call: Call, country_code: str, within: timedelta = SHOWN_FOR) -> CallBackHint | None:
    """What the screen pop says about call-backs; None where there is nothing to say. Two indexed reads, nothing written."""
    keys = tasks.keys_of(call, country_code)
    if not keys:
        return None
    newest_first = select(CallBackTask).where(CallBackTask.open_key.in_(keys)).order_by(CallBackTask.id).limit(1)
    task = session.scalar(newest_first)
    tried = last_in_vain(session, call, call.started_at, within, country_code)
    if task is None and tried is None:
        return None
    return CallBackHint(
        task_id=task.id if task else None,
        why=task.why if task else "",
        missed_calls=task.missed_calls if task else 0,
        notes=task.notes if task else "",
        tried_at=tried.started_at if tried else None,
        tried_by=tried.agent.display_name if tried and tried.agent else "",
    )
