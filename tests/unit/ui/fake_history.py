"""The desk's history written by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from agent_app.domain.call import CallRef
from agent_app.domain.history import AgentName, CallDetail, CallFilters, CallNote, CallPage, Leg, WrapUpVersion
from agent_app.domain.record import CallRecord

if TYPE_CHECKING:
    from tests.unit.ui.fakes import FakeDesk

PAGE = 50


class FakeHistory:
    """Pages of ``desk.records``; ``filtered`` remembers what was asked for."""

    def __init__(self, desk: FakeDesk) -> None:
        self._desk = desk
        self.filtered: list[CallFilters] = []
        self.notes: list[CallNote] = []

    async def page(self, filters: CallFilters, *, after: str = "") -> CallPage:
        self._desk.refuse()
        self.filtered.append(filters)
        begin = int(after or 0)
        behind = begin + PAGE
        return CallPage(tuple(self._desk.records[begin:behind]), str(behind) if behind < len(self._desk.records) else "")

    async def agents(self) -> Sequence[AgentName]:
        self._desk.refuse()
        return (AgentName("u1", "Lin Yue"), AgentName("u2", "Анна Соколова"))

    async def detail(self, ref: CallRef) -> CallDetail:
        self._desk.refuse()
        record = next(record for record in self._desk.records if record.ref == ref)
        return _detail(record, tuple(self.notes))

    def call_back(self, ref: CallRef) -> None:
        self._desk.asked.append(("call_back", ref))

    def add_note(self, ref: CallRef, text: str) -> None:
        self._desk.asked.append(("add_note", ref, text))
        self.notes.append(CallNote(len(self.notes) + 1, "Lin Yue", text, self._desk.records[0].started_at))


def _detail(record: CallRecord, notes: tuple[CallNote, ...]) -> CallDetail:
    started = record.started_at
    missed = Leg("Mei Chen", started + timedelta(seconds=8), None, started + timedelta(seconds=23), "no_answer")
    taken = Leg("Lin Yue", started + timedelta(seconds=24), started + timedelta(seconds=28), record.ended_at, "hung_up")
    written = WrapUpVersion(2, "Lin Yue", "follow_up", "伤口仍有红肿，无发热。已预约明天外科门诊。", started + timedelta(minutes=5))
    first = WrapUpVersion(1, "Lin Yue", "other", "伤口红肿。", started + timedelta(minutes=4))
    if record.outcome != "answered":
        return CallDetail(record, "", started, 0.0, (), (), notes)
    return CallDetail(record, "", started, 47.0, (missed, taken), (first, written), notes)
