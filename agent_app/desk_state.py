"""Everything the window shows, as one immutable value. Made by ``agent_app.desk.Desk``, rendered by ``ui``."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from agent_app.domain.account import SignInProgress
from agent_app.domain.agent_status import AgentStatus
from agent_app.domain.call import Call
from agent_app.domain.patient import CallContext
from agent_app.domain.registration import Registration
from agent_app.domain.user import SessionInfo
from agent_app.domain.worklist import WorklistCounts
from agent_app.domain.wrap_up import WrapUpDraft
from agent_app.domain.wrap_up_form import WrapUpForm
from agent_app.ports import PendingWrite


class SignIn(Enum):
    STARTING = "starting"  # trying the stored token
    SIGNED_OUT = "signed_out"  # the sign-in form is shown
    SIGNING_IN = "signing_in"
    SIGNED_IN = "signed_in"


class ServerLink(Enum):
    CONNECTING = "connecting"
    ONLINE = "online"
    AWAY = "away"  # calls go on, writes wait in the outbox


class Severity(Enum):
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Notice:
    """A message for the person: ``code`` is turned into words by the window, ``params`` fill them."""

    id: int
    severity: Severity
    code: str
    params: dict[str, str]


@dataclass(frozen=True, slots=True)
class AudioHealth:
    capture: str = ""
    playback: str = ""
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DeskState:
    sign_in: SignIn = SignIn.STARTING
    sign_in_error: str = ""
    """Message code (``wrong_password``, ``server_away``, ``certificate_refused`` ...), empty where all is well."""
    sign_in_error_params: dict[str, str] = field(default_factory=dict)
    sign_in_progress: SignInProgress | None = None
    """What the sign-in still needs after the password."""
    locked: bool = False
    """The idle lock: nothing of a patient is on screen until the password is given; calls go on."""
    session: SessionInfo | None = None
    server_ahead_s: float = 0.0
    """How far the server's clock is before this computer's: what the server stamps is compared with its own time."""
    status: AgentStatus = AgentStatus()
    registration: Registration = Registration()
    server: ServerLink = ServerLink.CONNECTING
    pbx_connected: bool = True
    """What the server says of its own link to the PBX."""
    audio: AudioHealth = AudioHealth()
    calls: tuple[Call, ...] = ()
    """Live calls at this desk, oldest first."""
    pop: CallContext | None = None
    """The context on screen: of the ringing or current call, or of the call in wrap-up."""
    wrap_up: WrapUpDraft | None = None
    """The draft of the call on screen; opens with the pop, may be filled during the call."""
    form: WrapUpForm = WrapUpForm()
    """What a wrap-up can be answered with."""
    unfinished: tuple[WrapUpDraft, ...] = ()
    """Drafts of earlier calls that were never saved, also from before a crash."""
    worklist: WorklistCounts = WorklistCounts()
    message_changes: int = 0
    """How often a message to a patient was kept or changed; pages that show them ask again."""
    waiting_writes: int = 0
    """Saved here, not yet at the server."""
    parked: tuple[PendingWrite, ...] = ()
    notices: tuple[Notice, ...] = ()
    config_changes: int = 0
    """How often administration changed the centre while this desk ran; pages that show its configuration read it anew."""
    credentials_in_file: bool = False
    """No system credential store: secrets lie in an encrypted file, said openly."""

    @property
    def has_telephone(self) -> bool:
        """Whether the person signed in has an extension: without one there is nothing to ring or to call with."""
        return self.session is None or self.session.sip is not None

    @property
    def current_call(self) -> Call | None:
        return self.calls[0] if self.calls else None
