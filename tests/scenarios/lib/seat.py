"""One agent's seat: a display, a headset, the desk that an agent would start, and hands on the keyboard.

The desk is the whole program in a process of its own. What it says of itself in the window's title is used to know when to go on,
never as a fact. The caller's thread.
"""

from __future__ import annotations

import time
from pathlib import Path
from types import TracebackType

import psutil
from Xlib import X, Xatom, display, error

from stack.desk_process import DeskProcess
from stack.display import VirtualDisplay
from stack.headset import VirtualHeadset
from tests.scenarios.lib.keyboard import Keyboard
from tests.scenarios.lib.ocr import Word, find_phrase, read_words
from tests.scenarios.lib.screen import Box, Pixels, Screen
from tests.scenarios.lib.waiting import NotSeenError, wait_for

TITLE = "Careline"


class Seat:
    """A context manager: display and headset stand from start to stop, the desk comes and goes."""

    def __init__(self, directory: Path, username: str, *, server_url: str, ca_file: Path) -> None:
        self.username = username
        self._directory = directory
        self._server_url, self._ca_file = server_url, ca_file
        self.display = VirtualDisplay(1280, 800)
        self.headset = VirtualHeadset(username)
        self.desk: DeskProcess | None = None

    def start(self) -> None:
        """Display, headset, hands; no desk yet."""
        self._directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.display.start()
        self.headset.start()
        self.screen = Screen(self.display.framebuffer)
        self.keyboard = Keyboard(self.display.name)
        self._x = display.Display(self.display.name)

    def stop(self) -> None:
        """End the desk if it still runs, then the rest. Idempotent."""
        if self.desk is not None:
            self.desk.stop()
            self.desk = None
        if hasattr(self, "keyboard"):
            self.keyboard.close()
            self._x.close()
            self.screen.close()
            del self.keyboard
        self.headset.stop()
        self.display.stop()

    def start_desk(self) -> float:
        """Start the desk; returns just before when (time.time())."""
        home = self._directory / "home"
        (home / "desk").mkdir(mode=0o700, parents=True, exist_ok=True)
        env = {**self.display.env, **self.headset.env, "HOME": str(home), "LANGUAGE": "en", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
        env |= {"XDG_CONFIG_HOME": str(home / "config"), "XDG_DATA_HOME": str(home / "data"), "XDG_RUNTIME_DIR": str(home)}
        self.desk = DeskProcess(
            self._server_url,
            self._ca_file,
            profile=self.username,
            data_dir=home / "desk",
            env=env,
            log_file=self._directory / "desk.log",
        )
        at = time.time()
        self.desk.start()
        return at

    def title(self) -> str:
        """Title of the desk's window; empty where there is none."""
        name = self._x.intern_atom("_NET_WM_NAME")
        try:
            for window in self._managed_windows():
                found = window.get_full_property(name, X.AnyPropertyType)
                if found is not None and (text := found.value.decode(errors="replace")).startswith(TITLE):
                    return str(text)
        except error.XError:  # a window went away between two questions
            return ""
        return ""

    def state(self) -> str:
        """The agent's state as the title says it (``Ready``, ``Wrap-up`` ...)."""
        return self.title().rpartition(" – ")[2]

    def wait_state(self, *states: str, within_s: float = 20.0) -> str:
        return wait_for(
            f"state {' or '.join(states)} of {self.username} (now: {self.state()})", lambda: self._one_of(states), within_s=within_s
        )

    def read(self, box: Box | None = None) -> list[Word]:
        """Everything that can be read now, places in pixels of the whole screen."""
        return read_at(self.screen.copy(box), box)

    def wait_text(self, phrase: str, *, within_s: float = 15.0, box: Box | None = None) -> Box:
        """Where ``phrase`` stands, as soon as it is read on the screen. Raises NotSeenError."""
        return wait_for(f"«{phrase}» on {self.username}'s screen", lambda: find_phrase(self.read(box), phrase), within_s=within_s)

    def settled(self, box: Box | None = None, *, for_s: float = 0.3, within_s: float = 5.0) -> Pixels:
        """A copy of the pixels once they have not changed for a while (or the bound has passed: a clock may run there)."""
        last, since, deadline = self.screen.copy(box), time.monotonic(), time.monotonic() + within_s
        while time.monotonic() < deadline and time.monotonic() - since < for_s:
            time.sleep(0.03)
            now = self.screen.copy(box)
            if not (now == last).all():
                last, since = now, time.monotonic()
        return last

    def close_by_window_manager(self, *, within_s: float = 15.0) -> int:
        """Alt+F4, as a person closes a window; the desk's exit code. Raises NotSeenError where it does not end."""
        if self.desk is None:
            raise NotSeenError("there is no desk to close")
        self.keyboard.press("Alt+F4")
        code = self.desk.wait(within_s)
        if code is None:
            raise NotSeenError(f"the desk did not end within {within_s:g} s")
        return code

    def processes(self) -> list[psutil.Process]:
        """The desk and its children."""
        if self.desk is None or self.desk.pid is None:
            return []
        desk = psutil.Process(self.desk.pid)
        return [desk, *desk.children(recursive=True)]

    def rss_mb(self) -> float:
        """Resident memory of the desk and its children, MiB."""
        return float(sum(process.memory_info().rss for process in self.processes())) / 2**20

    def cpu_percent(self, seconds: float) -> float:
        """Processor time of the desk and its children over the next ``seconds``, in percent of one core."""
        began, at = self._cpu_s(), time.monotonic()
        time.sleep(seconds)  # the time over which it is measured
        return 100 * (self._cpu_s() - began) / (time.monotonic() - at)

    def _cpu_s(self) -> float:
        times = [process.cpu_times() for process in self.processes()]
        return sum(float(one.user + one.system) for one in times)

    def _one_of(self, states: tuple[str, ...]) -> str:
        now = self.state()
        return now if now in states else ""

    def _managed_windows(self) -> list[display.drawable.Window]:
        found = self._x.screen().root.get_full_property(self._x.intern_atom("_NET_CLIENT_LIST"), Xatom.WINDOW)
        return [self._x.create_resource_object("window", number) for number in found.value] if found else []

    def __enter__(self) -> Seat:
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()


def read_at(pixels: Pixels, box: Box | None) -> list[Word]:
    """Words of ``pixels``, which were taken at ``box``, with places on the whole screen."""
    left, top = (box.left, box.top) if box else (0, 0)
    return [
        Word(word.text, Box(word.box.left + left, word.box.top + top, word.box.width, word.box.height), word.line)
        for word in read_words(pixels)
    ]
