"""The demo's patient: a telephone from Debian (baresip) that phones in over the trunk and speaks.

It shares no code with the softphone. Its voice is made when it is needed. Blocks while making the voice; the caller's thread.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from stack import ports
from stack.display import end_child
from stack.say import SetupError, tail

_WORDS = (
    "Hello. I was discharged last week, and I have a question about my medicine. I feel dizzy in the morning. "
    "Should I take the tablets before breakfast, or after it?"
)
_REPEATED = 20  # about five minutes, longer than a demo call

_CONFIG = """\
poll_method epoll
sip_listen 127.0.0.1:{port}
call_local_timeout 120
call_max_calls 1
audio_source aufile,{voice}
audio_player aubridge,nowhere
audio_alert aubridge,nowhere
audio_channels 1-1
rtp_ports {rtp_first}-{rtp_last}
net_interface 127.0.0.1
statmode_default off
module_path {modules}
module g711.so
module aufile.so
module aubridge.so
module_tmp uuid.so
module_tmp account.so
module_app menu.so
"""


class Patient:
    """One telephone; each ``phone_in`` is one run of the program and one call."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._rtp_first = ports.free_udp_block(4)
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        """Process number of the running telephone; None when it is not running."""
        return self._process.pid if self._process is not None and self._process.poll() is None else None

    def phone_in(self, number: str, dialled: str, trunk: tuple[str, int], from_port: int) -> None:
        """Call ``dialled`` at ``trunk`` as ``number`` from UDP port ``from_port``. Returns at once. Raises SetupError."""
        self.hang_up()
        voice = self._voice()
        _fill(self._directory, number, from_port, _CONFIG.format(port=from_port, voice=voice, modules=_modules(), **self._rtp()))
        with (self._directory / "baresip.log").open("wb") as log:
            self._process = subprocess.Popen(
                ["baresip", "-4", "-f", str(self._directory), "-e", f"/dial sip:{dialled}@{trunk[0]}:{trunk[1]}"],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=os.environ | {"HOME": str(self._directory)},
                start_new_session=True,
            )

    def is_calling(self) -> bool:
        """Whether the call is still being set up or going on. Raises SetupError where the telephone ended by itself."""
        if self._process is None:
            return False
        log = self._directory / "baresip.log"
        if self._process.poll() not in (None, 0):
            raise SetupError(f"The patient's telephone ended by itself:\n{tail(log)}")
        text = log.read_text(errors="replace")
        return self.pid is not None and "session closed" not in text and "terminated" not in text

    def hang_up(self) -> None:
        """End the call and the program. Idempotent."""
        if self._process is not None:
            end_child(self._process)
            self._process = None

    def _rtp(self) -> dict[str, int]:
        return {"rtp_first": self._rtp_first, "rtp_last": self._rtp_first + 3}

    def _voice(self) -> Path:
        """The patient's words as a file the telephone plays: 8 kHz, mono, 16 bit."""
        voice = self._directory / "voice.wav"
        if not voice.exists():
            self._directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            spoken, partial = self._directory / "spoken.wav", self._directory / "voice.part.wav"
            _run(["espeak-ng", "-v", "en", "-s", "150", "-w", str(spoken), _WORDS])
            _run(["sox", str(spoken), "-r", "8000", "-c", "1", "-b", "16", str(partial), "pad", "1", "4", "repeat", str(_REPEATED)])
            partial.replace(voice)
        return voice


def _fill(directory: Path, number: str, port: int, config: str) -> None:
    (directory / "config").write_text(config)
    (directory / "accounts").write_text(f"<sip:{number}@127.0.0.1:{port}>;regint=0;audio_codecs=PCMA,PCMU\n")
    for empty in ("contacts", "current_contact"):
        (directory / empty).write_text("")


def _modules() -> Path:
    program = shutil.which("baresip")
    if program is None:
        raise SetupError("baresip is not installed; install the package baresip-core.")
    return Path(program).resolve().parent.parent / "lib/baresip/modules"


def _run(command: list[str]) -> None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError as error:
        raise SetupError(f"{command[0]} is not installed; install the package {command[0]}.") from error
    if done.returncode != 0:
        raise SetupError(f"{command[0]} could not make the patient's voice: {done.stderr.strip()}")
