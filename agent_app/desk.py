"""The desk: implements ``DeskIntents`` on top of the use cases and takes the events of softphone and server. Main thread only."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from agent_app.desk_state import DeskState
from agent_app.domain.agent_status import AgentState
from agent_app.domain.call import CallId, CallRef
from agent_app.domain.patient import IdentityAnswer, Patient, PatientId
from agent_app.domain.record import CallRecord
from agent_app.domain.server_events import ServerEvent, SnapshotTaken, StreamOpened
from agent_app.domain.telephony import TelephonyEvent
from agent_app.domain.user import SessionInfo
from agent_app.domain.wrap_up_form import Answers
from agent_app.ports import PendingWrite, WriteKind
from agent_app.tasks import TaskOwner
from agent_app.usecases.admin import Admin
from agent_app.usecases.board import Board, Ports
from agent_app.usecases.call_control import CallControl
from agent_app.usecases.call_events import CallEvents
from agent_app.usecases.contexts import Contexts
from agent_app.usecases.delivery import Delivery
from agent_app.usecases.dialling import Dialling
from agent_app.usecases.floor import LiveFloor
from agent_app.usecases.history import History
from agent_app.usecases.identity import IdentityChecks
from agent_app.usecases.own_account import OwnAccount
from agent_app.usecases.patient_messages import PatientMessages
from agent_app.usecases.patients import Patients
from agent_app.usecases.playback import Playback
from agent_app.usecases.recording import RecordingConsent
from agent_app.usecases.server_events import ServerEvents
from agent_app.usecases.setup import Setup
from agent_app.usecases.sign_in import SignInOut
from agent_app.usecases.status import Statuses
from agent_app.usecases.worklist import CallBacks
from agent_app.usecases.wrap_up import WrapUps
from agent_app.usecases.wrap_up_form import WrapUpForms


class Desk:
    """``post`` takes a server event from the stream's thread to the main loop, where it reaches ``server_event``."""

    def __init__(self, ports: Ports, post: Callable[[Callable[[], None]], None]) -> None:
        self.tasks = TaskOwner()
        self._board = Board(ports, self.tasks)
        self._contexts = Contexts(self._board)
        self._delivery = Delivery(self._board, self._delivered, self._parked)
        self._wrap_ups = WrapUps(self._board, self._delivery)
        self._statuses = Statuses(self._board)
        self._dialling = Dialling(self._board, self._contexts)
        self._control = CallControl(self._board)
        self._calls = CallEvents(self._board, self._contexts, self._wrap_ups, self._dialling, self._control, self._statuses)
        self._server = ServerEvents(self._board, self._contexts, self._wrap_ups, self._delivery, self._statuses, self._calls)
        self._sign_in = SignInOut(
            self._board,
            self._contexts,
            self._wrap_ups,
            self._delivery,
            self._statuses,
            self._server,
            lambda event: post(lambda: self.server_event(event)),
        )
        self.account = OwnAccount(self._board, self._sign_in.steps)
        self._sign_in.password_taken = self.account.remember
        self._calls.on_no_calls = self._sign_in.no_calls
        self.playback = Playback(self._board)
        self._calls.on_playback = self.playback.moved
        self.floor = LiveFloor(self._board)
        self._server.on_floor_changed = self.floor.changed
        self.history = History(self._board, self._delivery, self._dialling.call_back)
        self._forms = WrapUpForms(self._board)
        self._identity = IdentityChecks(self._board, self._contexts)
        self._recording = RecordingConsent(self._board, self._contexts, self._delivery)
        self._server.on_consent = self._recording.changed
        self._admin = Admin(self._board)
        self._setup = Setup(self._board, self._sign_in.log_in)
        self.worklist = CallBacks(self._board, self._delivery, self._dialling.dial_task)
        self._server.on_worklist = self.worklist.changed
        self._server.on_snapshot = self.worklist.begin
        self.messages = PatientMessages(self._board, self._delivery)
        self._server.on_message_changed = self.messages.changed
        self._patients = Patients(self._board, self._contexts, self._wrap_ups, self._delivery)

    def _delivered(self, write: PendingWrite) -> None:
        self._wrap_ups.delivered(write)
        self._recording.delivered(write)
        self.worklist.delivered(write)
        self.messages.delivered(write)
        if write.kind is WriteKind.WRAP_UP and write.body.get("then_ready"):
            self._statuses.ready_after(write.ref)

    def _parked(self, write: PendingWrite) -> None:
        self._wrap_ups.refused(write)

    # -- what happens ----------------------------------------------------------------------------------------------

    def telephony_event(self, event: TelephonyEvent) -> None:
        self._calls.handle(event)

    def server_event(self, event: ServerEvent) -> None:
        before = self._board.state.status
        self._server.handle(event)
        after = self._board.state.status
        if before.state is AgentState.WRAP_UP and after.state is not AgentState.WRAP_UP and before.call_ref is not None:
            self._wrap_ups.time_ran_out(before.call_ref)
        if isinstance(event, StreamOpened | SnapshotTaken) and self._board.state.session is not None:
            self._forms.read_soon()

    async def start(self, first_attempt: Awaitable[SessionInfo | None] | None = None) -> None:
        """Sign in with the stored token; returns at once, what comes of it shows in ``state``."""
        self.tasks.spawn(self._sign_in.begin(first_attempt), "resume session")

    async def stop(self) -> None:
        """Drafts on disk, stream stopped, tasks ended. The status at the server stays as it is."""
        await self._sign_in.stop()
        await self.tasks.close()

    # -- DeskIntents -----------------------------------------------------------------------------------------------

    @property
    def state(self) -> DeskState:
        return self._board.state

    @property
    def admin(self) -> Admin:
        return self._admin

    @property
    def setup(self) -> Setup:
        return self._setup

    def subscribe(self, observer: Callable[[DeskState], None]) -> Callable[[], None]:
        return self._board.subscribe(observer)

    def log_in(self, username: str, password: str) -> None:
        self._sign_in.log_in(username, password)

    def log_out(self) -> None:
        self._sign_in.log_out()

    def become_ready(self) -> None:
        self._statuses.become_ready()

    def become_not_ready(self, reason: str) -> None:
        self._statuses.become_not_ready(reason)

    def answer(self, call_id: CallId) -> None:
        self._control.answer(call_id)

    def reject(self, call_id: CallId) -> None:
        self._control.reject(call_id)

    def hang_up(self, call_id: CallId) -> None:
        self._control.hang_up(call_id)

    def hold(self, call_id: CallId) -> None:
        self._control.hold(call_id)

    def resume(self, call_id: CallId) -> None:
        self._control.resume(call_id)

    def set_muted(self, call_id: CallId, muted: bool) -> None:
        self._control.set_muted(call_id, muted)

    def send_dtmf(self, call_id: CallId, digits: str) -> None:
        self._control.send_dtmf(call_id, digits)

    def dial_number(self, text: str) -> None:
        self._dialling.dial_number(text)

    def dial_patient(self, patient_id: PatientId) -> None:
        self._dialling.dial_patient(patient_id)

    def choose_patient(self, ref: CallRef, patient_id: PatientId) -> None:
        self._patients.choose(ref, patient_id)

    def create_patient(
        self, ref: CallRef, *, name: str, sex: str, birth_date: date | None, phone: str, allergies: Sequence[str], notes: str
    ) -> None:
        self._patients.create(ref, name=name, sex=sex, birth_date=birth_date, phone=phone, allergies=allergies, notes=notes)

    def edit_wrap_up(
        self, ref: CallRef, *, notes: str | None = None, disposition: str | None = None, answers: Answers | None = None
    ) -> None:
        self._wrap_ups.edit(ref, notes=notes, disposition=disposition, answers=answers)

    def pause_recording(self, ref: CallRef) -> None:
        self._recording.pause(ref)

    def resume_recording(self, ref: CallRef) -> None:
        self._recording.resume(ref)

    def refuse_recording(self, ref: CallRef) -> None:
        self._recording.refuse(ref)

    def save_wrap_up(self, ref: CallRef) -> None:
        with self._board.batch():
            self._wrap_ups.save(ref)

    def discard_wrap_up(self, ref: CallRef) -> None:
        with self._board.batch():
            self._wrap_ups.discard(ref)
            self._contexts.refresh_pop()

    def extend_wrap_up(self, ref: CallRef) -> None:
        self._statuses.extend_wrap_up(ref)

    def retry_parked(self, key: str) -> None:
        self._delivery.retry(key)

    def dismiss_notice(self, notice_id: int) -> None:
        self._board.dismiss_notice(notice_id)

    async def check_identity(self, ref: CallRef, said: Mapping[str, str]) -> IdentityAnswer:
        return await self._identity.check(ref, said)

    async def search_patients(self, text: str) -> Sequence[Patient]:
        return await self._patients.search(text)

    async def call_history(self, *, before: datetime | None = None) -> Sequence[CallRecord]:
        return await self._patients.call_history(before)

    async def download_recording(self, ref: CallRef, leg: str, target: Path) -> None:
        await self._patients.download_recording(ref, leg, target)
