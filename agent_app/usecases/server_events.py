"""What the server's event stream says, reduced into the state. Main thread.

Dispatch is by type; a type nobody handles is an error, never dropped in silence.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from enum import Enum
from typing import Any

from agent_app.desk_state import ServerLink, Severity, SignIn
from agent_app.domain import server_events as s
from agent_app.domain.agent_status import AgentState
from agent_app.domain.call import CallRef
from agent_app.domain.machine import Table
from agent_app.domain.patient import CallContext
from agent_app.usecases.alarms import Alarms
from agent_app.usecases.board import Board
from agent_app.usecases.call_events import CallEvents
from agent_app.usecases.choices import Choices
from agent_app.usecases.contexts import Contexts, is_up
from agent_app.usecases.delivery import Delivery
from agent_app.usecases.status import Statuses
from agent_app.usecases.wrap_up import WrapUps, described

_log = logging.getLogger(__name__)


class LinkEvent(Enum):
    OPENED = "opened"
    LOST = "lost"
    LEFT = "left"  # signed out


_L, _E = ServerLink, LinkEvent

LINK_TABLE: Table[ServerLink, LinkEvent] = Table(
    "server link",
    {
        **{(link, _E.OPENED): _L.ONLINE for link in ServerLink},
        **{(link, _E.LOST): _L.AWAY for link in ServerLink},
        **{(link, _E.LEFT): _L.CONNECTING for link in ServerLink},
    },
)

_WITHDRAWN = {"caller_gave_up": "caller_gave_up", "no_answer": "call_not_answered"}


def _nobody_listens(_code: str) -> None:
    """Until the sign-in use case has taken its place."""


def _nobody_counts(_event: s.WorklistChanged) -> None:
    """Until the worklist has taken its place."""


def _nobody_asks() -> None:
    """Until the worklist has taken its place."""


class ServerEvents:
    def __init__(
        self, board: Board, contexts: Contexts, wrap_ups: WrapUps, delivery: Delivery, statuses: Statuses, calls: CallEvents
    ) -> None:
        self._board = board
        self._contexts = contexts
        self._wrap_ups = wrap_ups
        self._delivery = delivery
        self._statuses = statuses
        self._calls = calls
        self.on_consent: Callable[[s.ConsentChanged], None] = _nobody_minds
        self._choices = Choices(board)
        self._alarms = Alarms(board)
        self.on_signed_out: Callable[[str], None] = _nobody_listens
        self.on_message_changed: Callable[[], None] = lambda: None
        self.on_floor_changed: Callable[[], None] = lambda: None
        self.on_worklist: Callable[[s.WorklistChanged], None] = _nobody_counts
        self.on_snapshot: Callable[[], None] = _nobody_asks
        self._handlers: dict[type, Callable[[Any], None]] = {
            s.StreamOpened: self._opened,
            s.StreamLost: self._lost,
            s.SignedOutByServer: lambda event: self.on_signed_out(event.code),
            s.SnapshotTaken: self._snapshot,
            s.StatusChanged: lambda event: self._statuses.server_said(event.status),
            s.CallOffered: self._offered,
            s.ContextChanged: lambda event: self._context(event.context),
            s.OfferWithdrawn: self._withdrawn,
            s.CallEndedOnServer: self._ended,
            s.FloorChanged: lambda _event: self.on_floor_changed(),
            s.ConsentChanged: lambda event: self.on_consent(event),
            s.ConfigChanged: lambda event: self._choices.changed(event.what),
            s.WorklistChanged: lambda event: self.on_worklist(event),
            s.PatientMessageChanged: lambda _event: self.on_message_changed(),
            s.ServerAlarm: lambda event: self._alarms.changed(event),
            s.PbxLinkChanged: lambda event: self._pbx_link(event.connected),
        }

    def handle(self, event: s.ServerEvent) -> None:
        """Raises TypeError for an event of an unknown type. What still comes after signing out is let go."""
        handler = self._handlers.get(type(event))
        if handler is None:
            raise TypeError(f"unknown server event {type(event).__name__}")
        if self._board.state.sign_in is not SignIn.SIGNED_IN:
            return
        with self._board.batch():
            handler(event)

    # -- the link ------------------------------------------------------------------------------------------------

    def _opened(self, _event: s.StreamOpened) -> None:
        board = self._board
        was_away = board.state.server is ServerLink.AWAY
        board.update(server=LINK_TABLE.next(board.state.server, LinkEvent.OPENED))
        if was_away:
            board.withdraw_notices("server_away_calls_go_on", "certificate_refused", "not_ready_needs_server", "patient_dial_needs_server")
            board.notify(Severity.INFO, "server_back")
        self._alarms.ask()
        self._delivery.wake()
        self._calls.ask_missing_contexts()

    def _lost(self, event: s.StreamLost) -> None:
        board = self._board
        _log.warning("server away: %s", event.detail)
        self._statuses.server_lost()
        if board.state.server is not ServerLink.AWAY:
            board.withdraw_notices("server_back")
            board.notify(Severity.WARNING, "server_away_calls_go_on")
        if event.refused_host:
            board.notify(Severity.ERROR, "certificate_refused", host=event.refused_host)
        board.update(server=LINK_TABLE.next(board.state.server, LinkEvent.LOST))

    def left(self) -> None:
        self._board.update(server=LINK_TABLE.next(self._board.state.server, LinkEvent.LEFT), pbx_connected=True)

    def _pbx_link(self, connected: bool) -> None:
        before = self._board.state.pbx_connected
        self._board.update(pbx_connected=connected)
        if before and not connected:
            self._board.notify(Severity.WARNING, "pbx_away")
        elif connected and not before:
            self._board.withdraw_notices("pbx_away")
            self._board.notify(Severity.INFO, "pbx_back")

    def _snapshot(self, event: s.SnapshotTaken) -> None:
        self._pbx_link(event.pbx_connected)
        self._choices.snapshot()
        offered = self._contexts.offered
        if offered is not None and all(context.ref != offered for context in event.contexts):
            self._drop_offer(offered)
        for context in event.contexts:
            self._context(context)
        if event.status.state is AgentState.WRAP_UP:
            for ref in [event.status.call_ref, *(context.ref for context in event.contexts)]:
                if ref is not None:
                    self._wrap_ups.bring_to_screen(ref)
        if event.status.state is AgentState.RINGING and not self._board.state.calls and len(event.contexts) == 1:
            self._offer(event.contexts[0])
        self._contexts.refresh_pop()
        self._statuses.server_said(event.status)
        self.on_snapshot()

    # -- calls ---------------------------------------------------------------------------------------------------

    def _offered(self, event: s.CallOffered) -> None:
        self._offer(event.context)

    def _offer(self, context: CallContext) -> None:
        """The queue is about to ring this desk. During another call it is kept, not shown."""
        draft, calls = self._wrap_ups.find(context.ref), self._board.state.calls
        over = draft is not None and draft.call_ended  # an old offer, heard again after the server was away
        if not over and self._board.call_of(context.ref) is None:
            self._contexts.offered = context.ref
        self._contexts.remember(context)
        if not over and (not calls or calls[0].ref == context.ref):
            self._wrap_ups.open(context.ref, *described(context))
        self._wrap_ups.identify(context)
        self._contexts.refresh_pop()

    def _context(self, context: CallContext) -> None:
        self._contexts.remember(context)
        self._wrap_ups.identify(context)
        self._contexts.refresh_pop()

    def _withdrawn(self, event: s.OfferWithdrawn) -> None:
        call = self._board.call_of(event.ref)
        if is_up(call):
            return  # answered here in the same moment: the call is this desk's
        context = self._contexts.get(event.ref)
        who = described(context)[0] if context is not None else ""
        if self._contexts.offered == event.ref or call is not None:
            self._drop_offer(event.ref)
        code = _WITHDRAWN.get(event.reason)
        if code is not None:
            self._board.notify(Severity.INFO if event.reason == "caller_gave_up" else Severity.WARNING, code, who=who)

    def _ended(self, event: s.CallEndedOnServer) -> None:
        """The PBX has no such call any more: a tile that still stands lost its signalling."""
        for ref in {event.ref, CallRef(event.client_ref)}:
            call = self._board.call_of(ref)
            if call is not None:
                self._board.ports.engine.hang_up(call.id)
                self._calls.close_call(call, 0)
            elif self._contexts.offered == ref:
                self._drop_offer(ref)

    def _drop_offer(self, ref: CallRef) -> None:
        self._contexts.forget(ref)
        self._wrap_ups.call_is_over(ref, record_owed=False)
        self._contexts.refresh_pop()


def _nobody_minds(_event: s.ConsentChanged) -> None:
    """Until the desk has joined the use cases."""
