"""What a call that is over means for the list. Runs in the transaction that wrote the call's end, live or from the PBX's records."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from server_stub import centre
from server_stub.attempts import rules, store
from server_stub.attempts.rules import Outcome
from server_stub.clock import utc_now
from server_stub.db.models import Call, CallBackTask, MissedCall, User
from server_stub.settings import Settings
from server_stub.worklist import tasks
from server_stub.worklist.states import TaskEvent, TaskState

PURPOSE: Final = "call_back"
OLDEST: Final = timedelta(days=3)
"""Who called in vain longer ago than this (found when records are imported) is not called any more."""


class CallOutcomes:
    """The hooks of the worklist in calls' transactions."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def _code(self, session: Session) -> str:
        return centre.of(session, self._settings).country_code

    def call_over(self, session: Session, call: Call) -> None:
        """The call has ended; may be told again."""
        if call.direction == "outbound":
            self._our_call_ended(session, call)
        elif call.answered_at is not None:
            self.call_answered(session, call)
        elif call.direction == "inbound":
            self._missed(session, call)

    def call_answered(self, session: Session, call: Call) -> None:
        """A patient who called in speaks with an agent: what was owed to them is done."""
        if call.direction != "inbound" or call.answered_at is None:
            return
        for task in tasks.open_of(session, tasks.keys_of(call, self._code(session))):
            if call.answered_at >= task.last_at:
                tasks.move(session, task, TaskEvent.CAME_THROUGH, utc_now())

    def wrap_up_saved(self, session: Session, user: User, call: Call, then_ready: bool) -> None:
        """The owner wrote down what was said."""
        del then_ready
        if call.direction == "inbound":
            self.call_answered(session, call)  # the agent may just have said who it was
            return
        attempt = store.of_call(session, call)
        if attempt is not None and attempt.purpose == PURPOSE:
            task = tasks.require(session, attempt.purpose_id)
            if task.state == TaskState.REACHED.value:
                tasks.move(session, task, TaskEvent.WRAPPED_UP, utc_now(), by=user.id, reason="reached")

    def signed_out(self, session: Session, user: User) -> None:
        tasks.give_back_all(session, user.id, utc_now())

    # ---- callers we missed

    def _missed(self, session: Session, call: Call) -> None:
        keys = tasks.keys_of(call, self._code(session))
        if not keys or not call.number or session.get(MissedCall, call.id) is not None:
            return  # a withheld number cannot be called back
        if call.started_at < utc_now() - OLDEST or tasks.served_since(session, call, self._code(session)):
            return
        if store.must_not_call(session, call.number, self._code(session)):
            return
        self._join(session, call, self._why(call))

    def _why(self, call: Call) -> str:
        if call.outcome == "closed":
            return "out_of_hours"
        return "short" if _waited_s(call) < self._settings.short_abandon_s else "abandoned"

    def _join(self, session: Session, call: Call, why: str) -> CallBackTask:
        task = tasks.ensure_open(session, call, why, self._code(session))
        task.missed_calls += 1
        task.why = tasks.stronger(why, task.why)
        if call.started_at >= task.last_at:
            task.last_at, task.queue, task.number = call.started_at, call.queue or task.queue, call.number
            task.waited_s = _waited_s(call)
        task.first_at = min(task.first_at, call.started_at)
        session.add(MissedCall(call_id=call.id, task_id=task.id, why=why))
        tasks.weigh(session, task)
        session.flush()
        if not tasks.move(session, task, TaskEvent.MISSED_AGAIN, utc_now()):
            tasks.tell(session, task.owner_id)
        return task

    def voicemail_stored(self, session: Session, call: Call) -> None:
        """A message of this call can be heard: it raises the caller's task, or makes one. A number that is not to be called
        is taken off that list, because its holder has just asked for a call."""
        if not call.number or tasks.served_since(session, call, self._code(session)):
            return
        store.allow(session, call.number, self._code(session))
        counted = session.get(MissedCall, call.id)
        if counted is not None and counted.why == "voicemail":
            return
        task = session.get(CallBackTask, counted.task_id) if counted is not None else None
        if counted is None or task is None or task.state == TaskState.CLOSED.value:
            if counted is not None:
                session.delete(counted)
                session.flush()
            task = self._join(session, call, "voicemail")
        else:
            counted.why = task.why = "voicemail"
            tasks.weigh(session, task)
            tasks.tell(session, task.owner_id)
        task.voicemail_ref = call.ref
        session.flush()

    # ---- our own calls

    def _our_call_ended(self, session: Session, call: Call) -> None:
        now = utc_now()
        attempt = store.of_call(session, call)
        outcome = rules.outcome_of_call(call.outcome)
        if attempt is not None and attempt.purpose == PURPOSE:
            if store.end(attempt, outcome, call.ended_at or now):
                self._attempt_ended(session, call, tasks.require(session, attempt.purpose_id), outcome, now)
        elif outcome is Outcome.REACHED:
            for task in tasks.open_of(session, tasks.keys_of(call, self._code(session))):
                if call.started_at >= task.last_at:
                    tasks.move(session, task, TaskEvent.ANSWERED, now, by=call.agent_id or "system", reason="reached")

    def _attempt_ended(self, session: Session, call: Call, task: CallBackTask, outcome: Outcome, now: datetime) -> None:
        task.attempts += 1
        if outcome is Outcome.REACHED:
            tasks.acted(task, now)
            tasks.move(session, task, TaskEvent.ANSWERED, now, by=call.agent_id or "system", reason="reached")
            if call.wrap_up is not None:
                tasks.move(session, task, TaskEvent.WRAPPED_UP, now, by=call.agent_id or "system", reason="reached")
            return
        follows = rules.after(outcome, task.attempts, now, most=self._settings.call_back_attempts)
        event = TaskEvent.EXHAUSTED if follows.exhausted else TaskEvent.NOT_REACHED
        if tasks.move(session, task, event, now, reason="exhausted" if follows.exhausted else ""):
            task.due_at = follows.at
        session.flush()


def _waited_s(call: Call) -> float:
    """From entering the queue; from the call's beginning where it never came there, or its record does not say."""
    return (call.ended_at - (call.queued_at or call.started_at)).total_seconds() if call.ended_at else 0.0
