"""Colours meet WCAG AA in both themes; every control has an accessible name; icons and licence are shipped."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from tests.unit.ui import shots, world
from tests.unit.ui.conftest import Seat
from ui import resources
from ui.rail import Page
from ui.theme import ThemeChoice, theme

_TEXT_PAIRS = [
    ("text", ground)
    for ground in ("canvas", "surface", "sunken", "hover", "accent_soft", "danger_soft", "warn_soft", "good_soft")
] + [
    ("text_quiet", ground) for ground in ("canvas", "surface", "sunken", "accent_soft")
] + [
    ("accent_text", "accent_soft"),
    ("accent_text", "surface"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("danger_text", "danger_soft"),
    ("danger_text", "surface"),
    ("danger_text", "sunken"),
    ("on_danger", "danger"),
    ("on_danger", "danger_hover"),
    ("warn", "surface"),
    ("warn", "sunken"),
    ("good", "surface"),
    ("good", "sunken"),
    ("surface", "text"),
]  # fmt: skip
_SHAPE_PAIRS = [
    ("field_line", "surface"),
    ("accent", "surface"),
    ("danger", "surface"),
    ("good", "surface"),
    ("warn", "surface"),
    ("idle", "surface"),
]


def _luminance(color: str) -> float:
    channels = [int(color[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    """WCAG 2.2, success criterion 1.4.3."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), _TEXT_PAIRS)
def test_text_contrast(name: str, ink: str, ground: str) -> None:
    colors = resources.tokens()[name]
    assert _contrast(colors[ink], colors[ground]) >= 4.5


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), _SHAPE_PAIRS)
def test_shape_contrast(name: str, ink: str, ground: str) -> None:
    colors = resources.tokens()[name]
    assert _contrast(colors[ink], colors[ground]) >= 3.0


def test_both_themes_have_the_same_tokens_and_the_sheet_uses_only_those() -> None:
    light, dark = resources.tokens()["light"], resources.tokens()["dark"]
    assert set(light) == set(dark)
    assert set(re.findall(r"\$(\w+)", resources.style_sheet())) <= set(light)
    assert not re.findall(r"#[0-9A-Fa-f]{3,8}\b", resources.style_sheet()), "colours belong in the tokens"


def test_every_control_has_an_accessible_name(seat: Seat) -> None:
    for name, state in shots.STATES.items():
        seat.show(state)
        assert _nameless(seat.window) == [], name
    seat.show(world.QUIET)
    for page in (Page.SETTINGS, Page.PATIENTS):
        seat.window.workspace.show_page(page)
        assert _nameless(seat.window) == [], page


def _nameless(window: QWidget) -> list[str]:
    """Controls that a screen reader could only call by their kind; Qt's own inner parts have names of its own."""
    return [
        f"{type(widget).__name__} in {type(widget.parent()).__name__}"
        for widget in window.findChildren(QWidget)
        if isinstance(widget, QAbstractButton | QLineEdit | QPlainTextEdit | QComboBox)
        and widget.isVisible()
        and not widget.objectName().startswith("qt_")
        and not isinstance(widget.parent(), QLineEdit)
        and not (widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text().strip()))
    ]


@pytest.mark.parametrize("choice", [ThemeChoice.DARK, ThemeChoice.LIGHT])
def test_each_state_renders_in_both_themes(seat: Seat, choice: ThemeChoice) -> None:
    theme().choose(choice)
    for name, state in shots.STATES.items():
        seat.show(state)
        image = seat.window.grab().toImage()
        ground = image.pixelColor(image.width() - 3, image.height() - 3).lightness()
        assert (ground < 80) == (choice is ThemeChoice.DARK), name


def test_only_used_icons_are_shipped_and_all_used_ones() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in Path(resources.__file__).parent.rglob("*.py"))
    shipped = {path.stem for path in (resources.root() / "icons").glob("*.svg")}
    unused = {name for name in shipped if f'"{name}"' not in code}
    assert unused == set()
    assert (resources.root() / "icons" / "LICENSE").exists()
