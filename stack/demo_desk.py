"""The desk of the demo with its surroundings: a screen, a headset, an agent's hands where nobody sits there, and patients.

Runs on the main thread until the desk is closed.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from stack.desk_process import DeskProcess
from stack.display import VirtualDisplay, has_display
from stack.headset import VirtualHeadset
from stack.local_stack import LocalStack
from stack.patient import Patient
from stack.say import SetupError, progress, step, tail
from stack.stand_in import StandIn

_AGENT = "lin"
_DESK = "PJSIP/1001"
# A known patient, a number that a family shares, a stranger, and more known patients.
_CALLERS = ("13800001003", "13800000009", "13922220000", "13800001000", "13800001007")
_BEFORE_FIRST_CALL_S = 3.0
_BETWEEN_CALLS_S = 8.0
_LOOK_EVERY_S = 0.25


def run_desk(stack: LocalStack, dialled: str, *, virtual: bool) -> int:
    """Run one desk until it is closed; patients phone ``dialled`` whenever its agent is ready. The desk's exit code.

    ``virtual`` uses a virtual display even where there is a real one. Raises SetupError.
    """
    with contextlib.ExitStack() as surroundings:
        env: dict[str, str] = {}
        virtual = virtual or not has_display()
        if virtual:
            step("Starting a virtual display (this machine has none)" if not has_display() else "Starting a virtual display")
            display = surroundings.enter_context(VirtualDisplay())
            _note(stack, "display", display.pids)
            env |= display.env
        if virtual or not _has_sound():
            headset = surroundings.enter_context(VirtualHeadset("demo"))
            _note(stack, "headset", headset.pids)
            env |= headset.env
            progress("No sound server is at hand: the desk gets a virtual headset")
        desk = _desk(stack, env, virtual=virtual)
        patient = Patient(stack.directory / "patient")
        surroundings.callback(desk.stop)
        surroundings.callback(patient.hang_up)
        desk.start()
        stack.ledger.note("desk", desk.pid)
        if virtual:
            return _with_stand_in(stack, desk, patient, dialled, StandIn(env))
        _welcome(stack)
        return _answer_phones(stack, desk, patient, dialled, lambda _: None)


def _desk(stack: LocalStack, env: dict[str, str], *, virtual: bool) -> DeskProcess:
    """The agent's desk. Nobody is there to be remembered at a virtual one, so it always begins at the sign-in."""
    data_dir = stack.directory / ("virtual-desk" if virtual else "desk")
    if virtual:
        shutil.rmtree(data_dir, ignore_errors=True)
        home = stack.directory / "virtual-home"
        home.mkdir(mode=0o700, exist_ok=True)
        env |= {"HOME": str(home)}
    return DeskProcess(stack.server_url, stack.ca_file, profile="demo", data_dir=data_dir, env=env, log_file=stack.directory / "desk.log")


def _welcome(stack: LocalStack) -> None:
    step("The desk is open")
    progress(f"Sign in as {_AGENT} with the password {stack.demo_users[_AGENT]}, then press F8 (ready): a patient phones in.")
    progress("F2 answers, F6 holds, F4 hangs up, F1 shows all keys. Close the window, or press Ctrl+C here, to end the demo.")


def _with_stand_in(stack: LocalStack, desk: DeskProcess, patient: Patient, dialled: str, hands: StandIn) -> int:
    """Sign in and answer as a person would, and keep pictures of it."""
    screens = stack.directory / "screens"
    hands.wait_for_window()
    progress(f"Signing in as {_AGENT}")
    hands.type(_AGENT)
    hands.press("Tab")
    hands.type(stack.demo_users[_AGENT])
    hands.press("Return")
    _wait(lambda: _say_ready(stack, hands), "the agent did not become ready", desk, within_s=30)
    progress("Press Ctrl+C, or run ./demo --stop, to end the demo")

    def answer(number: str) -> None:
        _wait(lambda: _leg(stack) == "Ringing", "the desk did not ring", desk, within_s=40)
        hands.photograph(screens / f"ringing-{number[-4:]}.png")
        hands.press("F2")
        _wait(lambda: _leg(stack) == "Up", "the call was not answered", desk, within_s=10)
        time.sleep(1)  # one second of the call, for the picture
        hands.photograph(screens / f"talking-{number[-4:]}.png")
        progress(f"Answered; pictures are in {screens}")

    return _answer_phones(stack, desk, patient, dialled, answer)


def _answer_phones(stack: LocalStack, desk: DeskProcess, patient: Patient, dialled: str, on_call: Callable[[str], None]) -> int:
    """Let one patient after the other phone in while the desk is open and its agent ready."""
    for count, number in enumerate(itertools.cycle(_CALLERS)):
        pause = _BEFORE_FIRST_CALL_S if count == 0 else _BETWEEN_CALLS_S
        if not _until_ready_for(stack, desk, pause):
            break
        step(f"A patient phones in from {number}")
        patient.phone_in(number, dialled, stack.trunk_address, stack.trunk_peer_port)
        stack.ledger.note("patient", patient.pid)
        on_call(number)
        while desk.pid is not None and patient.is_calling():
            time.sleep(_LOOK_EVERY_S)
        patient.hang_up()
    code = desk.wait(0)
    if code:
        raise SetupError(f"The desk ended with code {code}. Its log {desk.log_file} ends with:\n{tail(desk.log_file)}")
    progress("The desk was closed")
    return 0


def _until_ready_for(stack: LocalStack, desk: DeskProcess, seconds: float) -> bool:
    """Wait until an agent has been free for ``seconds``; False when the desk was closed before."""
    free_since: float | None = None
    while desk.pid is not None:
        if not someone_is_free(stack.pbx.console("queue show main")):
            free_since = None
        elif free_since is None:
            free_since = time.monotonic()
        elif time.monotonic() - free_since >= seconds:
            return True
        time.sleep(_LOOK_EVERY_S)
    return False


def someone_is_free(queue_show: str) -> bool:
    """Whether Asterisk's ``queue show`` lists a member that could be rung now."""
    members = (line for line in queue_show.splitlines() if "PJSIP/" in line)
    return any("Not in use" in line and "paused" not in line for line in members)


def _say_ready(stack: LocalStack, hands: StandIn) -> bool:
    """Whether the agent is ready; where not, press the key (which does nothing before the sign-in is through)."""
    if someone_is_free(stack.pbx.console("queue show main")):
        return True
    hands.press("F8")
    return False


def _leg(stack: LocalStack) -> str:
    """State of the desk's channel in Asterisk's words (Ringing, Up); empty where there is none."""
    for line in stack.pbx.console("core show channels concise").splitlines():
        if line.startswith(f"{_DESK}-"):
            return line.split("!")[4]
    return ""


def _wait(condition: Callable[[], bool], failure: str, desk: DeskProcess, *, within_s: float) -> None:
    deadline = time.monotonic() + within_s
    while not condition():
        if desk.pid is None or time.monotonic() > deadline:
            why = "the desk ended" if desk.pid is None else f"waited {within_s:.0f} s"
            raise SetupError(f"The demo stopped: {failure} ({why}). The desk's log {desk.log_file} ends with:\n{tail(desk.log_file)}")
        time.sleep(_LOOK_EVERY_S)


def _has_sound() -> bool:
    """Whether a sound server of the person's own answers; asking must not start one."""
    with tempfile.TemporaryDirectory() as directory:
        quiet = Path(directory) / "client.conf"
        quiet.write_text("autospawn = no\n")
        try:
            done = subprocess.run(
                ["pactl", "info"], env=os.environ | {"PULSE_CLIENTCONFIG": str(quiet)}, capture_output=True, timeout=3, check=False
            )
        except (OSError, subprocess.TimeoutExpired):
            return False
    return done.returncode == 0


def _note(stack: LocalStack, name: str, pids: list[int]) -> None:
    for number, pid in enumerate(pids):
        stack.ledger.note(f"{name} {number}", pid)
