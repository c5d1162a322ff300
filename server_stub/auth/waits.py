"""Waits after wrong passwords and codes: per user name, known or not, and per address. Worker threads.

They grow and end by themselves, so nobody, the last administrator least of all, is kept out for ever. A wait answers before anything is
looked at, alike for names that exist and names that do not.
"""

from __future__ import annotations

import hashlib
import math
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from server_stub.audit import trail
from server_stub.clock import utc_now
from server_stub.db.models import FailedSignIns
from server_stub.problems import Problem
from server_stub.state import ServerState

FREE_BY_NAME: Final = 4
"""So many failures in a row cost nothing but the typing."""
FREE_BY_SOURCE: Final = 29
"""A whole ward may sit behind one address."""
FIRST_WAIT_S: Final = 5
LONGEST_WAIT_S: Final = 15 * 60
FORGOTTEN_AFTER: Final = timedelta(hours=1)
TURN_PATIENCE_S: Final = 5.0

_turns: Final = tuple(threading.Lock() for _ in range(4096))


def wait_s(failures: int, free: int) -> int:
    """Seconds to wait after so many failures in a row."""
    if failures <= free:
        return 0
    return int(min(FIRST_WAIT_S * 2 ** min(failures - free - 1, 20), LONGEST_WAIT_S))


def name_key(username: str) -> str:
    """The name itself is not kept: people type their passwords into that field."""
    return f"name:{hashlib.sha256(username.strip().casefold().encode()).hexdigest()}"


class Attempt:
    """One try to show a password or a code for ``username`` from the address ``source``."""

    def __init__(self, state: ServerState, username: str, source: str) -> None:
        self._state = state
        self._name = name_key(username)
        self._source = f"source:{source[:70]}"

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Tries on one name go one after the other, so that a hundred at once are not a hundred free ones.

        Raises Problem ``account_locked`` while one must wait, ``busy`` where the turn does not come.
        """
        lock = _turns[int(self._name[-3:], 16)]
        if not lock.acquire(timeout=TURN_PATIENCE_S):
            raise Problem("busy")
        try:
            with self._state.database.read() as session:
                seconds = self._left(session, utc_now())
            if seconds:
                raise Problem("account_locked", seconds=str(seconds))
            yield
        finally:
            lock.release()

    def _left(self, session: Session, now: datetime) -> int:
        rows = select(FailedSignIns.waits_until).where(FailedSignIns.key.in_((self._name, self._source)), FailedSignIns.waits_until > now)
        return max((math.ceil((until - now).total_seconds()) for until in session.scalars(rows) if until is not None), default=0)

    def failed(self, session: Session, user_id: str = "") -> None:
        """Count it. Caller's write transaction, within the turn."""
        for key, free in ((self._name, FREE_BY_NAME), (self._source, FREE_BY_SOURCE)):
            seconds = _count(session, key, free, utc_now())
            if seconds:
                trail.record(session, user_id, "login.locked", user_id or "unknown", seconds=str(seconds), by=key.partition(":")[0])

    def succeeded(self, session: Session) -> None:
        """The name starts anew; the address does not: whoever tries others' names has one of their own."""
        session.execute(delete(FailedSignIns).where(FailedSignIns.key == self._name))


def _count(session: Session, key: str, free: int, now: datetime) -> int:
    row = session.get(FailedSignIns, key, with_for_update=True)
    if row is None:
        row = FailedSignIns(key=key, failures=0, last_at=now)
        session.add(row)
    elif row.last_at < now - FORGOTTEN_AFTER:
        row.failures = 0
    row.failures += 1
    row.last_at = now
    seconds = wait_s(row.failures, free)
    row.waits_until = now + timedelta(seconds=seconds) if seconds else None
    return seconds


def forget(session: Session, username: str) -> None:
    """An administrator lets the name try again at once."""
    session.execute(delete(FailedSignIns).where(FailedSignIns.key == name_key(username)))


def locked_s(session: Session, username: str, now: datetime) -> int:
    """Seconds that this name must still wait."""
    row = session.get(FailedSignIns, name_key(username))
    if row is None or row.waits_until is None or row.waits_until <= now:
        return 0
    return math.ceil((row.waits_until - now).total_seconds())
