"""Icons tinted in the colours of the theme, sharp at every scale. Main thread."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from ui import resources
from ui.theme import theme

_cache: dict[tuple[str, str, int, float], QPixmap] = {}


def pixmap(name: str, ink: str = "text", size: int = 20) -> QPixmap:
    """The icon in the colour of the token ``ink``, ``size`` logical pixels wide."""
    ratio = _ratio()
    color = theme().color(ink).name()
    key = (name, color, size, ratio)
    if key not in _cache:
        _cache[key] = _render(resources.icon_source(name).replace(b"currentColor", color.encode()), size, ratio)
    return _cache[key]


def icon(name: str, ink: str = "text", size: int = 20) -> QIcon:
    return QIcon(pixmap(name, ink, size))


def application_icon() -> QIcon:
    """The program's own mark, in its own colours."""
    made = QIcon()
    for size in (16, 32, 48, 64, 128):
        made.addPixmap(_render(resources.icon_source("careline"), size, 1.0))
    return made


def _ratio() -> float:
    app = QApplication.instance()
    return float(app.devicePixelRatio()) if isinstance(app, QApplication) else 1.0


def _render(svg: bytes, size: int, ratio: float) -> QPixmap:
    made = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(svg)).render(painter, QRectF(0, 0, made.width(), made.height()))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made
