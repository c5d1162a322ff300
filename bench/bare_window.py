"""The floor for start, memory and processor: a bare PySide6 window with a bare pjsua2 on an engine thread, and nothing else.

Run by ``bench.first_call`` as a process of its own: ``python -m bench.bare_window HOST PORT USER CA_FILE``, the SIP password in
``BARE_WINDOW_PASSWORD``. Registers over verified TLS, answers each call at once with DTLS-SRTP, and ends when its window is closed.
What every desk must load and do is in it; what a call-centre desk adds is not.
"""

from __future__ import annotations

import gc
import os
import queue
import sys
import threading
from pathlib import Path

import pjsua2 as pj
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

_POLL_MS = 10


class Bridge(QObject):
    """From the engine thread to the window."""

    registered = Signal()


class Engine(threading.Thread):
    """The only thread that touches pjsua2."""

    def __init__(self, bridge: Bridge, host: str, port: int, user: str, ca_file: str, password: str) -> None:
        super().__init__(name="engine")
        self._bridge, self._host, self._port, self._user = bridge, host, port, user
        self._ca_file, self._password = ca_file, password
        self.stopping = threading.Event()
        self.calls: dict[int, Call] = {}
        self.late: queue.SimpleQueue[int] = queue.SimpleQueue()

    def run(self) -> None:
        endpoint = self._endpoint()
        account = Account(self, endpoint)
        account.create(self._account_config())
        while not self.stopping.is_set():
            endpoint.libHandleEvents(_POLL_MS)
            while not self.late.empty():
                self.calls.pop(self.late.get(), None)
        for call in self.calls.values():
            call.hangup(pj.CallOpParam())
        while self.calls:
            endpoint.libHandleEvents(_POLL_MS)
            while not self.late.empty():
                self.calls.pop(self.late.get(), None)
        account.shutdown()
        del account
        gc.collect()
        endpoint.libDestroy()

    def report_registered(self) -> None:
        self._bridge.registered.emit()

    def _endpoint(self) -> pj.Endpoint:
        endpoint = pj.Endpoint()
        endpoint.libCreate()
        config = pj.EpConfig()
        config.uaConfig.threadCnt = 0
        config.uaConfig.mainThreadOnly = True
        config.logConfig.level = config.logConfig.consoleLevel = 0
        config.medConfig.ecOptions = 4  # AEC3, as the desk has it
        config.medConfig.ecTailLen = 200
        endpoint.libInit(config)
        transport = pj.TransportConfig()
        transport.port = 0
        transport.tlsConfig.CaBuf = Path(self._ca_file).read_text()
        transport.tlsConfig.verifyServer = True
        transport.tlsConfig.proto = pj.PJ_SSL_SOCK_PROTO_TLS1_2 | pj.PJ_SSL_SOCK_PROTO_TLS1_3
        endpoint.transportCreate(pj.PJSIP_TRANSPORT_TLS, transport)
        endpoint.libStart()
        return endpoint

    def _account_config(self) -> pj.AccountConfig:
        config = pj.AccountConfig()
        config.idUri = f"sip:{self._user}@{self._host}:{self._port};transport=tls"
        config.regConfig.registrarUri = f"sip:{self._host}:{self._port};transport=tls"
        config.sipConfig.authCreds.append(pj.AuthCredInfo("digest", "*", self._user, 0, self._password))
        config.mediaConfig.srtpUse = pj.PJMEDIA_SRTP_MANDATORY
        config.mediaConfig.srtpSecureSignaling = 1
        keyings = pj.IntVector()
        keyings.append(pj.PJMEDIA_SRTP_KEYING_DTLS_SRTP)
        options = pj.SrtpOpt()
        options.keyings = keyings
        config.mediaConfig.srtpOpt = options
        config.mediaConfig.lockCodecEnabled = False
        config.natConfig.iceEnabled = False
        return config


class Account(pj.Account):
    def __init__(self, engine: Engine, endpoint: pj.Endpoint) -> None:
        super().__init__()
        self.engine, self.endpoint = engine, endpoint

    def onRegState(self, prm: pj.OnRegStateParam) -> None:
        if prm.code == 200:
            self.engine.report_registered()

    def onIncomingCall(self, prm: pj.OnIncomingCallParam) -> None:
        call = Call(self, prm.callId)
        self.engine.calls[prm.callId] = call
        for status in (180, 200):
            answer = pj.CallOpParam()
            answer.statusCode = status
            call.answer(answer)


class Call(pj.Call):
    def __init__(self, account: Account, call_id: int) -> None:
        super().__init__(account, call_id)
        self.account, self.call_id = account, call_id

    def onCallState(self, _prm: pj.OnCallStateParam) -> None:
        info = self.getInfo()
        if info.state == pj.PJSIP_INV_STATE_DISCONNECTED:
            self.account.engine.late.put(self.call_id)

    def onCallMediaState(self, _prm: pj.OnCallMediaStateParam) -> None:
        info = self.getInfo()
        manager = self.account.endpoint.audDevManager()
        for index in range(len(info.media)):
            media = info.media[index]
            if media.type == pj.PJMEDIA_TYPE_AUDIO and media.status == pj.PJSUA_CALL_MEDIA_ACTIVE:
                sound = self.getAudioMedia(index)
                sound.startTransmit(manager.getPlaybackDevMedia())
                manager.getCaptureDevMedia().startTransmit(sound)


class Window(QMainWindow):
    """Its title and its one label say whether it is registered, in the place where a desk says so."""

    def __init__(self) -> None:
        super().__init__()
        self.label = QLabel("Starting")
        self.label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setCentralWidget(self.label)
        self.setWindowTitle("Careline – floor – Starting")
        self.resize(1280, 800)

    def show_registered(self) -> None:
        self.label.setText("Registered")
        self.setWindowTitle("Careline – floor – Registered")


def main() -> int:
    host, port, user, ca_file = sys.argv[1:5]
    app = QApplication(sys.argv[:1])
    window, bridge = Window(), Bridge()
    bridge.registered.connect(window.show_registered, Qt.ConnectionType.QueuedConnection)
    window.show()
    engine = Engine(bridge, host, int(port), user, ca_file, os.environ["BARE_WINDOW_PASSWORD"])
    engine.start()
    code = app.exec()
    engine.stopping.set()
    engine.join()
    return int(code)


if __name__ == "__main__":
    sys.exit(main())
