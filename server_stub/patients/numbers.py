"""Telephone numbers: the one place that decides what was sent and whether two are the same. Pure; any thread.

A wrong match shows one patient's allergies while another one speaks. So nothing is guessed: two numbers are the same only
if their normalised forms are, with or without the centre's own country code.
"""

from __future__ import annotations

import unicodedata

LONGEST_DIGITS = 20
MASK = "•••••••"
DEFAULT_COUNTRY_CODE = "86"

_DIGITS = frozenset("0123456789")
_BRACKETS = frozenset("()[]{}")


def normalise(sent: str) -> str:
    """``sent`` as digits, with a leading ``+`` where it is international; empty where nothing usable was sent (withheld).

    Spaces, dots, dashes and brackets are dropped and ``00`` counts as ``+``; anything else, a second ``+`` or more than
    20 digits makes the whole number unusable. Full-width digits and signs are taken as their usual forms.
    """
    kept = "".join(c for c in unicodedata.normalize("NFKC", sent) if not _is_filler(c))
    international = kept.startswith("+")
    digits = kept[1:] if international else kept
    if not international and digits.startswith("00"):
        international, digits = True, digits[2:]
    if not digits or len(digits) > LONGEST_DIGITS or not _DIGITS.issuperset(digits):
        return ""
    return f"+{digits}" if international else digits


def match_key(number: str, country_code: str = DEFAULT_COUNTRY_CODE) -> str:
    """The form that a normalised number shares with every other way of writing it; empty for a withheld one.

    ``+8613800001000`` and ``13800001000`` share ``13800001000`` in a centre of country code 86; ``+7…`` keeps its ``+``.
    """
    prefix = f"+{country_code}"
    national = number.removeprefix(prefix)
    return national if national else number


def mask(number: str) -> str:
    """All but the last four digits hidden, and of short numbers more: at least half stays hidden. Empty stays empty."""
    if not number:
        return ""
    digits = number.removeprefix("+")
    shown = min(4, len(digits) // 2)
    return MASK + (digits[-shown:] if shown else "")


def _is_filler(c: str) -> bool:
    return c.isspace() or c == "." or c in _BRACKETS or unicodedata.category(c) == "Pd"
