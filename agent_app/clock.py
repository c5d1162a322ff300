"""The machine's clock behind the Clock port. Any thread."""

from __future__ import annotations

import time
from datetime import UTC, datetime


class SystemClock:
    def monotonic(self) -> float:
        """Seconds since some moment."""
        return time.monotonic()

    def now(self) -> datetime:
        """Aware, UTC."""
        return datetime.now(UTC)
