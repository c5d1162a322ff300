"""Reads the screen as a person does: pixels only, by tesseract. Knows nothing of the window's widgets."""

from __future__ import annotations

import csv
import difflib
import io
import os
import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tests.scenarios.lib.screen import Box, Pixels

_SCALE = 3
_SIMILAR = 0.8
_ID = re.compile(r"P[-—–=~_. ]?([0-9OQoIl|]{4})(?![0-9A-Za-z])")  # dashes as tesseract reads them
_DIGITS = str.maketrans("OQoIl|", "000111")


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    box: Box
    """On the picture that was read, in its own pixels."""
    line: tuple[int, int, int]
    """Words of one line of text have the same."""


def read_words(pixels: Pixels, *, sparse: bool = True, language: str = "eng") -> list[Word]:
    """Every word tesseract finds, with its place. Raises CalledProcessError or FileNotFoundError where tesseract cannot run."""
    grey = (pixels[:, :, :3].astype(np.uint16) * np.array([11, 59, 30], np.uint16)).sum(axis=2) // 100
    if grey.mean() < 110:
        grey = 255 - grey  # tesseract was taught dark letters on light paper
    large = _enlarge(grey.astype(np.float32))
    picture = b"P5 %d %d 255\n" % (large.shape[1], large.shape[0]) + large.tobytes()
    command = ["tesseract", "stdin", "stdout", "-l", language, "--dpi", "288", "--psm", "11" if sparse else "6", "tsv"]
    # One thread: it shares the machine with what is being measured.
    env = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    answer = subprocess.run(command, input=picture, capture_output=True, check=True, env=env)
    rows = csv.DictReader(io.StringIO(answer.stdout.decode(errors="replace")), delimiter="\t", quoting=csv.QUOTE_NONE)
    words = []
    for row in rows:
        if row["level"] == "5" and row["text"].strip():
            box = Box(*(round(int(row[key]) / _SCALE) for key in ("left", "top", "width", "height")))
            words.append(Word(row["text"].strip(), box, (int(row["block_num"]), int(row["par_num"]), int(row["line_num"]))))
    return words


def _enlarge(grey: np.ndarray[tuple[int, ...], np.dtype[np.float32]]) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """Three times larger, straight lines between the pixels: small screen letters are below what tesseract reads well."""
    for axis in (0, 1):
        size = grey.shape[axis]
        at = np.clip((np.arange(size * _SCALE) + 0.5) / _SCALE - 0.5, 0, size - 1)
        low = np.floor(at).astype(int)
        high = np.minimum(low + 1, size - 1)
        share = (at - low).astype(np.float32)
        share = share[:, None] if axis == 0 else share[None, :]
        grey = np.take(grey, low, axis) * (1 - share) + np.take(grey, high, axis) * share
    return grey.astype(np.uint8)


def plain(text: str) -> str:
    """Letters and digits in lower case: what remains comparable after reading from a screen."""
    return "".join(character for character in text.casefold() if character.isalnum())


def find_phrase(words: Sequence[Word], phrase: str, *, similar: float = _SIMILAR) -> Box | None:
    """Where ``phrase`` stands on one line, the best of those at least ``similar`` (0..1); None where nowhere."""
    wanted, best, found = plain(phrase), similar, None
    count = len(phrase.split())
    for line in _lines(words):
        for start in range(len(line)):
            for length in range(max(1, count - 1), count + 2):
                run = line[start : start + length]
                likeness = difflib.SequenceMatcher(None, wanted, plain("".join(word.text for word in run))).ratio()
                if likeness > best or (likeness == best and found is None):
                    best, found = likeness, _around(run)
    return found


def patient_ids(words: Sequence[Word]) -> dict[str, Box]:
    """Every patient id (``P-`` and four digits) on the picture.

    A letter that looks like a digit counts as that digit; no digit ever counts as another.
    """
    found = {}
    for line in _lines(words):
        for start in range(len(line)):
            for run in (line[start : start + 1], line[start : start + 2]):
                match = _ID.fullmatch("".join(word.text for word in run).strip(".,:;()[]·•"))
                if match:
                    found[f"P-{match[1].translate(_DIGITS)}"] = _around(run)
    return found


def _lines(words: Sequence[Word]) -> list[list[Word]]:
    lines: dict[tuple[int, int, int], list[Word]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    return list(lines.values())


def _around(words: Sequence[Word]) -> Box:
    box = words[0].box
    for word in words[1:]:
        box = box.union(word.box)
    return box
