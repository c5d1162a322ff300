"""What the softphone tells the core. Frozen values, posted from the engine thread, delivered on the main thread.

Outside ``sip/`` a call is a ``CallId``; that it is already gone when an event or a command arrives is normal.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from agent_app.domain.call import AudioQuality, CallId, CallRef


@dataclass(frozen=True, slots=True)
class EngineStarted:
    """The SIP stack is up."""


@dataclass(frozen=True, slots=True)
class EngineFailed:
    """The SIP stack could not start or stopped working; ``detail`` is for the log."""

    detail: str


@dataclass(frozen=True, slots=True)
class RegistrationReported:
    """The outcome of a REGISTER. ``code`` is the SIP status; 0 and 408/503 mean nobody answered."""

    accepted: bool
    code: int
    reason: str
    certificate_error: str = ""
    """The TLS verifier's own words where the PBX's certificate was refused."""


@dataclass(frozen=True, slots=True)
class IncomingCall:
    """An INVITE came and 180 has been sent. ``headers`` holds the ``X-Careline-*`` ones, keys in lower case."""

    call_id: CallId
    remote_number: str
    remote_name: str
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OutgoingCall:
    """A dialled call has its id; ``ref`` is the reference given with the command."""

    call_id: CallId
    ref: CallRef
    target: str


@dataclass(frozen=True, slots=True)
class CallRejectedBusy:
    """A second call came to the busy desk and was answered 486."""

    remote_number: str


@dataclass(frozen=True, slots=True)
class RemoteRinging:
    call_id: CallId


@dataclass(frozen=True, slots=True)
class CallAnswered:
    call_id: CallId


@dataclass(frozen=True, slots=True)
class CallMediaUp:
    """Sound flows (or flows again after hold or renegotiation)."""

    call_id: CallId


@dataclass(frozen=True, slots=True)
class CallHeld:
    call_id: CallId


@dataclass(frozen=True, slots=True)
class CallResumed:
    call_id: CallId


@dataclass(frozen=True, slots=True)
class CallMuted:
    """What is in force on the wire, not what was asked."""

    call_id: CallId
    muted: bool


@dataclass(frozen=True, slots=True)
class CallQuality:
    call_id: CallId
    quality: AudioQuality


@dataclass(frozen=True, slots=True)
class CallEnded:
    call_id: CallId
    code: int
    """SIP status of the end: 200 for a normal hang-up, 487 cancelled, 486 busy, 0 where the line was lost."""
    reason: str
    by_remote: bool


@dataclass(frozen=True, slots=True)
class CallCommandFailed:
    """A command could not be carried out; the call is as it was before."""

    call_id: CallId
    command: str
    detail: str


@dataclass(frozen=True, slots=True)
class AudioDevicesChanged:
    """The devices in use now; ``missing`` names a chosen device that is not plugged in."""

    capture: str
    playback: str
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlaybackMoved:
    """Where the playback of a recording is, about ten times a second; ``playing`` False: it paused or reached its end."""

    position_s: float
    playing: bool


@dataclass(frozen=True, slots=True)
class PlaybackFailed:
    """The sound could not be played."""


TelephonyEvent = (
    EngineStarted
    | EngineFailed
    | RegistrationReported
    | IncomingCall
    | OutgoingCall
    | CallRejectedBusy
    | RemoteRinging
    | CallAnswered
    | CallMediaUp
    | CallHeld
    | CallResumed
    | CallMuted
    | CallQuality
    | CallEnded
    | CallCommandFailed
    | AudioDevicesChanged
    | PlaybackMoved
    | PlaybackFailed
)
