"""A power cut for tests: a program loses everything that it did not sync.

``kill -9`` proves little: the kernel still writes what a killed program left in its caches. Here a preloaded library
(powercut.c) copies files below one directory at the moment the program makes them durable; after the kill only those copies
are put back. Nothing that was merely written survives, and no file whose directory entry was not synced.

Usage::

    cut = PowerCut(watched=data_dir, scratch=tmp_path / "cut")   # data_dir must exist; what is in it counts as durable
    program = subprocess.Popen([...], env={**os.environ, **cut.environment()})
    ...                                                          # let it acknowledge writes
    program.kill(); program.wait()
    cut.lose_unsynced()                                          # data_dir now holds what a power cut would have left
    ...                                                          # start the program again: every acknowledged write is there

A control run must fail the same check with syncing switched off, else the test proves nothing. Linux; needs gcc. The file
system below ``watched`` must keep times of birth (ext4, xfs, btrfs, overlay on these). Use one PowerCut per cut.
"""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

SOURCE = Path(__file__).with_name("powercut.c")


class PowerCut:
    """Watches one directory for any number of programs, one after the other."""

    def __init__(self, watched: Path, scratch: Path) -> None:
        """``scratch`` is made here and must lie outside ``watched``, on any file system."""
        self._watched = watched.resolve(strict=True)
        self._durable = scratch.resolve()
        if self._durable.is_relative_to(self._watched):
            raise ValueError("the copies must lie outside the watched directory")
        for part in ("inodes", "dirs"):
            (self._durable / part).mkdir(parents=True)

    def environment(self) -> dict[str, str]:
        """Variables that put a program under watch. Its children inherit them, and are watched too."""
        return {"LD_PRELOAD": str(_shim()), "POWERCUT_ROOT": str(self._watched), "POWERCUT_DURABLE": str(self._durable)}

    def lose_unsynced(self) -> None:
        """Replace the watched directory's content by what was durable. Every watched program must have ended.

        Raises RuntimeError where no watched program ever started: then nothing was watched.
        """
        marker = self._durable / "root"
        if not marker.is_file():
            raise RuntimeError("no program ran under the watch of this PowerCut")
        for entry in self._watched.iterdir():
            shutil.rmtree(entry) if entry.is_dir() and not entry.is_symlink() else entry.unlink()
        self._put_back(marker.read_text(), self._watched)

    def _put_back(self, key: str, directory: Path) -> None:
        listing = self._durable / "dirs" / key
        if not listing.is_file():  # made and entered in its parent, never synced itself: empty
            return
        for line in listing.read_bytes().splitlines():
            kind, child_key, name = line.decode("utf-8", "surrogateescape").split(" ", 2)
            target = directory / name
            if kind == "d":
                target.mkdir()
                self._put_back(child_key, target)
            else:
                self._put_back_file(child_key, target)

    def _put_back_file(self, key: str, target: Path) -> None:
        content = self._durable / "inodes" / key
        if content.is_file():
            shutil.copy(content, target)
        else:
            target.touch()  # its name was synced, its content never: empty


@cache
def _shim() -> Path:
    """Compile the library, once per test run."""
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None:
        raise RuntimeError("the durability tests need a C compiler (package gcc)")
    library = Path(mkdtemp(prefix="powercut-")) / "powercut.so"
    command = [
        compiler,
        "-shared",
        "-fPIC",
        "-O2",
        "-Wall",
        "-Wextra",
        "-Wno-format-truncation",
        "-o",
        str(library),
        str(SOURCE),
        "-ldl",
        "-pthread",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"powercut.c does not compile:\n{done.stderr}")
    return library
