"""The server's records of past calls, in memory."""

from __future__ import annotations

from agent_app.domain.call import CallRef
from agent_app.domain.errors import ServerAway, UserFacingError
from agent_app.domain.floor import Floor
from agent_app.domain.history import AgentName, CallDetail, CallFilters, CallPage
from agent_app.domain.record import CallRecord
from agent_app.ports import PreparedOutbound

PAGE = 50


class FakeRecords:
    """Filters by nothing: which calls a filter finds is the server's."""

    def __init__(self) -> None:
        self.records: list[CallRecord] = []
        self.asked: list[tuple[CallFilters, str]] = []
        self.recordings: dict[tuple[CallRef, str], bytes] = {}
        self.call_backs: dict[CallRef, PreparedOutbound] = {}
        self.heard: list[tuple[CallRef, str]] = []
        self.away = False

    def history(self, filters: CallFilters, after: str) -> CallPage:
        self._reach()
        self.asked.append((filters, after))
        begin = int(after or 0)
        found = tuple(self.records[begin : begin + PAGE])
        behind = begin + PAGE
        return CallPage(found, str(behind) if behind < len(self.records) else "")

    def agents(self) -> tuple[AgentName, ...]:
        self._reach()
        return (AgentName("u-lin", "Lin"),)

    def detail(self, ref: CallRef) -> CallDetail:
        self._reach()
        found = next((record for record in self.records if record.ref == ref), None)
        if found is None:
            raise UserFacingError("unknown_call")
        return CallDetail(found, "", None, 0.0, (), (), ())

    def recording(self, ref: CallRef, leg: str) -> bytes:
        self._reach()
        self.heard.append((ref, leg))
        if (ref, leg) not in self.recordings:
            raise UserFacingError("unknown_recording")
        return self.recordings[ref, leg]

    def floor(self) -> Floor:
        self._reach()
        raise UserFacingError("not_allowed")

    def prepare_call_back(self, ref: CallRef, of: CallRef) -> PreparedOutbound:
        self._reach()
        if of not in self.call_backs:
            raise UserFacingError("no_number_of_call")
        return self.call_backs[of]

    def _reach(self) -> None:
        if self.away:
            raise ServerAway("fake")
