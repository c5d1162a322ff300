"""Reading a date that a person typed, in the order of the locale or as ISO. Pure; any thread."""

from __future__ import annotations

import re
from datetime import date, timedelta

from PySide6.QtCore import QLocale

_LETTERS = {
    QLocale.Language.Russian: {"yyyy": "ГГГГ", "MM": "ММ", "dd": "ДД"},
    QLocale.Language.Chinese: {"yyyy": "年", "MM": "月", "dd": "日"},
}


def hint(locale: QLocale) -> str:
    """How to write it, in digits only: ``dd.MM.yyyy`` and the like, with the letters of the language."""
    pattern = {"y": "yyyy-MM-dd", "M": "MM/dd/yyyy"}.get(_order(locale)[0], "dd.MM.yyyy" if "." in _format(locale) else "dd/MM/yyyy")
    letters = _LETTERS.get(locale.language(), {})
    return "".join(letters.get(part, part) for part in re.split(r"(yyyy|MM|dd)", pattern))


def read_date(text: str, locale: QLocale, today: date) -> date | None:
    """``text`` as a past date, or None. Separators do not matter; a year has four digits."""
    made = _read(text, locale, today.year)
    return made if made is not None and date(1880, 1, 1) <= made <= today else None


def read_coming(text: str, locale: QLocale, today: date) -> date | None:
    """``text`` as a day from today on within ten years, or None; ``+7`` is in seven days."""
    in_days = re.fullmatch(r"\s*\+\s*(\d{1,3})\s*", text)
    made = today + timedelta(days=int(in_days[1])) if in_days else _read(text, locale, today.year + 10)
    return made if made is not None and today <= made <= today + timedelta(days=3660) else None


def _read(text: str, locale: QLocale, last_year: int) -> date | None:
    numbers = re.findall(r"\d+", text)
    if len(numbers) == 1 and len(numbers[0]) == 8:
        digits = numbers[0]
        numbers = [digits[:4], digits[4:6], digits[6:]] if 1880 <= int(digits[:4]) <= last_year else [digits[:2], digits[2:4], digits[4:]]
    if len(numbers) != 3:
        return None
    order = "yMd" if len(numbers[0]) == 4 else _order(locale).replace("y", "") + "y"
    parts = dict(zip(order, numbers, strict=True))
    if len(parts["y"]) != 4:
        return None
    try:
        return date(int(parts["y"]), int(parts["M"]), int(parts["d"]))
    except ValueError:
        return None


def _format(locale: QLocale) -> str:
    return locale.dateFormat(QLocale.FormatType.ShortFormat)


def _order(locale: QLocale) -> str:
    """``yMd``, ``dMy`` or ``Mdy``."""
    seen = dict.fromkeys(char for char in _format(locale) if char in "yMd")
    return "".join(seen)
