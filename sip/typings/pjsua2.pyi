"""The part of pjsua2 (pjproject 2.17) that Careline uses; names and units are PJSIP's."""

from typing import Generic, TypeVar

T = TypeVar("T")

class Error(Exception):
    status: int
    title: str
    reason: str

class _Vector(Generic[T]):
    def __len__(self) -> int: ...
    def __getitem__(self, index: int) -> T: ...
    def append(self, x: T) -> None: ...

class IntVector(_Vector[int]): ...
class StringVector(_Vector[str]): ...
class SockOptVector(_Vector[SockOpt]): ...
class AuthCredInfoVector(_Vector[AuthCredInfo]): ...
class SipHeaderVector(_Vector[SipHeader]): ...
class CallMediaInfoVector(_Vector[CallMediaInfo]): ...
class AudioDevInfoVector2(_Vector[AudioDevInfo]): ...
class CodecInfoVector2(_Vector[CodecInfo]): ...
class ToneDescVector(_Vector[ToneDesc]): ...

# constants
PJMEDIA_ECHO_WEBRTC_AEC3: int
PJMEDIA_EVENT_AUD_DEV_ERROR: int
PJMEDIA_SRTP_KEYING_DTLS_SRTP: int
PJMEDIA_SRTP_MANDATORY: int
PJMEDIA_TYPE_AUDIO: int
PJSIP_EVENT_TSX_STATE: int
PJSIP_INV_STATE_CONFIRMED: int
PJSIP_INV_STATE_DISCONNECTED: int
PJSIP_INV_STATE_EARLY: int
PJSIP_ROLE_UAC: int
PJSIP_TP_STATE_CONNECTED: int
PJSIP_TP_STATE_DISCONNECTED: int
PJSIP_TRANSPORT_TLS: int
PJSIP_TSX_STATE_COMPLETED: int
PJSIP_TSX_STATE_TERMINATED: int
PJSUA_CALL_MEDIA_ACTIVE: int
PJSUA_CALL_REINIT_MEDIA: int
PJSUA_CALL_UNHOLD: int
PJSUA_CALL_UPDATE_CONTACT: int
PJSUA_CALL_UPDATE_VIA: int
PJSUA_DESTROY_NO_NETWORK: int
PJSUA_DTMF_METHOD_RFC2833: int
PJSUA_SIP_TIMER_ALWAYS: int
PJSUA_SND_DEV_NO_IMMEDIATE_OPEN: int
PJ_SSL_SOCK_PROTO_TLS1_2: int
PJ_SSL_SOCK_PROTO_TLS1_3: int

# endpoint
class UaConfig:
    maxCalls: int
    threadCnt: int
    mainThreadOnly: bool
    userAgent: str

class LogConfig:
    msgLogging: int
    level: int
    consoleLevel: int

class MediaConfig:
    maxMediaPorts: int
    noVad: bool
    ecOptions: int
    ecTailLen: int
    sndAutoCloseTime: int

class EpConfig:
    uaConfig: UaConfig
    logConfig: LogConfig
    medConfig: MediaConfig

class SockOpt:
    def __init__(self, level: int, optName: int, optVal: int) -> None: ...

class SockOptParams:
    sockOpts: SockOptVector

class TlsConfig:
    CaBuf: str
    proto: int
    verifyServer: bool
    msecTimeout: int
    sockOptParams: SockOptParams
    sockOptIgnoreError: bool

class TransportConfig:
    port: int
    portRange: int
    randomizePort: bool
    tlsConfig: TlsConfig

class TlsInfo:
    verifyMsgs: StringVector

class OnTransportStateParam:
    state: int
    lastError: int
    tlsInfo: TlsInfo

class AudDevErrorEvent:
    dir: int
    status: int

class MediaEventData:
    audDevError: AudDevErrorEvent

class MediaEvent:
    type: int
    data: MediaEventData

class OnMediaEventParam:
    ev: MediaEvent

class IpChangeParam:
    restartListener: bool
    shutdownTransport: bool

class CodecInfo:
    codecId: str

class Endpoint:
    def __init__(self) -> None: ...
    def libCreate(self) -> None: ...
    def libInit(self, prmEpConfig: EpConfig) -> None: ...
    def libStart(self) -> None: ...
    def libHandleEvents(self, msec_timeout: int) -> int: ...
    def libDestroy(self, prmFlags: int = 0) -> None: ...
    def transportCreate(self, type: int, cfg: TransportConfig) -> int: ...
    def transportClose(self, id: int) -> None: ...
    def handleIpChange(self, param: IpChangeParam) -> None: ...
    def audDevManager(self) -> AudDevManager: ...
    def codecEnum2(self) -> CodecInfoVector2: ...
    def codecSetPriority(self, codec_id: str, priority: int) -> None: ...
    def onTransportState(self, prm: OnTransportStateParam) -> None: ...
    def onMediaEvent(self, prm: OnMediaEventParam) -> None: ...

# media
class ConfPortInfo:
    listeners: IntVector

class AudioMedia:
    def getPortInfo(self) -> ConfPortInfo: ...
    def getPortId(self) -> int: ...
    def startTransmit(self, sink: AudioMedia) -> None: ...
    def stopTransmit(self, sink: AudioMedia) -> None: ...
    def getRxLevel(self) -> int: ...
    def getTxLevel(self) -> int: ...
    def adjustRxLevel(self, level: float) -> None: ...

PJMEDIA_FILE_NO_LOOP: int

class AudioMediaPlayer(AudioMedia):
    def __init__(self) -> None: ...
    def createPlayer(self, file_name: str, options: int = 0) -> None: ...
    def getPos(self) -> int: ...
    def setPos(self, samples: int) -> None: ...

class ToneDesc:
    freq1: int
    freq2: int
    on_msec: int
    off_msec: int
    volume: int

class ToneGenerator(AudioMedia):
    def __init__(self) -> None: ...
    def createToneGenerator(self, clock_rate: int = 16000, channel_count: int = 1) -> None: ...
    def play(self, tones: ToneDescVector, loop: bool = False) -> None: ...
    def stop(self) -> None: ...

class AudioDevInfo:
    name: str
    inputCount: int
    outputCount: int

class AudDevManager:
    def getCaptureDevMedia(self) -> AudioMedia: ...
    def getPlaybackDevMedia(self) -> AudioMedia: ...
    def setCaptureDev(self, capture_dev: int) -> None: ...
    def setPlaybackDev(self, playback_dev: int) -> None: ...
    def setNullDev(self) -> None: ...
    def setSndDevMode(self, mode: int) -> None: ...
    def enumDev2(self) -> AudioDevInfoVector2: ...
    def refreshDevs(self) -> None: ...
    def sndIsActive(self) -> bool: ...

# account
class AuthCredInfo:
    def __init__(self, scheme: str, realm: str, user_name: str, data_type: int, data: str) -> None: ...

class AccountRegConfig:
    registrarUri: str
    registerOnAdd: bool
    timeoutSec: int
    retryIntervalSec: int
    firstRetryIntervalSec: int
    dropCallsOnFail: bool

class AccountSipConfig:
    authCreds: AuthCredInfoVector
    transportId: int

class AccountCallConfig:
    timerUse: int
    timerSessExpiresSec: int

class AccountNatConfig:
    iceEnabled: bool
    sipOutboundUse: int

class SrtpOpt:
    keyings: IntVector

class AccountMediaConfig:
    rtcpMuxEnabled: bool
    transportConfig: TransportConfig
    lockCodecEnabled: bool
    srtpUse: int
    srtpSecureSignaling: int
    srtpOpt: SrtpOpt

class AccountIpChangeConfig:
    shutdownTp: bool
    hangupCalls: bool
    reinviteFlags: int

class AccountConfig:
    idUri: str
    regConfig: AccountRegConfig
    sipConfig: AccountSipConfig
    callConfig: AccountCallConfig
    natConfig: AccountNatConfig
    mediaConfig: AccountMediaConfig
    ipChangeConfig: AccountIpChangeConfig

class SipRxData:
    wholeMsg: str

class OnIncomingCallParam:
    callId: int
    rdata: SipRxData

class OnRegStartedParam:
    renew: bool

class OnRegStateParam:
    code: int
    reason: str
    expiration: int

class Account:
    def __init__(self) -> None: ...
    def create(self, cfg: AccountConfig, make_default: bool = False) -> None: ...
    def shutdown(self) -> None: ...
    def setRegistration(self, renew: bool) -> None: ...
    def onIncomingCall(self, prm: OnIncomingCallParam) -> None: ...
    def onRegStarted(self, prm: OnRegStartedParam) -> None: ...
    def onRegState(self, prm: OnRegStateParam) -> None: ...

# call
class CallSetting:
    flag: int
    audioCount: int
    videoCount: int
    textCount: int

class SipHeader:
    hName: str
    hValue: str

class SipTxOption:
    headers: SipHeaderVector

class CallOpParam:
    opt: CallSetting
    statusCode: int
    txOption: SipTxOption
    def __init__(self, useDefaultCallSetting: bool = False) -> None: ...

class CallSendDtmfParam:
    method: int
    digits: str

class CallMediaInfo:
    type: int
    status: int

class CallInfo:
    state: int
    lastStatusCode: int
    lastReason: str
    media: CallMediaInfoVector

class StreamInfo:
    codecName: str

class MathStat:
    last: int

class RtcpStreamStat:
    pkt: int
    loss: int
    jitterUsec: MathStat

class RtcpStat:
    rxStat: RtcpStreamStat
    rttUsec: MathStat

class StreamStat:
    rtcp: RtcpStat

class SipTransaction:
    role: int
    method: str
    state: int
    statusCode: int

class TsxStateEvent:
    tsx: SipTransaction

class SipEventBody:
    tsxState: TsxStateEvent

class SipEvent:
    type: int
    body: SipEventBody

class OnCallStateParam:
    e: SipEvent

class OnCallMediaStateParam: ...

class OnCallTsxStateParam:
    e: SipEvent

class Call:
    def __init__(self, acc: Account, call_id: int = -1) -> None: ...
    def getInfo(self) -> CallInfo: ...
    def dump(self, with_media: bool, indent: str) -> str: ...
    def getAudioMedia(self, med_idx: int) -> AudioMedia: ...
    def getStreamInfo(self, med_idx: int) -> StreamInfo: ...
    def getStreamStat(self, med_idx: int) -> StreamStat: ...
    def makeCall(self, dst_uri: str, prm: CallOpParam) -> None: ...
    def answer(self, prm: CallOpParam) -> None: ...
    def hangup(self, prm: CallOpParam) -> None: ...
    def setHold(self, prm: CallOpParam) -> None: ...
    def reinvite(self, prm: CallOpParam) -> None: ...
    def sendDtmf(self, param: CallSendDtmfParam) -> None: ...
    def onCallState(self, prm: OnCallStateParam) -> None: ...
    def onCallMediaState(self, prm: OnCallMediaStateParam) -> None: ...
    def onCallTsxState(self, prm: OnCallTsxStateParam) -> None: ...
