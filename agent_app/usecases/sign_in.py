"""Signing in (with the stored token or by password) and out. Main thread; tokens and server are used on workers.

Another person at the same desk gets their own outbox: nothing of the last one is sent or shown as theirs.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from enum import Enum
from types import MappingProxyType

from agent_app.desk_state import Severity, SignIn
from agent_app.domain.errors import ServerAway, UserFacingError
from agent_app.domain.machine import Table
from agent_app.domain.messages import known
from agent_app.domain.registration import RegistrationEvent
from agent_app.domain.server_events import ServerEvent
from agent_app.domain.user import SessionInfo
from agent_app.usecases.board import Board
from agent_app.usecases.contexts import Contexts
from agent_app.usecases.delivery import Delivery
from agent_app.usecases.server_events import ServerEvents
from agent_app.usecases.sign_in_steps import SignInSteps
from agent_app.usecases.status import Statuses
from agent_app.usecases.wrap_up import WrapUps

_log = logging.getLogger(__name__)

RETRY_S = (0.5, 1.0, 2.0, 4.0)
"""Seconds between attempts with the stored token while the server is away; the last one repeats."""


_RUNG_ROLES = frozenset({"agent", "leader", "expert"})
"""Who is told that they have no extension; an administrator may well work without one."""


class SignInEvent(Enum):
    ASKED = "asked"  # a person typed name and password
    ACCEPTED = "accepted"
    REFUSED = "refused"  # or nobody answered, or there is no stored token
    LEFT = "left"  # signed out, here or by the server


_S, _E = SignIn, SignInEvent

SIGN_IN_TABLE: Table[SignIn, SignInEvent] = Table(
    "sign-in",
    {
        (_S.STARTING, _E.ASKED): _S.SIGNING_IN,
        (_S.SIGNED_OUT, _E.ASKED): _S.SIGNING_IN,
        (_S.SIGNING_IN, _E.ASKED): _S.SIGNING_IN,
        (_S.SIGNED_IN, _E.ASKED): _S.SIGNED_IN,
        **{(state, _E.ACCEPTED): _S.SIGNED_IN for state in SignIn},
        **{(state, _E.REFUSED): _S.SIGNED_OUT for state in SignIn if state is not _S.SIGNED_IN},
        (_S.SIGNED_IN, _E.REFUSED): _S.SIGNED_IN,  # a late answer
        **{(state, _E.LEFT): _S.SIGNED_OUT for state in SignIn},
    },
)


async def _nobody_remembers(_password: str) -> None:
    """Until the account's use case has taken its place."""


class SignInOut:
    def __init__(
        self,
        board: Board,
        contexts: Contexts,
        wrap_ups: WrapUps,
        delivery: Delivery,
        statuses: Statuses,
        server_events: ServerEvents,
        listener: Callable[[ServerEvent], None],
    ) -> None:
        self._board = board
        self._contexts = contexts
        self._wrap_ups = wrap_ups
        self._delivery = delivery
        self._statuses = statuses
        self._server_events = server_events
        self._listener = listener
        self._leave_when_idle = ""
        self._leaving = False
        self.steps = SignInSteps(board, self._enter_with, self._give_up)
        self.password_taken: Callable[[str], Awaitable[None]] = _nobody_remembers
        """Called with the password that has just signed somebody in."""
        server_events.on_signed_out = self.signed_out_by_server
        board.on_session_lost = self.signed_out_by_server

    def _step(self, event: SignInEvent, error: str = "", params: Mapping[str, str] = MappingProxyType({})) -> None:
        error, wanted = known(error, params) if error else ("", {})
        after = SIGN_IN_TABLE.next(self._board.state.sign_in, event)
        self._board.update(sign_in=after, sign_in_error=error, sign_in_error_params=wanted)

    # -- in ------------------------------------------------------------------------------------------------------

    async def begin(self, first_attempt: Awaitable[SessionInfo | None] | None = None) -> None:
        """The start of the desk: by the stored token, else say on the form where secrets would be kept."""
        board = self._board
        await self.resume(first_attempt)
        if board.state.sign_in is SignIn.SIGNED_OUT:
            board.update(credentials_in_file=await board.ports.workers.storage(lambda: board.ports.credentials.is_fallback))

    async def resume(self, first_attempt: Awaitable[SessionInfo | None] | None = None) -> None:
        """Sign in with the stored token, again and again while the server is away and nobody types a password."""
        board, attempt = self._board, 0
        while board.state.sign_in in (SignIn.STARTING, SignIn.SIGNED_OUT):
            try:
                if first_attempt is not None:
                    waiting, first_attempt = first_attempt, None
                    session = await waiting
                else:
                    session = await board.ports.workers.network(board.ports.server.resume_session)
            except ServerAway as error:
                self._refuse_unless_typing(error)
                await asyncio.sleep(RETRY_S[min(attempt, len(RETRY_S) - 1)])
                attempt += 1
                continue
            except UserFacingError as error:
                self._refuse_unless_typing(error)
                return
            if session is None:
                self._refuse_unless_typing(None)
            elif board.state.sign_in in (SignIn.STARTING, SignIn.SIGNED_OUT):
                await self._enter(session)
            return

    def _refuse_unless_typing(self, error: UserFacingError | None) -> None:
        if self._board.state.sign_in in (SignIn.STARTING, SignIn.SIGNED_OUT):
            self._step(SignInEvent.REFUSED, error.code if error else "", error.params if error else {})

    def log_in(self, username: str, password: str) -> None:
        if self._board.state.sign_in not in (SignIn.SIGNED_OUT, SignIn.STARTING):
            return
        self._step(SignInEvent.ASKED)
        self._board.tasks.spawn(self._log_in(username.strip(), password), "log in")

    async def _log_in(self, username: str, password: str) -> None:
        server = self._board.ports.server
        try:
            session = await self._board.ports.workers.network(lambda: server.log_in(username, password))
        except UserFacingError as error:
            if not await self.steps.begin(error, password):
                self._step(SignInEvent.REFUSED, error.code, error.params)
            return
        await self._enter_with(session, password)

    async def _enter_with(self, session: SessionInfo, password: str) -> None:
        await self._enter(session)
        await self.password_taken(password)

    def _give_up(self, error: UserFacingError | None) -> None:
        self._step(SignInEvent.REFUSED, error.code if error else "", error.params if error else {})

    async def _enter(self, session: SessionInfo) -> None:
        """The telephone first (it takes a round trip), then this person's disk, then the stream."""
        board = self._board
        with board.batch():
            self._step(SignInEvent.ACCEPTED)
            board.update(session=session, server_ahead_s=board.ports.accounts.clock_ahead_s())
            if session.sip is None:
                if session.user.role in _RUNG_ROLES:
                    board.notify(Severity.WARNING, "no_extension")
            else:
                board.update(registration=board.state.registration.after(RegistrationEvent.ACCOUNT_SET))
        board.ports.engine.set_account(session.sip)
        try:
            opened = await board.ports.workers.storage(lambda: board.ports.open_outbox(session.user))
            fallback = await board.ports.workers.storage(lambda: board.ports.credentials.is_fallback)
        except UserFacingError as error:
            _log.error("no outbox: %s", error.code)
            await self._leave(SignInEvent.LEFT, error.code)
            return
        board.outbox = opened.outbox
        board.update(credentials_in_file=fallback)
        if opened.set_aside:
            board.notify(Severity.ERROR, "outbox_set_aside", file=opened.set_aside)
        await self._wrap_ups.load(opened.outbox)
        board.ports.stream.start(self._listener)
        await self._delivery.open(opened.outbox)

    # -- out -----------------------------------------------------------------------------------------------------

    def log_out(self) -> None:
        board = self._board
        if board.state.sign_in is not SignIn.SIGNED_IN:
            return
        if board.state.calls:
            board.notify(Severity.WARNING, "log_out_in_call")
            return
        self._begin_leaving("")

    def signed_out_by_server(self, code: str) -> None:
        """During a call the patient comes first: the desk signs out when the call is over."""
        if self._board.state.sign_in is not SignIn.SIGNED_IN:
            return
        if self._board.state.calls:
            self._leave_when_idle = code
            self._board.notify(Severity.WARNING, "sign_out_after_call")
        else:
            self._begin_leaving(code)

    def _begin_leaving(self, code: str) -> None:
        if not self._leaving:
            self._leaving = True
            self._board.tasks.spawn(self._leave(SignInEvent.LEFT, code), "sign out")

    def no_calls(self) -> None:
        if self._leave_when_idle:
            code, self._leave_when_idle = self._leave_when_idle, ""
            self.signed_out_by_server(code)

    async def _leave(self, event: SignInEvent, code: str = "") -> None:
        board = self._board
        await self.stop()
        board.ports.engine.set_account(None)
        try:
            await board.ports.workers.network(board.ports.server.log_out)
        except UserFacingError as error:
            _log.info("the server did not hear the sign-out: %s", error.code)
        with board.batch():
            self._wrap_ups.clear()
            self._contexts.clear()
            self._statuses.signed_out()
            self._server_events.left()
            board.update(
                session=None,
                locked=False,
                pop=None,
                waiting_writes=0,
                parked=(),
                notices=(),
                registration=board.state.registration.after(RegistrationEvent.ACCOUNT_CLEARED),
            )
            self._step(event, code)
        self._leaving = False

    async def stop(self) -> None:
        """Everything typed is on disk, nothing of this person is under way any more. Also the end of the program."""
        board = self._board
        await self._wrap_ups.flush()
        await board.ports.workers.network(board.ports.stream.stop)
        await self._delivery.stop()
        outbox, board.outbox = board.outbox, None
        if outbox is not None:
            await board.ports.workers.storage(outbox.close)
