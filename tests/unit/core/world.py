"""One agent at one desk, with everything around it faked: the little world the desk's tests play in."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from agent_app.desk import Desk
from agent_app.desk_state import DeskState
from agent_app.domain import server_events as s
from agent_app.domain import telephony as t
from agent_app.domain.call import CallId, CallRef
from agent_app.domain.patient import CallContext
from agent_app.domain.wrap_up import WrapUpDraft
from agent_app.usecases.board import Ports
from tests.unit.core.fake_accounts import FakeAccounts
from tests.unit.core.fake_records import FakeRecords
from tests.unit.core.fakes import FakeClock, FakeCredentials, FakeDisk, FakeEngine, FakeServer, FakeStream, InlineWorkers


class World:
    def __init__(self, disk: FakeDisk | None = None, server: FakeServer | None = None) -> None:
        self.disk = disk or FakeDisk()
        self.server = server or FakeServer()
        self.records = FakeRecords()
        self.accounts = FakeAccounts(self.server)
        self.engine = FakeEngine()
        self.stream = FakeStream()
        self.clock = FakeClock()
        self.credentials = FakeCredentials()
        ports = Ports(
            self.engine,
            self.server,
            self.records,
            self.accounts,
            self.stream,
            self.clock,
            InlineWorkers(),
            self.credentials,
            lambda user: self.disk.open(user),
        )
        self.desk = Desk(ports, _at_once)
        self.seen: list[DeskState] = []
        self.desk.subscribe(self.seen.append)
        self.engine.start(self.desk.telephony_event)

    def now(self) -> DeskState:
        return self.desk.state

    def card(self) -> CallContext:
        """The card on screen; there must be one."""
        assert self.desk.state.pop is not None
        return self.desk.state.pop

    def draft(self) -> WrapUpDraft:
        """The wrap-up on screen; there must be one."""
        assert self.desk.state.wrap_up is not None
        return self.desk.state.wrap_up

    @property
    def notices(self) -> list[str]:
        return [notice.code for notice in self.desk.state.notices]

    async def settle(self) -> None:
        """Let everything that can run without waiting for time run."""
        for _ in range(60):
            await asyncio.sleep(0)

    async def start(self) -> None:
        await self.desk.start()
        await self.settle()

    async def signed_in(self, username: str = "lin") -> World:
        """Signed in with the stored token, registered, the event stream open."""
        self.server.stored_session = self.server.users[username]
        await self.start()
        self.tell(s.SnapshotTaken(self.server.status, True, ()))
        self.tell(s.StreamOpened())
        self.happens(t.RegistrationReported(True, 200, "OK"))
        await self.settle()
        return self

    def happens(self, event: t.TelephonyEvent) -> None:
        self.desk.telephony_event(event)

    def tell(self, event: s.ServerEvent) -> None:
        self.stream.tell(event)

    def offered(self, offered: CallContext) -> None:
        self.server.contexts[offered.ref] = offered
        self.tell(s.CallOffered(offered))

    def invite(self, call_id: int, ref: str = "", number: str = "13800001000") -> None:
        headers = {"x-careline-ref": ref, "x-careline-queue": "main"} if ref else {}
        self.happens(t.IncomingCall(CallId(call_id), number, "", headers))

    def answered(self, call_id: int) -> None:
        self.happens(t.CallAnswered(CallId(call_id)))
        self.happens(t.CallMediaUp(CallId(call_id)))

    def ended(self, call_id: int, code: int = 200, *, by_remote: bool = True) -> None:
        self.happens(t.CallEnded(CallId(call_id), code, "", by_remote))

    async def took_call(self, call_id: int, offered: CallContext) -> None:
        """A whole call up to talking."""
        self.offered(offered)
        self.invite(call_id, offered.ref, offered.number)
        self.answered(call_id)
        await self.settle()

    def server_dies(self) -> None:
        self.server.away = True
        self.tell(s.StreamLost("gone"))

    async def server_returns(self) -> None:
        self.server.away = False
        self.tell(s.StreamOpened())
        await self.settle()

    async def stop(self) -> None:
        await self.desk.stop()

    async def killed(self) -> World:
        """The desk process dies as by kill -9 and is started again on the same disk."""
        await self.desk.tasks.close()
        again = World(self.disk, self.server)
        await again.start()
        return again

    def pops(self) -> set[str]:
        """Every reference whose card was on screen at any moment."""
        return {state.pop.ref for state in self.seen if state.pop is not None}


def _at_once(work: Callable[[], None]) -> None:
    work()


R1 = CallRef("careline-a1-1795370000.12")
R2 = CallRef("careline-a1-1795370000.19")
