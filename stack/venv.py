"""Keeps the clone's ``.venv`` equal to the lock files.

A stamp in the environment says what was installed; where it still holds, nothing is run and a second start takes no time.
"""

from __future__ import annotations

import fcntl
import hashlib
import subprocess
import sys
from pathlib import Path

from stack import native, packages
from stack.locks import REQUIREMENTS
from stack.paths import STATE, VENV, VENV_PYTHON, cache_dir
from stack.say import progress, run_logged, step

_LOCKS = tuple(REQUIREMENTS / f"{name}.lock" for name in ("desk", "server", "dev"))
_PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"
_STAMP = VENV / ".careline-stamp"


def ensure_venv() -> Path:
    """The Python of ``.venv`` with everything locked in it, made or brought up to date as needed. Raises SetupError."""
    wheel = native.ensure_wheel()
    # One at a time: two commands started together in one clone share the environment.
    STATE.mkdir(mode=0o700, exist_ok=True)
    with (STATE / "venv.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        wanted = _fingerprint(wheel)
        if not _is_usable():
            _create()
        if _stamp() != wanted:
            _install(wheel)
            _STAMP.write_text(wanted)
    return VENV_PYTHON


def _fingerprint(wheel: Path) -> str:
    parts = [_PYTHON, *(lock.read_text() for lock in _LOCKS), f"{wheel.parent.name}/{wheel.name}"]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _stamp() -> str:
    return _STAMP.read_text() if _STAMP.exists() else ""


def _is_usable() -> bool:
    """Whether there is an environment whose Python starts and is of our version (the one it was made with may be gone)."""
    try:
        answer = subprocess.run(
            [VENV_PYTHON, "-c", "import sys; print(*sys.version_info[:2])"], capture_output=True, text=True, check=False
        )
    except OSError:
        return False
    return answer.stdout.split() == _PYTHON.split(".")


def _create() -> None:
    step("Making the virtual environment .venv")
    packages.ensure(packages.python_venv())
    run_logged([sys.executable, "-m", "venv", "--clear", VENV], what="Making the virtual environment", log=_log())


def _install(wheel: Path) -> None:
    step("Installing the locked Python packages into .venv")
    pip: list[str | Path] = [VENV_PYTHON, "-m", "pip", "--disable-pip-version-check", "install", "--no-input", "--progress-bar", "off"]
    locked: list[str | Path] = [argument for lock in _LOCKS for argument in ("--requirement", lock)]
    run_logged(
        [*pip, "--require-hashes", "--no-deps", *locked],
        what="Installing Python packages",
        log=_log(),
        hint="Check that this machine reaches the Python package index.",
    )
    # The locks leave it out: it is built here, so no published hash can name it.
    run_logged([*pip, "--no-deps", "--no-index", "--force-reinstall", wheel], what="Installing the softphone library", log=_log())
    run_logged([VENV_PYTHON, "-m", "pip", "check"], what="Checking that the packages fit together", log=_log())
    progress("The virtual environment is complete")


def _log() -> Path:
    return cache_dir() / "logs" / f"venv-{hashlib.sha256(str(VENV).encode()).hexdigest()[:8]}.log"
