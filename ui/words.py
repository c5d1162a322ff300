"""``translate`` under the one name lupdate looks for, and the marker for words that are translated later.

Every text of the window goes through these: ``translate("Context", "English text")``.
"""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

translate = QCoreApplication.translate

__all__ = ["QT_TRANSLATE_NOOP", "translate"]
