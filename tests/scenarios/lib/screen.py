"""Reads the X server's pixels from its memory-mapped screen (format of ``xwd`` version 7) and writes PNG files.

Nothing is asked of the X server and nothing is drawn for it: reading costs it no time, so that looking often does not slow what is
looked at.
"""

from __future__ import annotations

import mmap
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
"""Height x width x 4: blue, green, red, unused."""

_HEADER_FIELDS = 25
_COLOUR_BYTES = 12


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the screen, in pixels."""

    left: int
    top: int
    width: int
    height: int

    @property
    def right(self) -> int:
        return self.left + self.width

    @property
    def bottom(self) -> int:
        return self.top + self.height

    def union(self, other: Box) -> Box:
        left, top = min(self.left, other.left), min(self.top, other.top)
        return Box(left, top, max(self.right, other.right) - left, max(self.bottom, other.bottom) - top)

    def grown(self, by: int, within: Box) -> Box:
        """Larger by ``by`` on each side, cut to ``within``."""
        left, top = max(self.left - by, within.left), max(self.top - by, within.top)
        return Box(left, top, min(self.right + by, within.right) - left, min(self.bottom + by, within.bottom) - top)

    def contains(self, other: Box) -> bool:
        return self.left <= other.left and self.top <= other.top and self.right >= other.right and self.bottom >= other.bottom


class Screen:
    """The pixels of one virtual display. Safe to read from several threads; ``close()`` when done."""

    def __init__(self, framebuffer: Path) -> None:
        with framebuffer.open("rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)
        fields = struct.unpack(f">{_HEADER_FIELDS}I", self._map[: 4 * _HEADER_FIELDS])
        header_size, _version, _format, depth, width, height = fields[:6]
        bits_per_pixel, bytes_per_line, colours = fields[11], fields[12], fields[19]
        if depth != 24 or bits_per_pixel != 32 or bytes_per_line != 4 * width:
            raise ValueError(f"a screen of {depth} bits in {bits_per_pixel} was not expected")
        flat = np.frombuffer(self._map, np.uint8, count=height * bytes_per_line, offset=header_size + colours * _COLOUR_BYTES)
        self._pixels: Pixels = flat.reshape(height, width, 4)
        self.box = Box(0, 0, width, height)

    def view(self, box: Box | None = None) -> Pixels:
        """The live pixels, not a copy: they change while one looks."""
        area = box or self.box
        return self._pixels[area.top : area.bottom, area.left : area.right]

    def copy(self, box: Box | None = None) -> Pixels:
        return self.view(box).copy()

    def save(self, file: Path, box: Box | None = None) -> Path:
        """Write a PNG of what is shown now."""
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(png(self.copy(box)))
        return file

    def close(self) -> None:
        """Let go of the map as soon as nobody looks any more."""
        self._pixels = np.zeros((0, 0, 4), np.uint8)


def png(pixels: Pixels) -> bytes:
    """``pixels`` as an 8-bit RGB PNG."""
    height, width = pixels.shape[:2]
    rgb = pixels[:, :, 2::-1]
    lines = np.concatenate([np.zeros((height, 1), np.uint8), rgb.reshape(height, 3 * width)], axis=1)

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(lines.tobytes(), 6)) + chunk(b"IEND", b"")
