"""Makes the lock files in ``requirements/`` from ``pyproject.toml``: ``python -m stack.locks [--upgrade]``.

Every lock names exact versions with the hashes of their files and no index, so it holds with any mirror. Each begins with a
fingerprint of the dependencies it was made from; the checks compare it, without a network, to notice a forgotten refresh.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from stack.paths import CLONE, VENV
from stack.say import SetupError, step

REQUIREMENTS = CLONE / "requirements"
_FINGERPRINT = "# made from: "
_OLDEST_PYTHON = "3.11"
_UNIVERSAL = ("--universal", "--python-version", _OLDEST_PYTHON)
_WINDOWS = ("--python-platform", "x86_64-pc-windows-msvc", "--python-version", _OLDEST_PYTHON)
# The build of pjsua2 needs no more than setuptools, which brings bdist_wheel.
_BUILD_TOOLS = ("setuptools>=80",)


@dataclass(frozen=True, slots=True)
class Lock:
    """One lock file: the part of the project it is for, the platforms, and the locks whose versions it must share."""

    name: str
    part: str
    platform: Sequence[str] = _UNIVERSAL
    agrees_with: Sequence[str] = ()

    @property
    def file(self) -> Path:
        return REQUIREMENTS / f"{self.name}.lock"


LOCKS = (
    Lock("desk", "desk"),
    Lock("desk-windows", "desk", _WINDOWS, ("desk",)),
    Lock("server", "server", agrees_with=("desk",)),
    Lock("dev", "dev", agrees_with=("desk", "server")),
    Lock("build", "build"),
)


def dependencies(part: str) -> list[str]:
    """The dependencies of ``part`` as ``pyproject.toml`` states them, sorted."""
    if part == "build":
        return list(_BUILD_TOOLS)
    project = tomllib.loads((CLONE / "pyproject.toml").read_text())["project"]
    stated: list[str] = project["dependencies"] if part == "desk" else project["optional-dependencies"][part]
    return sorted(stated)


def outdated() -> list[str]:
    """The names of locks that were not made from today's dependencies."""
    return [lock.name for lock in LOCKS if not lock.file.exists() or lock.file.read_text().splitlines()[0] != _first_line(lock)]


def _first_line(lock: Lock) -> str:
    return _FINGERPRINT + hashlib.sha256("\n".join(dependencies(lock.part)).encode()).hexdigest()[:16]


def _refresh(lock: Lock, *, upgrade: bool, constraints: Sequence[Path]) -> None:
    with tempfile.TemporaryDirectory() as directory:
        stated = Path(directory) / f"{lock.part}.in"
        stated.write_text("\n".join(dependencies(lock.part)) + "\n")
        command: list[str | Path] = [VENV / "bin/uv", "pip", "compile", "--quiet", stated, "--output-file", lock.file, *lock.platform]
        command += ["--generate-hashes", "--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"]
        command += ["--upgrade"] if upgrade else []
        for other in (*(REQUIREMENTS / f"{name}.lock" for name in lock.agrees_with), *constraints):
            command += ["--constraint", other]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SetupError(f"{lock.name}.lock could not be made:\n{done.stderr}")
    lock.file.write_text(f"{_first_line(lock)}\n{lock.file.read_text()}")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m stack.locks", description="Refresh requirements/*.lock from pyproject.toml.")
    parser.add_argument("--upgrade", action="store_true", help="take the newest versions instead of keeping those that still fit")
    parser.add_argument("--constraint", type=Path, action="append", default=[], help="a file of versions to keep to")
    options = parser.parse_args(arguments)
    try:
        for lock in LOCKS:
            step(f"requirements/{lock.name}.lock")
            _refresh(lock, upgrade=options.upgrade, constraints=options.constraint)
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
