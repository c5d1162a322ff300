"""Light and dark: palette, style sheet and tokens for what is painted by hand. Main thread.

The theme follows the system until the person chooses one.
"""

from __future__ import annotations

from enum import Enum
from string import Template

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from ui import resources

FAMILIES = [
    "Segoe UI",
    "Noto Sans",
    "Noto Sans CJK SC",
    "Microsoft YaHei UI",
    "Noto Sans Arabic",
    "Noto Sans Hebrew",
    "DejaVu Sans",
]
"""The system's own sans first, then what covers Chinese, Cyrillic and right-to-left scripts."""


class ThemeChoice(Enum):
    SYSTEM = "system"  # as the desktop says, also when it changes
    LIGHT = "light"
    DARK = "dark"


class Theme(QObject):
    """The one owner of colours.

    Signals: ``changed`` after palette and sheet have been exchanged.
    """

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._choice = ThemeChoice.SYSTEM
        self._name = ""
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._system_changed)

    @property
    def choice(self) -> ThemeChoice:
        return self._choice

    @property
    def name(self) -> str:
        """``light`` or ``dark``."""
        return self._name or "light"

    def color(self, token: str) -> QColor:
        return QColor(resources.tokens()[self.name][token])

    def choose(self, choice: ThemeChoice) -> None:
        self._choice = choice
        self._apply()

    def _system_changed(self) -> None:
        if self._choice is ThemeChoice.SYSTEM:
            self._apply()

    def _wanted(self) -> str:
        if self._choice is not ThemeChoice.SYSTEM:
            return str(self._choice.value)
        dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return "dark" if dark else "light"

    def _apply(self) -> None:
        wanted = self._wanted()
        if wanted == self._name:
            return
        self._name = wanted
        self._app.setPalette(_palette(resources.tokens()[wanted]))
        self._app.setStyleSheet(Template(resources.style_sheet()).substitute(resources.tokens()[wanted]))
        self.changed.emit()


def _palette(colors: dict[str, str]) -> QPalette:
    """The sheet covers most; what Fusion paints itself (selection, placeholder, links) comes from here."""
    roles = {
        QPalette.ColorRole.Window: "canvas",
        QPalette.ColorRole.WindowText: "text",
        QPalette.ColorRole.Base: "surface",
        QPalette.ColorRole.AlternateBase: "sunken",
        QPalette.ColorRole.Text: "text",
        QPalette.ColorRole.Button: "surface",
        QPalette.ColorRole.ButtonText: "text",
        QPalette.ColorRole.PlaceholderText: "text_quiet",
        QPalette.ColorRole.Highlight: "accent",
        QPalette.ColorRole.HighlightedText: "on_accent",
        QPalette.ColorRole.Link: "accent_text",
        QPalette.ColorRole.ToolTipBase: "text",
        QPalette.ColorRole.ToolTipText: "surface",
    }
    palette = QPalette()
    for role, token in roles.items():
        palette.setColor(role, QColor(colors[token]))
    return palette


def application_font() -> QFont:
    font = QFont()
    font.setFamilies(FAMILIES)
    font.setPixelSize(14)
    return font


def warm_fonts() -> None:
    """Have Qt find and load the fonts of every script and size in use, so that no call waits for them."""
    scratch = QPixmap(8, 8)
    painter = QPainter(scratch)
    for pixels in (11, 12, 13, 14, 16, 18, 24):
        for weight in (QFont.Weight.Normal, QFont.Weight.DemiBold, QFont.Weight.Bold):
            font = application_font()
            font.setPixelSize(pixels)
            font.setWeight(weight)
            painter.setFont(font)
            painter.drawText(0, 8, "Ag0•中药Жщعر")
    painter.end()


def theme() -> Theme:
    """The application's theme; made with the first call, after QApplication."""
    global _theme
    if _theme is None:
        app = QApplication.instance()
        assert isinstance(app, QApplication), "the theme needs a QApplication"  # noqa: S101
        _theme = Theme(app)
    return _theme


_theme: Theme | None = None
