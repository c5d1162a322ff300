"""Where things lie: what belongs to this clone alone, and what every clone on the machine may share."""

from __future__ import annotations

import os
from pathlib import Path

CLONE = Path(__file__).resolve().parent.parent
STATE = CLONE / ".careline"
VENV = CLONE / ".venv"
VENV_PYTHON = VENV / "bin" / "python"


def cache_dir() -> Path:
    """The folder of what is built once and shared by clones: ``$CARELINE_CACHE``, or ``careline`` in the user's cache.

    Made when missing, readable by its owner alone.
    """
    explicit = os.environ.get("CARELINE_CACHE")
    if explicit:
        directory = Path(explicit).expanduser()
    else:
        base = os.environ.get("XDG_CACHE_HOME")
        directory = (Path(base) if base else Path.home() / ".cache") / "careline"
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    return directory.resolve()
