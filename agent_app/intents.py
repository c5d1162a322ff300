"""What a person at the desk may ask for. Implemented by ``agent_app.desk.Desk``; the window knows only this."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from agent_app.desk_state import DeskState
from agent_app.domain.account import AccountSecurity, Enrolment
from agent_app.domain.admin import Administration, AdminKind, AdminRow, Announcement, Values
from agent_app.domain.call import CallId, CallRef
from agent_app.domain.floor import Floor
from agent_app.domain.history import AgentName, CallDetail, CallFilters, CallPage
from agent_app.domain.patient import IdentityAnswer, Patient, PatientId
from agent_app.domain.patient_messages import MessageForm, NewMessage, PatientMessage
from agent_app.domain.playback import PlaybackState
from agent_app.domain.record import CallRecord
from agent_app.domain.setup import NewCentre, SetupState
from agent_app.domain.worklist import CallBack, Worklist
from agent_app.domain.wrap_up_form import Answers


class AccountIntents(Protocol):
    """The way in, the idle lock, one's own password and second factor."""

    def give_code(self, code: str) -> None: ...

    def give_new_password(self, password: str) -> None: ...

    def confirm_enrolment(self, code: str) -> None: ...

    def codes_kept(self) -> None: ...

    def cancel_sign_in(self) -> None:
        """Back to name and password."""

    def lock(self) -> None: ...

    async def unlock(self, password: str) -> None: ...

    async def security(self) -> AccountSecurity: ...

    async def change_password(self, old: str, new: str) -> None: ...

    async def begin_factor(self, password: str) -> Enrolment: ...

    async def confirm_factor(self, code: str) -> tuple[str, ...]: ...

    async def remove_factor(self, password: str) -> None: ...


class WorklistIntents(Protocol):
    """Call-backs. The list itself is a page's query; that it changed shows in ``state.worklist``."""

    async def list(self) -> Worklist: ...

    async def take(self, task_id: int | None = None) -> CallBack:
        """Make it one's own; None: the most urgent. Raises ``taken_already``, ``nothing_to_take``."""

    async def give_back(self, task_id: int) -> CallBack: ...

    def call(self, task_id: int) -> None:
        """Call the patient; how the call ends decides what becomes of the task."""

    def postpone(self, task_id: int, until: datetime, notes: str) -> None:
        """Kept on disk first; also while the server is away. So are the next two."""

    def close(self, task_id: int, reason: str, notes: str) -> None: ...

    def write_notes(self, task_id: int, notes: str) -> None: ...


class MessageIntents(Protocol):
    """Texts to patients after a call."""

    async def form(self, ref: CallRef) -> MessageForm: ...

    async def of_call(self, ref: CallRef) -> Sequence[PatientMessage]: ...

    async def send(self, ref: CallRef, message: NewMessage) -> None:
        """Kept on disk when this returns; sent when the server is there."""

    async def cancel(self, message_id: str) -> None: ...


class HistoryIntents(Protocol):
    """The history of calls, for its page."""

    async def page(self, filters: CallFilters, *, after: str = "") -> CallPage: ...

    async def agents(self) -> Sequence[AgentName]: ...

    async def detail(self, ref: CallRef) -> CallDetail: ...

    def call_back(self, ref: CallRef) -> None:
        """Dial that call's other party, whose number the desk need not know."""

    def add_note(self, ref: CallRef, text: str) -> None:
        """Into the outbox, synced, then to the server."""


class PlaybackIntents(Protocol):
    """Listening to a recording through the headset."""

    @property
    def state(self) -> PlaybackState: ...

    def subscribe(self, observer: Callable[[PlaybackState], None]) -> Callable[[], None]: ...

    def open(self, ref: CallRef, legs: Sequence[str]) -> None:
        """Fetch and play; not while there is a call."""

    def toggle(self) -> None:
        """Play or pause."""

    def seek(self, position_s: float) -> None: ...

    def set_speed(self, speed: float) -> None:
        """One of ``SPEEDS``; the pitch stays."""

    def skip_silence(self, on: bool) -> None: ...

    def set_volume(self, volume: float) -> None: ...

    def close(self) -> None: ...


class FloorIntents(Protocol):
    """The live floor, for its page."""

    async def now(self) -> Floor: ...

    def on_change(self, observer: Callable[[], None]) -> Callable[[], None]:
        """``observer`` is called when the floor has changed; returns the unsubscribe."""


class DeskIntents(Protocol):
    """Main thread only. Plain methods return at once; what comes of them shows in ``state``.

    ``async`` methods are queries for one page; they raise UserFacingError.
    """

    @property
    def state(self) -> DeskState: ...

    @property
    def playback(self) -> PlaybackIntents: ...

    @property
    def floor(self) -> FloorIntents: ...

    @property
    def account(self) -> AccountIntents: ...

    @property
    def history(self) -> HistoryIntents: ...

    @property
    def admin(self) -> AdminIntents: ...

    @property
    def setup(self) -> SetupIntents: ...

    @property
    def messages(self) -> MessageIntents: ...

    @property
    def worklist(self) -> WorklistIntents: ...

    def subscribe(self, observer: Callable[[DeskState], None]) -> Callable[[], None]:
        """``observer`` is called with every new state (and at once with the present one); returns the unsubscribe."""

    def log_in(self, username: str, password: str) -> None: ...

    def log_out(self) -> None: ...

    def become_ready(self) -> None: ...

    def become_not_ready(self, reason: str) -> None: ...

    def answer(self, call_id: CallId) -> None: ...

    def reject(self, call_id: CallId) -> None: ...

    def hang_up(self, call_id: CallId) -> None: ...

    def hold(self, call_id: CallId) -> None: ...

    def resume(self, call_id: CallId) -> None: ...

    def set_muted(self, call_id: CallId, muted: bool) -> None: ...

    def send_dtmf(self, call_id: CallId, digits: str) -> None: ...

    def dial_number(self, text: str) -> None:
        """``text`` as typed; what is no number becomes a notice."""

    def dial_patient(self, patient_id: PatientId) -> None: ...

    def choose_patient(self, ref: CallRef, patient_id: PatientId) -> None: ...

    def create_patient(
        self, ref: CallRef, *, name: str, sex: str, birth_date: date | None, phone: str, allergies: Sequence[str], notes: str
    ) -> None: ...

    def pause_recording(self, ref: CallRef) -> None:
        """While secrets are said; it goes on by itself after two minutes."""

    def resume_recording(self, ref: CallRef) -> None: ...

    def refuse_recording(self, ref: CallRef) -> None:
        """The patient does not want to be recorded: lasts for the call, and is never lost."""

    def edit_wrap_up(
        self, ref: CallRef, *, notes: str | None = None, disposition: str | None = None, answers: Answers | None = None
    ) -> None:
        """Kept on disk at once (worker thread), at every change."""

    def save_wrap_up(self, ref: CallRef) -> None:
        """Into the outbox, synced, then to the server; then the agent is ready again if they were in wrap-up."""

    def discard_wrap_up(self, ref: CallRef) -> None:
        """Only for drafts the person throws away on purpose."""

    def extend_wrap_up(self, ref: CallRef) -> None: ...

    def retry_parked(self, key: str) -> None: ...

    def dismiss_notice(self, notice_id: int) -> None: ...

    async def check_identity(self, ref: CallRef, said: Mapping[str, str]) -> IdentityAnswer:
        """What the caller said, by fact; empty: could not say."""

    async def search_patients(self, text: str) -> Sequence[Patient]: ...

    async def call_history(self, *, before: datetime | None = None) -> Sequence[CallRecord]: ...

    async def download_recording(self, ref: CallRef, leg: str, target: Path) -> None: ...


class AdminIntents(Protocol):
    """What the administration's pages ask. All raise UserFacingError; changes raise ChangedMeanwhile where somebody was faster."""

    async def overview(self) -> Administration: ...

    async def create(self, kind: AdminKind, values: Values) -> AdminRow: ...

    async def change(self, row: AdminRow, values: Values) -> AdminRow:
        """Write ``row`` with ``values`` in place of its own."""

    async def remove(self, row: AdminRow, move_to: str = "") -> bool:
        """False where it stands in records and was only retired. ``move_to``: the queue that takes the callers who wait."""

    async def reorder(self, kind: AdminKind, keys: Sequence[str]) -> Sequence[AdminRow]: ...

    async def set_password(self, user: AdminRow, password: str) -> AdminRow:
        """Ends the user's session."""

    async def announcement(self, which: Announcement) -> bytes:
        """A WAV file."""

    async def upload_announcement(self, which: Announcement, wav: Path) -> None: ...

    async def speak_announcement(self, which: Announcement, words: str) -> None: ...

    async def drop_announcement(self, which: Announcement) -> None: ...


class SetupIntents(Protocol):
    """What the first-run assistant asks. All raise UserFacingError."""

    async def state(self) -> SetupState: ...

    async def found(self, new: NewCentre) -> None:
        """Make the centre and its first administrator, then sign in as them."""

    async def empty(self, password: str) -> str:
        """Empty the demo's centre; the set-up code for the new one. Ends every session, this desk's too."""


class DeskProgram(Protocol):
    """The running desk as ``ui.application.run`` drives it; made by ``agent_app.main`` inside the running loop.

    Order: ``make_program()``, window bound to ``desk``, ``on_quit_requested(window.close)``, ``await start()``, and when the window
    is closed ``await close()``.
    """

    @property
    def desk(self) -> DeskIntents: ...

    def on_quit_requested(self, close_window: Callable[[], object]) -> None:
        """``close_window`` is called on the main thread where the system asks the desk to end (SIGTERM, SIGINT, end of the session)."""

    async def start(self) -> None:
        """Start engine and workers and sign in with the stored token. Never raises for what a person can see in ``desk.state``."""

    async def close(self) -> None:
        """Flush drafts, stop stream, engine and workers. Bounded (about 5 s), safe to call twice."""
