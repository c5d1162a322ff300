"""Two runs never get the same port, and a reservation ends with its process."""

from __future__ import annotations

import multiprocessing
import multiprocessing.synchronize
import socket
import subprocess
from pathlib import Path

import pytest

from stack import ports
from stack.say import SetupError


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CARELINE_CACHE", str(tmp_path))


def _take(results: multiprocessing.Queue[list[int]], done: multiprocessing.synchronize.Event) -> None:
    results.put(ports.free_tcp_ports(20))
    done.wait(30)


def test_ports_can_be_bound() -> None:
    for port in ports.free_tcp_ports(5):
        with socket.socket() as server:
            server.bind(("127.0.0.1", port))


def test_no_port_twice_in_one_process() -> None:
    taken = [*ports.free_tcp_ports(50), *ports.free_tcp_ports(50)]
    assert len(set(taken)) == 100


def test_no_port_twice_in_two_processes_at_once() -> None:
    spawn = multiprocessing.get_context("spawn")
    results: multiprocessing.Queue[list[int]] = spawn.Queue()
    done = spawn.Event()
    children = [spawn.Process(target=_take, args=(results, done)) for _ in range(2)]
    for child in children:
        child.start()
    taken = [port for _ in children for port in results.get(timeout=30)]
    done.set()
    for child in children:
        child.join(30)
    assert len(set(taken)) == 40


def test_a_port_in_use_is_not_handed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        monkeypatch.setattr(ports, "_FIRST", port)
        monkeypatch.setattr(ports, "_LAST", port + 1)
        with pytest.raises(SetupError, match="No 1 free ports"):
            ports.free_tcp_ports(1)


def test_a_block_is_even_and_none_of_it_is_handed_out_again() -> None:
    first = ports.free_udp_block(40)
    assert first % 2 == 0
    assert not set(range(first, first + 40)) & set(ports.free_tcp_ports(1000))


def test_a_reservation_ends_with_its_process(monkeypatch: pytest.MonkeyPatch) -> None:
    (port,) = ports.free_tcp_ports(1)
    monkeypatch.setattr(ports, "_FIRST", port)
    monkeypatch.setattr(ports, "_LAST", port + 1)
    with subprocess.Popen(["sleep", "60"]) as owner:
        ports.hand_over([port], owner.pid)
        with pytest.raises(SetupError):
            ports.free_tcp_ports(1)
        owner.kill()
    assert ports.free_tcp_ports(1) == [port]


def test_a_released_port_can_be_had_again(monkeypatch: pytest.MonkeyPatch) -> None:
    taken = ports.free_tcp_ports(1)
    monkeypatch.setattr(ports, "_FIRST", taken[0])
    monkeypatch.setattr(ports, "_LAST", taken[0] + 1)
    with pytest.raises(SetupError):
        ports.free_tcp_ports(1)
    ports.release(taken)
    assert ports.free_tcp_ports(1) == taken


def test_many_runs_find_a_block_each() -> None:
    firsts = [ports.free_udp_block(100) for _ in range(40)]
    assert len({port for first in firsts for port in range(first, first + 100)}) == 4000


def test_a_broken_file_of_reservations_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "ports.json").write_text('{"20001": [1')
    assert len(ports.free_tcp_ports(3)) == 3
