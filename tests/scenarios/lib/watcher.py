"""Times when something stood on the screen: samples a region some hundred times a second and keeps each frame that differs.

Afterwards, when it is known (by reading the screen) where the final text stands, the first kept frame on which that place had its
final pixels is the answer. A change lies between two looks; the later one is given, so a watcher that was held up makes the desk look
slower, never quicker. Runs on a thread of its own.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType

import numpy as np

from tests.scenarios.lib.screen import Box, Pixels, Screen

_SAMPLE_EVERY_S = 0.002


@dataclass(frozen=True, slots=True)
class Frame:
    """What the region looked like from ``at`` on. Times are seconds of time.time(): the PBX stamps in the same clock."""

    at: float
    looked_before_at: float
    """When it was looked at before this: the change lies between the two."""
    pixels: Pixels


class RegionWatcher:
    """Watches ``region`` from ``__enter__`` to ``__exit__``."""

    def __init__(self, screen: Screen, region: Box, *, keep_at_most: int = 4000) -> None:
        self.region = region
        self.frames: list[Frame] = []
        self.samples = 0
        self._screen, self._keep_at_most = screen, keep_at_most
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="region-watcher", daemon=True)
        self._began = self._ended = 0.0

    @property
    def rate_hz(self) -> float:
        """Samples a second, so far or at the end."""
        return self.samples / max((self._ended or time.time()) - self._began, 1e-6)

    def first_final(self, boxes: Sequence[Box]) -> Frame | None:
        """The first frame from which on every box keeps its final content.

        None where that cannot be said: a box lies outside the region, or none of them changed while watched.
        """
        if not self.frames or not all(self.region.contains(box) for box in boxes):
            return None
        first = len(self.frames) - 1
        while first > 0 and all(self._same(first - 1, box) for box in boxes):
            first -= 1
        return self.frames[first] if first else None

    def _same(self, index: int, box: Box) -> bool:
        rows = slice(box.top - self.region.top, box.bottom - self.region.top)
        columns = slice(box.left - self.region.left, box.right - self.region.left)
        return np.array_equal(self.frames[index].pixels[rows, columns], self.frames[-1].pixels[rows, columns])

    def _run(self) -> None:
        live = self._screen.view(self.region)
        # Compared four bytes at a time.
        live_words = live.view(np.uint32)
        last: Pixels | None = None
        looked_before = time.time()
        while not self._stop.is_set():
            now = time.time()
            self.samples += 1
            if (last is None or not np.array_equal(live_words, last.view(np.uint32))) and len(self.frames) < self._keep_at_most:
                last = live.copy()
                self.frames.append(Frame(now, looked_before, last))
            looked_before = now
            time.sleep(_SAMPLE_EVERY_S)

    def __enter__(self) -> RegionWatcher:
        self._began = time.time()
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._stop.set()
        self._thread.join()
        self._ended = time.time()
