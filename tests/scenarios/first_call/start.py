"""Signing in by typed keys, starting again with the stored token, and ending in good order."""

from __future__ import annotations

import time

import psutil

from stack.ports import can_bind
from tests.scenarios.first_call.stage import Stage
from tests.scenarios.lib.calls import EXTENSIONS
from tests.scenarios.lib.ocr import find_phrase
from tests.scenarios.lib.screen import Box
from tests.scenarios.lib.seat import Seat, read_at
from tests.scenarios.lib.waiting import NotSeenError
from tests.scenarios.lib.watcher import RegionWatcher
from tests.scenarios.lib.world import World

_START_WITHIN_S = 30.0


def sign_in_by_hand(seat: Seat, password: str) -> None:
    """Start the desk and type user and password into the form. Returns when signed in."""
    seat.start_desk()
    seat.wait_state("Sign in", within_s=_START_WITHIN_S)
    seat.settled(within_s=3)
    seat.keyboard.type(f"{seat.username}\t{password}\n")
    seat.wait_state("Not ready", "Ready", within_s=_START_WITHIN_S)


def measure_start(seat: Seat, world: World) -> float:
    """Start the desk with its stored token; milliseconds until it is signed in, painted and registered.

    Painted: the first frame on which the call bar shows the signed-in agent's state, which is known only after signing in. Registered:
    the PBX's 200 to the REGISTER. The later of the two counts, from just before the process is made. Raises NotSeenError.
    """
    bar = Box(0, 0, seat.screen.box.width, 120)
    with RegionWatcher(seat.screen, bar) as watcher:
        began_at = seat.start_desk()
        state = seat.wait_state("Not ready", "Ready", within_s=_START_WITHIN_S)
        pixels = seat.settled(bar, within_s=3)
    word = find_phrase(read_at(pixels, bar), state)
    if word is None:
        raise NotSeenError(f"«{state}» in the call bar")
    frame = watcher.first_final([word])
    extension = EXTENSIONS[seat.username]
    registered = _registered_at(world, extension, began_at)
    if frame is None:
        raise NotSeenError("the frame on which the call bar was first painted")
    print(f"    painted after {1000 * (frame.at - began_at):.0f} ms, registered after {1000 * (registered - began_at):.0f} ms", flush=True)
    return round(1000 * (max(frame.at, registered) - began_at), 1)


def _registered_at(world: World, extension: str, began_at: float) -> float:
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline:
        message = world.trace.read().registered(extension, after=began_at)
        if message is not None:
            return message.at
        time.sleep(0.5)
    raise NotSeenError(f"a REGISTER of {extension} accepted by the PBX")


def end_in_good_order(stage: Stage) -> bool:
    """Close the window by the window manager: exit code 0, and no process and no socket of the desk is left."""
    seat = stage.lin
    processes = seat.processes()
    ports = {
        connection.laddr.port
        for process in processes
        for connection in process.net_connections(kind="inet")
        if connection.status in (psutil.CONN_LISTEN, psutil.CONN_NONE) and connection.laddr
    }
    code = seat.close_by_window_manager()
    left = [process.pid for process in processes if process.is_running() and process.status() != psutil.STATUS_ZOMBIE]
    held = [port for port in ports if not can_bind(port)]
    print(f"    exit code {code}, processes left {len(left)}, ports left {len(held)} of {len(ports)}", flush=True)
    windows = seat.title()
    return code == 0 and not left and not held and not windows
