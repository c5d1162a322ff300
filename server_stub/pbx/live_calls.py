"""What the PBX reports of calls, written down: one row per call, its legs, the agents' status, the desks' events.

Runs on worker threads, each function inside the caller's write transaction. Every function may be called again with the
same facts, late, or in another order than they happened; facts merge and nothing is doubled.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from server_stub import centre
from server_stub.agents import store
from server_stub.agents.service import AgentService, agents_of
from server_stub.agents.status import IN_CALL, AgentEvent, AgentState, Happening
from server_stub.audit import trail
from server_stub.calls import context, registry
from server_stub.calls.schemas import CallContext
from server_stub.clock import to_wire
from server_stub.db.models import AgentStatusRow, Call, CallLeg, Queue, User
from server_stub.events.log import append
from server_stub.patients import numbers
from server_stub.state import ServerState

IN_PROGRESS = "in_progress"
_BEGINS_WRAP_UP = (AgentEvent.CALL_ENDED, AgentEvent.OUTBOUND_ENDED)
_FAILED_DIAL = {"BUSY": "busy", "NOANSWER": "no_answer", "CANCEL": "no_answer"}


class LiveCalls:
    """Merges live facts into the database."""

    def __init__(self, state: ServerState) -> None:
        self._state = state
        self._settings = state.settings

    @property
    def _agents(self) -> AgentService:
        return agents_of(self._state)

    # ---- callers

    def arrived(self, session: Session, ref: str, number: str | None, at: datetime, queue: str = "") -> Call:
        """A call came in. ``number`` as sent (empty: withheld), None where the teller does not know it.

        It is matched once, by the first who knows; an agent's own choice stays.
        """
        call = registry.ensure(session, ref, direction="inbound", started_at=at)
        if number is not None and call.match == "none" and not call.number:
            context.identify(session, call, numbers.normalise(number), centre.of(session, self._settings).country_code)
        if queue and call.queue != queue:
            call.queue = queue
        session.flush()
        return call

    def queued(self, session: Session, ref: str, number: str | None, at: datetime, queue: str) -> Call:
        """The caller began to wait in ``queue`` (again, where a desk was lost in the conversation)."""
        call = self.arrived(session, ref, number, at, queue)
        if call.outcome == "abandoned" and call.ended_at is None:
            call.outcome = IN_PROGRESS  # moved here: leaving the other queue looked like giving up
        if call.queued_at is None or at < call.queued_at:
            call.queued_at = at
            if call.answered_at is not None:
                call.wait_s = max(0.0, (call.answered_at - at).total_seconds())
        legs_since = select(CallLeg.id).where(CallLeg.call_id == call.id, CallLeg.answered_at >= at).limit(1)
        if call.ended_at is None and session.scalar(legs_since) is None:
            call.waiting_since = at
        self._state.floor_changes(session)
        return call

    def left_queue(self, session: Session, ref: str, at: datetime) -> None:
        """The caller waits no longer: answered, gave up, or was led elsewhere."""
        call = registry.find(session, ref)
        if call is not None and call.waiting_since is not None and at >= call.waiting_since:
            call.waiting_since = None
            self._state.floor_changes(session)
            if call.answered_at is None and call.queued_at is not None:
                call.wait_s = max(0.0, (at - call.queued_at).total_seconds())

    def gave_up(self, session: Session, ref: str, at: datetime) -> None:
        """The caller hung up while waiting."""
        call = registry.find(session, ref)
        if call is None:
            return
        self.left_queue(session, ref, at)
        if call.answered_at is None:
            call.outcome = "abandoned"
        for leg in _open_legs(session, call):
            if leg.answered_at is None:
                self._withdraw(session, call, leg, "caller_gave_up", AgentEvent.OFFER_WITHDRAWN, at)

    # ---- offers

    def offered(
        self, session: Session, ref: str, extension: str, at: datetime, *, number: str | None, queue: str, channel: str = ""
    ) -> Call:
        """The queue is about to ring a desk: the pop is sent once per ringing, whoever tells of it first."""
        call = self.arrived(session, ref, number, at, queue)
        user = session.scalar(select(User).where(User.extension == extension))
        if user is None:
            return call
        leg = _leg_of(session, call, user.id)
        if leg is not None and (leg.ended_at is None or at < leg.ended_at):
            leg.channel = leg.channel or channel
            return call
        session.add(CallLeg(call_id=call.id, user_id=user.id, channel=channel, offered_at=at))
        session.flush()
        self._apply(session, user.id, AgentEvent.OFFERED, call, at)
        pushed = self._context(session, call, user)
        append(session, "call.offered", user.id, {"context": pushed.model_dump(mode="json")})
        for shown in (pushed.patient, *pushed.candidates):
            if shown is not None:
                trail.record(session, user.id, "patient.shown", shown.id, call=call.ref)
        return call

    def not_answered(self, session: Session, ref: str, extension: str, at: datetime, *, rejected: bool) -> None:
        call, user_id = registry.find(session, ref), store.user_of_extension(session, extension)
        leg = _leg_of(session, call, user_id) if call and user_id else None
        if call is None or user_id is None:
            return
        event = AgentEvent.REJECTED if rejected else AgentEvent.DID_NOT_ANSWER
        if leg is not None and leg.ended_at is None and leg.answered_at is None:
            self._withdraw(session, call, leg, "rejected" if rejected else "no_answer", event, at)
        else:
            self._apply(session, user_id, event, call, at)

    def not_rung(self, session: Session, ref: str, user_id: str, at: datetime) -> None:
        """The ring ended while nobody watched; how is not known."""
        call = registry.find(session, ref)
        leg = _leg_of(session, call, user_id) if call else None
        if call is not None and leg is not None and leg.answered_at is not None:
            self._apply(session, user_id, AgentEvent.CONNECTED, call, leg.answered_at)
            self._apply(session, user_id, AgentEvent.CALL_ENDED, call, at)
        elif call is not None and leg is not None and leg.ended_at is None:
            self._withdraw(session, call, leg, "caller_gave_up", AgentEvent.OFFER_WITHDRAWN, at)
        else:
            self._agents.happened(session, user_id, AgentEvent.OFFER_WITHDRAWN, ref=ref)

    def took_unseen(self, session: Session, user_id: str, at: datetime) -> None:
        """The agent took a call while nobody watched, and it is over: its wrap-up begins now."""
        newest = select(Call).where(Call.agent_id == user_id).order_by(Call.started_at.desc()).limit(1)
        call = session.scalar(newest)
        if call is not None and call.ended_at is not None:
            self._apply(session, user_id, AgentEvent.CONNECTED, call, at)
            self._apply(session, user_id, AgentEvent.CALL_ENDED, call, at)

    def missed_unseen(self, session: Session, user_id: str, at: datetime) -> None:
        """The agent was rung in vain while nobody watched."""
        self._agents.apply(session, user_id, Happening(AgentEvent.OFFERED, at))
        self._agents.apply(session, user_id, Happening(AgentEvent.DID_NOT_ANSWER, at))

    def _withdraw(self, session: Session, call: Call, leg: CallLeg, reason: str, event: AgentEvent, at: datetime) -> None:
        leg.ended_at, leg.end_reason = at, reason
        if leg.user_id is not None:
            self._apply(session, leg.user_id, event, call, at)
            append(session, "call.withdrawn", leg.user_id, {"ref": call.desk_ref, "reason": reason})

    # ---- conversations

    def connected(self, session: Session, ref: str, extension: str, at: datetime, *, queue: str = "", channel: str = "") -> None:
        """An agent and a caller hear each other."""
        user_id = store.user_of_extension(session, extension)
        call = self.arrived(session, ref, None, at, queue) if registry.find(session, ref) is None else registry.ensure(session, ref)
        if user_id is None:
            return
        leg = _leg_of(session, call, user_id)
        if leg is None or (leg.ended_at is not None and leg.ended_at < at):
            leg = CallLeg(call_id=call.id, user_id=user_id, offered_at=at)
            session.add(leg)
        elif leg.ended_at is not None:
            return  # late: this conversation is over
        leg.channel = channel or leg.channel
        leg.answered_at = leg.answered_at or at
        call.agent_id = user_id
        if call.waiting_since is not None and call.waiting_since <= at:
            call.waiting_since = None
        self._answered(call, at)
        session.flush()
        self._apply(session, user_id, AgentEvent.CONNECTED, call, at)
        for hook in self._state.hooks.call_answered:
            hook(session, call)

    @staticmethod
    def _answered(call: Call, at: datetime) -> None:
        if call.answered_at is None:
            call.answered_at = at
            call.wait_s = max(0.0, (at - (call.queued_at or call.started_at)).total_seconds())
        if call.ended_at is None:
            call.outcome = "answered"

    def held(self, session: Session, ref: str, extension: str, at: datetime, *, held: bool) -> None:
        call, user_id = registry.find(session, ref), store.user_of_extension(session, extension)
        if call is not None and user_id is not None:
            if not held:
                self._count_hold(session, call, user_id, at)
            self._apply(session, user_id, AgentEvent.HELD if held else AgentEvent.RESUMED, call, at)

    def _count_hold(self, session: Session, call: Call, user_id: str, at: datetime) -> None:
        status = store.load(session, user_id)
        if status.state is AgentState.HOLD and status.call_ref == call.ref and status.since is not None:
            call.hold_s += max(0.0, (at - status.since).total_seconds())

    def desk_left(self, session: Session, ref: str, extension: str, at: datetime) -> None:
        """The desk's channel is gone after a conversation (or an attempt to call out)."""
        call, user_id = registry.find(session, ref), store.user_of_extension(session, extension)
        if call is None or user_id is None:
            return
        leg = _leg_of(session, call, user_id)
        if leg is not None and leg.answered_at is None:
            return  # a ring: what came of it is told by the queue
        if leg is not None and leg.ended_at is None and leg.answered_at is not None:
            _end_leg(call, leg, "hung_up", at)
        self._count_hold(session, call, user_id, at)
        event = AgentEvent.OUTBOUND_ENDED if call.direction == "outbound" else AgentEvent.CALL_ENDED
        self._apply(session, user_id, event, call, at)

    def desk_gone(self, session: Session, ref: str, extension: str, at: datetime) -> None:
        """The desk vanished in a ring or a conversation."""
        call, user_id = registry.find(session, ref), store.user_of_extension(session, extension)
        if call is None or user_id is None:
            return
        leg = _leg_of(session, call, user_id)
        if leg is not None and leg.ended_at is None:
            if leg.answered_at is None:
                self._withdraw(session, call, leg, "desk_gone", AgentEvent.DESK_GONE, at)
                return
            _end_leg(call, leg, "desk_gone", at)
        self._count_hold(session, call, user_id, at)
        self._apply(session, user_id, AgentEvent.DESK_GONE, call, at)

    # ---- calls dialled at a desk

    def dialled(self, session: Session, ref: str, client_ref: str, extension: str, number: str, at: datetime) -> Call:
        """A desk calls out. Joins the desk's own name of the call with the PBX's."""
        call = registry.ensure(session, ref, client_ref=client_ref, direction="outbound", started_at=at)
        user = session.scalar(select(User).where(User.extension == extension))
        if number and not call.number:
            context.identify(session, call, numbers.normalise(number), centre.of(session, self._settings).country_code)
        if user is not None and call.ended_at is None:
            call.agent_id = call.agent_id or user.id
            self._apply(session, user.id, AgentEvent.OUTBOUND_STARTED, call, at)
        session.flush()
        return call

    def dial_ended(self, session: Session, ref: str, extension: str, dial_status: str, at: datetime) -> None:
        """The patient answered an outbound call, or did not."""
        call, user_id = registry.find(session, ref), store.user_of_extension(session, extension)
        if call is None:
            return
        if dial_status == "ANSWER":
            self._answered(call, at)
            if user_id is not None and _leg_of(session, call, user_id) is None:
                session.add(CallLeg(call_id=call.id, user_id=user_id, offered_at=call.started_at, answered_at=at))
        elif call.answered_at is None:
            call.outcome = _FAILED_DIAL.get(dial_status, "failed")
        session.flush()

    # ---- the end

    def over(self, session: Session, ref: str, at: datetime) -> None:
        """Nobody is left in the call."""
        call = registry.find(session, ref)
        if call is None:
            return
        for leg in _open_legs(session, call):
            _end_leg(call, leg, "hung_up", at)
        for user_id in _agents_with(session, call.ref):
            self._count_hold(session, call, user_id, at)
            self._apply(session, user_id, AgentEvent.CALL_ENDED, call, at)
        if call.ended_at is not None:
            return
        self.left_queue(session, ref, at)
        call.ended_at, call.waiting_since = at, None
        self._state.floor_changes(session)
        if call.outcome == IN_PROGRESS:
            unanswered = "abandoned" if call.direction == "inbound" else "no_answer"
            call.outcome = "answered" if call.answered_at else unanswered
        session.flush()
        ended = {"ref": call.desk_ref, "client_ref": call.client_ref or "", "ended_at": to_wire(at), "outcome": call.outcome}
        for user_id in _agents_of(session, call):
            append(session, "call.ended", user_id, ended)
        for hook in self._state.hooks.call_over:
            hook(session, call)

    # ---- shared

    def _apply(self, session: Session, user_id: str, event: AgentEvent, call: Call, at: datetime) -> None:
        seconds = None
        if event in _BEGINS_WRAP_UP and call.queue:
            seconds = session.scalar(select(Queue.wrap_up_s).where(Queue.name == call.queue))
        wrap_up = timedelta(seconds=seconds or self._settings.wrap_up_s)
        self._agents.apply(session, user_id, Happening(event, at, call.ref, "", wrap_up))

    def _context(self, session: Session, call: Call, user: User) -> CallContext:
        own = centre.of(session, self._settings)
        return context.build(session, call, role=user.role, language=own.language, country_code=own.country_code)


def in_call(session: Session, extension: str) -> bool:
    """Whether the agent of this desk is being rung or in a call, as far as is known."""
    user_id = store.user_of_extension(session, extension)
    return user_id is not None and store.load(session, user_id).state in IN_CALL | {AgentState.RINGING}


def _leg_of(session: Session, call: Call, user_id: str) -> CallLeg | None:
    """The newest ringing of this agent in this call."""
    newest = select(CallLeg).where(CallLeg.call_id == call.id, CallLeg.user_id == user_id).order_by(CallLeg.id.desc()).limit(1)
    return session.scalar(newest)


def _end_leg(call: Call, leg: CallLeg, reason: str, at: datetime) -> None:
    """A desk's part in the call is over; what was talked there counts for the call."""
    leg.ended_at = at
    if leg.answered_at is not None:
        leg.end_reason = leg.end_reason or reason
        call.talk_s += max(0.0, (at - leg.answered_at).total_seconds())


def _open_legs(session: Session, call: Call) -> list[CallLeg]:
    return list(session.scalars(select(CallLeg).where(CallLeg.call_id == call.id, CallLeg.ended_at.is_(None))))


def _agents_with(session: Session, ref: str) -> list[str]:
    """Agents whose present call this is and who are not past it."""
    states = [state.value for state in (*IN_CALL, AgentState.RINGING)]
    rows = select(AgentStatusRow.user_id).where(AgentStatusRow.call_ref == ref, AgentStatusRow.state.in_(states))
    return list(session.scalars(rows))


def _agents_of(session: Session, call: Call) -> list[str]:
    """Everyone who was in the call or was rung for it."""
    rung = session.scalars(select(CallLeg.user_id).where(CallLeg.call_id == call.id).distinct())
    return sorted({user_id for user_id in (*rung, call.agent_id) if user_id})
