"""Languages of the window: which there are, the one in force, and how dates, times and ages read in it. Main thread."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QCoreApplication, QDate, QDateTime, QLibraryInfo, QLocale, QTimeZone, QTranslator

from ui.compiled_translations import compiled

LANGUAGES: dict[str, str] = {"zh_CN": "简体中文", "ru": "Русский", "en": "English"}
"""Code to the language's own name."""

_translators: list[QTranslator] = []
_current = "en"
_locale = QLocale("en_GB")


def current() -> str:
    return _current


def locale() -> QLocale:
    return _locale


def of_system() -> str:
    """The first of our languages among those the system prefers, else English."""
    for name in QLocale.system().uiLanguages():
        code = name.replace("-", "_")
        for ours in LANGUAGES:
            if code == ours or code.split("_")[0] == ours.split("_")[0]:
                return ours
    return "en"


def switch(code: str) -> None:
    """Put ``code`` in force. Every widget hears of it by LanguageChange. Unknown codes fall back to English."""
    global _current, _locale
    app = QCoreApplication.instance()
    if app is None:
        raise RuntimeError("languages need a QApplication")
    code = code if code in LANGUAGES else "en"
    _current = code
    _locale = QLocale("en_GB" if code == "en" else code)
    QLocale.setDefault(_locale)
    previous = list(_translators)
    _translators[:] = [made for made in (_qt_words(code), _our_words(code)) if made is not None]
    for made in _translators:
        app.installTranslator(made)
    for old in previous:
        app.removeTranslator(old)


def _our_words(code: str) -> QTranslator | None:
    made = QTranslator(QCoreApplication.instance())
    return made if made.load(str(compiled(code))) else None


def _qt_words(code: str) -> QTranslator | None:
    """Qt's own: file dialog, context menus of text fields."""
    made = QTranslator(QCoreApplication.instance())
    return made if made.load(f"qtbase_{code}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)) else None


def day(value: date) -> str:
    return _locale.toString(QDate(value.year, value.month, value.day), QLocale.FormatType.ShortFormat)


def _local(value: datetime) -> QDateTime:
    return QDateTime.fromSecsSinceEpoch(round(value.timestamp()), QTimeZone.systemTimeZone())


def moment(value: datetime) -> str:
    """Date and time of day, short, in local time."""
    local = _local(value)
    return f"{_locale.toString(local.date(), QLocale.FormatType.ShortFormat)} {clock_time(value)}"


def clock_time(value: datetime) -> str:
    return _locale.toString(_local(value).time(), "HH:mm")


def duration(seconds: float) -> str:
    """``m:ss`` or ``h:mm:ss``; never negative."""
    whole = max(0, int(seconds))
    hours, rest = divmod(whole, 3600)
    minutes, secs = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{secs:02}" if hours else f"{minutes}:{secs:02}"


def age(born: date, today: date) -> int:
    """Completed years."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
