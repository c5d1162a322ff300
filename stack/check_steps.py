"""The steps of ``./check``, in the order of how soon they tell something. Each runs a program of its own and says what came of it."""

from __future__ import annotations

import os
import subprocess
import tempfile
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from stack import locks
from stack.paths import CLONE, STATE, VENV, VENV_PYTHON
from stack.say import progress, wait_telling

_SHOWN_LINES = 120
_WINDOWS_PYTHON = "3.11"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many checks passed, failed and were skipped."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: Outcome) -> Outcome:
        return Outcome(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped)

    def summary(self) -> str:
        return f"{self.passed} passed, {self.failed} failed" + (f", {self.skipped} skipped" if self.skipped else "")


@dataclass(frozen=True, slots=True)
class Step:
    name: str
    title: str
    run: Callable[[], Outcome]


def _tool(name: str, *command: str | Path) -> Callable[[], Outcome]:
    """A step that is one program of the virtual environment and passes when that exits with 0."""

    def run() -> Outcome:
        code = _run_shown(name, [VENV / "bin" / command[0], *command[1:]])
        return Outcome(passed=1) if code == 0 else Outcome(failed=1)

    return run


def _tests(name: str, *folders: str, workers: int, spread: str = "load") -> Callable[[], Outcome]:
    """A step that is a run of pytest. Integration tests mostly wait : more workers than cores are right there."""

    def run() -> Outcome:
        report = STATE / "check" / f"{name}.xml"
        report.unlink(missing_ok=True)
        command: list[str | Path] = [VENV_PYTHON, "-m", "pytest", "--quiet", f"--junitxml={report}", "--durations=5", *folders]
        # Widgets are tested without a screen; what needs one brings its own.
        code = _run_shown(name, [*command, "-n", str(workers), f"--dist={spread}"], {"QT_QPA_PLATFORM": "offscreen"})
        outcome = read_report(report)
        # Not a failed test, but no success either: nothing collected, interrupted, a warning at exit.
        return outcome if code == 0 or outcome.failed else outcome + Outcome(failed=1)

    return run


def read_report(report: Path) -> Outcome:
    """What pytest's JUnit file counts; a missing or broken file is a failure."""
    try:
        suites = list(ElementTree.parse(report).getroot().iter("testsuite"))  # noqa: S314 - as above
    except (OSError, ElementTree.ParseError):
        return Outcome(failed=1)
    total, bad, skipped = (sum(int(suite.get(key, "0")) for suite in suites for key in keys) for keys in _COUNTS)
    return Outcome(passed=total - bad - skipped, failed=bad, skipped=skipped)


_COUNTS = (("tests",), ("failures", "errors"), ("skipped",))


def _locks_are_current() -> Outcome:
    outdated = locks.outdated()
    for name in outdated:
        progress(f"requirements/{name}.lock was not made from today's pyproject.toml; run: python3 -m stack.locks")
    return Outcome(failed=1) if outdated else Outcome(passed=1)


def _windows_wheels() -> Outcome:
    """Every locked dependency of the desk exists as a wheel for 64-bit Windows (fetched, not installed)."""
    with tempfile.TemporaryDirectory() as target:
        command: list[str | Path] = [VENV_PYTHON, "-m", "pip", "--disable-pip-version-check", "download", "--quiet", "--no-deps"]
        command += ["--only-binary=:all:", "--platform", "win_amd64", "--python-version", _WINDOWS_PYTHON, "--implementation", "cp"]
        command += ["--require-hashes", "--requirement", locks.REQUIREMENTS / "desk-windows.lock", "--dest", target]
        code = _run_shown("windows", command)
        found = len(list(Path(target).glob("*.whl")))
    locked = sum("==" in line for line in (locks.REQUIREMENTS / "desk-windows.lock").read_text().splitlines())
    if code == 0 and found == locked:
        return Outcome(passed=1)
    progress(f"{found} of {locked} locked packages have a wheel for Windows")
    return Outcome(failed=1)


def _scenarios() -> Outcome:
    """Each scenario through ``./demo``, as a person would play it."""
    asked: list[str | Path] = [VENV_PYTHON, "-c", "from tests.scenarios.run import SCENARIOS; print(*sorted(SCENARIOS))"]
    listed = subprocess.run(asked, cwd=CLONE, capture_output=True, text=True, check=False)
    if not listed.stdout.split():
        progress(f"The scenarios cannot be listed: {listed.stderr.strip()[-500:]}")
        return Outcome(failed=1)
    outcome = Outcome()
    for name in listed.stdout.split():
        facts, screens = STATE / "check" / f"{name}.json", STATE / "check" / "screens" / name
        facts.unlink(missing_ok=True)
        code = _run_shown(f"scenario-{name}", [CLONE / "demo", "--headless", "--scenario", name, "--json", facts, "--screens", screens])
        held = code == 0 and facts.exists()
        progress(f"{name}: {'holds' if held else 'FAILED'}; facts in {facts}")
        outcome += Outcome(passed=1) if held else Outcome(failed=1)
    return outcome


def _run_shown(name: str, command: Sequence[str | Path], env: Mapping[str, str] | None = None) -> int:
    """Run with the output in a log; show a failure's end, and of a success the summary in the last line."""
    log = STATE / "check" / f"{name}.log"
    with log.open("wb") as output:
        child = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, cwd=CLONE, env=os.environ | dict(env or {})
        )
        code = wait_telling(child, lambda elapsed: progress(f"{elapsed:.0f} s") if int(elapsed) % 30 < 5 else None)
    if code != 0:
        lines = log.read_text(errors="replace").splitlines()
        print(*(f"    | {line}" for line in lines[-_SHOWN_LINES:]), sep="\n", flush=True)
        progress(f"exit code {code}; all of it stands in {log}")
    return code


STEPS: Sequence[Step] = (
    Step("format", "Format (ruff)", _tool("format", "ruff", "format", "--check", ".")),
    Step("lint", "Lint (ruff)", _tool("lint", "ruff", "check", ".")),
    Step("imports", "Import contracts (import-linter)", _tool("imports", "lint-imports")),
    Step("types", "Types (mypy, strict)", _tool("types", "mypy")),
    Step("locks", "Locks match pyproject.toml", _locks_are_current),
    Step("windows", "The desk's packages exist for Windows", _windows_wheels),
    Step("translations", "Translations are complete and up to date", _tool("translations", "python", "-m", "ui.translations", "--check")),
    Step(
        "openapi", "The checked-in OpenAPI document is the server's", _tool("openapi", "python", "-m", "server_stub", "openapi", "--check")
    ),
    Step("unit", "Unit, contract and durability tests", _tests("unit", "tests/unit", "tests/contract", "tests/durability", workers=2)),
    Step(
        "integration",
        "Integration tests (real PBX, real server, independent peers)",
        _tests("integration", "tests/integration", workers=4, spread="loadfile"),
    ),
    Step("scenarios", "Scenarios, through ./demo --headless", _scenarios),
)
