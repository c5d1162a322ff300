"""What guards an account beyond its password: second factor, waits after failures, sign-ins that are half-way."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from server_stub.db.models.base import Base


class UserSecurity(Base):
    """At most one row per user; none means: password alone, and it need not be changed."""

    __tablename__ = "user_security"

    user_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    password_must_change: Mapped[bool] = mapped_column(default=False)
    totp_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    """The confirmed secret, sealed with the data directory's key; None: no second factor."""
    totp_pending_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Shown to the user, not yet confirmed by a code."""
    totp_last_step: Mapped[int] = mapped_column(BigInteger, default=0)
    """The newest time step whose code was taken: this and older ones are refused."""


class RecoveryCode(Base):
    __tablename__ = "recovery_codes"

    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    """SHA-256 of user and code: 50 random bits, and a wrong one costs a wait."""
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    used_at: Mapped[datetime | None]


class SignInChallenge(Base):
    """A sign-in whose password was right and which needs something more."""

    __tablename__ = "sign_in_challenges"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)
    factor_shown: Mapped[bool] = mapped_column(default=False)
    """The second factor was given in this sign-in."""


class FailedSignIns(Base):
    """Failures in a row under one key; persistent, so that a restart forgives nobody."""

    __tablename__ = "failed_sign_ins"

    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    """``name:<hash of the user name>``, whether or not there is such a user, or ``source:<address>``."""
    failures: Mapped[int]
    last_at: Mapped[datetime] = mapped_column(index=True)
    waits_until: Mapped[datetime | None]
