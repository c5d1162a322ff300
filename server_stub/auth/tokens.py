"""Access tokens (signed, ten minutes) and refresh tokens (opaque). Pure; any thread."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import jwt

from server_stub.problems import Problem

ACCESS_LIFETIME_S: Final = 600
REFRESH_LIFETIME: Final = timedelta(days=30)
REFRESH_GRACE: Final = timedelta(seconds=60)
"""So long a refresh whose answer was lost may be repeated."""

_ALGORITHM: Final = "HS256"


@dataclass(frozen=True, slots=True)
class AccessClaims:
    user_id: str
    sign_in_id: str


def make_access(key: bytes, claims: AccessClaims, now: datetime) -> str:
    payload = {"sub": claims.user_id, "sid": claims.sign_in_id, "iat": now, "exp": now + timedelta(seconds=ACCESS_LIFETIME_S)}
    return jwt.encode(payload, key, algorithm=_ALGORITHM)


def read_access(key: bytes, token: str) -> AccessClaims:
    """Raises Problem ``token_expired`` or ``not_signed_in``."""
    try:
        payload = jwt.decode(token, key, algorithms=[_ALGORITHM], options={"require": ["sub", "sid", "exp"]})
    except jwt.ExpiredSignatureError:
        raise Problem("token_expired") from None
    except jwt.InvalidTokenError:
        raise Problem("not_signed_in") from None
    return AccessClaims(str(payload["sub"]), str(payload["sid"]))


def make_refresh() -> str:
    """43 characters: the smallest credential store of a desk holds 1,280."""
    return secrets.token_urlsafe(32)


def hash_refresh(token: str) -> str:
    """What the database keeps. 256 random bits need no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()
