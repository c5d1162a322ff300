"""Who gets which call-back: evenly, one owner each. ``share`` is pure; ``Keeper`` is one task on the server's loop per process.

Several servers may share out side by side: what each decides is only a proposal to ``tasks.claim``.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

import structlog
from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from server_stub.agents.status import AgentState
from server_stub.attempts import store
from server_stub.attempts.rules import Outcome
from server_stub.clock import utc_now
from server_stub.db.models import AgentStatusRow, Call, CallAttempt, CallBackTask, QueueMember, User
from server_stub.state import ServerState
from server_stub.worklist import tasks
from server_stub.worklist.states import TaskEvent, TaskState

LOOK_EVERY_S: Final = 3.0
EACH: Final = 3
"""So many at most are handed to an agent unasked; more they take themselves."""
NEVER_DIALLED_AFTER: Final = timedelta(minutes=5)

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class FreeTask:
    id: int
    queue: str
    preferred: str = ""
    """Who had it before: the patient may know the voice."""


@dataclass(frozen=True, slots=True)
class ReadyAgent:
    user_id: str
    queues: frozenset[str]
    has: int = 0
    since: datetime = field(default_factory=utc_now)


def share(
    free: Sequence[FreeTask], agents: Sequence[ReadyAgent], known_queues: frozenset[str], *, each: int = EACH
) -> list[tuple[int, str]]:
    """(task, user) in the order of ``free``: to an agent of the task's queue who has the fewest, the longest ready first.

    Tasks of a queue that is no more go to anybody; a task without a ready agent stays open.
    """
    has = {agent.user_id: agent.has for agent in agents}
    given = []
    for task in free:
        able = [a for a in agents if has[a.user_id] < each and (task.queue in a.queues or task.queue not in known_queues)]
        if not able:
            continue
        chosen = min(able, key=lambda a: (a.user_id != task.preferred, has[a.user_id], a.since, a.user_id))
        has[chosen.user_id] += 1
        given.append((task.id, chosen.user_id))
    return given


class Keeper:
    """Shares out, wakes what is due, takes back from who does nothing."""

    def __init__(self, state: ServerState) -> None:
        self._state = state

    async def run(self) -> None:
        """Until cancelled. A fault is logged and tried again at the next look."""
        while True:
            try:
                await asyncio.to_thread(self.look, utc_now())
            except Exception as error:
                _log.exception("worklist_failed", error=type(error).__name__)
            await asyncio.sleep(LOOK_EVERY_S)

    def look(self, now: datetime) -> None:
        """Worker thread. Writes only where there is something to do: every desk waits behind a writer."""
        with self._state.database.read() as session:
            stale = bool(_stale(session, now))
            proposed = self._proposals(session)
        if stale:
            with self._state.database.write() as session:
                for task_id in _stale(session, now):
                    _take_back(session, tasks.require(session, task_id), now)
                proposed = self._proposals(session)
        if proposed:
            with self._state.database.write() as session:
                for task_id, user_id in proposed:
                    if tasks.signed_in_state(session, user_id) == AgentState.READY.value:
                        tasks.claim(session, task_id, user_id, now)

    @staticmethod
    def _proposals(session: Session) -> list[tuple[int, str]]:
        in_order = CallBackTask.priority.desc(), CallBackTask.first_at, CallBackTask.id
        rows = select(CallBackTask).where(CallBackTask.state == TaskState.OPEN.value).order_by(*in_order).limit(200)
        free = [FreeTask(row.id, row.queue, row.last_owner_id or "") for row in session.scalars(rows)]
        if not free:
            return []
        held = select(CallBackTask.owner_id, func.count()).where(CallBackTask.owner_id.is_not(None)).group_by(CallBackTask.owner_id)
        has = {owner: count for owner, count in session.execute(held) if owner is not None}
        queues: dict[str, set[str]] = {}
        for member in session.scalars(select(QueueMember)):
            queues.setdefault(member.user_id, set()).add(member.queue_name)
        ready = (
            select(AgentStatusRow)
            .join(User, User.id == AgentStatusRow.user_id)
            .where(AgentStatusRow.state == AgentState.READY.value, User.disabled.is_(False))
        )
        agents = [
            ReadyAgent(row.user_id, frozenset(queues.get(row.user_id, ())), has.get(row.user_id, 0), row.since)
            for row in session.scalars(ready)
        ]
        return share(free, agents, frozenset(name for names in queues.values() for name in names))


def _stale(session: Session, now: datetime) -> list[int]:
    """Waiting ones that are due, and owned ones whose owner did nothing or is gone."""
    gone = select(AgentStatusRow.user_id).where(AgentStatusRow.state == AgentState.LOGGED_OUT.value)
    due = (CallBackTask.state == TaskState.WAITING.value) & (CallBackTask.due_at <= now)
    idle = CallBackTask.owner_id.is_not(None) & or_(CallBackTask.owned_until <= now, CallBackTask.owner_id.in_(gone))
    idle_now = idle & or_(CallBackTask.state != TaskState.CALLING.value, CallBackTask.owned_until <= now - tasks.HELD_FOR)
    calling = (CallBackTask.state == TaskState.CALLING.value) & CallBackTask.id.in_(_never_dialled(now))
    return list(session.scalars(select(CallBackTask.id).where(or_(due, idle_now, calling))))


def _never_dialled(now: datetime) -> Select[int]:
    """Tasks with a try that was prepared and did not become a call."""
    dialled = select(Call.id).where(Call.client_ref == CallAttempt.client_ref, Call.ref != Call.client_ref).exists()
    pending = CallAttempt.outcome == Outcome.PENDING.value, CallAttempt.began_at < now - NEVER_DIALLED_AFTER
    return select(CallAttempt.purpose_id).where(CallAttempt.purpose == "call_back", *pending, ~dialled)


def _take_back(session: Session, task: CallBackTask, now: datetime) -> None:
    match TaskState(task.state):
        case TaskState.WAITING:
            tasks.move(session, task, TaskEvent.DUE, now)
        case TaskState.CALLING:
            for attempt in store.of_purpose(session, "call_back", [task.id]).get(task.id, []):
                store.end(attempt, Outcome.NOT_DIALLED, now)
            tasks.move(session, task, TaskEvent.NOT_DIALLED, now)
            tasks.acted(task, now)
        case _:
            tasks.move(session, task, TaskEvent.GIVEN_BACK, now, reason="reached")
