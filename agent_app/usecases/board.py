"""What every use case works on: the desk's state, its observers and the ports. Main thread only."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from agent_app.desk_state import DeskState, Notice, Severity
from agent_app.domain.call import Call, CallId, CallRef
from agent_app.domain.errors import SessionLost, UserFacingError
from agent_app.domain.messages import known
from agent_app.ports import (
    AccountServer,
    CentralServer,
    Clock,
    CredentialStore,
    EventStream,
    Outbox,
    OutboxOpener,
    RecordsServer,
    TelephonyEngine,
    Workers,
)
from agent_app.tasks import TaskOwner

_log = logging.getLogger(__name__)

ALARM_PREFIX = "alarm_"
"""Of the codes of notices that nobody can dismiss."""
MAX_NOTICES = 8
"""Older ones make room: a wall of messages is read by nobody."""


@dataclass(frozen=True, slots=True)
class Ports:
    engine: TelephonyEngine
    server: CentralServer
    records: RecordsServer
    accounts: AccountServer
    stream: EventStream
    clock: Clock
    workers: Workers
    credentials: CredentialStore
    open_outbox: OutboxOpener


class Board:
    """Holds the one DeskState. Every change goes through ``update`` and reaches the observers at once."""

    def __init__(self, ports: Ports, tasks: TaskOwner) -> None:
        self.ports = ports
        self.tasks = tasks
        self.state = DeskState()
        self._observers: list[Callable[[DeskState], None]] = []
        self._thread = threading.get_ident()
        self._notice_ids = 0
        self._batches = 0
        self._unseen = False
        self.derive: Callable[[DeskState], DeskState] = _as_it_is
        """Completes a state before anybody sees it (the pop follows from calls and drafts)."""
        self.outbox: Outbox | None = None
        """The signed-in person's own; None while nobody is signed in."""
        self.on_session_lost: Callable[[str], None] = _nobody_listens
        """Called with the code where the server no longer takes this person's tokens."""

    def update(self, **changes: Any) -> None:
        """Replace fields of the state. Raises RuntimeError off the main thread."""
        if threading.get_ident() != self._thread:
            raise RuntimeError("the desk's state is changed on the main thread only")
        changed = replace(self.state, **changes)
        if changed == self.state:
            return
        self.state = changed
        self._unseen = True
        if not self._batches:
            self._show()

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Observers see what one event changed as one new state, never the steps between (a call beside another's card)."""
        self._batches += 1
        try:
            yield
        finally:
            self._batches -= 1
            if not self._batches and self._unseen:
                self._show()

    def _show(self) -> None:
        self._unseen = False
        self.state = self.derive(self.state)
        for observer in tuple(self._observers):
            observer(self.state)

    def subscribe(self, observer: Callable[[DeskState], None]) -> Callable[[], None]:
        self._observers.append(observer)
        observer(self.state)

        def unsubscribe() -> None:
            if observer in self._observers:
                self._observers.remove(observer)

        return unsubscribe

    def notify(self, severity: Severity, code: str, **params: str) -> None:
        """Show a message; the same one again takes the older one's place."""
        self._notice_ids += 1
        code, wanted = known(code, params)
        notice = Notice(self._notice_ids, severity, code, wanted)
        _log.info("notice %s", code)
        others = [old for old in self.state.notices if (old.code, old.params) != (code, wanted)]
        self.update(notices=(*others[-(MAX_NOTICES - 1) :], notice))

    def notify_error(self, error: UserFacingError) -> None:
        if isinstance(error, SessionLost):
            self.on_session_lost(error.code)
            return
        severity = Severity.ERROR if error.permanent else Severity.WARNING
        self.notify(severity, error.code, **error.params)

    def show_sign_in_error(self, error: UserFacingError) -> None:
        """On the sign-in page, without a change of its step."""
        code, params = known(error.code, error.params)
        self.update(sign_in_error=code, sign_in_error_params=params)

    def withdraw_notices(self, *codes: str) -> None:
        self.update(notices=tuple(notice for notice in self.state.notices if notice.code not in codes))

    def dismiss_notice(self, notice_id: int) -> None:
        """Not an alarm of the server: it stays until it is over."""
        self.update(
            notices=tuple(notice for notice in self.state.notices if notice.id != notice_id or notice.code.startswith(ALARM_PREFIX))
        )

    def call(self, call_id: CallId) -> Call | None:
        return next((call for call in self.state.calls if call.id == call_id), None)

    def call_of(self, ref: CallRef) -> Call | None:
        return next((call for call in self.state.calls if call.ref == ref), None)

    def put_call(self, changed: Call) -> None:
        """Replace the call with the same id; a new one goes to the end."""
        if self.call(changed.id) is None:
            self.update(calls=(*self.state.calls, changed))
        else:
            self.update(calls=tuple(changed if call.id == changed.id else call for call in self.state.calls))

    def remove_call(self, call_id: CallId) -> None:
        self.update(calls=tuple(call for call in self.state.calls if call.id != call_id))


def _as_it_is(state: DeskState) -> DeskState:
    return state


def _nobody_listens(_code: str) -> None:
    """Until the sign-in use case has taken its place."""
