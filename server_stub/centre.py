"""The centre's own row: name, time zone, language, country code. Caller's session and thread."""

from __future__ import annotations

from typing import Final

from sqlalchemy.orm import Session

from server_stub.db.models import Centre
from server_stub.settings import Settings

ROW_ID: Final = 1
FIRST_TIME_ZONE: Final = "Asia/Shanghai"


def of(session: Session, settings: Settings) -> Centre:
    """The centre's row; where there is none yet, what the settings say, not stored."""
    return session.get(Centre, ROW_ID) or from_settings(settings)


def from_settings(settings: Settings) -> Centre:
    """What a centre begins with. Not yet in any session."""
    row = Centre(id=ROW_ID, name="Careline", time_zone=FIRST_TIME_ZONE, language=settings.language, country_code=settings.country_code)
    row.version = 1
    return row
