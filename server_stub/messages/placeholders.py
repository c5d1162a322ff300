"""Placeholders of templates: ``{name}`` and its like, filled once when the agent opens the form. Pure; any thread.

Strict on purpose: no formats, no attributes, no nesting. What a filled value contains is never read as a placeholder again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

NAMES: Final = ("name", "date", "time", "centre", "agent", "number")
"""The patient's name; day and time of the call in the centre's time zone; the centre's name; the agent's; the number to call us on."""

_PLACEHOLDER: Final = re.compile(r"\{([^{}]*)\}")


class BadTemplate(ValueError):
    """``placeholder``: the one that is unknown, or empty where a brace has no partner."""

    def __init__(self, placeholder: str) -> None:
        super().__init__(placeholder)
        self.placeholder = placeholder


def check(text: str) -> None:
    """Raises BadTemplate."""
    for found in _PLACEHOLDER.finditer(text):
        if found[1] not in NAMES:
            raise BadTemplate(found[1])
    rest = _PLACEHOLDER.sub("", text)
    if "{" in rest or "}" in rest:
        raise BadTemplate("")


def fill(text: str, values: Mapping[str, str]) -> str:
    """``text``, which was checked, with ``values``; a value that is not known leaves nothing behind."""
    return _PLACEHOLDER.sub(lambda found: values.get(found[1], ""), text)
