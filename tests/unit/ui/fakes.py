"""A desk written by hand: keeps the state it is given and remembers every intent."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from agent_app.desk_state import DeskState
from agent_app.domain.call import CallId, CallRef
from agent_app.domain.patient import IdentityAnswer, Patient, PatientId
from agent_app.domain.record import CallRecord
from agent_app.domain.worklist import CallBack, CallBackState, Worklist
from agent_app.domain.wrap_up_form import Answers
from tests.unit.ui.fake_account import FakeAccount
from tests.unit.ui.fake_admin import FakeAdmin
from tests.unit.ui.fake_floor import FakeFloor
from tests.unit.ui.fake_history import FakeHistory
from tests.unit.ui.fake_messages import FakeMessages
from tests.unit.ui.fake_playback import FakePlayback
from tests.unit.ui.fake_setup import FakeSetup


class FakeWorklist:
    def __init__(self, desk: FakeDesk) -> None:
        self._desk = desk
        self.listed = Worklist((), (), (), 0)

    async def list(self) -> Worklist:
        self._desk.refuse()
        return self.listed

    async def take(self, task_id: int | None = None) -> CallBack:
        self._desk.refuse()
        self._desk.asked.append(("take", task_id))
        found = next(task for task in self.listed.open if task_id in (None, task.id))
        rest = tuple(task for task in self.listed.open if task.id != found.id)
        owned = replace(found, state=CallBackState.OWNED)
        self.listed = replace(self.listed, mine=(*self.listed.mine, owned), open=rest, open_count=len(rest))
        return owned

    async def give_back(self, task_id: int) -> CallBack:
        self._desk.asked.append(("give_back", task_id))
        return next(task for task in self.listed.mine if task.id == task_id)

    def call(self, task_id: int) -> None:
        self._desk.asked.append(("call_task", task_id))

    def postpone(self, task_id: int, until: datetime, notes: str) -> None:
        self._desk.asked.append(("postpone", task_id, until, notes))

    def close(self, task_id: int, reason: str, notes: str) -> None:
        self._desk.asked.append(("close_task", task_id, reason, notes))

    def write_notes(self, task_id: int, notes: str) -> None:
        self._desk.asked.append(("task_notes", task_id, notes))


class FakeDesk:
    """``asked`` holds every intent as a tuple of its name and arguments."""

    def __init__(self, state: DeskState | None = None) -> None:
        self._state = state or DeskState()
        self._observers: list[Callable[[DeskState], None]] = []
        self.asked: list[tuple[object, ...]] = []
        self.patients: Sequence[Patient] = ()
        self.records: list[CallRecord] = []
        self.refusal: Exception | None = None
        self.history = FakeHistory(self)
        self.playback = FakePlayback()
        self.floor = FakeFloor(self.refuse)
        self.admin = FakeAdmin()
        self.setup = FakeSetup()
        self.account = FakeAccount(self)
        self.worklist = FakeWorklist(self)
        self.messages = FakeMessages(self)

    @property
    def state(self) -> DeskState:
        return self._state

    def show(self, state: DeskState) -> None:
        self._state = state
        for observer in list(self._observers):
            observer(state)

    def change(self, **changes: object) -> None:
        self.show(replace(self._state, **changes))  # type: ignore[arg-type]

    def subscribe(self, observer: Callable[[DeskState], None]) -> Callable[[], None]:
        self._observers.append(observer)
        observer(self._state)
        return lambda: self._observers.remove(observer)

    def log_in(self, username: str, password: str) -> None:
        self.asked.append(("log_in", username, password))

    def log_out(self) -> None:
        self.asked.append(("log_out",))

    def become_ready(self) -> None:
        self.asked.append(("become_ready",))

    def become_not_ready(self, reason: str) -> None:
        self.asked.append(("become_not_ready", reason))

    def answer(self, call_id: CallId) -> None:
        self.asked.append(("answer", call_id))

    def reject(self, call_id: CallId) -> None:
        self.asked.append(("reject", call_id))

    def hang_up(self, call_id: CallId) -> None:
        self.asked.append(("hang_up", call_id))

    def hold(self, call_id: CallId) -> None:
        self.asked.append(("hold", call_id))

    def resume(self, call_id: CallId) -> None:
        self.asked.append(("resume", call_id))

    def set_muted(self, call_id: CallId, muted: bool) -> None:
        self.asked.append(("set_muted", call_id, muted))

    def send_dtmf(self, call_id: CallId, digits: str) -> None:
        self.asked.append(("send_dtmf", call_id, digits))

    def dial_number(self, text: str) -> None:
        self.asked.append(("dial_number", text))

    def dial_patient(self, patient_id: PatientId) -> None:
        self.asked.append(("dial_patient", patient_id))

    def choose_patient(self, ref: CallRef, patient_id: PatientId) -> None:
        self.asked.append(("choose_patient", ref, patient_id))

    def create_patient(
        self, ref: CallRef, *, name: str, sex: str, birth_date: date | None, phone: str, allergies: Sequence[str], notes: str
    ) -> None:
        self.asked.append(("create_patient", ref, name, sex, birth_date, phone, tuple(allergies), notes))

    def pause_recording(self, ref: CallRef) -> None:
        self.asked.append(("pause_recording", ref))

    def resume_recording(self, ref: CallRef) -> None:
        self.asked.append(("resume_recording", ref))

    def refuse_recording(self, ref: CallRef) -> None:
        self.asked.append(("refuse_recording", ref))

    def edit_wrap_up(
        self, ref: CallRef, *, notes: str | None = None, disposition: str | None = None, answers: Answers | None = None
    ) -> None:
        self.asked.append(("edit_wrap_up", ref, notes, disposition) if answers is None else ("answer", ref, answers))
        draft = self._state.wrap_up
        if draft is not None and draft.ref == ref:
            changed = replace(
                draft,
                notes=draft.notes if notes is None else notes,
                disposition=draft.disposition if disposition is None else disposition,
                answers=draft.answers if answers is None else answers,
            )
            self.change(wrap_up=changed)

    def save_wrap_up(self, ref: CallRef) -> None:
        self.asked.append(("save_wrap_up", ref))

    def discard_wrap_up(self, ref: CallRef) -> None:
        self.asked.append(("discard_wrap_up", ref))

    def extend_wrap_up(self, ref: CallRef) -> None:
        self.asked.append(("extend_wrap_up", ref))

    def retry_parked(self, key: str) -> None:
        self.asked.append(("retry_parked", key))

    def dismiss_notice(self, notice_id: int) -> None:
        self.asked.append(("dismiss_notice", notice_id))
        self.change(notices=tuple(notice for notice in self._state.notices if notice.id != notice_id))

    async def check_identity(self, ref: CallRef, said: Mapping[str, str]) -> IdentityAnswer:
        self.asked.append(("check_identity", ref, dict(said)))
        assert self._state.pop is not None
        passed = replace(self._state.pop, identity="failed")
        return IdentityAnswer(False, {fact: "differs" if answer else "not_said" for fact, answer in said.items()}, passed)

    async def search_patients(self, text: str) -> Sequence[Patient]:
        self.refuse()
        wanted = text.lower()
        return [patient for patient in self.patients if wanted in patient.name.lower() or wanted in patient.id.lower()]

    async def call_history(self, *, before: datetime | None = None) -> Sequence[CallRecord]:
        self.refuse()
        older = [record for record in self.records if before is None or record.started_at < before]
        return older[:50]

    async def download_recording(self, ref: CallRef, leg: str, target: Path) -> None:
        self.refuse()
        self.asked.append(("download_recording", ref, leg, target))

    def refuse(self) -> None:
        if self.refusal is not None:
            raise self.refusal
