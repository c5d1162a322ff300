"""What the core needs from the world, as Protocols in the words of the field.

Adapters: ``sip.engine`` (TelephonyEngine), ``agent_app.server_client`` (CentralServer, EventStream),
``agent_app.storage`` (CredentialStore, Outbox). Hand-written fakes of these stand in ``tests/unit``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Protocol, TypeVar

from agent_app.domain.account import AccountSecurity, Enrolment
from agent_app.domain.admin import Administration, AdminKind, AdminRow, Announcement, Values
from agent_app.domain.agent_status import AgentState, AgentStatus
from agent_app.domain.call import CallId, CallRef
from agent_app.domain.floor import Floor
from agent_app.domain.history import AgentName, CallDetail, CallFilters, CallPage
from agent_app.domain.patient import CallContext, IdentityAnswer, Patient, PatientId
from agent_app.domain.patient_messages import MessageForm, PatientMessage
from agent_app.domain.record import CallRecord
from agent_app.domain.server_events import ServerEvent, SnapshotTaken
from agent_app.domain.setup import NewCentre, SetupState
from agent_app.domain.telephony import TelephonyEvent
from agent_app.domain.user import ChoicesRead, SessionInfo, SipAccount, User
from agent_app.domain.worklist import CallBack, Worklist
from agent_app.domain.wrap_up import WrapUpDraft
from agent_app.domain.wrap_up_form import WrapUpForm

T = TypeVar("T")


class Clock(Protocol):
    def monotonic(self) -> float:
        """Seconds; only differences mean something."""

    def now(self) -> datetime:
        """The time of day, aware, UTC."""


class TelephonyEngine(Protocol):
    """The softphone. Every method returns at once; outcomes come as events through the listener.

    A command for a call that is already gone is ignored (the event that it ended is on its way).
    """

    def start(self, listener: Callable[[TelephonyEvent], None]) -> None:
        """Start the engine thread. ``listener`` is called ON THAT THREAD and must only post to the main loop."""

    def set_account(self, account: SipAccount | None) -> None:
        """Register as ``account`` and stay registered; None unregisters."""

    def dial(self, target: str, ref: CallRef) -> None:
        """Call ``target`` (digits, ``+``, ``*``, ``#``, or ``d-<token>``) with ``ref`` as X-Careline-Client-Ref."""

    def answer(self, call_id: CallId) -> None: ...

    def reject(self, call_id: CallId) -> None:
        """Refuse a ringing call (486)."""

    def hang_up(self, call_id: CallId) -> None: ...

    def hold(self, call_id: CallId) -> None: ...

    def resume(self, call_id: CallId) -> None: ...

    def set_muted(self, call_id: CallId, muted: bool) -> None: ...

    def send_dtmf(self, call_id: CallId, digits: str) -> None:
        """RFC 4733. ``digits`` of ``0-9*#A-D``."""

    def load_playback(self, wav: bytes) -> None:
        """Make ready to play this through the headset (16-bit mono PCM, plain header), in the place of what was there."""

    def play(self, from_s: float) -> None:
        """Play what was loaded, or go on, from there. A call that rings or is dialled pauses it."""

    def pause_playback(self) -> None: ...

    def set_playback_volume(self, volume: float) -> None:
        """1 is as recorded."""

    def unload_playback(self) -> None:
        """Forget the sound."""

    def close(self) -> None:
        """Hang up, unregister, stop the thread; blocks up to 3 s. Safe to call twice."""


class AdminServer(Protocol):
    """The administration's side of the server. Blocks and raises like CentralServer; a change may raise ChangedMeanwhile."""

    def overview(self) -> Administration: ...

    def create(self, kind: AdminKind, values: Values) -> AdminRow: ...

    def change(self, row: AdminRow, values: Values) -> AdminRow: ...

    def remove(self, row: AdminRow, move_to: str = "") -> bool:
        """False where it stands in records and was only retired."""

    def reorder(self, kind: AdminKind, keys: Sequence[str]) -> Sequence[AdminRow]: ...

    def set_password(self, user: AdminRow, password: str) -> AdminRow: ...

    def announcement(self, which: Announcement) -> bytes: ...

    def upload_announcement(self, which: Announcement, wav: Path) -> None: ...

    def speak_announcement(self, which: Announcement, words: str) -> None: ...

    def drop_announcement(self, which: Announcement) -> None: ...


class SetupServer(Protocol):
    """Making a centre from nothing. Blocks and raises like CentralServer."""

    def state(self) -> SetupState: ...

    def found(self, new: NewCentre) -> None: ...

    def empty(self, password: str) -> str: ...


class CallBackServer(Protocol):
    """The worklist's part of the server; blocks and raises like the rest of it."""

    def worklist(self) -> Worklist: ...

    def take(self, task_id: int | None) -> CallBack:
        """Make it this agent's; None: the most urgent."""

    def give_back(self, task_id: int) -> CallBack: ...


class MessageServer(Protocol):
    """Texts to patients. Blocks and raises like CentralServer; a message itself goes out by ``deliver``."""

    def form(self, ref: CallRef) -> MessageForm: ...

    def of_call(self, ref: CallRef) -> Sequence[PatientMessage]: ...

    def cancel(self, message_id: str) -> None:
        """Raises ``message_on_its_way``."""


class CentralServer(Protocol):
    """The REST side of the server. Every method blocks and is called on a worker thread.

    Raises ServerAway, CertificateRefused or UserFacingError(code) with the server's code.
    """

    @property
    def admin(self) -> AdminServer: ...

    @property
    def setup(self) -> SetupServer: ...

    def choices(self) -> ChoicesRead:
        """What the centre lets desks choose from now."""

    def log_in(self, username: str, password: str) -> SessionInfo: ...

    def resume_session(self) -> SessionInfo | None:
        """Sign in with the stored refresh token; None where there is none or it is no longer good."""

    def log_out(self) -> None: ...

    def set_status(self, state: AgentState, reason: str = "") -> AgentStatus:
        """Only READY and NOT_READY can be asked for."""

    def snapshot(self) -> SnapshotTaken: ...

    def call_context(self, ref: CallRef) -> CallContext: ...

    def prepare_outbound(
        self, ref: CallRef, *, number: str = "", patient_id: PatientId | None = None, call_back: int | None = None
    ) -> PreparedOutbound:
        """Tell the server whom this desk is about to call."""

    def choose_patient(self, ref: CallRef, patient_id: PatientId) -> CallContext: ...

    def search_patients(self, text: str) -> Sequence[Patient]: ...

    def patient(self, patient_id: PatientId) -> Patient: ...

    def calls(self, *, before: datetime | None = None, limit: int = 50) -> Sequence[CallRecord]: ...

    def download_recording(self, ref: CallRef, leg: str, target: Path) -> None: ...

    def extend_wrap_up(self, ref: CallRef) -> AgentStatus: ...

    def wrap_up_form(self) -> WrapUpForm: ...

    def check_identity(self, ref: CallRef, said: Mapping[str, str]) -> IdentityAnswer:
        """``said``: fact to what the caller said, empty where they could not."""

    def set_recording(self, ref: CallRef, wanted: str) -> RecordingAnswer:
        """``on``, ``paused`` or ``refused``; answered once the telephone system has carried it out."""

    @property
    def call_backs(self) -> CallBackServer: ...

    @property
    def messages(self) -> MessageServer: ...

    def alarms(self) -> Sequence[str]:
        """Codes of what needs a person at the server now."""

    def deliver(self, write: PendingWrite) -> None:
        """Send one outbox item with its key as Idempotency-Key. Raises like the others; ``permanent`` decides its fate."""


class AccountServer(Protocol):
    """Second factor and password at the server. Every method blocks and is called on a worker thread; raises like CentralServer.

    The methods with a ``challenge`` are steps of a sign-in; what the server wants next is a UserFacingError with that code.
    """

    def clock_ahead_s(self) -> float:
        """Seconds by which the server's clock is before this computer's; 0 within half a minute. Does not block."""

    def show_code(self, challenge: str, code: str) -> SessionInfo: ...

    def set_first_password(self, challenge: str, password: str) -> SessionInfo: ...

    def begin_first_factor(self, challenge: str) -> Enrolment: ...

    def confirm_first_factor(self, challenge: str, code: str) -> tuple[tuple[str, ...], SessionInfo | None]:
        """The recovery codes, and the session unless the sign-in ran out meanwhile."""

    def unlock(self, password: str) -> None: ...

    def security(self) -> AccountSecurity: ...

    def change_password(self, old: str, new: str) -> None: ...

    def begin_factor(self, password: str) -> Enrolment: ...

    def confirm_factor(self, code: str) -> tuple[str, ...]:
        """The recovery codes."""

    def remove_factor(self, password: str) -> None: ...


class RecordsServer(Protocol):
    """The server's records of past calls. Every method blocks and is called on a worker thread; raises like CentralServer."""

    def history(self, filters: CallFilters, after: str) -> CallPage:
        """Newest first; ``after`` is the ``next`` of the page before, empty for the newest."""

    def agents(self) -> Sequence[AgentName]:
        """Whose calls this person may ask for."""

    def detail(self, ref: CallRef) -> CallDetail: ...

    def recording(self, ref: CallRef, leg: str) -> bytes:
        """A whole WAV file, never on disk."""

    def floor(self) -> Floor:
        """Who waits and who works now; leaders and administrators."""

    def prepare_call_back(self, ref: CallRef, of: CallRef) -> PreparedOutbound:
        """Tell the server that this desk is about to call the other party of the call ``of`` back, as ``ref``."""


@dataclass(frozen=True, slots=True)
class RecordingAnswer:
    recording: str
    since: datetime | None
    carried_out: bool
    """False: the telephone system could not be told yet."""


@dataclass(frozen=True, slots=True)
class PreparedOutbound:
    target: str
    """What to dial: ``d-<token>``, so that a patient's number never needs to reach the desk."""
    context: CallContext


class EventStream(Protocol):
    """The long-lived event stream, on a thread of its own."""

    def start(self, listener: Callable[[ServerEvent], None]) -> None:
        """``listener`` is called ON THE STREAM'S THREAD and must only post to the main loop."""

    def stop(self) -> None:
        """Idempotent; returns within 1 s."""


class WriteKind(Enum):
    WRAP_UP = "wrap_up"  # PUT /v1/calls/{ref}/wrap-up
    NEW_PATIENT = "new_patient"  # POST /v1/patients, then chosen for the call
    REFUSE_RECORDING = "refuse_recording"  # PUT /v1/calls/{ref}/recording
    CHOOSE_PATIENT = "choose_patient"  # POST /v1/calls/{ref}/patient
    CALL_NOTE = "call_note"  # POST /v1/calls/{ref}/notes
    POSTPONE_CALL_BACK = "postpone_call_back"  # POST /v1/worklist/{ref}/postpone
    CLOSE_CALL_BACK = "close_call_back"  # POST /v1/worklist/{ref}/close
    PATIENT_MESSAGE = "patient_message"  # POST /v1/calls/{ref}/messages
    CALL_BACK_NOTES = "call_back_notes"  # PUT /v1/worklist/{ref}/notes


@dataclass(frozen=True, slots=True)
class PendingWrite:
    """One write that the desk owes the server."""

    key: str
    """Idempotency key, made once by the desk."""
    kind: WriteKind
    ref: CallRef
    body: dict[str, object]
    made_at: datetime
    parked_reason: str = ""
    """Code of the server's final refusal; empty while it is on its way."""


class Outbox(Protocol):
    """Writes and drafts, on disk and synced before any method returns. Used from one worker thread at a time."""

    def put(self, write: PendingWrite) -> None:
        """A wrap-up takes the place of its call's draft in the same transaction."""

    def pending(self) -> Sequence[PendingWrite]:
        """In the order they were made, parked ones left out."""

    def parked(self) -> Sequence[PendingWrite]: ...

    def done(self, key: str) -> None: ...

    def park(self, key: str, reason: str) -> None: ...

    def unpark(self, key: str) -> None:
        """Send it again, at its old place in the order."""

    def save_draft(self, draft: WrapUpDraft) -> None:
        """Keep what is being typed; replaces the draft of the same call."""

    def drafts(self) -> Sequence[WrapUpDraft]: ...

    def drop_draft(self, ref: CallRef) -> None: ...

    def close(self) -> None: ...


class CredentialStore(Protocol):
    """Secrets of one user on this machine. Blocks; worker thread."""

    @property
    def is_fallback(self) -> bool:
        """True where the system has no credential store and an encrypted file is used: the desk says so openly."""

    def get(self, name: str) -> str | None: ...

    def set(self, name: str, value: str) -> None: ...

    def delete(self, name: str) -> None: ...


@dataclass(frozen=True, slots=True)
class OpenedOutbox:
    outbox: Outbox
    set_aside: str = ""
    """Name under which an unreadable older file was kept (never deleted); empty where all was well."""


class OutboxOpener(Protocol):
    def __call__(self, user: User) -> OpenedOutbox:
        """The outbox of ``user`` alone. Blocks; storage worker."""


class Workers(Protocol):
    """Threads for what blocks. Awaited on the main thread."""

    async def storage(self, work: Callable[[], T]) -> T:
        """One thread: work runs in the order it was given."""

    async def network(self, work: Callable[[], T]) -> T:
        """A few threads: no order."""
