"""What a person types to dial, made into what can be dialled; and what of a number may be shown. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum

from agent_app.domain.errors import UserFacingError

MAX_DIGITS = 20
"""Digits, as the server takes them. E.164 has 15; carriers' prefixes come on top."""

_SEPARATORS = re.compile(r"[\s().\-/\u2010-\u2015\u2212\u00b7]")
_PLAIN = re.compile(r"\+?[0-9]+")
_FEATURE = re.compile(r"[*#][0-9*#]{1,10}")
_INTERNAL = re.compile(r"60[01]|1[0-9]{3}")  # echo, milliwatt and the desks' extensions, as in the dial plan


class DialKind(Enum):
    EXTERNAL = "external"  # a person outside: pop, record and wrap-up
    INTERNAL = "internal"  # echo, test tone or another desk: a call, no record
    FEATURE = "feature"  # *46 and the like


@dataclass(frozen=True, slots=True)
class DialString:
    digits: str
    """Digits with an optional leading ``+``, or a feature code."""
    kind: DialKind


def parse_dial_string(text: str) -> DialString:
    """What ``text`` dials. Raises UserFacingError(``number_...``) where it is no number."""
    cleaned = _SEPARATORS.sub("", _ascii_digits(text))
    if not cleaned:
        raise UserFacingError("number_empty")
    if any(character.isalpha() for character in cleaned):
        raise UserFacingError("number_has_letters")
    if _FEATURE.fullmatch(cleaned):
        return DialString(cleaned, DialKind.FEATURE)
    if not _PLAIN.fullmatch(cleaned):
        raise UserFacingError("number_bad_characters")
    count = len(cleaned.lstrip("+"))
    if count > MAX_DIGITS:
        raise UserFacingError("number_too_long")
    if count < 3:
        raise UserFacingError("number_too_short")
    return DialString(cleaned, DialKind.INTERNAL if _INTERNAL.fullmatch(cleaned) else DialKind.EXTERNAL)


def _ascii_digits(text: str) -> str:
    """Full-width and other scripts' digits become 0-9; invisible marks that come with pasted text go."""
    folded = unicodedata.normalize("NFKC", text).strip().removeprefix("tel:")
    return "".join(_ascii_digit(character) for character in folded if unicodedata.category(character) != "Cf")


def _ascii_digit(character: str) -> str:
    value = unicodedata.decimal(character, None)
    return character if value is None else str(value)


def mask(number: str) -> str:
    """``number`` with the last four digits left: seven dots and four digits, however long it was."""
    digits = [character for character in number if character.isdigit()]
    if len(digits) <= 4:
        return "".join(digits)
    return "•••••••" + "".join(digits[-4:])
