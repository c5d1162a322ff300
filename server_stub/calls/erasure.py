"""Deletes what was recorded of a call whose patient refuses it. Caller's write transaction and thread.

Beside ``pbx.recordings``, which moves files from the spool into the store and asks ``is_erased`` first: whatever form a stored
recording takes, its row names the one file that holds it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sqlalchemy.orm import Session

from server_stub.audit import trail
from server_stub.calls import recordings, registry
from server_stub.db.engine import after_commit
from server_stub.db.models import Call
from server_stub.settings import Settings

_LEGS: Final = ("", "-patient", "-agent")


def delete_for(settings: Settings, session: Session, call: Call) -> None:
    """Rows now, files once that is committed: a file never outlives the row that says it is gone."""
    legs = ",".join(row.leg for row in call.recordings)
    files = _spooled(settings, call.ref)
    recordings.delete_for(session, settings, call, by=trail.SYSTEM, why="refused")
    trail.record(session, trail.SYSTEM, "recording.erased", call.ref, legs=legs)
    after_commit(session, lambda: _unlink(files))


def is_erased(session: Session, ref: str) -> bool:
    call = registry.find(session, ref)
    return call is not None and call.recording_erased


def _spooled(settings: Settings, ref: str) -> list[Path]:
    """Asterisk may still hold them open: what it writes then has no name any more and goes with its last handle."""
    if settings.pbx_spool_dir is None:
        return []
    return [settings.pbx_spool_dir / "recordings" / f"{ref}{leg}.wav" for leg in _LEGS]


def _unlink(files: list[Path]) -> None:
    for path in files:
        path.unlink(missing_ok=True)
