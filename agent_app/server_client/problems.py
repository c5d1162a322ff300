"""What went wrong on the way to the server, in the core's errors. Any worker thread."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from typing import Any, NoReturn

from agent_app.domain.errors import CertificateRefused, ServerAway, UserFacingError

SESSION_LOST = {
    "not_signed_in": "session_expired",
    "token_expired": "session_expired",
    "refresh_refused": "session_expired",
    "logged_out": "session_expired",
    "token_reused": "session_expired",
    "signed_in_elsewhere": "signed_in_elsewhere",
    "account_disabled": "account_disabled",
    "account_changed": "account_changed",
    "centre_emptied": "centre_emptied",
}
"""The server's reasons for refusing a token -> what the person reads."""


def problem(status: int, body: object) -> UserFacingError:
    """The error of a refused request; ``body`` is the parsed problem+json, or anything else."""
    if isinstance(body, dict) and isinstance(body.get("code"), str):
        code, permanent, params = body["code"], body.get("permanent") is True, body.get("params")
        texts = {str(key): str(value) for key, value in params.items()} if isinstance(params, dict) else {}
        texts.pop("permanent", None)
        texts.pop("code", None)
        return UserFacingError(code, permanent=permanent, **texts)
    # No problem document: not our server's voice. A proxy's 502 passes; a 4xx from it may as well.
    return ServerAway(f"status {status} without a problem document")


def raise_transport(error: BaseException, host: str) -> NoReturn:
    """Raise CertificateRefused where ``error`` comes from certificate verification, else ServerAway."""
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            raise CertificateRefused(host, cause.verify_message or str(cause.reason)) from error
    raise ServerAway(type(error).__name__) from error


def _causes(error: BaseException) -> Iterator[BaseException]:
    """``error`` and all it wraps: requests and urllib3 put causes into arguments and ``reason`` as well."""
    waiting: list[Any] = [error]
    seen: set[int] = set()
    while waiting:
        current = waiting.pop()
        if not isinstance(current, BaseException) or id(current) in seen:
            continue
        seen.add(id(current))
        yield current
        waiting += [current.__cause__, current.__context__, getattr(current, "reason", None), *current.args]
