"""Ground for every widget of the window: hears of a language switch and of a theme change. Main thread."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QLayout, QVBoxLayout, QWidget

L = TypeVar("L", bound=QBoxLayout)


class Panel(QFrame):
    """A frame whose words are set in ``retranslate()``, which also runs at every language switch."""

    def __init__(self, parent: QWidget | None = None, *, kind: str = "") -> None:
        super().__init__(parent)
        if kind:
            self.setProperty("kind", kind)

    def retranslate(self) -> None:
        """Set every text of this widget, in the language in force."""

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def label(kind: str = "", text: str = "", *, wrap: bool = False, parent: QWidget | None = None) -> QLabel:
    """A label for plain text only: a patient's name never becomes markup."""
    made = QLabel(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    # right-to-left names start at the same edge as all others
    made.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
    if kind:
        made.setProperty("kind", kind)
    return made


def row(*items: QWidget | QLayout | int | None, spacing: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> QHBoxLayout:
    """Items side by side; an int is a gap in pixels, None takes what is left."""
    return _fill(QHBoxLayout(), items, spacing, margins)


def column(*items: QWidget | QLayout | int | None, spacing: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> QVBoxLayout:
    """Items one under the other; an int is a gap in pixels, None takes what is left."""
    return _fill(QVBoxLayout(), items, spacing, margins)


def set_kind(widget: QWidget, **properties: str) -> None:
    """Change what the style sheet sees of a widget, only where it differs."""
    changed = False
    for name, value in properties.items():
        if widget.property(name) != value:
            widget.setProperty(name, value)
            changed = True
    if changed:
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def set_text(target: QLabel, text: str) -> None:
    """QLabel lays out again even where nothing changed: spare it that."""
    if target.text() != text:
        target.setText(text)


def _fill(made: L, items: tuple[QWidget | QLayout | int | None, ...], spacing: int, margins: tuple[int, int, int, int]) -> L:
    made.setSpacing(spacing)
    made.setContentsMargins(*margins)
    for item in items:
        if item is None:
            made.addStretch(1)
        elif isinstance(item, int):
            made.addSpacing(item)
        elif isinstance(item, QLayout):
            made.addLayout(item)
        else:
            made.addWidget(item)
    return made
