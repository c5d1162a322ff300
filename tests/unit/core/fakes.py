"""Hand-written fakes of the core's ports. What they hold is plain and can be looked at by a test."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from agent_app.domain.agent_status import AgentState, AgentStatus
from agent_app.domain.call import CallDirection, CallId, CallRef
from agent_app.domain.errors import ServerAway, UserFacingError
from agent_app.domain.patient import CallContext, CallerMatch, Contact, Patient, PatientId
from agent_app.domain.record import CallRecord
from agent_app.domain.server_events import ServerEvent, SnapshotTaken
from agent_app.domain.telephony import TelephonyEvent
from agent_app.domain.user import Choice, SessionInfo, SipAccount, User
from agent_app.domain.wrap_up import WrapUpDraft
from agent_app.ports import OpenedOutbox, PendingWrite, PreparedOutbound, WriteKind

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

    def prepare_outbound(self, ref: CallRef, *, number: str = "", patient_id: PatientId | None = None) -> PreparedOutbound:
        self._reach()
        self.outbound[ref] = number or str(patient_id)
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

    def open(self, user: User) -> OpenedOutbox:
        if self.refuses:
            raise UserFacingError("cannot_save_here", permanent=False)
        return OpenedOutbox(FakeOutbox(self, user.id), self.set_aside)


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
