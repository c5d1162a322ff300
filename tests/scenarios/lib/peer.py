"""The patient's telephone: baresip from Debian, which shares no code with the softphone under test.

It stands where the telephone network stands: at the far end of the PBX's trunk, plain SIP over UDP, G.711. It plays a file into the
call and writes what it hears to files, one for each time its stream is started. Driven over its control connection; its own events
say what happened. One reader thread; everything else on the caller's.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import numpy as np

from stack.display import end_child
from tests.scenarios.lib.tones import Samples
from tests.scenarios.lib.waiting import NotSeenError, wait_for

_CONFIG = """\
poll_method epoll
sip_listen 127.0.0.1:{sip_port}
call_local_timeout 120
call_max_calls 4
audio_source aufile,{plays}
audio_player aubridge,nowhere
audio_alert aubridge,nowhere
audio_channels 1-1
audio_buffer 20-160
rtp_tos 184
rtp_ports 10000-19999
jitter_buffer_delay 5-10
net_af ipv4
net_interface 127.0.0.1
module_path /usr/lib/baresip/modules
module g711.so
module aufile.so
module aubridge.so
module sndfile.so
module_tmp uuid.so
module_tmp account.so
module_app menu.so
module_app ctrl_tcp.so
snd_path {heard}
ctrl_tcp_listen 127.0.0.1:{control_port}
"""

_RATE_HZ = 8000  # G.711
_WAV_HEADER_BYTES = 44


@dataclass(frozen=True, slots=True)
class PeerEvent:
    """One event of baresip: ``kind`` as it names it (``CALL_ESTABLISHED`` ...), ``at`` seconds of time.monotonic()."""

    kind: str
    param: str
    at: float


class SipPeer:
    """One telephone with one number. A context manager; ``directory`` keeps its files for later looks."""

    def __init__(self, directory: Path, *, number: str, sip_port: int, control_port: int, plays: Path, answers: bool = False) -> None:
        self.number = number
        self.heard_dir = directory / "heard"
        self.events: list[PeerEvent] = []
        self._directory, self._sip_port, self._control_port = directory, sip_port, control_port
        self._plays, self._answers = plays, answers
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._reader: threading.Thread | None = None

    def start(self) -> None:
        """Returns when the telephone can dial and be called. Raises NotSeenError."""
        self.heard_dir.mkdir(parents=True, exist_ok=True)
        (self._directory / "config").write_text(self._config())
        (self._directory / "accounts").write_text(self._account() + "\n")
        for empty in ("contacts", "current_contact"):
            (self._directory / empty).write_text("")
        with (self._directory / "baresip.log").open("wb") as log:
            env = {**os.environ, "HOME": str(self._directory)}
            self._process = subprocess.Popen(
                ["baresip", "-4", "-f", str(self._directory)], stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=env
            )
        self._control = wait_for("the telephone's control connection", self._connect, within_s=10)
        self._reader = threading.Thread(target=self._read, args=(self._control,), name=f"peer-{self.number}", daemon=True)
        self._reader.start()

    def stop(self) -> None:
        """Hang up and end the program. Idempotent."""
        if self._process is not None:
            if self._process.poll() is None:
                self._process.send_signal(signal.SIGTERM)
            end_child(self._process)
            self._process = None
        if self._control is not None:
            self._control.close()
            self._control = None

    def dial(self, number: str, host: str, port: int) -> None:
        self._command("dial", f"sip:{number}@{host}:{port}")

    def hang_up(self) -> None:
        self._command("hangup")

    def accept(self) -> None:
        self._command("accept")

    def seen(self, kind: str, *, after: float = 0.0) -> PeerEvent | None:
        return next((event for event in self.events if event.kind == kind and event.at >= after), None)

    def wait(self, kind: str, *, within_s: float, after: float = 0.0) -> PeerEvent:
        """The first event of ``kind`` after ``after``. Raises NotSeenError."""
        return wait_for(f"{kind} at telephone {self.number[-2:]}", lambda: self.seen(kind, after=after), within_s=within_s)

    def heard(self) -> list[Path]:
        """Files of what came in, oldest first, one for each start of the stream. Complete once the call is over."""
        return sorted(self.heard_dir.glob("*-dec.wav"), key=lambda file: file.stat().st_mtime)

    def mark(self) -> tuple[Path, int]:
        """Here and now in what is heard, for ``heard_since``. Raises NotSeenError where nothing was heard yet."""
        files = self.heard()
        if not files:
            raise NotSeenError(f"sound at telephone {self.number[-2:]}")
        return files[-1], files[-1].stat().st_size

    def heard_since(self, mark: tuple[Path, int]) -> tuple[Samples, int]:
        """What came in since ``mark``, also across a restart of the stream, also while the call goes on: samples and rate in Hz."""
        first, offset = mark
        raw = b""
        for file in self.heard():
            if file == first:
                raw += file.read_bytes()[max(offset, _WAV_HEADER_BYTES) :]
            elif file.stat().st_mtime >= first.stat().st_mtime:
                raw += file.read_bytes()[_WAV_HEADER_BYTES:]
        whole = raw[: len(raw) // 2 * 2]
        return np.frombuffer(whole, "<i2").astype(np.float64) / 32768, _RATE_HZ

    def _config(self) -> str:
        return _CONFIG.format(sip_port=self._sip_port, control_port=self._control_port, plays=self._plays, heard=self.heard_dir)

    def _account(self) -> str:
        mode = ";answermode=auto" if self._answers else ""
        return f"<sip:{self.number}@127.0.0.1:{self._sip_port}>;regint=0;audio_codecs=PCMU,PCMA{mode}"

    def _connect(self) -> socket.socket | None:
        if self._process is None or self._process.poll() is not None:
            raise NotSeenError(f"the telephone ended by itself:\n{(self._directory / 'baresip.log').read_text(errors='replace')[-600:]}")
        try:
            return socket.create_connection(("127.0.0.1", self._control_port), timeout=5)
        except OSError:
            return None

    def _command(self, command: str, params: str = "") -> None:
        if self._control is None:
            raise NotSeenError("the telephone is not running")
        body = json.dumps({"command": command, "params": params, "token": command}).encode()
        self._control.sendall(b"%d:%s," % (len(body), body))

    def _read(self, control: socket.socket) -> None:
        """Netstrings of JSON until the connection ends."""
        control.settimeout(None)
        buffer = b""
        while True:
            try:
                received = control.recv(65536)
            except OSError:
                return
            if not received:
                return
            buffer += received
            while (colon := buffer.find(b":")) > 0 and len(buffer) > colon + 1 + (length := int(buffer[:colon])):
                message = json.loads(buffer[colon + 1 : colon + 1 + length])
                buffer = buffer[colon + 2 + length :]
                if message.get("event"):
                    self.events.append(PeerEvent(message.get("type", ""), str(message.get("param", "")), time.monotonic()))

    def __enter__(self) -> SipPeer:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()
