"""What guards the account of the person at this desk: steps of the sign-in, second factor, idle lock."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum


class SignInStep(Enum):
    """What the server still wants after the password; by its codes."""

    SECOND_FACTOR = "second_factor_needed"  # a code of the authenticator, or a recovery code
    NEW_PASSWORD = "password_must_change"  # somebody else set the present one  # noqa: S105
    ENROL = "second_factor_enrolment_needed"  # the role needs a second factor and has none
    RECOVERY_CODES = "recovery_codes"  # just enrolled: shown this once, then the desk opens


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A new authenticator secret, in force once confirmed by a code."""

    secret: str = field(repr=False)
    """Base 32, to be typed where no picture can be taken."""
    uri: str = field(repr=False)
    """``otpauth://...``, to be drawn as a QR code."""


@dataclass(frozen=True, slots=True)
class SignInProgress:
    """A sign-in that is half-way."""

    step: SignInStep
    busy: bool = False
    """An answer of the server is awaited."""
    enrolment: Enrolment | None = None
    recovery_codes: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class AccountSecurity:
    second_factor: bool
    second_factor_required: bool
    recovery_codes_left: int
