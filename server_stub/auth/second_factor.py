"""The second factor: codes of an authenticator app (TOTP, RFC 6238) and recovery codes. Caller's write transaction and thread."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata
from datetime import datetime
from typing import Final

import pyotp
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from server_stub.auth.rights import Role
from server_stub.db.models import RecoveryCode, User, UserSecurity
from server_stub.keys import KeyRing
from server_stub.settings import Settings

STEP_S: Final = 30
STEPS_ASIDE: Final = 1
"""How far the telephone's clock may be off, in steps."""
RECOVERY_CODES: Final = 10
_RECOVERY_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is read as another
_ISSUER: Final = "Careline"
_NEEDED_BY: Final = frozenset({Role.ADMINISTRATOR.value, Role.LEADER.value})


def required(settings: Settings, user: User) -> bool:
    """Whether this user may not do without one."""
    return settings.second_factor_required and user.role in _NEEDED_BY


def of(session: Session, user_id: str) -> UserSecurity:
    """The user's row, made where there is none, locked until the transaction's end."""
    row = session.get(UserSecurity, user_id, with_for_update=True)
    if row is None:
        row = UserSecurity(user_id=user_id, password_must_change=False, totp_last_step=0)
        session.add(row)
        session.flush()
    return row


def enrolled(session: Session, user_id: str) -> bool:
    row = session.get(UserSecurity, user_id)
    return row is not None and row.totp_sealed is not None


def begin(session: Session, keys: KeyRing, user: User) -> tuple[str, str]:
    """A new secret (base 32) and its ``otpauth:`` address, in force once confirmed; an earlier unconfirmed one is void."""
    secret = pyotp.random_base32()
    of(session, user.id).totp_pending_sealed = keys.seal(secret)
    return secret, pyotp.TOTP(secret).provisioning_uri(name=user.username, issuer_name=_ISSUER)


def confirm(session: Session, keys: KeyRing, user_id: str, code: str, now: datetime) -> list[str] | None:
    """Put the pending secret in force if ``code`` is of it: new recovery codes, shown this once. None: it is not."""
    row = of(session, user_id)
    if row.totp_pending_sealed is None:
        return None
    step = _step_of(keys.open(row.totp_pending_sealed), _digits(code), now, 0)
    if step is None:
        return None
    row.totp_sealed, row.totp_pending_sealed, row.totp_last_step = row.totp_pending_sealed, None, step
    return _new_recovery_codes(session, user_id)


def check(session: Session, keys: KeyRing, user_id: str, code: str, now: datetime) -> str:
    """Use up ``code``: returns ``code`` or ``recovery_code``, empty where it is neither or was used before."""
    row = of(session, user_id)
    if row.totp_sealed is None:
        return ""
    step = _step_of(keys.open(row.totp_sealed), _digits(code), now, row.totp_last_step)
    if step is not None:
        row.totp_last_step = step
        return "code"
    recovery = session.get(RecoveryCode, _hash(user_id, code), with_for_update=True)
    if recovery is None or recovery.user_id != user_id or recovery.used_at is not None:
        return ""
    recovery.used_at = now
    return "recovery_code"


def remove(session: Session, user_id: str) -> None:
    """No second factor any more, nor codes for it."""
    row = of(session, user_id)
    row.totp_sealed = row.totp_pending_sealed = None
    session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user_id))


def recovery_codes_left(session: Session, user_id: str) -> int:
    unused = RecoveryCode.user_id == user_id, RecoveryCode.used_at.is_(None)
    return session.scalar(select(func.count()).select_from(RecoveryCode).where(*unused)) or 0


def _digits(code: str) -> str:
    """As typed: with spaces, or in another script's digits."""
    kept = (character for character in code if not character.isspace() and character not in "-\u2010\u2011")
    return "".join(str(unicodedata.digit(character, character)) for character in kept)


def _step_of(secret: str, code: str, now: datetime, last_step: int) -> int | None:
    """The time step whose code this is, if it is near and newer than the last one taken."""
    if len(code) != 6 or not code.isascii():
        return None
    present = int(now.timestamp()) // STEP_S
    totp = pyotp.TOTP(secret)
    for step in range(present - STEPS_ASIDE, present + STEPS_ASIDE + 1):
        if step > last_step and hmac.compare_digest(totp.generate_otp(step), code):
            return step
    return None


def _new_recovery_codes(session: Session, user_id: str) -> list[str]:
    session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user_id))
    codes = ["-".join("".join(secrets.choice(_RECOVERY_LETTERS) for _ in range(5)) for _ in range(2)) for _ in range(RECOVERY_CODES)]
    session.add_all(RecoveryCode(code_hash=_hash(user_id, code), user_id=user_id) for code in codes)
    session.flush()
    return codes


def _hash(user_id: str, code: str) -> str:
    kept = "".join(character for character in code.casefold() if character.isalnum())
    return hashlib.sha256(f"{user_id}:{kept}".encode()).hexdigest()
