"""Where icons, style sheets and translations lie, in a checkout as in a frozen program.

Any thread; no Qt in here.
"""

from __future__ import annotations

import json
import sys
from functools import cache
from pathlib import Path


@cache
def root() -> Path:
    """The ``resources`` folder: beside the packages, or inside the bundle of a frozen program."""
    bundle = getattr(sys, "_MEIPASS", None)
    return Path(bundle) / "resources" if bundle else Path(__file__).resolve().parent.parent / "resources"


def icon_source(name: str) -> bytes:
    """The SVG text of an icon. Raises FileNotFoundError for a name that is not shipped."""
    return (root() / "icons" / f"{name}.svg").read_bytes()


@cache
def tokens() -> dict[str, dict[str, str]]:
    """Colours by theme and token name, as ``#RRGGBB``."""
    loaded: dict[str, dict[str, str]] = json.loads((root() / "styles" / "tokens.json").read_text(encoding="utf-8"))
    return loaded


@cache
def style_sheet() -> str:
    """The sheet with ``$token`` placeholders."""
    return (root() / "styles" / "careline.qss").read_text(encoding="utf-8")


def translations() -> Path:
    return root() / "translations"
