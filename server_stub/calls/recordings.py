"""Where recordings lie. Any thread."""

from __future__ import annotations

from pathlib import Path

from server_stub.settings import Settings


def directory(settings: Settings) -> Path:
    return settings.data_dir / "recordings"


def locate(settings: Settings, stored_path: str) -> Path | None:
    """The file of a recording; None where it is missing or the path leads out of the directory."""
    root = directory(settings).resolve()
    path = (root / stored_path).resolve()
    return path if path.is_relative_to(root) and path.is_file() else None
