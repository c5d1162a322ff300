"""The CentralServer port over REST. Every method blocks; worker threads."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote, urlencode
from uuid import uuid4

from agent_app.domain.agent_status import AgentState, AgentStatus
from agent_app.domain.call import CallRef
from agent_app.domain.errors import UserFacingError
from agent_app.domain.patient import CallContext, IdentityAnswer, Patient, PatientId
from agent_app.domain.record import CallRecord
from agent_app.domain.server_events import SnapshotTaken
from agent_app.domain.user import ChoicesRead, SessionInfo
from agent_app.domain.wrap_up_form import WrapUpForm
from agent_app.ports import CredentialStore, PendingWrite, PreparedOutbound, RecordingAnswer, WriteKind
from agent_app.server_client import wire, wrap_up_wire
from agent_app.server_client.admin_rest import AdminRest
from agent_app.server_client.asking import authorised, understood
from agent_app.server_client.connection import Connection, checked, parsed
from agent_app.server_client.messages_rest import MessagesRest
from agent_app.server_client.session_tokens import SessionTokens
from agent_app.server_client.setup_rest import SetupRest
from agent_app.server_client.stream_events import read_snapshot
from agent_app.server_client.wire import Json
from agent_app.server_client.worklist_rest import CallBacksRest

if TYPE_CHECKING:
    import requests

T = TypeVar("T")

LOG_IN_READ_S = 10.0
"""Hashing a password may wait its turn at a busy server."""


class RestServer:
    def __init__(self, connection: Connection, credentials: CredentialStore) -> None:
        self.connection = connection
        self.tokens = SessionTokens(connection, credentials)
        self.admin = AdminRest(connection, self.tokens)
        self.setup = SetupRest(connection, self.tokens)
        self.call_backs = CallBacksRest(self.ask)
        self.messages = MessagesRest(self.ask)

    # -- the session ---------------------------------------------------------------------------------------------

    def log_in(self, username: str, password: str) -> SessionInfo:
        def ask() -> object:
            body = {"username": username, "password": password}
            return parsed(checked(self.connection.post("/v1/auth/login", body, read_s=LOG_IN_READ_S)))

        return understood(lambda: wire.session_info(self.tokens.begin(ask)))

    def resume_session(self) -> SessionInfo | None:
        answer = understood(self.tokens.resume)
        return None if answer is None else understood(lambda: wire.session_info(answer))

    def log_out(self) -> None:
        refresh = self.tokens.end()
        if refresh:
            checked(self.connection.post("/v1/auth/logout", {"refresh_token": refresh}))

    # -- the agent -----------------------------------------------------------------------------------------------

    def set_status(self, state: AgentState, reason: str = "") -> AgentStatus:
        body = {"state": state.value, "reason": reason}
        return self.ask(wire.agent_status, "PUT", "/v1/me/status", json=body)

    def snapshot(self) -> SnapshotTaken:
        return self.ask(read_snapshot, "GET", "/v1/me/snapshot")[0]

    def choices(self) -> ChoicesRead:
        return self.ask(wire.choices_read, "GET", "/v1/me/choices")

    def extend_wrap_up(self, ref: CallRef) -> AgentStatus:
        return self.ask(wire.agent_status, "POST", "/v1/me/wrap-up/extend", json={"ref": ref})

    # -- calls ---------------------------------------------------------------------------------------------------

    def call_context(self, ref: CallRef) -> CallContext:
        return self.ask(wire.call_context, "GET", _call(ref, "/context"))

    def prepare_outbound(
        self, ref: CallRef, *, number: str = "", patient_id: PatientId | None = None, call_back: int | None = None
    ) -> PreparedOutbound:
        whom: Json = {"number": number}
        if call_back is not None:
            whom = {"call_back_id": call_back}
        elif patient_id is not None:
            whom = {"patient_id": patient_id}

        def read(data: Json) -> PreparedOutbound:
            return PreparedOutbound(wire.text(data, "target"), wire.call_context(wire.obj(data.get("context"), "context")))

        return self.ask(read, "POST", "/v1/calls/outbound", json={"client_ref": ref, **whom})

    def choose_patient(self, ref: CallRef, patient_id: PatientId) -> CallContext:
        key = {"Idempotency-Key": str(uuid4())}
        return self.ask(wire.call_context, "POST", _call(ref, "/patient"), json={"patient_id": patient_id}, headers=key)

    def calls(self, *, before: datetime | None = None, limit: int = 50) -> Sequence[CallRecord]:
        query: dict[str, str] = {"limit": str(limit)}
        if before is not None:
            query["before"] = before.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        return self.ask(lambda data: wire.items(data, "calls", wire.call_record), "GET", f"/v1/calls?{urlencode(query)}")

    def download_recording(self, ref: CallRef, leg: str, target: Path) -> None:
        """A file that is there is complete: it is written beside and renamed. Raises UserFacingError."""
        response = self.request("GET", _call(ref, f"/recordings/{quote(leg, safe='')}"), stream=True)
        beside = target.with_name(target.name + ".part")
        try:
            with response, beside.open("wb") as file:
                for piece in response.iter_content(64 * 1024):
                    file.write(piece)
            beside.replace(target)
        except OSError as error:  # RequestException is one as well: the download broke off
            beside.unlink(missing_ok=True)
            raise UserFacingError("file_not_written", permanent=False) from error

    def wrap_up_form(self) -> WrapUpForm:
        return self.ask(wrap_up_wire.wrap_up_form, "GET", "/v1/me/wrap-up-form")

    def set_recording(self, ref: CallRef, wanted: str) -> RecordingAnswer:
        key = {"Idempotency-Key": str(uuid4())}
        return self.ask(wrap_up_wire.recording_answer, "PUT", _call(ref, "/recording"), json={"recording": wanted}, headers=key)

    def check_identity(self, ref: CallRef, said: Mapping[str, str]) -> IdentityAnswer:
        key = {"Idempotency-Key": str(uuid4())}
        body = {"facts": [{"fact": fact, "answer": answer} for fact, answer in said.items()]}
        return self.ask(wrap_up_wire.identity_answer, "POST", _call(ref, "/identity"), json=body, headers=key)

    def alarms(self) -> Sequence[str]:
        def read(data: Json) -> Sequence[str]:
            found = data.get("alarms")
            return [str(code) for code in found] if isinstance(found, list) else []

        return self.ask(read, "GET", "/v1/health")

    # -- patients ------------------------------------------------------------------------------------------------

    def search_patients(self, text: str) -> Sequence[Patient]:
        query = urlencode({"query": text, "limit": "50"})
        return self.ask(lambda data: wire.items(data, "patients", wire.patient), "GET", f"/v1/patients?{query}")

    def patient(self, patient_id: PatientId) -> Patient:
        return self.ask(wire.patient, "GET", f"/v1/patients/{quote(patient_id, safe='')}")

    # -- the outbox ----------------------------------------------------------------------------------------------

    def deliver(self, write: PendingWrite) -> None:
        method, path = _ROUTES[write.kind](write.ref)
        self.request(method, path, json=write.body, headers={"Idempotency-Key": write.key}).close()

    # ------------------------------------------------------------------------------------------------------------

    def ask(self, read: Callable[[Json], T], method: str, path: str, **options: Any) -> T:
        response = self.request(method, path, **options)
        return understood(lambda: read(wire.obj(parsed(response))))

    def request(self, method: str, path: str, **options: Any) -> requests.Response:
        return checked(authorised(self.connection, self.tokens, method, path, **options))


def _call(ref: CallRef, rest: str = "") -> str:
    return f"/v1/calls/{quote(ref, safe='')}{rest}"


_ROUTES: dict[WriteKind, Callable[[CallRef], tuple[str, str]]] = {
    WriteKind.CALL_NOTE: lambda ref: ("POST", _call(ref, "/notes")),
    WriteKind.PATIENT_MESSAGE: lambda ref: ("POST", _call(ref, "/messages")),
    WriteKind.WRAP_UP: lambda ref: ("PUT", _call(ref, "/wrap-up")),
    WriteKind.NEW_PATIENT: lambda _ref: ("POST", "/v1/patients"),
    WriteKind.REFUSE_RECORDING: lambda ref: ("PUT", _call(ref, "/recording")),
    WriteKind.CHOOSE_PATIENT: lambda ref: ("POST", _call(ref, "/patient")),
    WriteKind.POSTPONE_CALL_BACK: lambda ref: ("POST", f"/v1/worklist/{ref}/postpone"),
    WriteKind.CLOSE_CALL_BACK: lambda ref: ("POST", f"/v1/worklist/{ref}/close"),
    WriteKind.CALL_BACK_NOTES: lambda ref: ("PUT", f"/v1/worklist/{ref}/notes"),
}
