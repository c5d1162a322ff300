"""Compiled translations (.qm): beside the sources in a frozen program, else made once into the user's cache.

Any thread; called before the first paint, so it only looks at file times when nothing has changed.
"""

from __future__ import annotations

import sys
from pathlib import Path

from ui import resources


def source(code: str) -> Path:
    return resources.translations() / f"careline_{code}.ts"


def compiled(code: str) -> Path:
    """Path of the .qm of ``code``, compiled now where it is missing or older than its source."""
    shipped = resources.translations() / f"careline_{code}.qm"
    text = source(code)
    if shipped.exists() and (not text.exists() or shipped.stat().st_mtime >= text.stat().st_mtime):
        return shipped
    if not text.exists():
        return shipped
    import platformdirs  # not needed at a start that finds the shipped file

    stat = text.stat()
    target = Path(platformdirs.user_cache_dir("careline")) / "translations" / f"{code}-{stat.st_mtime_ns}-{stat.st_size}.qm"
    if not target.exists():
        compile_to(text, target)
    return target


def compile_to(text: Path, target: Path) -> None:
    """Run lrelease; the target appears whole or not at all. Raises CalledProcessError with its output."""
    import subprocess  # these cost 15 ms of every start otherwise
    import tempfile

    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as scratch:
        made = Path(scratch) / "made.qm"
        subprocess.run([tool("lrelease"), "-silent", str(text), "-qm", str(made)], check=True, capture_output=True)
        made.replace(target)


def tool(name: str) -> str:
    """Path of a Qt Linguist tool: PySide6's own, beside the interpreter or on the path. Raises FileNotFoundError."""
    import shutil

    beside = Path(sys.executable).parent / f"pyside6-{name}"
    found = str(beside) if beside.exists() else shutil.which(f"pyside6-{name}")
    if not found:
        raise FileNotFoundError(f"pyside6-{name} is not installed (it comes with PySide6-Essentials)")
    return found
