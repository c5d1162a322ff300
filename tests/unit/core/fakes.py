"""Hand-written fakes of the core's ports. What they hold is plain and can be looked at by a test."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from agent_app.domain.agent_status import AgentState, AgentStatus
from agent_app.domain.call import CallDirection, CallId, CallRef
from agent_app.domain.errors import ServerAway, SessionLost, UserFacingError
from agent_app.domain.patient import CallContext, CallerMatch, Contact, IdentityAnswer, Patient, PatientId
from agent_app.domain.record import CallRecord
from agent_app.domain.server_events import (
    CallOffered,
    ContextChanged,
    ServerEvent,
    SignedOutByServer,
    SnapshotTaken,
    StatusChanged,
    StreamOpened,
)
from agent_app.domain.telephony import TelephonyEvent
from agent_app.domain.user import Choice, ChoicesRead, SessionInfo, SipAccount, User
from agent_app.domain.worklist import CallBack, Worklist
from agent_app.domain.wrap_up import WrapUpDraft
from agent_app.domain.wrap_up_form import WrapUpForm
from agent_app.ports import CredentialStore, OpenedOutbox, PendingWrite, PreparedOutbound, RecordingAnswer, WriteKind
from tests.unit.core.fake_admin import FakeAdminServer
from tests.unit.core.fake_messages import FakeMessages
from tests.unit.core.fake_setup import FakeSetupServer

T = TypeVar("T")
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


class FakeClock:
    def __init__(self) -> None:
        self.seconds = 1000.0

    def monotonic(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        return NOON + timedelta(seconds=self.seconds - 1000.0)


class FakeEngine:
    """Remembers every command as ``(name, *arguments)``; a test plays the events itself."""

    def __init__(self) -> None:
        self.commands: list[tuple[object, ...]] = []
        self.listener: Callable[[TelephonyEvent], None] | None = None
        self.closed = False

    def start(self, listener: Callable[[TelephonyEvent], None]) -> None:
        self.listener = listener

    def set_account(self, account: SipAccount | None) -> None:
        self.commands.append(("set_account", account.username if account is not None else None))

    def dial(self, target: str, ref: CallRef) -> None:
        self.commands.append(("dial", target, ref))

    def load_playback(self, wav: bytes) -> None:
        self.commands.append(("load_playback", len(wav)))

    def play(self, from_s: float) -> None:
        self.commands.append(("play", from_s))

    def pause_playback(self) -> None:
        self.commands.append(("pause_playback",))

    def set_playback_volume(self, volume: float) -> None:
        self.commands.append(("set_playback_volume", volume))

    def unload_playback(self) -> None:
        self.commands.append(("unload_playback",))

    def answer(self, call_id: CallId) -> None:
        self.commands.append(("answer", call_id))

    def reject(self, call_id: CallId) -> None:
        self.commands.append(("reject", call_id))

    def hang_up(self, call_id: CallId) -> None:
        self.commands.append(("hang_up", call_id))

    def hold(self, call_id: CallId) -> None:
        self.commands.append(("hold", call_id))

    def resume(self, call_id: CallId) -> None:
        self.commands.append(("resume", call_id))

    def set_muted(self, call_id: CallId, muted: bool) -> None:
        self.commands.append(("set_muted", call_id, muted))

    def send_dtmf(self, call_id: CallId, digits: str) -> None:
        self.commands.append(("send_dtmf", call_id, digits))

    def close(self) -> None:
        self.closed = True

    def dialled(self) -> list[tuple[str, CallRef]]:
        return [(str(command[1]), CallRef(str(command[2]))) for command in self.commands if command[0] == "dial"]


class FakeCallBacks:
    """The worklist in memory; who is asked for one that is not there says so."""

    def __init__(self, reach: Callable[[], None] = lambda: None) -> None:
        self._reach = reach
        self.listed = Worklist((), (), (), 0)
        self.given_back: list[int] = []

    def worklist(self) -> Worklist:
        self._reach()
        return self.listed

    def take(self, task_id: int | None) -> CallBack:
        self._reach()
        found = next((task for task in self.listed.open if task_id in (None, task.id)), None)
        if found is None:
            raise UserFacingError("nothing_to_take" if task_id is None else "taken_already")
        rest = tuple(task for task in self.listed.open if task.id != found.id)
        self.listed = replace(self.listed, mine=(*self.listed.mine, found), open=rest, open_count=len(rest))
        return found

    def give_back(self, task_id: int) -> CallBack:
        self._reach()
        self.given_back.append(task_id)
        return next(task for task in self.listed.mine if task.id == task_id)


class FakeServer:
    """A server in memory. ``away`` lets nothing through; ``refuse`` answers one write kind with a final refusal."""

    def __init__(self) -> None:
        self.away = False
        self.stored_session: SessionInfo | None = None
        self.passwords: dict[str, str] = {"lin": "right"}
        self.users = {"lin": session_of("lin", "1001"), "anna": session_of("anna", "1002")}
        self.signed_in: SessionInfo | None = None
        self.status = AgentStatus(AgentState.NOT_READY, "signed_in")
        self.contexts: dict[CallRef, CallContext] = {}
        self.asked_for: list[CallRef] = []
        self.lose_answers = 0
        self.attempts: list[str] = []
        self.received: dict[str, PendingWrite] = {}
        self.received_as: dict[str, str] = {}
        self.refuse: dict[WriteKind, UserFacingError] = {}
        self.patients: dict[PatientId, Patient] = {}
        self.outbound: dict[CallRef, str] = {}
        self.form = WrapUpForm()
        self.recording: dict[CallRef, str] = {}
        self.facts = {"birth_date": "1961-03-14", "phone_last4": "5678"}
        self.pbx_away = False
        self.call_backs = FakeCallBacks(self._reach)
        self.messages = FakeMessages(self._reach)
        self.sounding: list[str] = []
        self.admin = FakeAdminServer()
        self.setup = FakeSetupServer()
        self.offers: ChoicesRead | None = None
        """What administration has changed the choices to."""

    def alarms(self) -> Sequence[str]:
        self._reach()
        return self.sounding

    def choices(self) -> ChoicesRead:
        self._reach()
        session = self.signed_in
        if self.offers is None and session is not None:
            return ChoicesRead(session.dispositions, session.not_ready_reasons, session.queues)
        return self.offers or ChoicesRead((), (), ())

    def _reach(self) -> None:
        if self.away:
            raise ServerAway("fake")

    def log_in(self, username: str, password: str) -> SessionInfo:
        self._reach()
        if self.passwords.get(username) != password:
            raise UserFacingError("wrong_password")
        self.signed_in = self.stored_session = self.users[username]
        return self.signed_in

    def resume_session(self) -> SessionInfo | None:
        self._reach()
        self.signed_in = self.stored_session
        return self.signed_in

    def log_out(self) -> None:
        self.signed_in = self.stored_session = None
        self._reach()

    def set_status(self, state: AgentState, reason: str = "") -> AgentStatus:
        self._reach()
        self.status = AgentStatus(state, reason)
        return self.status

    def snapshot(self) -> SnapshotTaken:
        self._reach()
        return SnapshotTaken(self.status, True, tuple(self.contexts.values()))

    def call_context(self, ref: CallRef) -> CallContext:
        self.asked_for.append(ref)
        self._reach()
        if ref not in self.contexts:
            raise UserFacingError("unknown_call")
        return self.contexts[ref]

    def prepare_outbound(
        self, ref: CallRef, *, number: str = "", patient_id: PatientId | None = None, call_back: int | None = None
    ) -> PreparedOutbound:
        self._reach()
        self.outbound[ref] = number or (str(patient_id) if call_back is None else f"T-{call_back}")
        found = self.patients[patient_id] if patient_id is not None else None
        return PreparedOutbound(f"d-{len(self.outbound)}", context(ref, number or "", found, CallDirection.OUTBOUND))

    def choose_patient(self, ref: CallRef, patient_id: PatientId) -> CallContext:
        self._reach()
        chosen = replace(self.contexts[ref], patient=self.patients[patient_id], match=CallerMatch.CHOSEN)
        self.contexts[ref] = chosen
        return chosen

    def search_patients(self, text: str) -> Sequence[Patient]:
        self._reach()
        return [patient for patient in self.patients.values() if text in patient.name]

    def patient(self, patient_id: PatientId) -> Patient:
        self._reach()
        return self.patients[patient_id]

    def calls(self, *, before: datetime | None = None, limit: int = 50) -> Sequence[CallRecord]:
        self._reach()
        return ()

    def download_recording(self, ref: CallRef, leg: str, target: Path) -> None:
        self._reach()
        raise UserFacingError("unknown_recording")

    def extend_wrap_up(self, ref: CallRef) -> AgentStatus:
        self._reach()
        return self.status

    def wrap_up_form(self) -> WrapUpForm:
        self._reach()
        return self.form

    def check_identity(self, ref: CallRef, said: Mapping[str, str]) -> IdentityAnswer:
        self._reach()
        outcomes = {
            fact: "matches" if answer == self.facts.get(fact) else "differs" if answer else "not_said" for fact, answer in said.items()
        }
        passed = list(outcomes.values()).count("matches") >= 2
        self.contexts[ref] = replace(self.contexts[ref], identity="passed" if passed else "failed")
        return IdentityAnswer(passed, outcomes, self.contexts[ref])

    def set_recording(self, ref: CallRef, wanted: str) -> RecordingAnswer:
        self._reach()
        if self.pbx_away and wanted != "refused":
            raise UserFacingError("recording_not_changed", permanent=False)
        self.recording[ref] = wanted
        return RecordingAnswer(wanted, NOON, not self.pbx_away)

    def deliver(self, write: PendingWrite) -> None:
        self.attempts.append(write.key)
        self._reach()
        if write.kind in self.refuse:
            raise self.refuse[write.kind]
        if write.key not in self.received:
            self.received[write.key] = write
            self.received_as[write.key] = self.signed_in.user.username if self.signed_in is not None else ""
        if self.lose_answers:
            self.lose_answers -= 1
            raise ServerAway("the answer was lost")


class FakeStream:
    def __init__(self) -> None:
        self.listener: Callable[[ServerEvent], None] | None = None
        self.stops = 0

    def start(self, listener: Callable[[ServerEvent], None]) -> None:
        self.listener = listener

    def stop(self) -> None:
        self.listener = None
        self.stops += 1

    def tell(self, event: ServerEvent) -> None:
        if self.listener is not None:
            self.listener(event)


@dataclass
class FakeDisk:
    """What survives the desk: an outbox's content per user."""

    writes: dict[str, dict[str, PendingWrite]] = field(default_factory=dict)
    drafts: dict[str, dict[CallRef, WrapUpDraft]] = field(default_factory=dict)
    refuses: bool = False
    saves: int = 0
    set_aside: str = ""
    opened: list[FakeOutbox] = field(default_factory=list)

    def open(self, user: User) -> OpenedOutbox:
        if self.refuses:
            raise UserFacingError("cannot_save_here", permanent=False)
        self.opened.append(FakeOutbox(self, user.id))
        return OpenedOutbox(self.opened[-1], self.set_aside)


class FakeOutbox:
    def __init__(self, disk: FakeDisk, user_id: str) -> None:
        self._disk = disk
        self._writes = disk.writes.setdefault(user_id, {})
        self._drafts = disk.drafts.setdefault(user_id, {})
        self.closed = False

    def _reach(self) -> None:
        assert not self.closed, "the outbox was used after it was closed"
        if self._disk.refuses:
            raise UserFacingError("cannot_save_here", permanent=False)

    def put(self, write: PendingWrite) -> None:
        self._reach()
        self._writes[write.key] = write
        if write.kind is WriteKind.WRAP_UP:
            self._drafts.pop(write.ref, None)

    def pending(self) -> Sequence[PendingWrite]:
        return [write for write in self._writes.values() if not write.parked_reason]

    def parked(self) -> Sequence[PendingWrite]:
        return [write for write in self._writes.values() if write.parked_reason]

    def done(self, key: str) -> None:
        self._reach()
        self._writes.pop(key, None)

    def park(self, key: str, reason: str) -> None:
        self._reach()
        self._writes[key] = replace(self._writes[key], parked_reason=reason)

    def unpark(self, key: str) -> None:
        self._reach()
        self._writes[key] = replace(self._writes[key], parked_reason="")

    def save_draft(self, draft: WrapUpDraft) -> None:
        self._reach()
        self._disk.saves += 1
        self._drafts[draft.ref] = draft

    def drafts(self) -> Sequence[WrapUpDraft]:
        return list(self._drafts.values())

    def drop_draft(self, ref: CallRef) -> None:
        self._reach()
        self._drafts.pop(ref, None)

    def close(self) -> None:
        self.closed = True


class FakeCredentials:
    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        self.is_fallback = False

    def get(self, name: str) -> str | None:
        return self.values.get(name)

    def set(self, name: str, value: str) -> None:
        self.values[name] = value

    def delete(self, name: str) -> None:
        self.values.pop(name, None)


class InlineWorkers:
    """Work is done on the spot, in the order it was given."""

    async def storage(self, work: Callable[[], T]) -> T:
        return work()

    async def network(self, work: Callable[[], T]) -> T:
        return work()


def session_of(username: str, extension: str) -> SessionInfo:
    user = User(f"u-{username}", username, username.title(), "agent", extension)
    sip = SipAccount(extension, "secret", "pbx.example", 5061)
    return SessionInfo(user, sip, (Choice("advice", {"en": "Advice given"}),), (Choice("break", {"en": "Break"}),), ())


def patient(number: int, name: str = "", allergy: str = "penicillin") -> Patient:
    called = Contact(NOON - timedelta(days=3), "call_in", f"asked about dose {number}", "Anna")
    return Patient(
        PatientId(f"P-{number}"), name or f"Patient {number}", "female", None, "•••••••0001", (allergy,), (), False, "en", (called,)
    )


def context(
    ref: str, number: str = "13800001000", who: Patient | None = None, direction: CallDirection = CallDirection.INBOUND
) -> CallContext:
    match = CallerMatch.ONE if who is not None else CallerMatch.NONE
    return CallContext(CallRef(ref), direction, "main", "Main", number, f"•••••••{number[-4:]}", match, who, ())


class FakeCentre:
    """A centre in memory for several desks, kept to the same contract as the real server (``tests/contract/desk``)."""

    def __init__(self) -> None:
        self.users = {"lin": session_of("lin", "1001"), "anna": session_of("anna", "1002")}
        self.patients = {patient(number).id: patient(number) for number in range(1000, 1010)}
        self.numbers = {f"1380000{number}": self.patients[PatientId(f"P-{number}")] for number in range(1000, 1010)}
        self.tokens: dict[str, str] = {}
        self.statuses: dict[str, AgentStatus] = {}
        self.contexts: dict[CallRef, CallContext] = {}
        self.records: dict[CallRef, CallRecord] = {}
        self.keys: dict[str, PendingWrite] = {}
        self.streams: dict[str, FakeStream] = {}
        self.counter = 0

    def desk(self, credentials: CredentialStore) -> tuple[CentreServer, CentreStream]:
        server = CentreServer(self, credentials)
        return server, CentreStream(server)

    def next(self) -> int:
        self.counter += 1
        return self.counter

    def offer(self, ref: str, number: str, extension: str) -> None:
        found = self.numbers.get(number)
        made = context(ref, number, found)
        if not number:
            made = replace(made, match=CallerMatch.WITHHELD, number_masked="")
        self.contexts[CallRef(ref)] = made
        username = next(name for name, session in self.users.items() if session.user.extension == extension)
        self.tell(username, CallOffered(made))

    def tell(self, username: str, event: ServerEvent) -> None:
        token = self.tokens.get(username, "")
        if token in self.streams:
            self.streams[token].tell(event)

    def revoke(self, username: str) -> None:
        token = self.tokens.pop(username, "")
        stream = self.streams.pop(token, None)
        if stream is not None:
            stream.tell(SignedOutByServer("signed_in_elsewhere"))


class CentreStream(FakeStream):
    def __init__(self, server: CentreServer) -> None:
        super().__init__()
        self._server = server

    def start(self, listener: Callable[[ServerEvent], None]) -> None:
        super().start(listener)
        self._server.centre.streams[self._server.token] = self
        listener(self._server.snapshot())
        listener(StreamOpened())


class CentreServer:
    """One desk's view of the FakeCentre."""

    def __init__(self, centre: FakeCentre, credentials: CredentialStore) -> None:
        self.centre = centre
        self._credentials = credentials
        self.token = ""
        self.call_backs = FakeCallBacks()
        self.messages = FakeMessages()
        self.admin = FakeAdminServer()
        self.setup = FakeSetupServer()

    def alarms(self) -> Sequence[str]:
        return []

    def choices(self) -> ChoicesRead:
        session = self.centre.users[self._user()]
        return ChoicesRead(session.dispositions, session.not_ready_reasons, session.queues)

    def _user(self) -> str:
        for username, token in self.centre.tokens.items():
            if token == self.token:
                return username
        raise SessionLost("session_expired")

    def _begin(self, username: str) -> SessionInfo:
        self.token = f"token-{self.centre.next()}"
        self.centre.tokens[username] = self.token
        self._credentials.set("token", self.token)
        return self.centre.users[username]

    def log_in(self, username: str, password: str) -> SessionInfo:
        if username not in self.centre.users or password != "careline-demo":
            raise UserFacingError("wrong_password")
        self.centre.revoke(username)
        self.centre.statuses[username] = AgentStatus(AgentState.NOT_READY, "signed_in")
        return self._begin(username)

    def resume_session(self) -> SessionInfo | None:
        stored = self._credentials.get("token")
        for username, token in self.centre.tokens.items():
            if token == stored:
                return self._begin(username)
        return None

    def log_out(self) -> None:
        self.centre.tokens.pop(self._user(), None)
        self._credentials.delete("token")

    def set_status(self, state: AgentState, reason: str = "") -> AgentStatus:
        username = self._user()
        if reason and reason not in {choice.code for choice in self.centre.users[username].not_ready_reasons}:
            raise UserFacingError("unknown_reason")
        status = self.centre.statuses[username] = AgentStatus(state, reason)
        self.centre.tell(username, StatusChanged(status))
        return status

    def snapshot(self) -> SnapshotTaken:
        return SnapshotTaken(self.centre.statuses[self._user()], True, ())

    def call_context(self, ref: CallRef) -> CallContext:
        self._user()
        if ref not in self.centre.contexts:
            raise UserFacingError("unknown_call")
        return self.centre.contexts[ref]

    def prepare_outbound(
        self, ref: CallRef, *, number: str = "", patient_id: PatientId | None = None, call_back: int | None = None
    ) -> PreparedOutbound:
        self._user()
        found = self.patient(patient_id) if patient_id is not None else self.centre.numbers.get(number)
        self.centre.contexts[ref] = context(ref, number, found, CallDirection.OUTBOUND)
        return PreparedOutbound(f"d-{self.centre.next()}", self.centre.contexts[ref])

    def choose_patient(self, ref: CallRef, patient_id: PatientId) -> CallContext:
        chosen = replace(self.call_context(ref), patient=self.patient(patient_id), match=CallerMatch.CHOSEN)
        self.centre.contexts[ref] = chosen
        self.centre.tell(self._user(), ContextChanged(chosen))
        return chosen

    def search_patients(self, text: str) -> Sequence[Patient]:
        self._user()
        return [patient for patient in self.centre.patients.values() if text in patient.name]

    def patient(self, patient_id: PatientId) -> Patient:
        self._user()
        if patient_id not in self.centre.patients:
            raise UserFacingError("unknown_patient")
        return self.centre.patients[patient_id]

    def calls(self, *, before: datetime | None = None, limit: int = 50) -> Sequence[CallRecord]:
        self._user()
        return list(self.centre.records.values())[:limit]

    def download_recording(self, ref: CallRef, leg: str, target: Path) -> None:
        raise UserFacingError("unknown_recording")

    def extend_wrap_up(self, ref: CallRef) -> AgentStatus:
        raise UserFacingError("not_possible_now")

    def wrap_up_form(self) -> WrapUpForm:
        self._user()
        return WrapUpForm()

    def check_identity(self, ref: CallRef, said: Mapping[str, str]) -> IdentityAnswer:
        self._user()
        return IdentityAnswer(False, dict.fromkeys(said, "differs"), self.centre.contexts[ref])

    def set_recording(self, ref: CallRef, wanted: str) -> RecordingAnswer:
        self._user()
        return RecordingAnswer(wanted, NOON, False)

    def deliver(self, write: PendingWrite) -> None:
        username = self._user()
        first = self.centre.keys.get(write.key)
        if first is not None:
            if first.body != write.body:
                raise UserFacingError("key_reused")
            return
        if write.kind is WriteKind.WRAP_UP:
            self._keep(write, username)
        elif write.kind is WriteKind.CHOOSE_PATIENT:
            self.choose_patient(write.ref, PatientId(str(write.body["patient_id"])))
        else:
            self._create(write)
        self.centre.keys[write.key] = write

    def _keep(self, write: PendingWrite, username: str) -> None:
        disposition = str(write.body["disposition"])
        if disposition not in {choice.code for choice in self.centre.users[username].dispositions}:
            raise UserFacingError("unknown_disposition")
        notes = str(write.body["notes"])
        self.centre.records[write.ref] = CallRecord(
            write.ref, CallDirection.INBOUND, "", "", "", "", username, NOON, None, None, 0.0, "", disposition, notes, ()
        )

    def _create(self, write: PendingWrite) -> None:
        number = 2000 + self.centre.next()
        allergies = write.body["allergies"]
        made = patient(number, str(write.body["name"]))
        made = replace(made, allergies=tuple(allergies) if isinstance(allergies, list) else ())
        self.centre.patients[made.id] = made
        self.choose_patient(write.ref, made.id)
