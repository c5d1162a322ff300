"""With what the desk was started. Standard library only: the window may read it too."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class DeskOptions:
    server_url: str
    """``https://host[:port]``, without a trailing slash."""
    ca_file: Path | None
    """PEM file of the authority that signed the server's certificate; None: the system's own."""
    profile: str
    """One profile is one desk: a second desk on the same profile refuses to start."""
    data_dir: Path
    """The profile's own directory (exists, mode 700); the window keeps its geometry and language in ``data_dir / "window.ini"``."""
