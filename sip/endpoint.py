"""PJSIP's endpoint: how the library is started, which codecs it offers, and what its connections report. Engine thread only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pjsua2 as pj

from sip.boundary import callback
from sip.settings import SipOptions
from sip.translate import CERTIFICATE_STATUS, certificate_words

_MAX_CALLS = 4  # one in use; room for a second caller to be told "busy", and for calls on their way out
_CONFERENCE_PORTS = 16
_SOUND_CLOSES_AFTER_S = 20  # closing blocks this thread for a quarter of a second: not in the pause before the next call


@dataclass(frozen=True, slots=True)
class ConnectionChanged:
    connected: bool
    certificate_error: str = ""


class SipEndpoint(pj.Endpoint):
    """Reports the coming and going of connections, and that an open sound device failed."""

    def __init__(self, on_connection: Callable[[ConnectionChanged], None], on_sound_device_error: Callable[[], None]) -> None:
        super().__init__()
        self._on_connection: Callable[[ConnectionChanged], None] | None = on_connection
        self._on_sound_device_error: Callable[[], None] | None = on_sound_device_error

    def stop_reporting(self) -> None:
        self._on_connection = self._on_sound_device_error = None

    @callback
    def onMediaEvent(self, prm: pj.OnMediaEventParam) -> None:
        if prm.ev.type == pj.PJMEDIA_EVENT_AUD_DEV_ERROR and self._on_sound_device_error is not None:
            self._on_sound_device_error()

    @callback
    def onTransportState(self, prm: pj.OnTransportStateParam) -> None:
        if self._on_connection is None:
            return
        if prm.state == pj.PJSIP_TP_STATE_CONNECTED:
            self._on_connection(ConnectionChanged(connected=True))
        elif prm.state == pj.PJSIP_TP_STATE_DISCONNECTED:
            words = ""
            if prm.lastError == CERTIFICATE_STATUS:
                messages = prm.tlsInfo.verifyMsgs
                words = certificate_words([messages[index] for index in range(len(messages))])
            self._on_connection(ConnectionChanged(connected=False, certificate_error=words))


def start_endpoint(endpoint: SipEndpoint, options: SipOptions) -> None:
    """Create, configure and start the library on this thread. Raises pj.Error."""
    endpoint.libCreate()
    config = pj.EpConfig()
    ua = config.uaConfig
    ua.threadCnt = 0  # nobody but this thread polls, so callbacks come here
    ua.mainThreadOnly = True
    ua.maxCalls = _MAX_CALLS
    ua.userAgent = options.user_agent
    log = config.logConfig
    log.level = log.consoleLevel = options.sip_log_level
    log.msgLogging = 1 if options.sip_log_level >= 5 else 0
    media = config.medConfig
    media.maxMediaPorts = _CONFERENCE_PORTS
    media.noVad = True  # patients hear a dead line in silence suppression
    media.ecOptions = pj.PJMEDIA_ECHO_WEBRTC_AEC3
    media.ecTailLen = options.echo_tail_ms
    media.sndAutoCloseTime = _SOUND_CLOSES_AFTER_S
    endpoint.libInit(config)
    _order_codecs(endpoint, options.codecs)
    endpoint.libStart()


def _order_codecs(endpoint: SipEndpoint, wanted: tuple[str, ...]) -> None:
    """Offer exactly ``wanted``, best first; 0 switches a codec off."""
    codecs = endpoint.codecEnum2()
    names = [codecs[index].codecId for index in range(len(codecs))]
    for name in names:
        rank = next((place for place, prefix in enumerate(wanted) if name.lower().startswith(prefix.lower())), None)
        endpoint.codecSetPriority(name, 0 if rank is None else 250 - rank)
