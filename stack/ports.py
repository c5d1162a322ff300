"""Hands out free loopback ports, never the same one to two runs.

A port is free when it can be bound now *and* no living process has it reserved: between being handed out and being bound by
Asterisk or the server it would otherwise be given to a second run. Reservations stand in one file under the cache folder,
guarded by a lock, and end with the process they belong to.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import random
import socket
from collections.abc import Iterable, Iterator
from pathlib import Path

from stack.paths import cache_dir
from stack.processes import ProcessIdentity, identify, is_running
from stack.say import SetupError

# Below the kernel's usual range for outgoing connections (from 32768), so that no client socket takes a port after it was handed out.
_FIRST, _LAST = 20_000, 24_000
# Blocks have a range of their own, which single ports cannot break into pieces.
_FIRST_OF_BLOCKS, _LAST_OF_BLOCKS = 24_000, 32_000
_LOOPBACK = "127.0.0.1"

_Reservations = dict[int, ProcessIdentity]


def free_tcp_ports(count: int) -> list[int]:
    """``count`` ports free for TCP and UDP on loopback, reserved for this process."""
    with _reservations() as reserved:
        candidates = random.sample(range(_FIRST, _LAST), _LAST - _FIRST)
        free = (port for port in candidates if port not in reserved and can_bind(port))
        chosen = [port for port, _ in zip(free, range(count), strict=False)]
        if len(chosen) < count:
            raise SetupError(
                f"No {count} free ports between {_FIRST} and {_LAST} are left on this machine; end what uses them and try again."
            )
        _reserve(reserved, chosen, os.getpid())
        return chosen


def free_udp_block(count: int) -> int:
    """The first (even) of ``count`` neighbouring UDP ports on loopback, reserved for this process."""
    with _reservations() as reserved:
        step = count + count % 2
        starts = list(range(_FIRST_OF_BLOCKS, _LAST_OF_BLOCKS - count, step))
        random.shuffle(starts)
        for start in starts:
            block = range(start, start + count)
            if not any(port in reserved for port in block) and all(can_bind(port) for port in block):
                _reserve(reserved, block, os.getpid())
                return start
    raise SetupError(
        f"No {count} neighbouring free ports between {_FIRST_OF_BLOCKS} and {_LAST_OF_BLOCKS} are left on this machine; "
        "end what uses them and try again."
    )


def hand_over(ports: Iterable[int], pid: int) -> None:
    """Let the reservation of ``ports`` live as long as process ``pid``, for stacks that outlive the command that started them."""
    with _reservations() as reserved:
        _reserve(reserved, ports, pid)


def release(ports: Iterable[int]) -> None:
    """End the reservation of ``ports``: what used them has ended."""
    with _reservations() as reserved:
        for port in ports:
            reserved.pop(port, None)


def _reserve(reserved: _Reservations, ports: Iterable[int], pid: int) -> None:
    owner = identify(pid)
    if owner is not None:
        reserved.update(dict.fromkeys(ports, owner))


def can_bind(port: int) -> bool:
    """Whether nobody holds ``port`` on loopback now, neither for TCP nor for UDP."""
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
        with socket.socket(socket.AF_INET, kind) as probe:
            if kind == socket.SOCK_STREAM:
                # As servers do: a connection in TIME_WAIT does not make the port unusable.
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((_LOOPBACK, port))
            except OSError:
                return False
    return True


@contextlib.contextmanager
def _reservations() -> Iterator[_Reservations]:
    """The reservations of living processes, under the lock; what is changed in them is written back."""
    directory = cache_dir()
    file = directory / "ports.json"
    with (directory / "ports.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        reserved = _read(file)
        yield reserved
        text = json.dumps({str(port): [owner.pid, owner.started_ticks] for port, owner in reserved.items()})
        partial = file.with_suffix(".part")
        partial.write_text(text)
        partial.replace(file)


def _read(file: Path) -> _Reservations:
    try:
        stored: dict[str, list[int]] = json.loads(file.read_text())
        owners = {int(port): ProcessIdentity(pid, ticks) for port, (pid, ticks) in stored.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}  # first use, or a file that a power cut left half written
    return {port: owner for port, owner in owners.items() if is_running(owner)}
