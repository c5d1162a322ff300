"""What the server's event stream tells the desk, as values. Wire names are in ``docs/protocol.md``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from agent_app.domain.agent_status import AgentStatus
from agent_app.domain.call import CallRef
from agent_app.domain.patient import CallContext


@dataclass(frozen=True, slots=True)
class StreamOpened:
    """The event stream stands; what follows is live or resumed without a gap."""


@dataclass(frozen=True, slots=True)
class StreamLost:
    """The server does not answer; the client keeps trying."""

    detail: str
    refused_host: str = ""
    """Not empty where the server's certificate was refused."""


@dataclass(frozen=True, slots=True)
class SignedOutByServer:
    """The tokens are no longer good: the person must sign in again."""

    code: str


@dataclass(frozen=True, slots=True)
class SnapshotTaken:
    """The whole state of this agent, taken where resuming was not possible (and at every sign-in)."""

    status: AgentStatus
    pbx_connected: bool
    contexts: tuple[CallContext, ...]
    """Contexts of the calls this agent has now."""


@dataclass(frozen=True, slots=True)
class StatusChanged:
    status: AgentStatus


@dataclass(frozen=True, slots=True)
class CallOffered:
    """The queue is about to ring this desk: sent before the INVITE."""

    context: CallContext


@dataclass(frozen=True, slots=True)
class ContextChanged:
    """A patient was chosen or created, or the context of a dialled call was made."""

    context: CallContext


@dataclass(frozen=True, slots=True)
class OfferWithdrawn:
    """The ring is over without an answer here: ``caller_gave_up``, ``no_answer``, ``rejected`` or ``desk_gone``."""

    ref: CallRef
    reason: str


@dataclass(frozen=True, slots=True)
class CallEndedOnServer:
    """The PBX says the call is over (also where the desk's own signalling was lost)."""

    ref: CallRef
    ended_at: datetime
    outcome: str
    client_ref: str = ""
    """The desk's own name of the call where a desk dialled it."""


@dataclass(frozen=True, slots=True)
class ConsentChanged:
    """Whether the call is recorded: ``on``, ``paused`` or ``refused``."""

    ref: CallRef
    recording: str
    since: datetime | None
    automatic: bool = False
    """Nobody asked: a pause had lasted too long."""


@dataclass(frozen=True, slots=True)
class PbxLinkChanged:
    connected: bool


@dataclass(frozen=True, slots=True)
class FloorChanged:
    """Who looks at the floor should ask for it again. Comes to leaders and administrators, at most every two seconds."""


@dataclass(frozen=True, slots=True)
class ConfigChanged:
    """Administration changed something that desks show."""

    what: str
    """``queues``, ``dispositions``, ``users`` ..."""


@dataclass(frozen=True, slots=True)
class WorklistChanged:
    open: int
    """How many call-backs anybody may take."""
    mine: int | None = None
    """How many are this agent's; None where the event was for everybody."""
    closed_reason: str = ""
    """Of one of mine that was closed just now."""


@dataclass(frozen=True, slots=True)
class PatientMessageChanged:
    """One of this person's messages to patients has another state."""


@dataclass(frozen=True, slots=True)
class ServerAlarm:
    """Something at the server needs a person, or no longer does. Comes to leaders and administrators."""

    code: str
    params: dict[str, str]
    active: bool


ServerEvent = (
    StreamOpened
    | StreamLost
    | SignedOutByServer
    | SnapshotTaken
    | StatusChanged
    | CallOffered
    | ContextChanged
    | OfferWithdrawn
    | CallEndedOnServer
    | PbxLinkChanged
    | FloorChanged
    | ConsentChanged
    | ConfigChanged
    | WorklistChanged
    | ServerAlarm
    | PatientMessageChanged
)
