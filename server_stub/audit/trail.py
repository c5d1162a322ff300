"""The audit table's one writer. Entries are only ever added. Caller's thread and transaction."""

from __future__ import annotations

from sqlalchemy.orm import Session

from server_stub.clock import utc_now
from server_stub.db.models import AuditEntry

SYSTEM = "system"


def record(session: Session, actor: str, action: str, what: str, **detail: str) -> None:
    """Note that ``actor`` (a user's id or ``system``) did ``action`` (``patient.shown``) to ``what`` (``P-1000``).

    ``detail`` holds ids and codes, never what a record says.
    """
    session.add(AuditEntry(at=utc_now(), actor=actor, action=action, object=what, detail=detail))
