"""Signing in, as it goes over the wire."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints


class Login(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    username: Annotated[str, StringConstraints(min_length=1, max_length=64)]
    password: Annotated[str, StringConstraints(min_length=1, max_length=1024)]


class RefreshBody(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    refresh_token: Annotated[str, StringConstraints(min_length=1, max_length=200)]


Challenge = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Code = Annotated[str, StringConstraints(min_length=1, max_length=64)]
Password = Annotated[str, StringConstraints(min_length=1, max_length=256)]


class _Secret(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)


class ChallengeBody(_Secret):
    challenge: Challenge


class ChallengeCode(_Secret):
    challenge: Challenge
    code: Code


class ChallengePassword(_Secret):
    challenge: Challenge
    new_password: Password


class CodeBody(_Secret):
    code: Code


class PasswordBody(_Secret):
    password: Password


class NewPasswordBody(_Secret):
    password: Password
    new_password: Password


class Enrolment(BaseModel):
    secret: str
    """Base 32, to be typed where no picture can be taken."""
    uri: str
    """``otpauth://totp/...``, to be drawn as a QR code."""


class RecoveryCodes(BaseModel):
    recovery_codes: list[str]


class AccountSecurity(BaseModel):
    second_factor: bool
    second_factor_required: bool
    recovery_codes_left: int


class UserAccountSecurity(AccountSecurity):
    locked_s: int
    """Seconds that this user name must still wait after wrong passwords; 0: it need not."""
    password_must_change: bool


class Choice(BaseModel):
    code: str
    labels: dict[str, str]
    """A label per language: ``zh_CN``, ``ru``, ``en``."""


class SessionUser(BaseModel):
    id: str
    username: str
    display_name: str
    role: str
    extension: str


class SessionSip(BaseModel):
    """Where and as whom the softphone registers."""

    username: str
    password: str
    domain: str
    port: int
    ca_pem: str


class Session(BaseModel):
    access_token: str
    expires_in_s: int
    refresh_token: str
    user: SessionUser
    sip: SessionSip | None
    """None for users without an extension."""
    dispositions: list[Choice]
    not_ready_reasons: list[Choice]
    queues: list[Choice]


class Enrolled(BaseModel):
    recovery_codes: list[str]
    session: Session | None
    """None where the sign-in has run out meanwhile."""
