"""The desk's SIP account at the PBX. Engine thread only."""

from __future__ import annotations

from typing import Protocol

import pjsua2 as pj

from agent_app.domain.user import SipAccount
from sip.boundary import callback
from sip.registration import EXPIRES_S

SESSION_EXPIRES_S = 90
"""Session timers (RFC 4028): a call whose other end is gone is noticed without anybody hanging up."""
_RTP_FIRST, _RTP_RANGE = 10_000, 9_900  # below what systems hand out by themselves


class AccountOwner(Protocol):
    def registration_sent(self) -> None: ...

    def registration_answered(self, code: int, reason: str) -> None: ...

    def signed_off(self) -> None: ...

    def incoming_call(self, pj_id: int, message: str) -> None: ...


class DeskAccount(pj.Account):
    """Hands PJSIP's callbacks to its owner, as plain values."""

    def __init__(self, owner: AccountOwner) -> None:
        super().__init__()
        self._owner = owner

    @callback
    def onRegStarted(self, prm: pj.OnRegStartedParam) -> None:
        if prm.renew:
            self._owner.registration_sent()

    @callback
    def onRegState(self, prm: pj.OnRegStateParam) -> None:
        if prm.code // 100 == 2 and prm.expiration == 0:
            self._owner.signed_off()
            return
        self._owner.registration_answered(prm.code, prm.reason)

    @callback
    def onIncomingCall(self, prm: pj.OnIncomingCallParam) -> None:
        self._owner.incoming_call(prm.callId, str(prm.rdata.wholeMsg))


def account_config(account: SipAccount, transport_id: int, rtp_first_port: int) -> pj.AccountConfig:
    """Registration is timed by ``sip.registration``, so PJSIP's own retries are off; media is DTLS-SRTP or nothing."""
    config = pj.AccountConfig()
    config.idUri = f"sip:{account.username}@{account.domain}"
    config.regConfig.registrarUri = account.registrar_uri
    config.regConfig.registerOnAdd = False
    config.regConfig.timeoutSec = EXPIRES_S
    config.regConfig.retryIntervalSec = 0
    config.regConfig.firstRetryIntervalSec = 0
    config.regConfig.dropCallsOnFail = False
    config.sipConfig.authCreds.append(pj.AuthCredInfo("digest", "*", account.username, 0, account.password))
    config.sipConfig.transportId = transport_id
    config.callConfig.timerUse = pj.PJSUA_SIP_TIMER_ALWAYS
    config.callConfig.timerSessExpiresSec = SESSION_EXPIRES_S
    config.natConfig.iceEnabled = False  # with ICE an address change ends the sound (seen with Asterisk 22.10)
    config.natConfig.sipOutboundUse = 0
    config.ipChangeConfig.shutdownTp = True
    config.ipChangeConfig.hangupCalls = False
    config.ipChangeConfig.reinviteFlags = 0  # live calls are refreshed by their own negotiator, one change at a time
    media = config.mediaConfig
    media.srtpUse = pj.PJMEDIA_SRTP_MANDATORY
    media.srtpSecureSignaling = 1
    keyings = pj.IntVector()
    keyings.append(pj.PJMEDIA_SRTP_KEYING_DTLS_SRTP)
    options = pj.SrtpOpt()
    options.keyings = keyings
    media.srtpOpt = options
    media.rtcpMuxEnabled = True  # one DTLS handshake for each call, not two: a half-done second one spoils the next
    media.lockCodecEnabled = False  # its re-offer right after the answer makes Asterisk fall silent
    media.transportConfig.port = rtp_first_port or _RTP_FIRST
    media.transportConfig.portRange = _RTP_RANGE
    media.transportConfig.randomizePort = rtp_first_port == 0
    return config
