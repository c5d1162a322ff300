"""Words for every message code: what happened, what is safe, what to do. Main thread.

The codes are the core's (``agent_app.domain.messages``); a test proves that each has its words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from agent_app.domain.messages import known
from ui.message_words import WORDS
from ui.words import translate


@dataclass(frozen=True, slots=True)
class Message:
    what: str
    safe: str
    do: str

    @property
    def text(self) -> str:
        """All of it in one paragraph."""
        return " ".join(part for part in (self.what, self.safe, self.do) if part)


def message(code: str, params: Mapping[str, str]) -> Message:
    """The words of ``code`` in the language in force, its placeholders filled."""
    if code not in WORDS:
        code, params = known(code, params)
    filled = _Filled(params)
    if code == "write_parked" and params.get("reason"):
        filled["reason"] = message(params["reason"], {}).what
    what, safe, do = (translate("Messages", source).format_map(filled) if source else "" for source in WORDS[code])
    return Message(what, safe, do)


class _Filled(dict[str, str]):
    """A missing parameter reads as an ellipsis instead of ending the desk."""

    def __missing__(self, key: str) -> str:
        return "…"
