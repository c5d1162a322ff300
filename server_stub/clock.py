"""Time as the server stores and sends it: aware, UTC, milliseconds on the wire. Pure; any thread."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, PlainSerializer


def utc_now() -> datetime:
    """The time of day in UTC, cut to the millisecond that the wire carries."""
    now = datetime.now(UTC)
    return now.replace(microsecond=now.microsecond // 1000 * 1000)


def to_wire(at: datetime) -> str:
    """``2026-03-01T08:30:00.125Z``."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _to_utc(at: datetime) -> datetime:
    return at.astimezone(UTC)


WireTime = Annotated[AwareDatetime, AfterValidator(_to_utc), PlainSerializer(to_wire, return_type=str, when_used="json")]
"""A field of a wire model: taken with any offset, sent as UTC with milliseconds and ``Z``."""
