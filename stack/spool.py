"""Where an instance's recordings lie until the server has encrypted them: in memory, so that no clear sound ever reaches a disk.

A tmpfs of the instance's own mount namespace would be hidden from the server and end with Asterisk; the machine's ``/dev/shm`` is seen
by both and outlives it. A power cut loses what was not yet encrypted: calls that were going on, and some seconds. Where there is no
such tmpfs with room, the instance's own folder is used.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

_MEMORY = Path("/dev/shm")  # noqa: S108 - meant: memory, and each folder in it is ours alone
_PREFIX = "careline-spool-"
_ROOM_BYTES = 256 << 20
_OWNER = "owner"


def spool_of(directory: Path, memory: Path = _MEMORY) -> Path:
    """The spool folder of the instance in ``directory``; the same one each time. Not made yet; ``make_spool`` does that."""
    name = _PREFIX + hashlib.sha256(str(directory.absolute()).encode()).hexdigest()[:16]
    return memory / name if _has_room(memory) else directory / "spool"


def make_spool(directory: Path, memory: Path = _MEMORY) -> Path:
    """Make it, with mode 700, and drop those whose instance is gone. Raises PermissionError where somebody else has taken its place."""
    drop_abandoned(memory)
    spool = spool_of(directory, memory)
    spool.mkdir(mode=0o700, parents=True, exist_ok=True)
    if spool.is_symlink() or spool.stat().st_mode & 0o077:
        raise PermissionError(f"{spool} is not a folder of the PBX alone")
    (spool / "recordings").mkdir(mode=0o700, exist_ok=True)
    if spool.parent == memory:
        (spool / _OWNER).write_text(str(directory.absolute()), encoding="utf-8")
    return spool


def drop_abandoned(memory: Path = _MEMORY) -> None:
    """Memory is not given back by itself: remove the spools of instances whose folder was deleted."""
    for spool in memory.glob(f"{_PREFIX}*"):
        try:
            owner = (spool / _OWNER).read_text(encoding="utf-8")
        except OSError:
            continue
        if not Path(owner).exists():
            shutil.rmtree(spool, ignore_errors=True)


def _has_room(memory: Path) -> bool:
    """Judged by its size, not by what is free now: the answer must not change between two starts."""
    try:
        found = os.statvfs(memory)
    except OSError:
        return False
    return os.access(memory, os.W_OK) and found.f_blocks * found.f_frsize >= _ROOM_BYTES and _is_memory(memory)


def _is_memory(path: Path) -> bool:
    """Whether ``path`` is where a tmpfs is mounted."""
    lines = Path("/proc/self/mounts").read_text(encoding="utf-8").splitlines()
    return any(fields[1] == str(path) and fields[2] == "tmpfs" for fields in (line.split() for line in lines))
