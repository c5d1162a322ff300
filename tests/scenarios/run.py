"""Plays one scenario without a person: ``python -m tests.scenarios.run NAME --json FILE --screens DIR``.

Prints what it does, writes one JSON object of facts, and ends with 0 only if every fact was measured and holds and no step failed.
"""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from stack.paths import STATE
from stack.say import SetupError
from tests.scenarios import day, first_call
from tests.scenarios.lib.facts import Condition, Facts


@dataclass(frozen=True, slots=True)
class Scenario:
    table: Mapping[str, Condition]
    play: Callable[[Facts, Path], list[str]]


SCENARIOS: dict[str, Scenario] = {
    "day": Scenario(day.TABLE, day.play),
    "first-call": Scenario(first_call.TABLE, first_call.play),
}


def run(name: str, json_file: Path, screens: Path) -> int:
    """0 where all holds, 1 where not. The facts are written in either case."""
    scenario = SCENARIOS[name]
    facts = Facts(scenario.table)
    screens.mkdir(parents=True, exist_ok=True)
    failures: list[str] = []
    try:
        failures = scenario.play(facts, screens)
    except SetupError as error:
        failures = [str(error)]
    finally:
        facts.write(json_file)
    failures = facts.failures + failures
    for line in failures:
        print(f"NOT AS WANTED: {line}", flush=True)
    print(
        f"{name}: {'all facts hold' if not failures else f'{len(failures)} failures'}; facts in {json_file}, screens in {screens}",
        flush=True,
    )
    return 1 if failures else 0


def end_in_order(number: int, frame: object) -> None:
    """Handler of a signal: leaves by an exception, so that every process that was started is ended."""
    del frame
    sys.exit(128 + number)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.scenarios.run", description="Play a scenario through the real window.")
    parser.add_argument("name", choices=sorted(SCENARIOS))
    parser.add_argument("--json", type=Path, default=None, help="where the facts go (default: .careline/scenarios/NAME.json)")
    parser.add_argument("--screens", type=Path, default=None, help="where the screenshots go (default: .careline/scenarios/NAME)")
    asked = parser.parse_args(arguments)
    base = STATE / "scenarios" / asked.name
    signal.signal(signal.SIGTERM, end_in_order)
    return run(asked.name, asked.json or base.with_suffix(".json"), asked.screens or base)


if __name__ == "__main__":
    sys.exit(main())
