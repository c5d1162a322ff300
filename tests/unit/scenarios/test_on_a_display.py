"""The instruments against a real X server and a real sound daemon: what is known beforehand is measured, and nothing else."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from Xlib import X, display
from Xlib.xobject.drawable import Window as XWindow

from stack.display import VirtualDisplay
from stack.headset import VirtualHeadset
from tests.scenarios.lib.keyboard import Keyboard
from tests.scenarios.lib.screen import Box, Screen
from tests.scenarios.lib.tones import AGENT_HZ, PATIENT_HZ, find_tone, only_this_tone, read_wav, write_tone
from tests.scenarios.lib.waiting import wait_for
from tests.scenarios.lib.watcher import RegionWatcher

pytestmark = pytest.mark.desktop

DELAY_S = 0.05
AREA = Box(100, 100, 200, 100)
LEFT_HALF, RIGHT_HALF = Box(100, 100, 100, 100), Box(200, 100, 100, 100)


class Window:
    """A square on the screen that paints when told, and takes the keyboard."""

    def __init__(self, display_name: str) -> None:
        self.connection = display.Display(display_name)
        top = self.connection.screen()
        self.made: XWindow = top.root.create_window(
            *(AREA.left, AREA.top, AREA.width, AREA.height, 0, top.root_depth),
            background_pixel=0,
            override_redirect=True,
            event_mask=X.KeyPressMask | X.ExposureMask,
        )
        self.made.map()
        self.connection.sync()
        while self.connection.next_event().type != X.Expose:
            pass
        self.made.set_input_focus(X.RevertToParent, X.CurrentTime)
        self.connection.sync()

    def paint(self, colour: int, *, left: int = 0, width: int = 200) -> tuple[float, float]:
        """Paint and say between which two times (time.time()) that happened."""
        context = self.made.create_gc(foreground=colour)
        before = time.time()
        self.made.fill_rectangle(context, left, 0, width, AREA.height)
        self.connection.sync()
        return before, time.time()


@pytest.fixture(scope="module")
def shown() -> Iterator[VirtualDisplay]:
    with VirtualDisplay(640, 400) as virtual:
        yield virtual


@pytest.fixture
def screen(shown: VirtualDisplay) -> Iterator[Screen]:
    reading = Screen(shown.framebuffer)
    yield reading
    reading.close()


@pytest.fixture
def window(shown: VirtualDisplay) -> Iterator[Window]:
    made = Window(shown.name)
    yield made
    made.connection.close()


def test_the_watcher_times_a_known_delay(screen: Screen, window: Window) -> None:
    with RegionWatcher(screen, AREA) as watcher:
        wait_for("a first look", lambda: watcher.samples > 5, within_s=5)
        began = time.time()
        time.sleep(DELAY_S)  # the known delay
        before, after = window.paint(0x00CC00)
        wait_for("the change", lambda: len(watcher.frames) > 1, within_s=5)
    found = watcher.first_final([AREA])
    assert found is not None
    assert found.at - began >= DELAY_S
    # What the watcher claims and what is known must overlap.
    assert found.at >= before
    assert found.looked_before_at <= after


def test_the_final_content_counts_not_the_first(screen: Screen, window: Window) -> None:
    with RegionWatcher(screen, AREA) as watcher:
        wait_for("a first look", lambda: watcher.samples > 5, within_s=5)
        window.paint(0xFF0000)
        wait_for("the first content", lambda: len(watcher.frames) > 1, within_s=5)
        before, _ = window.paint(0x0000FF)
        wait_for("the final content", lambda: len(watcher.frames) > 2, within_s=5)
    found = watcher.first_final([AREA])
    assert found is not None
    assert found.at >= before


def test_what_changes_elsewhere_does_not_count(screen: Screen, window: Window) -> None:
    with RegionWatcher(screen, AREA) as watcher:
        wait_for("a first look", lambda: watcher.samples > 5, within_s=5)
        _, after = window.paint(0xFF0000, width=100)
        wait_for("the left half", lambda: len(watcher.frames) > 1, within_s=5)
        window.paint(0x00FF00, left=100, width=100)
        wait_for("the right half", lambda: len(watcher.frames) > 2, within_s=5)
    found = watcher.first_final([LEFT_HALF])
    assert found is not None
    assert found.looked_before_at <= after


def test_what_never_changed_or_was_not_watched_is_not_timed(screen: Screen, window: Window) -> None:
    with RegionWatcher(screen, LEFT_HALF) as watcher:
        wait_for("a first look", lambda: watcher.samples > 5, within_s=5)
        window.paint(0x123456, left=100, width=100)
    assert watcher.first_final([LEFT_HALF]) is None
    assert watcher.first_final([RIGHT_HALF]) is None


def test_a_screenshot_is_a_readable_picture(screen: Screen, window: Window, tmp_path: Path) -> None:
    window.paint(0x00CC00)
    picture = screen.save(tmp_path / "screens" / "green.png", AREA)
    read_back = QImage(str(picture))
    assert (read_back.width(), read_back.height(), read_back.pixelColor(150, 50).name()) == (200, 100, "#00cc00")
    assert screen.copy(AREA)[0, 0, :3].tolist() == [0x00, 0xCC, 0x00]


def test_typed_keys_reach_the_focused_window(shown: VirtualDisplay, window: Window) -> None:
    keyboard = Keyboard(shown.name)
    text = "Notes: 12, OK? (a-b)\n"
    keyboard.type(text)
    keyboard.close()
    connection, typed = window.connection, ""

    def collect() -> bool:
        nonlocal typed
        for _ in range(connection.pending_events()):
            event = connection.next_event()
            if event.type != X.KeyPress:
                continue
            symbol = connection.keycode_to_keysym(event.detail, event.state & X.ShiftMask)
            typed += "\n" if symbol == 0xFF0D else chr(symbol) if symbol < 256 else ""
        return typed.endswith("\n")

    wait_for("the typed text", collect, within_s=5)
    assert typed == text


def test_headset_carries_a_tone_each_way_and_keeps_them_apart(tmp_path: Path) -> None:
    speech = write_tone(tmp_path / "speech.wav", AGENT_HZ, 30, rate_hz=48_000)
    answer = write_tone(tmp_path / "answer.wav", PATIENT_HZ, 30, rate_hz=48_000)
    with VirtualHeadset("test") as headset:
        headset.play_to_microphone(speech)
        heard, spoken = tmp_path / "heard.wav", tmp_path / "spoken.wav"
        env = headset.env | {"PATH": "/usr/bin:/bin"}
        with subprocess.Popen(["paplay", str(answer)], env=env) as playing:
            with subprocess.Popen(
                ["parecord", "--file-format=wav", "--latency-msec=40", "--channels=1", str(spoken)], env=env
            ) as listening:
                headset.record_ear(heard, 3)
                listening.terminate()
            playing.terminate()
        headset.stop_microphone()
        silent = tmp_path / "silent.wav"
        headset.record_ear(silent, 2)
    ear, mouth = read_wav(heard), read_wav(spoken)
    # A recording begins before the sound daemon has woken the sink: the first half second may be silence.
    assert only_this_tone(ear[0][ear[1] // 2 :], ear[1], PATIENT_HZ, [AGENT_HZ])
    assert only_this_tone(mouth[0][mouth[1] // 2 :], mouth[1], AGENT_HZ, [PATIENT_HZ])
    quiet = read_wav(silent)
    assert not find_tone(*quiet, PATIENT_HZ).heard
