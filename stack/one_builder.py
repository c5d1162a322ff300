"""Lets one process at a time build what all clones of this machine share; the others wait and then find it built."""

from __future__ import annotations

import contextlib
import fcntl
from collections.abc import Iterator
from pathlib import Path

from stack.say import progress


@contextlib.contextmanager
def only_one_builder(lock_file: Path, what: str) -> Iterator[None]:
    """Hold ``lock_file`` (its folder is made) while building ``what``; the lock goes with the process, however that ends."""
    lock_file.parent.mkdir(parents=True, exist_ok=True)
    with lock_file.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            progress(f"Another clone is building {what}; waiting for it")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
