"""What the window remembers between runs: where it was, language, theme, folded panel. Main thread."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from ui import languages
from ui.theme import ThemeChoice

LOCK_AFTER_MIN = 10
LOCK_CHOICES_MIN = (2, 5, 10, 15, 30)


class Preferences:
    def __init__(self, file: Path) -> None:
        self._settings = QSettings(str(file), QSettings.Format.IniFormat)

    @property
    def language(self) -> str:
        return str(self._settings.value("language", "")) or languages.of_system()

    @language.setter
    def language(self, code: str) -> None:
        self._settings.setValue("language", code)

    @property
    def theme(self) -> ThemeChoice:
        stored = str(self._settings.value("theme", ThemeChoice.SYSTEM.value))
        return ThemeChoice(stored) if stored in {choice.value for choice in ThemeChoice} else ThemeChoice.SYSTEM

    @theme.setter
    def theme(self, choice: ThemeChoice) -> None:
        self._settings.setValue("theme", choice.value)

    @property
    def user(self) -> str:
        """The user name typed last, so that only the password is missing."""
        return str(self._settings.value("user", ""))

    @user.setter
    def user(self, name: str) -> None:
        self._settings.setValue("user", name)

    @property
    def geometry(self) -> QByteArray | None:
        stored = self._settings.value("geometry")
        return stored if isinstance(stored, QByteArray) else None

    @geometry.setter
    def geometry(self, value: QByteArray) -> None:
        self._settings.setValue("geometry", value)

    @property
    def lock_after_min(self) -> int:
        """Minutes without input after which the desk locks."""
        stored = str(self._settings.value("lock_after_min", LOCK_AFTER_MIN))
        return int(stored) if stored.isdecimal() and int(stored) in LOCK_CHOICES_MIN else LOCK_AFTER_MIN

    @lock_after_min.setter
    def lock_after_min(self, minutes: int) -> None:
        self._settings.setValue("lock_after_min", minutes)

    @property
    def side_panel_folded(self) -> bool:
        return str(self._settings.value("side_panel_folded", "false")) == "true"

    @side_panel_folded.setter
    def side_panel_folded(self, folded: bool) -> None:
        self._settings.setValue("side_panel_folded", "true" if folded else "false")

    def save(self) -> None:
        self._settings.sync()
