"""One telephone call at this desk, as values: what the call bar shows and what is possible now."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import NewType

from agent_app.domain.machine import Table

CallId = NewType("CallId", int)
"""The engine's own number of a call. Never reused within one run of the desk."""

CallRef = NewType("CallRef", str)
"""The name of a call across PBX, server and desk: Asterisk's linkedid, or ``desk-<uuid>`` for calls dialled here."""


class CallDirection(Enum):
    INBOUND = "inbound"
    OUTBOUND = "outbound"


class CallState(Enum):
    RINGING = "ringing"  # inbound, 180 sent, not yet answered here
    DIALING = "dialing"  # outbound, INVITE sent, nothing heard yet
    RINGBACK = "ringback"  # outbound, the far end rings (18x received)
    CONNECTING = "connecting"  # answered here or there, media not yet up
    TALKING = "talking"  # media flows
    HELD = "held"  # held by this desk
    ENDED = "ended"  # gone; late events change nothing


class CallEvent(Enum):
    REMOTE_RINGING = "remote_ringing"
    ANSWERED = "answered"
    MEDIA_UP = "media_up"
    HELD_HERE = "held_here"
    RESUMED_HERE = "resumed_here"
    DISCONNECTED = "disconnected"


_S, _E = CallState, CallEvent

CALL_TABLE: Table[CallState, CallEvent] = Table(
    "call",
    {
        (_S.RINGING, _E.ANSWERED): _S.CONNECTING,
        (_S.RINGING, _E.MEDIA_UP): _S.RINGING,  # media is negotiated with the 200, before the ACK
        (_S.RINGING, _E.DISCONNECTED): _S.ENDED,
        (_S.DIALING, _E.REMOTE_RINGING): _S.RINGBACK,
        (_S.DIALING, _E.ANSWERED): _S.CONNECTING,
        (_S.DIALING, _E.MEDIA_UP): _S.DIALING,  # early media before any 18x is shown as ringing
        (_S.DIALING, _E.DISCONNECTED): _S.ENDED,
        (_S.RINGBACK, _E.REMOTE_RINGING): _S.RINGBACK,
        (_S.RINGBACK, _E.MEDIA_UP): _S.RINGBACK,  # early media: the far end's own ring tone
        (_S.RINGBACK, _E.ANSWERED): _S.CONNECTING,
        (_S.RINGBACK, _E.DISCONNECTED): _S.ENDED,
        (_S.CONNECTING, _E.MEDIA_UP): _S.TALKING,
        (_S.CONNECTING, _E.ANSWERED): _S.CONNECTING,
        (_S.CONNECTING, _E.DISCONNECTED): _S.ENDED,
        (_S.TALKING, _E.MEDIA_UP): _S.TALKING,  # renegotiation
        (_S.TALKING, _E.ANSWERED): _S.TALKING,
        (_S.TALKING, _E.HELD_HERE): _S.HELD,
        (_S.TALKING, _E.RESUMED_HERE): _S.TALKING,
        (_S.TALKING, _E.DISCONNECTED): _S.ENDED,
        (_S.HELD, _E.HELD_HERE): _S.HELD,
        (_S.HELD, _E.RESUMED_HERE): _S.TALKING,
        (_S.HELD, _E.MEDIA_UP): _S.HELD,
        (_S.HELD, _E.DISCONNECTED): _S.ENDED,
        **{(_S.ENDED, event): _S.ENDED for event in CallEvent},
    },
)


@dataclass(frozen=True, slots=True)
class AudioQuality:
    """What the wire did in the last interval."""

    codec: str
    loss_percent: float
    jitter_ms: float
    round_trip_ms: float
    level_in_db: float
    """Received level in dBFS, -100 for silence."""
    level_out_db: float


@dataclass(frozen=True, slots=True)
class Call:
    """A call at this desk. Immutable: ``after()`` gives the next one."""

    id: CallId
    direction: CallDirection
    state: CallState
    ref: CallRef | None
    """None where the PBX sent no reference header: a direct call from another extension."""
    remote_number: str
    """As the network gave it; empty where withheld. For matching and dialling, not for showing: see masking."""
    remote_name: str = ""
    queue: str = ""
    muted: bool = False
    started_at: float = 0.0
    """Seconds of the injected clock's monotonic time."""
    answered_at: float | None = None
    ended_code: int | None = None
    """SIP status of the end."""
    quality: AudioQuality | None = None
    media_up: bool = False
    """Media was negotiated, perhaps before the answer (early media): the answer then needs no second report."""

    def after(self, event: CallEvent, *, at: float | None = None) -> Call:
        """This call after ``event``. Raises IllegalTransition."""
        state = CALL_TABLE.next(self.state, event)
        answered_at = self.answered_at
        if event is CallEvent.ANSWERED and answered_at is None:
            answered_at = at
        media_up = self.media_up or event is CallEvent.MEDIA_UP
        if state is CallState.CONNECTING and media_up:
            state = CALL_TABLE.next(state, CallEvent.MEDIA_UP)
        return replace(self, state=state, answered_at=answered_at, media_up=media_up)

    @property
    def is_live(self) -> bool:
        return self.state is not CallState.ENDED

    @property
    def can_answer(self) -> bool:
        return self.state is CallState.RINGING

    @property
    def can_hang_up(self) -> bool:
        return self.is_live and self.state is not CallState.RINGING

    @property
    def can_hold(self) -> bool:
        return self.state is CallState.TALKING

    @property
    def can_resume(self) -> bool:
        return self.state is CallState.HELD

    @property
    def can_mute(self) -> bool:
        return self.state in (CallState.TALKING, CallState.CONNECTING)

    @property
    def can_send_dtmf(self) -> bool:
        return self.state is CallState.TALKING
