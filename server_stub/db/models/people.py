"""Users, their sessions and their telephones."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from server_stub.db.models.base import Base, Versioned


class User(Versioned):
    __tablename__ = "users"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    username: Mapped[str] = mapped_column(String(64), unique=True)
    """Stored in lower case."""
    display_name: Mapped[str] = mapped_column(String(120))
    role: Mapped[str] = mapped_column(String(32))
    password_hash: Mapped[str] = mapped_column(String(255))
    extension: Mapped[str | None] = mapped_column(String(16), unique=True)
    disabled: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    team_id: Mapped[str | None] = mapped_column(ForeignKey("teams.id"), index=True)
    language: Mapped[str] = mapped_column(String(8), default="")
    """``zh_CN``, ``ru``, ``en``: what the desk speaks; empty: as the desk is set."""

    sip_account: Mapped[SipAccount | None] = relationship(back_populates="user")


class SignIn(Base):
    """One signing in at one desk: a family of refresh tokens that lives and dies together."""

    __tablename__ = "sign_ins"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id"), index=True)
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    revoked_reason: Mapped[str] = mapped_column(String(40), default="")
    """``logged_out``, ``signed_in_elsewhere``, ``token_reused``, ``account_disabled``."""


class RefreshToken(Base):
    __tablename__ = "refresh_tokens"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    """SHA-256 of the token: reading the database gives no token away."""
    sign_in_id: Mapped[str] = mapped_column(ForeignKey("sign_ins.id"), index=True)
    parent_hash: Mapped[str | None] = mapped_column(String(64), index=True)
    """The token that was exchanged for this one; none at the signing in."""
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    """When it was first exchanged."""


class SipAccount(Base):
    __tablename__ = "sip_accounts"

    extension: Mapped[str] = mapped_column(String(16), primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id"), unique=True)
    secret_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    """Sealed with the data directory's key; opened only to hand it to the user's own desk."""
    realm: Mapped[str] = mapped_column(String(64))
    ha1: Mapped[str] = mapped_column(String(32))
    """MD5 of ``extension:realm:secret`` (RFC 2617), which is all the PBX gets."""
    changed_at: Mapped[datetime]

    user: Mapped[User] = relationship(back_populates="sip_account")
