"""The desk's SIP user agent: endpoint, account, calls and headset as one thing. Engine thread only.

The loop is: let PJSIP work for a few milliseconds (callbacks run inside), carry out commands, do what time demands.
"""

from __future__ import annotations

import gc
import itertools
import logging
import random
import time
from collections.abc import Callable

import pjsua2 as pj

from agent_app.domain.call import CallId, CallRef
from agent_app.domain.telephony import (
    CallCommandFailed,
    CallEnded,
    CallRejectedBusy,
    EngineStarted,
    IncomingCall,
    OutgoingCall,
    RegistrationReported,
    TelephonyEvent,
)
from agent_app.domain.user import SipAccount
from sip.account import DeskAccount, account_config
from sip.audio import Headset, RingTone
from sip.boundary import log_without_values
from sip.call import DeskCall
from sip.caller import caller_of
from sip.dial_target import is_dtmf, is_ref, is_target, uri_for
from sip.endpoint import ConnectionChanged, SipEndpoint, start_endpoint
from sip.playback import Playback
from sip.registration import RegistrationKeeper, Step
from sip.settings import SipOptions
from sip.sip_headers import careline_headers
from sip.translate import end_code, is_unanswered
from sip.transport import tls_transport

_log = logging.getLogger(__name__)

_TICK_S = 0.02
_MEASURE_S = 1.0
_RING_TONE_AFTER_S = 0.1
"""After the 180: opening the headset takes a share of the processor that belongs to painting the screen pop just then."""
_BYE_ANSWERED_WITHIN_S = 3.0
_LINE_DEAD_AFTER_S = 5
_HELD_LINE_DEAD_AFTER_S = 30
_SIGN_OFF_S = 0.7


class UserAgent:
    """Owns every pjsua2 object there is."""

    headset: Headset
    playback: Playback

    def __init__(self, options: SipOptions, listener: Callable[[TelephonyEvent], None]) -> None:
        self._options = options
        self._listener = listener
        self._keeper = RegistrationKeeper(random.random)
        self._ids = itertools.count(1)
        self._calls: dict[CallId, DeskCall] = {}
        self._later: list[Callable[[], None]] = []
        self._endpoint: SipEndpoint | None = None
        self._account: DeskAccount | None = None
        self._settings: SipAccount | None = None
        self._transport_id: int | None = None
        self._certificate_error = ""
        self._reported: RegistrationReported | None = None
        self._refresh_when_registered = False
        self._registered = False
        self._ring_tone: RingTone | None = None
        self._ring_tone_due: dict[CallId, float] = {}
        self._next_tick = 0.0
        self._next_measure = 0.0
        self.stopping = False

    # -- life ---------------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Raises pj.Error where the library cannot start."""
        endpoint = SipEndpoint(self._connection_changed, self._sound_device_failed)
        self._endpoint = endpoint
        start_endpoint(endpoint, self._options)
        self.headset = Headset(endpoint.audDevManager(), self._options, self.post)
        self.headset.choose()
        self.playback = Playback(self.headset, self.post)
        if self._options.ring:
            self._ring_tone = RingTone(self.headset)
        self.post(EngineStarted())

    def work(self) -> None:
        """One round: network, then what was put off, then time."""
        assert self._endpoint is not None  # noqa: S101 - start() ran
        self._endpoint.libHandleEvents(self._options.poll_ms)
        while self._later:
            self._guard(self._later.pop(0))
        now = self.now()
        if now >= self._next_tick:
            self._next_tick = now + _TICK_S
            self._guard(self._tick)

    def close(self) -> None:
        """Hang up, sign off, and take everything apart in the one order PJSIP survives."""
        self._end_calls()
        self._stop_ringing()
        self._guard(self.playback.unload)
        self._work_until(lambda: not self._calls, _SIGN_OFF_S)
        self._calls.clear()
        if self._account is not None:
            self._guard(self._sign_off)
            self._work_until(lambda: not self._registered, _SIGN_OFF_S)
            self._guard(self._account.shutdown)
            self._account = None
        self._ring_tone = None
        gc.collect()
        if self._endpoint is not None:
            self._endpoint.stop_reporting()
            self._endpoint.libDestroy(pj.PJSUA_DESTROY_NO_NETWORK)
            self._endpoint = None
        gc.collect()

    # -- commands -----------------------------------------------------------------------------------------------------

    def set_account(self, account: SipAccount | None) -> None:
        if account == self._settings:
            if account is not None:
                self._keeper.account_set(self.now())
            return
        self._drop_account()
        self._settings = account
        if account is None:
            return
        assert self._endpoint is not None  # noqa: S101
        self._certificate_error, self._reported = "", None
        self._transport_id = self._endpoint.transportCreate(pj.PJSIP_TRANSPORT_TLS, tls_transport(account.ca_pem))
        self._account = DeskAccount(self)
        self._account.create(account_config(account, self._transport_id, self._options.rtp_first_port))
        self._keeper.account_set(self.now())

    def dial(self, target: str, ref: CallRef) -> None:
        call_id = CallId(next(self._ids))
        self._guard(self.playback.pause)
        self.post(OutgoingCall(call_id, ref, target))
        settings, account = self._settings, self._account
        if not is_target(target) or not is_ref(ref):
            self.post(CallEnded(call_id, 484, "not a number that can be dialled", by_remote=False))
        elif settings is None or account is None:
            self.post(CallEnded(call_id, 480, "no account", by_remote=False))
        elif self._calls:
            self.post(CallEnded(call_id, 486, "busy here", by_remote=False))
        else:
            call = DeskCall(account, self, call_id)
            try:
                call.dial(uri_for(target, settings.domain, settings.port), ref)
            except pj.Error:
                self.post(CallEnded(call_id, 503, "could not be dialled", by_remote=False))
            else:
                self._calls[call_id] = call

    def play(self, from_s: float) -> None:
        """Nobody listens to a recording while a patient is on the line."""
        if not self._calls:
            self.headset.look_again(self.now())
            self.playback.play(from_s)

    def answer(self, call_id: CallId) -> None:
        self._stop_ringing()
        self._with(call_id, "answer", lambda call: call.accept())

    def hang_up(self, call_id: CallId) -> None:
        self._stop_ringing()
        self._with(call_id, "hang_up", lambda call: call.end(self.now()))

    def set_held(self, call_id: CallId, held: bool) -> None:
        def act(call: DeskCall) -> None:
            call.negotiator.want_held(held)
            call.negotiate(self.now())

        self._with(call_id, "hold" if held else "resume", act)

    def set_muted(self, call_id: CallId, muted: bool) -> None:
        self._with(call_id, "mute", lambda call: call.mute(muted))

    def send_dtmf(self, call_id: CallId, digits: str) -> None:
        def act(call: DeskCall) -> None:
            if not is_dtmf(digits):
                self.post(CallCommandFailed(call_id, "dtmf", "not tones"))
                return
            call.tones(digits)

        self._with(call_id, "dtmf", act)

    # -- told by account, calls and endpoint (PJSIP's callbacks) ------------------------------------------------------

    def post(self, event: TelephonyEvent) -> None:
        self._listener(event)

    def now(self) -> float:
        return time.monotonic()

    def glare_wait_s(self, *, we_called: bool) -> float:
        """RFC 3261 14.1: who made the Call-ID waits 2.1-4 s, the other 0-2 s."""
        return random.uniform(2.1, 4.0) if we_called else random.uniform(0.0, 2.0)  # noqa: S311 - no secret

    def registration_sent(self) -> None:
        self._keeper.sent(self.now())

    def registration_answered(self, code: int, reason: str) -> None:
        now = self.now()
        if code // 100 == 2:
            self._keeper.accepted(now)
            self._certificate_error = ""
            if self._refresh_when_registered:
                self._refresh_when_registered = False
                for call in self._calls.values():
                    call.negotiator.want_refresh()
        elif is_unanswered(code) and not self._certificate_error:
            self._keeper.unanswered(now)
        else:
            self._keeper.refused(now)
        self._report(RegistrationReported(code // 100 == 2, code, reason, self._certificate_error))

    def signed_off(self) -> None:
        self._registered = False

    def incoming_call(self, pj_id: int, message: str) -> None:
        """An INVITE: the Call must exist when this returns, and 180 goes out before anything that may take time."""
        assert self._account is not None  # noqa: S101 - it told us
        call_id = CallId(next(self._ids))
        call = DeskCall(self._account, self, call_id, pj_id)
        busy = any(not other.turned_away for other in self._calls.values())
        self._calls[call_id] = call
        if busy:
            call.turned_away = True
            call.end(self.now())
            self.post(CallRejectedBusy(caller_of(message).number))
            return
        call.ring()
        self._guard(self.playback.pause)
        caller = caller_of(message)
        self.post(IncomingCall(call_id, caller.number, caller.name, careline_headers(message)))
        self._ring_tone_due[call_id] = self.now() + _RING_TONE_AFTER_S

    def call_over(self, call: DeskCall, status: int, reason: str) -> None:
        """DISCONNECTED: the reference goes here and now, before its number can be given to another call."""
        if self._calls.pop(call.call_id, None) is None:
            return
        self._stop_ringing()
        if not call.turned_away:
            code = end_code(status, was_answered=call.answered, ended_here=call.ended_here)
            self.post(CallEnded(call.call_id, code, reason, by_remote=not call.ended_here))

    def _connection_changed(self, change: ConnectionChanged) -> None:
        if change.connected:
            self._certificate_error = ""
            return
        if change.certificate_error:
            self._certificate_error = change.certificate_error
        if self._keeper.connection_lost(self.now()):
            self._refresh_when_registered = bool(self._calls)
            self._report(RegistrationReported(False, 0, "connection lost"))

    def _sound_device_failed(self) -> None:
        # Not here: PJSIP still works with the device that failed.
        self._later.append(self.headset.failed)

    # -- inside -------------------------------------------------------------------------------------------------------

    def _tick(self) -> None:
        now = self.now()
        self._keep_registered(now)
        self._guard(lambda: self.playback.tick(now))
        for call_id in [call_id for call_id, due in self._ring_tone_due.items() if now >= due]:
            del self._ring_tone_due[call_id]
            self._start_ringing(call_id)
        for call in list(self._calls.values()):
            call.report_media(now)
            call.negotiate(now)
            call.report_mute()
            if call.hung_up_at is not None and now - call.hung_up_at > _BYE_ANSWERED_WITHIN_S:
                self._forget(call)
        if self._calls and now >= self._next_measure:
            self._next_measure = now + _MEASURE_S
            for call in list(self._calls.values()):
                call.measure()
                self._end_if_dead(call, now)
            self.headset.look_again(now)

    def _keep_registered(self, now: float) -> None:
        step = self._keeper.step(now)
        if step is Step.NOTHING or self._account is None or self._endpoint is None:
            return
        if step is Step.REGISTER:
            self._account.setRegistration(True)
            return
        self._refresh_when_registered = self._refresh_when_registered or bool(self._calls)
        self._report(RegistrationReported(False, 408, "no answer"))
        # Of PJSIP's functions only this one closes a connection that somebody still waits on; it registers anew by itself.
        change = pj.IpChangeParam()
        change.restartListener = False
        change.shutdownTransport = True
        self._endpoint.handleIpChange(change)

    def _end_if_dead(self, call: DeskCall, now: float) -> None:
        """No sound and no PBX: whoever was at the other end is gone, though nobody could say so."""
        limit = _HELD_LINE_DEAD_AFTER_S if call.negotiator.held else _LINE_DEAD_AFTER_S
        if call.answered and call.silent_s >= limit and self._reported is not None and not self._reported.accepted:
            self.post(CallEnded(call.call_id, 0, "line lost", by_remote=True))
            call.turned_away = True  # its end has been told
            call.end(now)

    def _forget(self, call: DeskCall) -> None:
        """Nobody answers our BYE: for the agent the call is over."""
        if not call.turned_away:
            call.turned_away = True
            self.post(CallEnded(call.call_id, 0, "no answer to the hang-up", by_remote=False))

    def _report(self, event: RegistrationReported) -> None:
        if event != self._reported:
            self._reported = event
            self.post(event)

    def _start_ringing(self, call_id: CallId) -> None:
        call = self._calls.get(call_id)
        if call is not None and not call.answered and not call.ended_here and self._ring_tone is not None:
            self.headset.look_again(self.now())
            self._ring_tone.start()

    def _stop_ringing(self) -> None:
        if self._ring_tone is not None:
            self._guard(self._ring_tone.stop)

    def _with(self, call_id: CallId, command: str, act: Callable[[DeskCall], None]) -> None:
        """Carry out a command on a live call. That the call is gone is normal; that PJSIP refuses is told."""
        call = self._calls.get(call_id)
        if call is None or call.turned_away:
            return
        try:
            act(call)
        except pj.Error as error:
            self.post(CallCommandFailed(call_id, command, f"status {error.status}"))

    def _guard(self, act: Callable[[], None]) -> None:
        try:
            act()
        except Exception as error:
            log_without_values("engine", error)

    def _end_calls(self) -> None:
        """A function of its own, so that no variable outlives it that still holds a call when the library is gone."""
        for call in list(self._calls.values()):
            try:
                call.end(self.now())
            except pj.Error as error:
                log_without_values("hang up", error)

    def _sign_off(self) -> None:
        assert self._account is not None  # noqa: S101
        self._keeper.account_cleared()
        self._registered = self._reported is not None and self._reported.accepted
        if self._registered:
            self._account.setRegistration(False)

    def _drop_account(self) -> None:
        if self._account is None or self._endpoint is None:
            return
        self._end_calls()
        self._work_until(lambda: not self._calls, _SIGN_OFF_S)
        self._guard(self._sign_off)
        self._work_until(lambda: not self._registered, _SIGN_OFF_S)
        self._guard(self._account.shutdown)
        self._account = None
        if self._transport_id is not None:
            self._endpoint.transportClose(self._transport_id)
            self._transport_id = None

    def _work_until(self, done: Callable[[], bool], limit_s: float) -> None:
        assert self._endpoint is not None  # noqa: S101
        deadline = self.now() + limit_s
        while not done() and self.now() < deadline:
            self._endpoint.libHandleEvents(self._options.poll_ms)
