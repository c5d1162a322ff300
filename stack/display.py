"""A display for machines that have none: Xvfb on a number of its own, with a window manager.

A window manager is part of it because focus, mapping and closing a window are its doing on a real desk as well. The screen lies in
a memory-mapped file, so that a watcher can read the X server's own pixels without asking it anything and so without slowing it.
Blocks while starting and stopping; the caller's thread.
"""

from __future__ import annotations

import os
import select
import shutil
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

from stack.say import SetupError

_START_WITHIN_S = 15.0
_END_WITHIN_S = 5.0


class VirtualDisplay:
    """Xvfb and openbox; a context manager. ``start()`` returns when windows can be shown and managed.

    ``width`` and ``height`` are pixels of the one screen; ``dpi`` is what programs are told of it.
    """

    def __init__(self, width: int = 1280, height: int = 800, dpi: int = 96) -> None:
        self.width, self.height, self.dpi = width, height, dpi
        self.name = ""
        """As in DISPLAY, e.g. ``:7``; empty while not started."""
        self._directory: Path | None = None
        self._server: subprocess.Popen[bytes] | None = None
        self._window_manager: subprocess.Popen[bytes] | None = None

    @property
    def framebuffer(self) -> Path:
        """The screen's pixels, in the format of ``xwd`` version 7; exists while the display runs."""
        if self._directory is None:
            raise SetupError("The virtual display is not running.")
        return self._directory / "Xvfb_screen0"

    @property
    def env(self) -> dict[str, str]:
        """What a program needs in its environment to appear here."""
        return {"DISPLAY": self.name, "QT_QPA_PLATFORM": "xcb"}

    @property
    def pids(self) -> list[int]:
        return [child.pid for child in (self._server, self._window_manager) if child is not None]

    def start(self) -> None:
        """Raises SetupError with a sentence where a program is missing or does not start."""
        for program, package in (("Xvfb", "xvfb"), ("openbox", "openbox")):
            if shutil.which(program) is None:
                raise SetupError(f"{program} is not installed; install the package {package}.")
        self._directory = Path(tempfile.mkdtemp(prefix="careline-display-"))
        try:
            self._start_server(self._directory)
            self._start_window_manager(self._directory)
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """End both programs and remove their files. Idempotent."""
        for child in (self._window_manager, self._server):
            if child is not None:
                end_child(child)
        self._window_manager = self._server = None
        self.name = ""
        if self._directory is not None:
            shutil.rmtree(self._directory, ignore_errors=True)
            self._directory = None

    def _start_server(self, directory: Path) -> None:
        reading, writing = os.pipe()
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{self.width}x{self.height}x24", "-dpi", str(self.dpi)]
        command += ["-fbdir", str(directory), "-nolisten", "tcp", "-noreset"]
        with (directory / "xvfb.log").open("wb") as log:
            self._server = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, pass_fds=[writing])
        os.close(writing)
        with os.fdopen(reading, "rb") as answer:
            ready, _, _ = select.select([answer], [], [], _START_WITHIN_S)
            number = answer.readline().strip() if ready else b""
        if not number.isdigit():
            raise SetupError(f"Xvfb did not start:\n{(directory / 'xvfb.log').read_text(errors='replace')[-500:]}")
        self.name = f":{number.decode()}"

    def _start_window_manager(self, directory: Path) -> None:
        started = directory / "openbox-started"
        command = ["openbox", "--sm-disable", "--startup", f"touch {started}"]
        env = {**os.environ, "DISPLAY": self.name, "HOME": str(directory), "XDG_CACHE_HOME": str(directory)}
        with (directory / "openbox.log").open("wb") as log:
            self._window_manager = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=env)
        deadline = time.monotonic() + _START_WITHIN_S
        while not started.exists():
            if self._window_manager.poll() is not None or time.monotonic() > deadline:
                raise SetupError(f"openbox did not start:\n{(directory / 'openbox.log').read_text(errors='replace')[-500:]}")
            time.sleep(0.02)

    def __enter__(self) -> VirtualDisplay:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()


def end_child(child: subprocess.Popen[bytes]) -> None:
    """Ask a child of ours to end, kill it where it does not, and reap it."""
    if child.poll() is None:
        child.terminate()
        try:
            child.wait(_END_WITHIN_S)
        except subprocess.TimeoutExpired:
            child.kill()
    child.wait()


def has_display(environment: Mapping[str, str] = os.environ) -> bool:
    """True where a person has a screen: then no virtual one is wanted."""
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))
