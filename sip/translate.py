"""PJSIP's numbers into the field's words. Pure; any thread."""

from __future__ import annotations

from collections.abc import Sequence

NOBODY_ANSWERED = frozenset({0, 408, 502, 503, 504})
CERTIFICATE_STATUS = 171173
"""PJSIP_TLS_ECERTVERIF: the transport was closed because the peer's certificate was not accepted."""


def is_unanswered(code: int) -> bool:
    """Whether this outcome of a REGISTER means that nobody is there, rather than that somebody said no."""
    return code in NOBODY_ANSWERED or code >= 600


def certificate_words(messages: Sequence[str]) -> str:
    """The verifier's own words, bounded. Never empty: that there was a refusal must not get lost."""
    said = "; ".join(text for text in messages if text and text.upper() != "OK")
    return (said or "certificate refused")[:200]


def end_code(last_status: int, *, was_answered: bool, ended_here: bool) -> int:
    """SIP status of a call's end as the core knows it: 200 for a normal hang-up, 0 where the line was lost.

    PJSIP reports 408/503 on an answered call when a refresh or a BYE found nobody: then nobody hung up.
    """
    if was_answered:
        if ended_here:
            return 200
        return 0 if last_status in NOBODY_ANSWERED or last_status == 481 else 200
    return last_status
