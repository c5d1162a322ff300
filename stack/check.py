"""The command ``./check``: sets everything up and runs every check there is. Runs on the main thread alone.

The last line counts: every test of pytest, and every other step as one.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence

from stack.check_steps import STEPS, Outcome, Step
from stack.paths import STATE
from stack.say import SetupError, progress, step
from stack.setup import set_up


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parse(arguments)
    chosen = [one for one in STEPS if not options.only or one.name in options.only]
    began = time.monotonic()
    try:
        set_up()
    except SetupError as error:
        print(f"\n{error}\n0 passed, 1 failed", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    progress(f"Set up in {time.monotonic() - began:.1f} s")
    (STATE / "check").mkdir(mode=0o700, parents=True, exist_ok=True)
    results: list[tuple[Step, Outcome, float]] = []
    try:
        for one in chosen:
            step(one.title)
            step_began = time.monotonic()
            outcome = one.run()
            results.append((one, outcome, time.monotonic() - step_began))
            progress(f"{outcome.summary()} ({results[-1][2]:.1f} s)")
    except KeyboardInterrupt:
        return 130
    return _conclude(results, time.monotonic() - began)


def _conclude(results: Sequence[tuple[Step, Outcome, float]], seconds: float) -> int:
    total = Outcome()
    lines = []
    for one, outcome, took in results:
        total += outcome
        lines.append(f"  {'FAILED' if outcome.failed else 'ok':7}{took:7.1f} s  {one.title}: {outcome.summary()}")
    sys.stderr.flush()
    print(f"\nAll steps, {seconds:.0f} s:", *lines, sep="\n")
    for one, outcome, _ in results:
        if outcome.failed:
            print(f"\n{one.title} failed; again alone: ./check --only {one.name}")
    print(f"\n{total.summary()}", flush=True)
    return 1 if total.failed or not total.passed else 0


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./check", description="Set up Careline on this machine and run every check.")
    names = ", ".join(one.name for one in STEPS)
    parser.add_argument(
        "--only",
        metavar="STEP",
        action="append",
        default=[],
        choices=[one.name for one in STEPS],
        help=f"only this step, repeatable: {names}",
    )
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
