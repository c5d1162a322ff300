"""What the softphone reports, reduced into the state. Main thread.

Dispatch is by type; a type nobody handles is an error, never dropped in silence.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from agent_app.desk_state import AudioHealth, Severity
from agent_app.domain import telephony as t
from agent_app.domain.call import Call, CallDirection, CallEvent, CallId, CallRef, CallState
from agent_app.domain.numbers import DialKind, mask
from agent_app.domain.patient import CallContext
from agent_app.domain.registration import RegistrationEvent
from agent_app.usecases.board import Board
from agent_app.usecases.call_control import CallControl
from agent_app.usecases.contexts import Contexts, is_up
from agent_app.usecases.dialling import Dialling
from agent_app.usecases.status import Statuses
from agent_app.usecases.wrap_up import WrapUps, described

_log = logging.getLogger(__name__)

REF_HEADER = "x-careline-ref"
QUEUE_HEADER = "x-careline-queue"

_DIAL_OUTCOME = {
    486: "dial_busy",
    600: "dial_busy",
    404: "dial_not_found",
    484: "dial_not_found",
    408: "dial_no_answer",
    480: "dial_no_answer",
}


def registration_event(report: t.RegistrationReported) -> RegistrationEvent:
    """0, 408 and server errors: nobody answered properly, the engine keeps trying. Pure."""
    if report.accepted:
        return RegistrationEvent.ACCEPTED
    if report.certificate_error:
        return RegistrationEvent.REJECTED
    if report.code in (0, 408) or report.code >= 500:
        return RegistrationEvent.NO_ANSWER
    return RegistrationEvent.REJECTED


class CallEvents:
    def __init__(
        self, board: Board, contexts: Contexts, wrap_ups: WrapUps, dialling: Dialling, control: CallControl, statuses: Statuses
    ) -> None:
        self._board = board
        self._contexts = contexts
        self._wrap_ups = wrap_ups
        self._dialling = dialling
        self._control = control
        self._statuses = statuses
        self._feature_calls: dict[CallId, tuple[CallRef, bool]] = {}
        self.on_playback: Callable[[t.PlaybackMoved | t.PlaybackFailed], None] = lambda _event: None
        self.on_no_calls: Callable[[], None] = lambda: None
        """Called when the last call has gone."""
        self._handlers: dict[type, Callable[[Any], None]] = {
            t.EngineStarted: self._engine_started,
            t.EngineFailed: self._engine_failed,
            t.RegistrationReported: self._registration,
            t.IncomingCall: self._incoming,
            t.OutgoingCall: self._outgoing,
            t.CallRejectedBusy: lambda event: board.notify(Severity.INFO, "call_while_busy", number=mask(event.remote_number)),
            t.RemoteRinging: lambda event: self._advance(event.call_id, CallEvent.REMOTE_RINGING),
            t.CallAnswered: self._answered,
            t.CallMediaUp: lambda event: self._advance(event.call_id, CallEvent.MEDIA_UP),
            t.CallHeld: lambda event: self._advance(event.call_id, CallEvent.HELD_HERE),
            t.CallResumed: lambda event: self._advance(event.call_id, CallEvent.RESUMED_HERE),
            t.CallMuted: lambda event: self._change(event.call_id, muted=event.muted),
            t.CallQuality: lambda event: self._change(event.call_id, quality=event.quality),
            t.CallEnded: self._ended,
            t.CallCommandFailed: self._command_failed,
            t.AudioDevicesChanged: self._audio,
            t.PlaybackMoved: lambda event: self.on_playback(event),
            t.PlaybackFailed: lambda event: self.on_playback(event),
        }

    def handle(self, event: t.TelephonyEvent) -> None:
        """Raises TypeError for an event of an unknown type, IllegalTransition for one its call does not allow."""
        handler = self._handlers.get(type(event))
        if handler is None:
            raise TypeError(f"unknown telephony event {type(event).__name__}")
        with self._board.batch():
            handler(event)

    # -- engine, account, devices --------------------------------------------------------------------------------

    def _engine_started(self, _event: t.EngineStarted) -> None:
        _log.info("softphone is up")

    def _engine_failed(self, event: t.EngineFailed) -> None:
        _log.error("softphone failed: %s", event.detail)
        self._board.notify(Severity.ERROR, "softphone_failed")

    def _registration(self, event: t.RegistrationReported) -> None:
        before = self._board.state.registration
        after = before.after(registration_event(event), code=event.code, reason=event.reason, certificate_error=event.certificate_error)
        self._board.update(registration=after)
        if after.certificate_error:
            self._board.notify(Severity.ERROR, "pbx_certificate_refused")
        elif event.accepted:
            self._board.withdraw_notices("pbx_certificate_refused", "not_registered")

    def _audio(self, event: t.AudioDevicesChanged) -> None:
        before = self._board.state.audio
        self._board.update(audio=AudioHealth(event.capture, event.playback, tuple(event.missing)))
        if event.missing and event.missing != before.missing:
            self._board.notify(Severity.WARNING, "headset_missing", device=event.missing[0])
        elif before.missing and not event.missing:
            self._board.withdraw_notices("headset_missing")
            self._board.notify(Severity.INFO, "headset_back")

    # -- a call begins -------------------------------------------------------------------------------------------

    def _incoming(self, event: t.IncomingCall) -> None:
        ref = CallRef(event.headers[REF_HEADER]) if event.headers.get(REF_HEADER) else None
        call = Call(
            event.call_id,
            CallDirection.INBOUND,
            CallState.RINGING,
            ref,
            event.remote_number,
            event.remote_name,
            event.headers.get(QUEUE_HEADER, ""),
            started_at=self._board.ports.clock.monotonic(),
        )
        first = not self._board.state.calls
        self._board.put_call(call)
        if ref is not None:
            context = self._contexts.get(ref)
            if self._contexts.offered == ref:
                self._contexts.offered = None  # from now on the call itself keeps the pop
            if first:
                self._open_record(call, context)
            if context is None:
                self._board.tasks.spawn(self._ask_context(ref), "ask for the caller's context")
        self._contexts.refresh_pop()
        self._statuses.calls_changed()

    def _outgoing(self, event: t.OutgoingCall) -> None:
        if event.ref in self._statuses.feature_refs:
            self._feature_calls[event.call_id] = (event.ref, False)
            return
        dialled = self._dialling.dialled(event.ref)
        call = Call(
            event.call_id,
            CallDirection.OUTBOUND,
            CallState.DIALING,
            event.ref,
            dialled.digits if dialled is not None else "",
            started_at=self._board.ports.clock.monotonic(),
        )
        self._board.put_call(call)
        self._open_record(call, self._contexts.get(event.ref))
        self._contexts.refresh_pop()
        self._statuses.calls_changed()

    def _open_record(self, call: Call, context: CallContext | None) -> None:
        """Every call with a reference has a record, but for tests, feature codes and other desks dialled here."""
        if call.ref is None:
            return
        dialled = self._dialling.dialled(call.ref)
        if dialled is None or dialled.kind is DialKind.EXTERNAL:
            who, patient_id = described(context) if context is not None else (mask(call.remote_number), None)
            self._wrap_ups.open(call.ref, who, patient_id)

    async def _ask_context(self, ref: CallRef) -> None:
        context = await self._contexts.ask(ref)
        if context is not None and (self._board.call_of(ref) is not None or self._wrap_ups.find(ref) is not None):
            with self._board.batch():
                self._contexts.remember(context)
                self._wrap_ups.identify(context)
                self._contexts.refresh_pop()

    def ask_missing_contexts(self) -> None:
        """The server is back: whose card is still missing?"""
        for call in self._board.state.calls:
            if call.ref is not None and self._contexts.get(call.ref) is None:
                self._board.tasks.spawn(self._ask_context(call.ref), "ask for the caller's context")

    # -- a call goes on ------------------------------------------------------------------------------------------

    def _advance(self, call_id: CallId, event: CallEvent) -> None:
        call = self._board.call(call_id)
        if call is not None:
            self._board.put_call(call.after(event, at=self._board.ports.clock.monotonic()))
            self._statuses.calls_changed()

    def _change(self, call_id: CallId, **changes: Any) -> None:
        call = self._board.call(call_id)
        if call is not None:
            self._board.put_call(replace(call, **changes))

    def _answered(self, event: t.CallAnswered) -> None:
        if event.call_id in self._feature_calls:
            self._feature_calls[event.call_id] = (self._feature_calls[event.call_id][0], True)
            return
        self._advance(event.call_id, CallEvent.ANSWERED)
        call = self._board.call(event.call_id)
        if call is not None and call.ref is not None:
            if self._board.state.calls[0].id == call.id and call.direction is CallDirection.INBOUND:
                self._open_record(call, self._contexts.get(call.ref))
            self._wrap_ups.call_is_up(call.ref)
            self._contexts.refresh_pop()

    def _command_failed(self, event: t.CallCommandFailed) -> None:
        _log.warning("%s failed: %s", event.command, event.detail)
        if self._board.call(event.call_id) is not None:
            self._control.hung_up_here.discard(event.call_id)
            self._board.notify(Severity.WARNING, "call_command_failed", command=event.command)

    # -- a call ends ---------------------------------------------------------------------------------------------

    def _ended(self, event: t.CallEnded) -> None:
        if event.call_id in self._feature_calls:
            ref, answered = self._feature_calls.pop(event.call_id)
            self._statuses.feature_call_ended(ref, carried_out=answered)
            return
        call = self._board.call(event.call_id)
        if call is not None:
            self._tell_how_it_ended(call, event)
            self.close_call(call, event.code)

    def close_call(self, call: Call, code: int) -> None:
        """Take the tile away; what is owed for the call stays."""
        ended = replace(call.after(CallEvent.DISCONNECTED), ended_code=code)
        board = self._board
        board.remove_call(call.id)
        self._control.hung_up_here.discard(call.id)
        if call.ref is not None:
            owed = is_up(call)
            self._wrap_ups.call_is_over(call.ref, record_owed=owed)
            if not owed:
                self._contexts.forget(call.ref)
            self._dialling.forget(call.ref)
        self._show_next()
        self._statuses.calls_changed(ended)
        if not board.state.calls:
            self.on_no_calls()

    def _show_next(self) -> None:
        """A call that waited behind the one that ended comes into focus, with its own record."""
        calls = self._board.state.calls
        if calls and calls[0].ref is not None:
            self._open_record(calls[0], self._contexts.get(calls[0].ref))
        self._contexts.refresh_pop()

    def _tell_how_it_ended(self, call: Call, event: t.CallEnded) -> None:
        if call.id in self._control.hung_up_here:
            return
        who = self._who(call)
        if event.code == 0 and is_up(call):
            self._board.notify(Severity.ERROR, "call_line_lost", who=who)
        elif call.direction is CallDirection.OUTBOUND and call.answered_at is None:
            code = _DIAL_OUTCOME.get(event.code, "dial_failed")
            self._board.notify(Severity.WARNING, code, who=who, sip_code=str(event.code))

    def _who(self, call: Call) -> str:
        context = self._contexts.get(call.ref)
        return described(context)[0] if context is not None else mask(call.remote_number)
