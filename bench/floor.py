"""What the desk is compared with, taken in the same run: baresip at an agent's account for signalling, and the bare window.

Both sit at the account that the desk has at other times, and take calls from the same queue.
"""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

import psutil

from stack.display import end_child
from stack.paths import CLONE, VENV_PYTHON
from stack.ports import free_tcp_ports, free_udp_block
from tests.scenarios.lib.ocr import find_phrase
from tests.scenarios.lib.peer import SipPeer
from tests.scenarios.lib.screen import Box
from tests.scenarios.lib.seat import Seat, read_at
from tests.scenarios.lib.second_client import SecondClient
from tests.scenarios.lib.tones import find_tone
from tests.scenarios.lib.waiting import NotSeenError, wait_for
from tests.scenarios.lib.watcher import RegionWatcher
from tests.scenarios.lib.world import World

_CONFIG = """\
poll_method epoll
sip_listen 127.0.0.1:{sip_port}
sip_cafile {ca_file}
audio_source aufile,{plays}
audio_player aubridge,nowhere
audio_alert aubridge,nowhere
audio_channels 1-1
net_af ipv4
net_interface 127.0.0.1
module_path /usr/lib/baresip/modules
module opus.so
module g711.so
module aufile.so
module aubridge.so
module sndfile.so
module srtp.so
module dtls_srtp.so
module_tmp uuid.so
module_tmp account.so
module_app menu.so
module_app ctrl_tcp.so
snd_path {heard}
ctrl_tcp_listen 127.0.0.1:{control_port}
"""


class FloorPhone(SipPeer):
    """baresip registered as an agent: TLS and DTLS-SRTP as the desk has them, and no window. Rings by itself, answers when told."""

    def __init__(self, world: World, client: SecondClient) -> None:
        directory = world.directory / "floor-phone"
        directory.mkdir()
        self._sip = client.session["sip"]
        self._ca_file = world.stack.ca_file
        sip_port, control_port = free_udp_block(2), free_tcp_ports(1)[0]
        tone = world.tone(1100, rate_hz=8000)
        super().__init__(directory, number=self._sip["username"], sip_port=sip_port, control_port=control_port, plays=tone)

    def _config(self) -> str:
        return _CONFIG.format(
            sip_port=self._sip_port, ca_file=self._ca_file, control_port=self._control_port, plays=self._plays, heard=self.heard_dir
        )

    def _account(self) -> str:
        sip = self._sip
        address = f"<sip:{sip['username']}@{sip['domain']}:{sip['port']};transport=tls>"
        return f"{address};auth_pass={sip['password']};mediaenc=dtls_srtp;regint=60;answermode=manual;audio_codecs=opus/48000/2,PCMA"


def measure_rings(world: World, client: SecondClient, calls: int) -> list[float]:
    """INVITE to 180 at baresip over ``calls`` calls through the queue, milliseconds by the PBX's stamps. Raises NotSeenError."""
    patients, began_at = world.patients, time.time()
    with FloorPhone(world, client) as phone:
        # Its event may come before its control connection listens; what the PBX accepted cannot be missed.
        wait_for("baresip's registration", lambda: world.trace.read().registered(phone.number, after=began_at), within_s=15, every_s=0.3)
        for number in range(calls):
            become_ready(client)
            after = time.monotonic()
            caller = world.call_in(patients[number % len(patients)].number)
            phone.wait("CALL_INCOMING", within_s=25, after=after)
            phone.accept()
            phone.wait("CALL_ESTABLISHED", within_s=10, after=after)
            caller.hang_up()
            phone.wait("CALL_CLOSED", within_s=10, after=after)
            caller.stop()
    log = world.trace.read()
    rings = []
    for invite in log.invites_to(phone.number, after=began_at):
        rang = log.answer_to(invite, 180)
        if rang is not None:
            rings.append(1000 * (rang.at - invite.at))
    if len(rings) < calls:
        raise NotSeenError(f"{calls - len(rings)} of baresip's {calls} rings in the PBX's capture")
    return rings


def become_ready(client: SecondClient) -> None:
    """Say ready over REST as soon as the server lets this agent."""

    def ready() -> bool:
        if client.snapshot()["status"]["state"] != "ready":
            client.set_status("ready")
        return bool(client.snapshot()["status"]["state"] == "ready")

    wait_for("the agent of the floor to be ready", ready, within_s=20, every_s=0.2)


class BareWindow:
    """``bench.bare_window`` as a process at a seat's display and headset."""

    def __init__(self, seat: Seat, world: World, client: SecondClient) -> None:
        self._seat, self._world, self._sip = seat, world, client.session["sip"]
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> float:
        """Milliseconds from just before the process to painted as registered and registered at the PBX, whichever is later."""
        sip, seat = self._sip, self._seat
        command: list[str | Path] = [VENV_PYTHON, "-m", "bench.bare_window", sip["domain"], str(sip["port"]), sip["username"]]
        env = {**os.environ, **seat.display.env, **seat.headset.env, "BARE_WINDOW_PASSWORD": sip["password"], "LC_ALL": "C.UTF-8"}
        corner = Box(0, 0, 640, 120)
        with RegionWatcher(seat.screen, corner) as watcher:
            began_at = time.time()
            with (self._world.directory / "bare-window.log").open("ab") as log:
                self._process = subprocess.Popen(
                    [*command, self._world.stack.ca_file], cwd=CLONE, env=env, stdin=subprocess.DEVNULL, stdout=log, stderr=log
                )
            seat.wait_state("Registered", within_s=30)
            pixels = seat.settled(corner, within_s=3)
        word = find_phrase(read_at(pixels, corner), "Registered")
        frame = watcher.first_final([word]) if word else None
        registered = self._world.trace.read().registered(sip["username"], after=began_at)
        if frame is None or registered is None:
            raise NotSeenError("the bare window's start")
        return 1000 * (max(frame.at, registered.at) - began_at)

    def in_call(self, client: SecondClient, seconds: float) -> tuple[float, float]:
        """Resident memory (MiB) and processor time (percent of one core) in a call with sound both ways."""
        if self._process is None:
            raise NotSeenError("the bare window")
        become_ready(client)
        self._seat.headset.play_to_microphone(self._world.tone(1100, rate_hz=48_000))
        caller = self._world.call_in(self._world.patients[0].number)
        caller.wait("CALL_ESTABLISHED", within_s=10)
        process = psutil.Process(self._process.pid)
        wait_for("the bare window's sound at the patient's", lambda: _agent_is_heard(caller), within_s=30, every_s=0.2)
        before, at = process.cpu_times(), time.monotonic()
        time.sleep(seconds)  # the time over which it is measured
        after, passed = process.cpu_times(), time.monotonic() - at
        memory = process.memory_info().rss / 2**20
        caller.hang_up()
        caller.wait("CALL_CLOSED", within_s=10)
        caller.stop()
        self._seat.headset.stop_microphone()
        return memory, 100 * (after.user + after.system - before.user - before.system) / passed

    def close(self) -> None:
        """Close the window as a person does."""
        if self._process is not None:
            self._seat.keyboard.press("Alt+F4")
            try:
                self._process.wait(15)
            except subprocess.TimeoutExpired:
                end_child(self._process)
            self._process = None


def _agent_is_heard(caller: SipPeer) -> bool:

    mark = caller.mark()
    time.sleep(0.5)
    return find_tone(*caller.heard_since(mark), 1100).level_db > -40
