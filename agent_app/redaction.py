"""Log lines without patients and secrets. Any thread.

Patterns catch numbers and tokens wherever they come from; what the desk shows at the moment (names, numbers, notes) is
taken out by its very words. Call references stay readable: they name a call, not a person.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable

from agent_app.desk_state import DeskState
from agent_app.domain.patient import CallContext, Patient

REDACTED = "[…]"
SHORTEST_WORD = 2
"""Characters. Chinese names are this short; single letters would redact everything."""

_PATTERNS = (
    re.compile(r"(?i)(?<=bearer )[\w.~+/=-]+"),
    re.compile(r"\beyJ[\w-]+\.[\w-]+\.[\w-]+"),  # a signed token
    re.compile(r"""(?i)(?<=password)["']?\s*[:=]\s*["']?[^\s"',}]+"""),
    re.compile(r"""(?i)(?<=token)["']?\s*[:=]\s*["']?[^\s"',}]+"""),
    re.compile(r"(?i)(?<=notes)[\"']?\s*[:=]\s*(\"[^\"]*\"|'[^']*'|\S+)"),
    # telephone and identity numbers: six digits and more, however grouped, but not inside a reference or an identifier
    re.compile(r"(?<![\w.-])\+?\(?\d(?:[ ().-]{0,2}\d){5,}[Xx]?"),
)


class RedactingFormatter(logging.Formatter):
    """``words`` gives what must not be seen at this moment; it is called for each line, on the logging thread."""

    def __init__(self, words: Callable[[], Iterable[str]] = tuple) -> None:
        super().__init__("%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s")
        self.words = words

    def formatMessage(self, record: logging.LogRecord) -> str:
        record.message = self._redact(record.message)
        return super().formatMessage(record)

    def formatException(self, ei: object) -> str:
        return self._redact(super().formatException(ei))  # type: ignore[arg-type]

    def _redact(self, text: str) -> str:
        return redact(text, self.words())


def redact(text: str, words: Iterable[str] = ()) -> str:
    """``text`` without ``words`` and without what looks like a number or a secret."""
    for word in sorted((word for word in words if len(word.strip()) >= SHORTEST_WORD), key=len, reverse=True):
        text = text.replace(word, REDACTED)
    for pattern in _PATTERNS:
        text = pattern.sub(REDACTED, text)
    return text


def sensitive_words(state: DeskState) -> set[str]:
    """Names, numbers and notes that stand on the desk now."""
    words: set[str] = set()
    if state.pop is not None:
        words |= _of_context(state.pop)
    for call in state.calls:
        words |= {call.remote_number, call.remote_name}
    for draft in (*state.unfinished, *((state.wrap_up,) if state.wrap_up is not None else ())):
        words |= {draft.who, draft.notes, *draft.notes.splitlines()}
    if state.session is not None and state.session.sip is not None:
        words.add(state.session.sip.password)
    return words


def _of_context(context: CallContext) -> set[str]:
    words = {context.number}
    for patient in (*context.candidates, *((context.patient,) if context.patient is not None else ())):
        words |= _of_patient(patient)
    return words


def _of_patient(patient: Patient) -> set[str]:
    return {patient.name, *patient.allergies, *patient.alerts, *(contact.summary for contact in patient.contacts)}
