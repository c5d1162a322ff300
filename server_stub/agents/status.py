"""What an agent is doing: the server's authoritative state machine, pure and tabled.

Pure: no clock of its own, no database, no threads. ``agents.service`` applies it; effects come back as values.

Decisions that are not obvious from the table:

- Whoever asks for "not ready" during a ring or a call keeps the call; the wish is remembered and takes effect
  when the wrap-up ends (or the ring is withdrawn). "Ready" during a call takes such a wish back.
- A wrap-up that is saved before the PBX has reported the end of its call (the desk knows of the end first) is a wish
  to be ready at the end.
- An event that speaks of another call than the present one is late and changes nothing.
- A desk that is lost in a call leaves its agent "not ready": nobody is rung at a desk that has just died.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum
from typing import Final

MAX_WRAP_UP_EXTENSIONS: Final = 5
WRAP_UP_EXTENSION: Final = timedelta(seconds=60)
DESK_GONE_REASON: Final = "desk_gone"


class AgentState(Enum):
    LOGGED_OUT = "logged_out"  # not a member of any queue
    NOT_READY = "not_ready"  # with a reason
    READY = "ready"  # may be rung; the only state that is not paused in the queues
    RINGING = "ringing"  # a queue has picked this agent
    TALKING = "talking"  # connected, or dialling out
    HOLD = "hold"  # the patient hears music
    WRAP_UP = "wrap_up"  # after a call, until saved, said otherwise or timed out
    NOT_ANSWERING = "not_answering"  # let a call ring or rejected it; rung no more until "ready"


class AgentEvent(Enum):
    SIGN_IN = "sign_in"
    SIGN_OUT = "sign_out"
    SAY_READY = "say_ready"
    SAY_NOT_READY = "say_not_ready"
    OFFERED = "offered"  # the queue is about to ring this agent
    OFFER_WITHDRAWN = "offer_withdrawn"  # the caller gave up, or somebody else answered
    DID_NOT_ANSWER = "did_not_answer"
    REJECTED = "rejected"  # refused by the person or busy at the desk
    CONNECTED = "connected"
    HELD = "held"
    RESUMED = "resumed"
    CALL_ENDED = "call_ended"
    WRAP_UP_SAVED = "wrap_up_saved"  # kept by the server; the agent goes on writing or resting
    WRAP_UP_DONE = "wrap_up_done"  # saved, and the agent wants the next call
    WRAP_UP_EXTENDED = "wrap_up_extended"
    WRAP_UP_TIMEOUT = "wrap_up_timeout"
    OUTBOUND_STARTED = "outbound_started"
    OUTBOUND_ENDED = "outbound_ended"  # also where nobody answered: the attempt is noted, too
    DESK_GONE = "desk_gone"  # the desk's contact vanished in a ring or a call


@dataclass(frozen=True, slots=True)
class AddMember:
    """Make the agent a member of their queues, paused as the state says."""

    paused: bool


@dataclass(frozen=True, slots=True)
class RemoveMember:
    """Take the agent out of every queue."""


@dataclass(frozen=True, slots=True)
class Pause:
    reason: str


@dataclass(frozen=True, slots=True)
class Unpause:
    pass


@dataclass(frozen=True, slots=True)
class StartWrapUpTimer:
    pass


@dataclass(frozen=True, slots=True)
class CancelWrapUpTimer:
    pass


Effect = AddMember | RemoveMember | Pause | Unpause | StartWrapUpTimer | CancelWrapUpTimer


@dataclass(frozen=True, slots=True)
class AgentStatus:
    state: AgentState = AgentState.LOGGED_OUT
    reason: str = ""
    since: datetime | None = None
    call_ref: str = ""
    """The call being rung, held or wrapped up; empty in the other states."""
    wrap_up_ends_at: datetime | None = None
    extensions: int = 0
    wish: AgentState | None = None
    """READY or NOT_READY: what the agent asked for while it could not be had yet."""
    wish_reason: str = ""


@dataclass(frozen=True, slots=True)
class Happening:
    """One event with what it carries."""

    event: AgentEvent
    at: datetime
    ref: str = ""
    """The call the event speaks of; empty for events that speak of none (and for "whatever call it is")."""
    reason: str = ""
    wrap_up: timedelta = timedelta(seconds=60)
    """How long this queue's wrap-up lasts."""


_S, _E = AgentState, AgentEvent

IN_CALL: Final = frozenset({_S.TALKING, _S.HOLD})
WITH_CALL: Final = frozenset({_S.RINGING, _S.TALKING, _S.HOLD, _S.WRAP_UP})
_OF_PRESENT_CALL: Final = frozenset(
    {
        _E.OFFER_WITHDRAWN,
        _E.DID_NOT_ANSWER,
        _E.REJECTED,
        _E.HELD,
        _E.RESUMED,
        _E.CALL_ENDED,
        _E.OUTBOUND_ENDED,
        _E.WRAP_UP_SAVED,
        _E.WRAP_UP_DONE,
        _E.WRAP_UP_EXTENDED,
        _E.WRAP_UP_TIMEOUT,
        _E.DESK_GONE,
    }
)
_OF_NEW_CALL: Final = frozenset({_E.OFFERED, _E.CONNECTED, _E.OUTBOUND_STARTED})


def _rows(state: AgentState, *, stay: Iterable[AgentEvent], **go: AgentState) -> dict[tuple[AgentState, AgentEvent], AgentState]:
    moves = {(state, AgentEvent(name)): target for name, target in go.items()}
    return moves | {(state, event): state for event in stay}


# Every pair stands here. What "stays" is late, repeated or meaningless in that state, and known to be harmless.
TABLE: Final[dict[tuple[AgentState, AgentEvent], AgentState]] = {
    **_rows(_S.LOGGED_OUT, sign_in=_S.NOT_READY, stay=set(_E) - {_E.SIGN_IN}),
    **_rows(
        _S.NOT_READY,
        sign_out=_S.LOGGED_OUT,
        say_ready=_S.READY,
        say_not_ready=_S.NOT_READY,
        offered=_S.RINGING,  # picked in the very moment of saying "not ready": it does ring; the wish is kept
        connected=_S.TALKING,
        outbound_started=_S.TALKING,
        stay={
            _E.SIGN_IN, _E.OFFER_WITHDRAWN, _E.DID_NOT_ANSWER, _E.REJECTED, _E.HELD, _E.RESUMED, _E.CALL_ENDED, _E.WRAP_UP_SAVED,
            _E.WRAP_UP_DONE, _E.WRAP_UP_EXTENDED, _E.WRAP_UP_TIMEOUT, _E.OUTBOUND_ENDED, _E.DESK_GONE,
        },
    ),
    **_rows(
        _S.READY,
        sign_out=_S.LOGGED_OUT,
        say_not_ready=_S.NOT_READY,
        offered=_S.RINGING,
        connected=_S.TALKING,  # the offer was missed
        outbound_started=_S.TALKING,
        stay={
            _E.SIGN_IN, _E.SAY_READY, _E.OFFER_WITHDRAWN, _E.DID_NOT_ANSWER, _E.REJECTED, _E.HELD, _E.RESUMED, _E.CALL_ENDED,
            _E.WRAP_UP_SAVED, _E.WRAP_UP_DONE, _E.WRAP_UP_EXTENDED, _E.WRAP_UP_TIMEOUT, _E.OUTBOUND_ENDED, _E.DESK_GONE,
        },
    ),
    **_rows(
        _S.RINGING,
        sign_out=_S.LOGGED_OUT,
        offered=_S.RINGING,  # the withdrawal of the one before was missed
        offer_withdrawn=_S.READY,
        did_not_answer=_S.NOT_ANSWERING,
        rejected=_S.NOT_ANSWERING,
        connected=_S.TALKING,
        call_ended=_S.READY,  # over without having been answered here
        desk_gone=_S.NOT_READY,
        outbound_started=_S.TALKING,  # refused the ring by dialling
        stay={
            _E.SIGN_IN, _E.SAY_READY, _E.SAY_NOT_READY, _E.HELD, _E.RESUMED, _E.WRAP_UP_SAVED, _E.WRAP_UP_DONE, _E.WRAP_UP_EXTENDED,
            _E.WRAP_UP_TIMEOUT, _E.OUTBOUND_ENDED,
        },
    ),
    **_rows(
        _S.TALKING,
        sign_out=_S.LOGGED_OUT,
        connected=_S.TALKING,
        held=_S.HOLD,
        call_ended=_S.WRAP_UP,
        outbound_ended=_S.WRAP_UP,
        desk_gone=_S.NOT_READY,
        stay={
            _E.SIGN_IN, _E.SAY_READY, _E.SAY_NOT_READY, _E.OFFERED, _E.OFFER_WITHDRAWN, _E.DID_NOT_ANSWER, _E.REJECTED, _E.RESUMED,
            _E.WRAP_UP_SAVED, _E.WRAP_UP_DONE, _E.WRAP_UP_EXTENDED, _E.WRAP_UP_TIMEOUT, _E.OUTBOUND_STARTED,
        },
    ),
    **_rows(
        _S.HOLD,
        sign_out=_S.LOGGED_OUT,
        connected=_S.TALKING,  # another call was taken; this one's end has been missed
        resumed=_S.TALKING,
        call_ended=_S.WRAP_UP,
        outbound_ended=_S.WRAP_UP,
        desk_gone=_S.NOT_READY,
        stay={
            _E.SIGN_IN, _E.SAY_READY, _E.SAY_NOT_READY, _E.OFFERED, _E.OFFER_WITHDRAWN, _E.DID_NOT_ANSWER, _E.REJECTED, _E.HELD,
            _E.WRAP_UP_SAVED, _E.WRAP_UP_DONE, _E.WRAP_UP_EXTENDED, _E.WRAP_UP_TIMEOUT, _E.OUTBOUND_STARTED,
        },
    ),
    **_rows(
        _S.WRAP_UP,
        sign_out=_S.LOGGED_OUT,
        say_ready=_S.READY,
        say_not_ready=_S.NOT_READY,
        wrap_up_done=_S.READY,
        wrap_up_timeout=_S.READY,
        wrap_up_extended=_S.WRAP_UP,
        connected=_S.TALKING,  # a call was taken all the same
        outbound_started=_S.TALKING,  # calls the patient back
        stay={
            _E.SIGN_IN, _E.OFFERED, _E.OFFER_WITHDRAWN, _E.DID_NOT_ANSWER, _E.REJECTED, _E.HELD, _E.RESUMED, _E.CALL_ENDED,
            _E.WRAP_UP_SAVED, _E.OUTBOUND_ENDED, _E.DESK_GONE,
        },
    ),
    **_rows(
        _S.NOT_ANSWERING,
        sign_out=_S.LOGGED_OUT,
        say_ready=_S.READY,
        say_not_ready=_S.NOT_READY,
        offered=_S.RINGING,  # unpaused by the feature code at the telephone
        connected=_S.TALKING,
        outbound_started=_S.TALKING,
        stay={
            _E.SIGN_IN, _E.OFFER_WITHDRAWN, _E.DID_NOT_ANSWER, _E.REJECTED, _E.HELD, _E.RESUMED, _E.CALL_ENDED, _E.WRAP_UP_SAVED,
            _E.WRAP_UP_DONE, _E.WRAP_UP_EXTENDED, _E.WRAP_UP_TIMEOUT, _E.OUTBOUND_ENDED, _E.DESK_GONE,
        },
    ),
}  # fmt: skip


def transition(status: AgentStatus, happening: Happening) -> tuple[AgentStatus, tuple[Effect, ...]]:
    """The status after ``happening`` and what has to be done. Returns ``status`` itself where nothing changes."""
    event = happening.event
    if _is_late(status, happening):
        return status, ()
    if wished := _keep_wish(status, happening):
        return wished, ()
    target = TABLE[status.state, event]
    reason = happening.reason
    if target is _S.READY and status.wish is _S.NOT_READY and event is not _E.SAY_READY:
        target, reason = _S.NOT_READY, status.wish_reason
    elif target is _S.WRAP_UP and status.wish is _S.READY and status.state in IN_CALL:
        target = _S.READY
    if event is _E.WRAP_UP_EXTENDED and status.state is _S.WRAP_UP:
        return _extended(status)
    if event is _E.SIGN_IN and target is status.state:
        return status, (AddMember(paused=target is not _S.READY),)
    if target is status.state and not _changes_details(status, happening):
        return status, ()
    after = _entered(status, target, happening, reason)
    return after, _effects(status, after)


def _is_late(status: AgentStatus, happening: Happening) -> bool:
    """An event of another call than the present one, or one that has had its effect."""
    if not happening.ref:
        return False
    if happening.event in _OF_NEW_CALL:
        return happening.ref == status.call_ref and status.state in (_S.HOLD, _S.WRAP_UP)
    return happening.event in _OF_PRESENT_CALL and happening.ref != status.call_ref


def _keep_wish(status: AgentStatus, happening: Happening) -> AgentStatus | None:
    event, busy = happening.event, status.state in IN_CALL | {_S.RINGING}
    if busy and event is _E.SAY_NOT_READY:
        return replace(status, wish=_S.NOT_READY, wish_reason=happening.reason)
    if busy and event is _E.SAY_READY and status.wish is not None:
        return replace(status, wish=None, wish_reason="")
    if status.state in IN_CALL and event is _E.WRAP_UP_DONE and status.wish is None:
        return replace(status, wish=_S.READY)
    return None


def _changes_details(status: AgentStatus, happening: Happening) -> bool:
    """Same state, but of another call or for another reason."""
    if (status.state, happening.event) in ((_S.RINGING, _E.OFFERED), (_S.TALKING, _E.CONNECTED)):
        return happening.ref != status.call_ref
    return happening.event is _E.SAY_NOT_READY and happening.reason != status.reason


def _extended(status: AgentStatus) -> tuple[AgentStatus, tuple[Effect, ...]]:
    if status.extensions >= MAX_WRAP_UP_EXTENSIONS or status.wrap_up_ends_at is None:
        return status, ()
    ends = status.wrap_up_ends_at + WRAP_UP_EXTENSION
    return replace(status, wrap_up_ends_at=ends, extensions=status.extensions + 1), (StartWrapUpTimer(),)


def _entered(status: AgentStatus, target: AgentState, happening: Happening, reason: str) -> AgentStatus:
    if happening.event is _E.DESK_GONE:
        reason = DESK_GONE_REASON
    ref = ""
    if target in WITH_CALL:
        ref = happening.ref if happening.event in _OF_NEW_CALL else status.call_ref
    keeps_wish = target in WITH_CALL
    wish, wish_reason = (status.wish, status.wish_reason) if keeps_wish else (None, "")
    if status.state is _S.NOT_READY and target in WITH_CALL:
        wish, wish_reason = _S.NOT_READY, status.reason
    if wish is _S.READY and ref != status.call_ref:
        wish = None  # it was for the end of the call before
    return AgentStatus(
        state=target,
        reason=reason if target is _S.NOT_READY else "",
        since=happening.at,
        call_ref=ref,
        wrap_up_ends_at=happening.at + happening.wrap_up if target is _S.WRAP_UP else None,
        wish=wish,
        wish_reason=wish_reason,
    )


def _effects(before: AgentStatus, after: AgentStatus) -> tuple[Effect, ...]:
    effects: list[Effect] = []
    if before.state is _S.WRAP_UP and after.state is not _S.WRAP_UP:
        effects.append(CancelWrapUpTimer())
    if after.state is _S.LOGGED_OUT:
        effects.append(RemoveMember())
    elif before.state is _S.LOGGED_OUT:
        effects.append(AddMember(paused=True))
    elif after.state is _S.READY:
        effects.append(Unpause())
    elif after.state is not _S.RINGING and not (before.state in IN_CALL and after.state in IN_CALL):
        effects.append(Pause(reason="call" if after.state in IN_CALL else after.reason or after.state.value))
    if after.state is _S.WRAP_UP:
        effects.append(StartWrapUpTimer())
    return tuple(effects)


def wants_pause(state: AgentState) -> bool | None:
    """How the member should stand in the queues; None where either is right (a ring is being decided)."""
    if state in (_S.LOGGED_OUT, _S.RINGING):
        return None
    return state is not _S.READY
