"""``translate`` and the marker for words that are translated later.

Every text of the window goes through these, with literals: ``translate("Context", "English text")``; ``ui.translatable`` finds them so.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """Marks ``text`` for translation under ``context`` and gives it back; Qt's own loses the type."""
    del context
    return text
