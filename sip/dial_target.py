"""What may be dialled and what may be sent as tones. Pure; any thread."""

from __future__ import annotations

import re

_TARGET = re.compile(r"d-[A-Za-z0-9_-]{1,64}|\+?[0-9*#]{1,40}")
_REF = re.compile(r"[A-Za-z0-9._-]{1,80}")
_DTMF = re.compile(r"[0-9*#A-Da-d]{1,32}")


def is_target(target: str) -> bool:
    """Digits with ``+ * #``, or a token ``d-...`` from the server."""
    return _TARGET.fullmatch(target) is not None


def is_ref(ref: str) -> bool:
    return _REF.fullmatch(ref) is not None


def is_dtmf(digits: str) -> bool:
    return _DTMF.fullmatch(digits) is not None


def uri_for(target: str, domain: str, port: int) -> str:
    """The SIP URI of a checked target. ``#`` is not allowed unescaped in the user part (RFC 3261 25.1)."""
    return f"sip:{target.replace('#', '%23')}@{domain}:{port};transport=tls"
