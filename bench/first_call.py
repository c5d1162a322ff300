"""The facts of the first call, over many calls and starts, beside the floor taken in the same run.

``python -m bench.first_call [--calls 100 --starts 10]``: prints medians, 95th percentiles, ratios and whether each aim is met. The
floor is what a telephone without a window (baresip) and a window without a desk (``bench.bare_window``) need on the same machine at
the same account, stamped in the same way. Some minutes; the machine should have nothing else to do: its load is printed.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from statistics import median

from bench.floor import BareWindow, measure_rings
from stack.say import SetupError
from tests.scenarios import first_call
from tests.scenarios.first_call import pops
from tests.scenarios.first_call.sound import FIRST, connect
from tests.scenarios.first_call.stage import DESK, Stage, recover
from tests.scenarios.first_call.start import measure_start, sign_in_by_hand
from tests.scenarios.lib.calls import complete, end_peer, hang_up_and_wrap_up
from tests.scenarios.lib.facts import Facts, percentile
from tests.scenarios.lib.steps import EXPECTED_FAILURES, Steps
from tests.scenarios.lib.waiting import NotSeenError
from tests.scenarios.lib.world import World
from tests.scenarios.run import end_in_order

_CALL_MEASURED_S = 10.0
_WORDS = (
    *("alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel", "india", "juliett", "kilo", "lima"),
    *("mike", "november", "oscar", "papa", "quebec", "romeo", "sierra"),
)
"""Two of them, told apart on the screen, make the note of one call; the next pop of the same patient must show it."""


@dataclass(slots=True)
class Series:
    """One fact's values at the desk and at its floor."""

    unit: str
    desk: list[float] = field(default_factory=list)
    floor: list[float] = field(default_factory=list)


@dataclass(slots=True)
class Results:
    start: Series = field(default_factory=lambda: Series("ms"))
    ring: Series = field(default_factory=lambda: Series("ms"))
    pop: Series = field(default_factory=lambda: Series("ms"))
    answer: Series = field(default_factory=lambda: Series("ms"))
    memory: Series = field(default_factory=lambda: Series("MiB"))
    processor: Series = field(default_factory=lambda: Series("%"))
    mismatches: int = 0
    unread: int = 0
    failed_calls: int = 0
    load: list[float] = field(default_factory=list)


def measure(calls: int, starts: int, directory: Path) -> Results:
    """Floor first, then the desk, at the same seat."""
    results = Results()
    with World(directory / "world", directory / "screens") as world:
        seat = world.seat(DESK)
        stage = Stage(world, Facts(first_call.TABLE), Steps(lambda _name: None), directory / "screens", seat)
        _measure_floor(stage, results, calls, starts)
        _measure_starts(stage, results, starts)
        seat.keyboard.press("F8")
        seat.wait_state("Ready")
        _measure_calls(stage, results, calls)
        _measure_in_call(stage, results)
        seat.close_by_window_manager()
    return results


def _measure_floor(stage: Stage, results: Results, calls: int, starts: int) -> None:
    world = stage.world
    client = world.second_client(DESK)
    _say(f"floor: {calls} rings at baresip")
    results.ring.floor = measure_rings(world, client, calls)
    bare = BareWindow(stage.lin, world, client)
    for number in range(starts):
        _say(f"floor: start {number + 1} of the bare window")
        results.start.floor.append(bare.start())
        if number == starts - 1:
            memory, processor = bare.in_call(client, _CALL_MEASURED_S)
            results.memory.floor.append(memory)
            results.processor.floor.append(processor)
        bare.close()
    client.set_status("not_ready", client.session["not_ready_reasons"][0]["code"])  # out of the floor's wrap-up


def _measure_starts(stage: Stage, results: Results, starts: int) -> None:
    seat = stage.lin
    sign_in_by_hand(seat, stage.world.password(DESK))
    for number in range(starts):
        seat.close_by_window_manager()
        _say(f"desk: start {number + 1}")
        results.start.desk.append(measure_start(seat, stage.world))


def _measure_calls(stage: Stage, results: Results, calls: int) -> None:
    world = stage.world
    for number in range(calls):
        results.load.append(os.getloadavg()[0])
        place = number % len(world.patients)
        words = f"Noted {_WORDS[number % len(_WORDS)]} {_WORDS[number // len(_WORDS) % len(_WORDS)]}"
        known = len(stage.pops)
        try:
            pops.take_one(stage, world.patients[place], notes=words)
            world.patients[place] = replace(world.patients[place], last_contact=words)
        except EXPECTED_FAILURES as error:
            results.failed_calls += 1
            _say(f"desk: call {number + 1} failed: {error}")
            del stage.pops[known:]
            recover(stage)
        if number % 10 == 9 or number == calls - 1:
            _read_pops(stage, results)
            _say(f"desk: {number + 1} calls; pops so far: median {_short(median, results.pop.desk)} ms, mismatches {results.mismatches}")


def _read_pops(stage: Stage, results: Results) -> None:
    """Take the stamps and read the pixels of the calls since the last reading."""
    log = stage.world.trace.read()
    for seen in stage.pops:
        complete(seen, log)
        for series, value in ((results.ring, seen.ring_ms), (results.pop, seen.pop_ms), (results.answer, seen.answer_ms)):
            if value is not None:
                series.desk.append(value)
        if seen.reading is None or (not seen.reading.is_the_patients and not seen.reading.strangers):
            results.unread += 1
        elif not seen.reading.is_the_patients:
            results.mismatches += 1
        if seen.notes:
            _say(f"desk: {'; '.join(seen.notes)}")
    stage.pops.clear()


def _measure_in_call(stage: Stage, results: Results) -> None:
    _say("desk: memory and processor in a call with sound both ways")
    peer = connect(stage, stage.world.patients[0], FIRST)
    time.sleep(6)  # as the bare window: sound flows first
    results.processor.desk.append(stage.lin.cpu_percent(_CALL_MEASURED_S))
    results.memory.desk.append(stage.lin.rss_mb())
    hang_up_and_wrap_up(stage.lin)
    stage.lin.headset.stop_microphone()
    end_peer(peer)


def report(results: Results, calls: int, starts: int) -> bool:
    """Print the table and the aims; whether every aim is met."""
    load = f"{min(results.load):.1f} .. {max(results.load):.1f}" if results.load else "unknown"
    print(f"\n{calls} calls, {starts} starts; load of the machine {load} on {os.cpu_count()} cores")
    print(f"{'':24}{'desk median':>12}{'p95':>10}{'floor median':>14}{'p95':>10}{'ratio':>8}")
    rows = {
        "start to registered": results.start,
        "INVITE to 180": results.ring,
        "INVITE to pop painted": results.pop,
        "F2 to 200": results.answer,
        "memory in call": results.memory,
        "processor in call": results.processor,
    }
    for name, series in rows.items():
        desk, floor = series.desk, series.floor
        ratio = f"{median(desk) / median(floor):.2f}" if desk and floor and median(floor) > 0 else ""
        numbers = "".join(f"{_short(take, values):>{width}}" for values, take, width in _columns(desk, floor))
        print(f"{name:<22}{series.unit:>2}{numbers}{ratio:>8}")
    print(f"pops of another person: {results.mismatches}, not readable: {results.unread}, failed calls: {results.failed_calls}\n")
    aims = _aims(results, calls)
    for text, met in aims:
        print(f"{'met   ' if met else 'MISSED'} {text}")
    return all(met for _, met in aims)


def _columns(desk: list[float], floor: list[float]) -> list[tuple[list[float], object, int]]:
    return [(desk, median, 12), (desk, _p95, 10), (floor, median, 14), (floor, _p95, 10)]


def _aims(results: Results, calls: int) -> list[tuple[str, bool]]:
    start, ring, memory = results.start, results.ring, results.memory
    complete_runs = len(results.pop.desk) == len(results.ring.desk) == calls
    return [
        ("start at most 1.5 of the bare window's (medians)", bool(start.desk) and median(start.desk) <= 1.5 * median(start.floor)),
        ("180 within 10 ms of the floor (medians)", bool(ring.desk) and median(ring.desk) - median(ring.floor) <= 10),
        ("180 within 10 ms of the floor (p95)", bool(ring.desk) and _p95(ring.desk) - _p95(ring.floor) <= 10),
        ("memory in call at most 175 MiB", bool(memory.desk) and max(memory.desk) <= 175),
        ("pop painted within 60 ms of the INVITE (p95)", bool(results.pop.desk) and _p95(results.pop.desk) <= 60),
        ("not one pop of another person, every pop readable", results.mismatches == 0 and results.unread == 0),
        ("every call timed", complete_runs and not results.failed_calls),
    ]


def _p95(values: Sequence[float]) -> float:
    return percentile(values, 95)


def _short(take: object, values: Sequence[float]) -> str:
    return f"{take(values):.1f}" if values and callable(take) else "-"


def _say(text: str) -> None:
    print(f"... {text}", flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.first_call", description="Measure the first call beside its floor.")
    parser.add_argument("--calls", type=int, default=100)
    parser.add_argument("--starts", type=int, default=10)
    parser.add_argument("--json", type=Path, help="where every single value goes as well")
    asked = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, end_in_order)
    try:
        with tempfile.TemporaryDirectory(prefix="careline-bench-") as directory:
            results = measure(asked.calls, asked.starts, Path(directory))
    except (NotSeenError, SetupError) as error:
        print(f"The measurement could not be finished: {error}", file=sys.stderr)
        return 2
    if asked.json:
        asked.json.write_text(json.dumps(asdict(results), indent=2) + "\n")
    return 0 if report(results, asked.calls, asked.starts) else 1


if __name__ == "__main__":
    sys.exit(main())
