"""Brings the PBX's own record of calls into the history: what was live in nobody's sight stands there, once.

A cursor (inode and offset) in the database says how far the file was read. It stays before the first line of a call that is not
over, so a call is always folded from all its lines; calls behind it that were folded already are found done. Worker threads.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from server_stub import centre
from server_stub.agents import store
from server_stub.calls import context, registry
from server_stub.clock import to_wire, utc_now
from server_stub.db.models import Call, CallLeg, Cursor
from server_stub.events.log import append
from server_stub.patients import numbers
from server_stub.pbx.cel import CelEvent, RecordedCall, fold, is_over, parse_line, said_ready
from server_stub.state import ServerState

CURSOR: Final = "cel"
LOOK_EVERY_S: Final = 10.0
AFTER_CALL_S: Final = 1.5
GIVEN_UP_AFTER: Final = timedelta(seconds=20)
"""A call without an end whose channels are gone and whose last line is older than this ended with its PBX."""
LONGEST_LINE: Final = 64 * 1024

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Position:
    inode: int = 0
    offset: int = 0


def read_lines(file: Path, since: Position) -> Iterator[tuple[Position, bytes]]:
    """Whole lines from ``since`` on, through rotated files (``careline.csv.1`` ...) to the newest; ends with an empty line that
    carries the position behind the last whole one. A file that is gone or was cut short is read from its beginning."""
    chain = _chain(file, since.inode)
    end = since
    for path in chain:
        stat = path.stat()
        start = since.offset if stat.st_ino == since.inode and since.offset <= stat.st_size else 0
        with path.open("rb") as lines:
            lines.seek(start)
            end = Position(stat.st_ino, start)
            for line in lines:
                if not line.endswith(b"\n"):
                    break  # half a line: Asterisk is writing it
                yield end, line
                end = Position(stat.st_ino, end.offset + len(line))
    yield end, b""


def _chain(file: Path, inode: int) -> list[Path]:
    """The files to read, oldest first, beginning with the one of ``inode`` where it still exists."""
    siblings = [path for path in file.parent.glob(f"{file.name}*") if path.is_file()]
    files = sorted(siblings, key=lambda path: (path == file, path.stat().st_mtime_ns))
    inodes = [path.stat().st_ino for path in files]
    return files[inodes.index(inode) :] if inode in inodes else [path for path in files if path == file]


class CelImport:
    """The cursor's one user."""

    def __init__(self, state: ServerState) -> None:
        self._state = state
        self._file = state.settings.pbx_cel_file
        self._news = asyncio.Event()
        self._lock = asyncio.Lock()
        self._done: dict[str, int] = {}
        self.said_ready_at: dict[str, datetime] = {}
        """Extensions of desks that dialled the feature code, with the newest time that the lines read so far tell."""
        self.live_refs: Callable[[], frozenset[str] | None] = lambda: None
        """Calls that have a channel now; None where that is not known."""

    def ask(self) -> None:
        """A call is over: look soon."""
        self._news.set()

    async def run(self) -> None:
        """Until cancelled."""
        while self._file is not None:
            await self.run_once()
            try:
                async with asyncio.timeout(LOOK_EVERY_S):
                    await self._news.wait()
                    await asyncio.sleep(AFTER_CALL_S)  # Asterisk notes the end a moment after it reports it
            except TimeoutError:
                pass
            self._news.clear()

    async def run_once(self) -> None:
        """Import what is there. A fault is logged and tried again at the next look."""
        async with self._lock:
            live = self.live_refs()
            try:
                await asyncio.to_thread(self.import_new, live)
            except Exception as error:
                _log.exception("cel_import_failed", error=type(error).__name__)

    def import_new(self, live: frozenset[str] | None) -> int:
        """Worker thread. Import every call that is over; returns how many rows were made or filled."""
        if self._file is None or not self._file.exists():
            return 0
        with self._state.database.read() as session:
            row = session.get(Cursor, CURSOR)
            since = Position(row.position["inode"], row.position["offset"]) if row else Position()
        groups, first, end = self._read(since)
        changed, pending = 0, [end]
        for ref, events in groups.items():
            if not self._finished(events, live):
                pending.append(first[ref])
            elif self._done.get(ref) != len(events):
                changed += self._import(fold(events))
                self._done[ref] = len(events)
        self._done = {ref: count for ref, count in self._done.items() if ref in groups}
        self._keep(since, self._earliest(pending, first, end))
        return changed

    def _read(self, since: Position) -> tuple[dict[str, list[CelEvent]], dict[str, Position], Position]:
        """Events by call, where each call begins in the file, and where the file ends now."""
        groups: dict[str, list[CelEvent]] = {}
        first: dict[str, Position] = {}
        end = since
        assert self._file is not None  # noqa: S101 - looked at by the caller
        for position, line in read_lines(self._file, since):
            end = position
            event = parse_line(line) if len(line) <= LONGEST_LINE else None
            if event is not None:
                if extension := said_ready(event):
                    self.said_ready_at[extension] = event.at
                groups.setdefault(event.linkedid, []).append(event)
                first.setdefault(event.linkedid, position)
        return groups, first, end

    @staticmethod
    def _finished(events: list[CelEvent], live: frozenset[str] | None) -> bool:
        if is_over(events):
            return True
        return live is not None and events[0].linkedid not in live and events[-1].at < utc_now() - GIVEN_UP_AFTER

    @staticmethod
    def _earliest(pending: list[Position], first: dict[str, Position], end: Position) -> Position:
        """The first line that is still needed. ``first`` is in the order of the files."""
        wanted = set(pending) - {end}
        return next((position for position in first.values() if position in wanted), end)

    def _keep(self, before: Position, after: Position) -> None:
        if before == after:
            return
        with self._state.database.write() as session:
            row = session.get(Cursor, CURSOR) or Cursor(name=CURSOR)
            row.position, row.updated_at = {"inode": after.inode, "offset": after.offset}, utc_now()
            session.add(row)

    def _import(self, recorded: RecordedCall | None) -> int:
        if recorded is None:
            return 0
        with self._state.database.write() as session:
            changed = merge(session, recorded, centre.of(session, self._state.settings).country_code)
            call = registry.find(session, recorded.ref) if changed else None
            if call is not None and call.ended_at is not None:
                for hook in self._state.hooks.call_over:
                    hook(session, call)
        return int(changed)


def merge(session: Session, recorded: RecordedCall, country_code: str) -> bool:
    """Make the call's row or fill what it lacks; what was seen live stays. True where something was written."""
    known = registry.find(session, recorded.ref)
    if known is not None and known.source != "desk" and known.ended_at is not None and _agrees(known, recorded):
        return False
    call = registry.ensure(
        session,
        recorded.ref,
        client_ref=recorded.client_ref,
        direction=recorded.direction,
        started_at=recorded.started_at,
        source="cel",
    )
    if call.match == "none" and not call.number:
        context.identify(session, call, numbers.normalise(recorded.number), country_code)
    call.queue = call.queue or recorded.queue
    if call.agent_id is None:
        call.agent_id = store.user_of_extension(session, recorded.extension)
    _fill_times(call, recorded)
    _fill_legs(session, call, recorded)
    return True


def _agrees(call: Call, recorded: RecordedCall) -> bool:
    """Whether a call that was followed live has all that the record could add."""
    joined = not recorded.client_ref or call.client_ref == recorded.client_ref
    return joined and (call.answered_at is not None or recorded.answered_at is None)


def _fill_times(call: Call, recorded: RecordedCall) -> None:
    call.queued_at = call.queued_at or recorded.queued_at
    if call.answered_at is None and recorded.answered_at is not None:
        call.answered_at = recorded.answered_at
        call.wait_s = max(0.0, (recorded.answered_at - (call.queued_at or call.started_at)).total_seconds())
        call.outcome = "answered"
    if not call.talk_s:
        call.talk_s = recorded.talk_s
    elif call.ended_at is None:
        call.talk_s = max(call.talk_s, recorded.talk_s)
    if call.ended_at is None:
        call.ended_at, call.waiting_since = recorded.ended_at, None
        if call.answered_at is None and call.queued_at is not None:
            call.wait_s = max(0.0, (recorded.ended_at - call.queued_at).total_seconds())
        if call.outcome == "in_progress":
            call.outcome = recorded.outcome


def _fill_legs(session: Session, call: Call, recorded: RecordedCall) -> None:
    """Close legs that were left open and add those that nobody saw. Tells the desks that are still in the call."""
    session.flush()
    legs = list(session.scalars(select(CallLeg).where(CallLeg.call_id == call.id)))
    for part in recorded.conversations:
        user_id = store.user_of_extension(session, part.extension)
        mine = next((leg for leg in legs if leg.user_id == user_id and (leg.ended_at is None or leg.ended_at >= part.began_at)), None)
        if mine is not None and mine.answered_at is None:
            mine.answered_at, mine.ended_at = part.began_at, mine.ended_at or part.ended_at
        elif mine is None:
            session.add(
                CallLeg(call_id=call.id, user_id=user_id, offered_at=part.began_at, answered_at=part.began_at, ended_at=part.ended_at)
            )
    left_open = [leg for leg in legs if leg.ended_at is None]
    for leg in left_open:
        leg.ended_at = call.ended_at
    session.flush()
    if call.ended_at is not None:
        ended = {"ref": call.desk_ref, "client_ref": call.client_ref or "", "ended_at": to_wire(call.ended_at), "outcome": call.outcome}
        for user_id in {leg.user_id for leg in left_open if leg.user_id}:
            append(session, "call.ended", user_id, ended)
