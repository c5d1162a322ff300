"""A headset for machines that have no sound card: a PulseAudio daemon of its own with an ear and a mouth made of nothing.

What the desk plays goes into the sink ``ear``, whose monitor is what the agent would hear. What is played into the sink ``mouth``
comes out of the default source, which is what the desk takes for the microphone. Each headset has its own daemon, socket and
folder, so two desks, two runs and the person's own sound system never meet. Blocks; the caller's thread.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType

from stack.display import end_child
from stack.say import SetupError

_START_WITHIN_S = 15.0
_RATE_HZ = 48_000

# Without rewinds a null sink works in blocks of 50 ms; else in blocks of up to 2 s, and what is recorded comes that late.
_DAEMON_SCRIPT = """\
.fail
load-module module-native-protocol-unix socket={socket} auth-anonymous=1
load-module module-null-sink sink_name=ear rate={rate} channels=1 channel_map=mono norewinds=1 sink_properties=device.description=Ear
load-module module-null-sink sink_name=mouth rate={rate} channels=1 channel_map=mono norewinds=1 sink_properties=device.description=Mouth
set-default-sink ear
set-default-source mouth.monitor
"""

# PJSIP speaks ALSA; the plugin makes ALSA's `default` and `pulse` mean the daemon above. The system's own ALSA configuration is left
# out, as what it loads by its hooks would be mixed into these names.
_ALSA_CONFIG = """\
pcm.pulse {{ type pulse server "unix:{socket}" hint {{ show on description "Virtual headset" }} }}
ctl.pulse {{ type pulse server "unix:{socket}" }}
pcm.default {{ type pulse server "unix:{socket}" hint {{ show on description "Virtual headset" }} }}
ctl.default {{ type pulse server "unix:{socket}" }}
"""


class VirtualHeadset:
    """One daemon, one ear, one mouth; a context manager. ``name`` only tells folders apart."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._directory: Path | None = None
        self._daemon: subprocess.Popen[bytes] | None = None
        self._players: list[subprocess.Popen[bytes]] = []

    @property
    def env(self) -> dict[str, str]:
        """What the desk needs in its environment so that this is its headset and no daemon is started behind its back."""
        directory = self._running_directory()
        return {
            "PULSE_SERVER": f"unix:{directory / 'native'}",
            "PULSE_RUNTIME_PATH": str(directory / "runtime"),
            "PULSE_CLIENTCONFIG": str(directory / "client.conf"),
            "PULSE_COOKIE": str(directory / "cookie"),
            "ALSA_CONFIG_PATH": str(directory / "alsa.conf"),
        }

    @property
    def pids(self) -> list[int]:
        return [child.pid for child in (self._daemon, *self._players) if child is not None]

    def start(self) -> None:
        """Returns when the daemon answers and both sinks stand. Raises SetupError."""
        for program, package in (("pulseaudio", "pulseaudio"), ("pactl", "pulseaudio-utils"), ("paplay", "pulseaudio-utils")):
            if shutil.which(program) is None:
                raise SetupError(f"{program} is not installed; install the package {package}.")
        self._directory = Path(tempfile.mkdtemp(prefix=f"careline-headset-{self.name}-"))
        try:
            self._write_configuration(self._directory)
            self._start_daemon(self._directory)
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """End players and daemon, remove their files. Idempotent."""
        self.stop_microphone()
        if self._daemon is not None:
            end_child(self._daemon)
            self._daemon = None
        if self._directory is not None:
            shutil.rmtree(self._directory, ignore_errors=True)
            self._directory = None

    def play_to_microphone(self, wav: Path) -> None:
        """Play ``wav`` into the mouth until its end or ``stop_microphone()``. Returns at once."""
        self._players.append(self._client("paplay", "--device=mouth", str(wav)))

    def stop_microphone(self) -> None:
        """Silence: end what is still being played."""
        for player in self._players:
            end_child(player)
        self._players.clear()

    def record_ear(self, wav: Path, seconds: float) -> None:
        """Write what the agent hears during the next ``seconds`` to ``wav`` (mono, 16 bit, 48 kHz). Blocks that long."""
        recorder = self.start_recording_ear(wav)
        time.sleep(seconds)  # real time passes: it is what is recorded
        end_child(recorder)

    def start_recording_ear(self, wav: Path) -> subprocess.Popen[bytes]:
        """The same with an open end: give the process to ``stack.display.end_child`` when enough was heard."""
        sound = ("--file-format=wav", "--format=s16le", f"--rate={_RATE_HZ}", "--channels=1", "--latency-msec=10", "--process-time-msec=10")
        return self._client("parecord", "--device=ear.monitor", *sound, str(wav))

    def _client(self, *command: str) -> subprocess.Popen[bytes]:
        env = {**os.environ, **self.env}
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=env)

    def _running_directory(self) -> Path:
        if self._directory is None:
            raise SetupError("The virtual headset is not running.")
        return self._directory

    def _write_configuration(self, directory: Path) -> None:
        socket = directory / "native"
        (directory / "runtime").mkdir(mode=0o700)
        (directory / "daemon.pa").write_text(_DAEMON_SCRIPT.format(socket=socket, rate=_RATE_HZ))
        (directory / "client.conf").write_text(f"autospawn = no\ndefault-server = unix:{socket}\nenable-shm = no\n")
        (directory / "alsa.conf").write_text(_ALSA_CONFIG.format(socket=socket))

    def _start_daemon(self, directory: Path) -> None:
        command = ["pulseaudio", "-n", "-F", str(directory / "daemon.pa"), "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1"]
        command += ["--disallow-module-loading=no", "--high-priority=no", "--realtime=no", "--disable-shm=yes", "--log-level=warn"]
        home = str(directory)
        env = {**os.environ, **self.env, "HOME": home, "XDG_RUNTIME_DIR": home, "XDG_CONFIG_HOME": home}
        del env["PULSE_SERVER"]
        with (directory / "daemon.log").open("wb") as log:
            self._daemon = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=env)
        deadline = time.monotonic() + _START_WITHIN_S
        while not self._both_sinks_stand():
            if self._daemon.poll() is not None or time.monotonic() > deadline:
                raise SetupError(f"PulseAudio did not start:\n{(directory / 'daemon.log').read_text(errors='replace')[-500:]}")
            time.sleep(0.05)

    def _both_sinks_stand(self) -> bool:
        listing = subprocess.run(["pactl", "list", "short", "sinks"], env={**os.environ, **self.env}, capture_output=True, check=False)
        return b"\tear\t" in listing.stdout and b"\tmouth\t" in listing.stdout

    def __enter__(self) -> VirtualHeadset:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()
