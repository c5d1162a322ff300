"""Replace a small file so that after a power cut it holds either the old or the new content. Blocks; storage worker."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def replace_durably(path: Path, content: bytes) -> None:
    """Write ``content`` beside ``path`` (mode 600), sync it, rename it over, sync the directory. Raises OSError."""
    beside = path.with_name(path.name + ".new")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    sync_directory(path.parent)


def sync_directory(directory: Path) -> None:
    """Make names in ``directory`` durable. Windows does so by itself and cannot open directories."""
    if sys.platform != "win32":
        descriptor = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
