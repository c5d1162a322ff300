"""One call as PJSIP has it. Engine thread only; no such object ever leaves this package, outside a call is its CallId."""

from __future__ import annotations

import logging
from typing import Protocol

import pjsua2 as pj

from agent_app.domain.call import AudioQuality, CallId
from agent_app.domain.telephony import (
    CallAnswered,
    CallCommandFailed,
    CallHeld,
    CallMediaUp,
    CallMuted,
    CallQuality,
    CallResumed,
    RemoteRinging,
    TelephonyEvent,
)
from sip.audio import Headset
from sip.boundary import callback
from sip.negotiation import Change, Negotiator, Turn
from sip.quality import Reading, level_db, loss_percent

_log = logging.getLogger(__name__)

_RESUME = pj.PJSUA_CALL_UNHOLD | pj.PJSUA_CALL_REINIT_MEDIA  # without new media DTLS-SRTP stays silent towards the desk
_REFRESH = pj.PJSUA_CALL_REINIT_MEDIA | pj.PJSUA_CALL_UPDATE_CONTACT | pj.PJSUA_CALL_UPDATE_VIA
_KEYS_WITHIN_S = 5.0
"""A DTLS handshake repeats what was lost after 0.2, 0.6, 1.4 and 3 s; one that is not through by then is begun anew."""
_REMEDIES = 3
_KEYS_READY = "SRTP status: Active"
"""What PJSIP's account of a call says once the handshake is done; pjsua2 has no callback and no field for it."""
_NO_CODE = (401, 407)  # a challenge: PJSIP answers it by itself


class CallOwner(Protocol):
    headset: Headset

    def post(self, event: TelephonyEvent) -> None: ...

    def now(self) -> float: ...

    def glare_wait_s(self, *, we_called: bool) -> float: ...

    def call_over(self, call: DeskCall, status: int, reason: str) -> None: ...


class DeskCall(pj.Call):
    """A live call. The owner drops its only reference when ``call_over`` was told."""

    def __init__(self, account: pj.Account, owner: CallOwner, call_id: CallId, pj_id: int | None = None) -> None:
        if pj_id is None:
            super().__init__(account)
        else:
            super().__init__(account, pj_id)
        self.call_id = call_id
        self.incoming = pj_id is not None
        self.turned_away = False
        """A second caller who is being told "busy": the core never hears of it."""
        self.answered = False
        self.ended_here = False
        self.hung_up_at: float | None = None
        self.silent_s = 0
        """Seconds since the last packet came."""
        self._remedies = 0
        self._owner = owner
        we_called = not self.incoming
        self.negotiator = Negotiator(lambda: owner.glare_wait_s(we_called=we_called))
        self._mute_wanted = False
        self._mute_reported = False
        self._media_index: int | None = None
        self._reading = Reading()
        self._codec = ""
        self._keys_due: float | None = None
        """Set while a negotiated stream has no keys yet: what is sent before that is lost."""

    # -- commands -----------------------------------------------------------------------------------------------------

    def dial(self, uri: str, ref: str) -> None:
        prm = _audio_only()
        header = pj.SipHeader()
        header.hName, header.hValue = "X-Careline-Client-Ref", ref
        prm.txOption.headers.append(header)
        self.makeCall(uri, prm)

    def ring(self) -> None:
        prm = pj.CallOpParam()
        prm.statusCode = 180
        self.answer(prm)

    def accept(self) -> None:
        if self.incoming and not self.answered and not self.ended_here:
            prm = _audio_only()
            prm.statusCode = 200
            self.answer(prm)
            self.answered = True

    def end(self, now: float) -> None:
        """486 to a ringing call, CANCEL to a dialled one, BYE to one that was answered."""
        if self.ended_here:
            return
        self.ended_here, self.hung_up_at = True, now
        prm = pj.CallOpParam()
        if self.incoming and not self.answered:
            prm.statusCode = 486
        self.hangup(prm)

    def mute(self, muted: bool) -> None:
        self._mute_wanted = muted
        media = self._audio()
        if media is not None and not self.negotiator.held:
            self._apply_mute(media)

    def tones(self, digits: str) -> None:
        prm = pj.CallSendDtmfParam()
        prm.method = pj.PJSUA_DTMF_METHOD_RFC2833
        prm.digits = digits
        self.sendDtmf(prm)

    # -- the engine's clock -------------------------------------------------------------------------------------------

    def negotiate(self, now: float) -> None:
        """Send the next wanted change, if it is this call's turn.

        Never in the middle of a DTLS handshake: Asterisk goes on with a half-done one as if the new one belonged to it, finds that
        they do not fit and hangs up.
        """
        if self.negotiator.overdue(now):
            self._refused()
        if self._keys_due is not None and now < self._keys_due:
            return
        change = self.negotiator.next_change(now)
        if change is None:
            return
        try:
            if change is Change.HOLD:
                self.setHold(pj.CallOpParam())
            else:
                prm = _audio_only()
                prm.opt.flag = _RESUME if change is Change.RESUME else _REFRESH
                self.reinvite(prm)
        except pj.Error:
            self.negotiator.collided(now)  # another negotiation is running (PJ_EINVALIDOP): like 491

    def report_media(self, now: float) -> None:
        """Say that sound can flow both ways: after the negotiation the DTLS handshake is still to come."""
        if self._keys_due is None or self._media_index is None or self.negotiator.turn is Turn.EARLY:
            return
        if _KEYS_READY in self.dump(True, ""):
            self._keys_due, self._remedies = None, 0
            self._owner.post(CallMediaUp(self.call_id))
        elif now >= self._keys_due:
            self._keys_due = None
            self._begin_keys_anew()

    def report_mute(self) -> None:
        """Say what is in force, once the bridge did it."""
        if self._mute_wanted == self._mute_reported:
            return
        media = self._audio()
        if media is not None and self._owner.headset.speaks_to(media) == self._mute_wanted:
            return
        self._mute_reported = self._mute_wanted
        self._owner.post(CallMuted(self.call_id, self._mute_reported))

    def measure(self) -> None:
        """Report the quality of the last second."""
        media, stat = self._audio(), self._stream_stat()
        if media is None or stat is None:
            self.silent_s += 1
            return
        received, rtcp = stat.rtcp.rxStat, stat.rtcp
        reading = Reading(received.pkt, received.loss, received.jitterUsec.last, rtcp.rttUsec.last)
        self.silent_s = 0 if reading.received != self._reading.received else self.silent_s + 1
        quality = AudioQuality(
            codec=self._codec,
            loss_percent=loss_percent(self._reading, reading),
            jitter_ms=reading.jitter_us / 1000,
            round_trip_ms=reading.round_trip_us / 1000,
            level_in_db=level_db(media.getTxLevel()),  # named from the stream's side: it transmits to the bridge
            level_out_db=level_db(media.getRxLevel()),
        )
        self._reading = reading
        self._owner.post(CallQuality(self.call_id, quality))

    # -- PJSIP's callbacks --------------------------------------------------------------------------------------------

    @callback
    def onCallState(self, prm: pj.OnCallStateParam) -> None:  # noqa: ARG002 - PJSIP calls it so
        info = self.getInfo()
        if info.state == pj.PJSIP_INV_STATE_DISCONNECTED:
            self.negotiator.ended()
            self._owner.call_over(self, info.lastStatusCode, str(info.lastReason))
        elif self.turned_away:
            return
        elif info.state == pj.PJSIP_INV_STATE_EARLY and not self.incoming:
            self._owner.post(RemoteRinging(self.call_id))
        elif info.state == pj.PJSIP_INV_STATE_CONFIRMED:
            self.answered = True
            self.negotiator.confirmed()
            self._owner.post(CallAnswered(self.call_id))

    @callback
    def onCallMediaState(self, prm: pj.OnCallMediaStateParam) -> None:  # noqa: ARG002 - PJSIP calls it so
        info = self.getInfo()
        self._media_index = self._keys_due = None
        for index in range(len(info.media)):
            media = info.media[index]
            if media.type == pj.PJMEDIA_TYPE_AUDIO and media.status == pj.PJSUA_CALL_MEDIA_ACTIVE:
                self._media_index = index
                self.silent_s = 0
                self._codec = str(self.getStreamInfo(index).codecName).lower()
                self._connect(self.getAudioMedia(index))
                self._keys_due = self._owner.now() + _KEYS_WITHIN_S
                return

    @callback
    def onCallTsxState(self, prm: pj.OnCallTsxStateParam) -> None:
        if prm.e.type != pj.PJSIP_EVENT_TSX_STATE:
            return
        transaction = prm.e.body.tsxState.tsx
        if transaction.role != pj.PJSIP_ROLE_UAC or str(transaction.method) != "INVITE":
            return
        if transaction.state not in (pj.PJSIP_TSX_STATE_COMPLETED, pj.PJSIP_TSX_STATE_TERMINATED):
            return
        self._final_answer(int(transaction.statusCode))

    # -- inside -------------------------------------------------------------------------------------------------------

    def _final_answer(self, code: int) -> None:
        if code < 200 or code in _NO_CODE:
            return
        if code == 491:
            self.negotiator.collided(self._owner.now())
        elif code < 300:
            change = self.negotiator.done()
            if change is Change.HOLD:
                self._owner.post(CallHeld(self.call_id))
            elif change is Change.RESUME:
                self._owner.post(CallResumed(self.call_id))
        else:
            self._refused()

    def _refused(self) -> None:
        change = self.negotiator.refused()
        if change is Change.HOLD or change is Change.RESUME:
            self._owner.post(CallCommandFailed(self.call_id, change.value, "the other side refused"))

    def _begin_keys_anew(self) -> None:
        if self._remedies < _REMEDIES:
            self._remedies += 1
            _log.warning("the media have no keys: negotiating them anew (%d of %d)", self._remedies, _REMEDIES)
            self.negotiator.want_refresh()

    def _audio(self) -> pj.AudioMedia | None:
        """None while there is no stream: on hold, or where a negotiation that failed has taken it away."""
        if self._media_index is None:
            return None
        try:
            return self.getAudioMedia(self._media_index)
        except pj.Error:
            return None

    def _stream_stat(self) -> pj.StreamStat | None:
        """None as above."""
        if self._media_index is None:
            return None
        try:
            return self.getStreamStat(self._media_index)
        except pj.Error:
            return None

    def _connect(self, media: pj.AudioMedia) -> None:
        """Idempotent: runs after every negotiation."""
        self._owner.headset.hear(media)
        self._apply_mute(media)

    def _apply_mute(self, media: pj.AudioMedia) -> None:
        if self._mute_wanted:
            self._owner.headset.stop_speaking_to(media)
        else:
            self._owner.headset.speak_to(media)


def _audio_only() -> pj.CallOpParam:
    """One audio stream and nothing else: PJSIP would offer real-time text as well."""
    prm = pj.CallOpParam(True)
    prm.opt.audioCount = 1
    prm.opt.videoCount = 0
    prm.opt.textCount = 0
    return prm
