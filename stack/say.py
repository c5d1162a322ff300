"""What the two commands tell the person: one line per step, a sign of life during long ones, a sentence where one failed.

All of it goes to standard error, so that standard output stays clean for JSON.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

_SIGN_OF_LIFE_EVERY_S = 5.0
_LOG_TAIL_LINES = 12


class SetupError(Exception):
    """Something is missing or failed; the text is a sentence that tells the person what to do."""


def step(text: str) -> None:
    """Announce the next step."""
    print(f"==> {text}", file=sys.stderr, flush=True)


def progress(text: str) -> None:
    """Tell how far a long step is. Plain lines, readable in a log as well as on a terminal."""
    print(f"    {text}", file=sys.stderr, flush=True)


def run_logged(
    command: Sequence[str | Path],
    *,
    what: str,
    log: Path,
    hint: str = "",
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
) -> None:
    """Run ``command`` with its output appended to ``log``, with a sign of life every few seconds.

    Raises SetupError with the end of the log and ``hint`` where it cannot be started or fails.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as output:
        output.write(f"\n$ {' '.join(map(str, command))}\n".encode())
        output.flush()
        try:
            child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, cwd=cwd, env=env)
        except OSError as error:
            raise SetupError(f"{what} could not be started: {error}. {hint}".rstrip()) from error
        code = wait_telling(child, lambda elapsed: progress(f"{what}: {elapsed:.0f} s"))
    if code != 0:
        raise SetupError(f"{what} failed (exit code {code}). {hint}\nThe log is {log}; it ends with:\n{tail(log)}")


def wait_telling(child: subprocess.Popen[bytes], tell: Callable[[float], None]) -> int:
    """Wait for ``child``, calling ``tell(elapsed seconds)`` every few seconds; end it when interrupted."""
    began = time.monotonic()
    try:
        while True:
            try:
                return child.wait(_SIGN_OF_LIFE_EVERY_S)
            except subprocess.TimeoutExpired:
                tell(time.monotonic() - began)
    except BaseException:
        child.terminate()
        child.wait()
        raise


def tail(log: Path, lines: int = _LOG_TAIL_LINES) -> str:
    """The last ``lines`` of a log, indented; empty where there is none."""
    try:
        text = log.read_text(errors="replace")
    except OSError:
        return ""
    return "\n".join(f"    {line}" for line in text.splitlines()[-lines:])
