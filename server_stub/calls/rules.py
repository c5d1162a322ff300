"""The centre's rules of consent and identity: one row, with its defaults where nobody has set it. Caller's session."""

from __future__ import annotations

from typing import Final

from sqlalchemy.orm import Session

from server_stub.db.models import CallRules

ROW_ID: Final = 1


def of(session: Session) -> CallRules:
    """Not in the session where there is no row yet."""
    found = session.get(CallRules, ROW_ID)
    return found or CallRules(id=ROW_ID, keep_refused_recordings=False, identity_asked=3, identity_needed=2, version=1)
