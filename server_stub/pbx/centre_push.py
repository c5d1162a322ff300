"""Brings what the administrator set to the PBX, at every link-up and after every change. The server's loop; files on worker threads.

Queues, trunks and announcements are files in a folder that server and PBX share; Asterisk's own files include them, so that they are there
after its restart and while the server is dead. Asterisk is told to read them anew; nothing is restarted. Which number leads to which queue
lies in Asterisk's database as well, for calls that come while the server is silent.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from server_stub.administration.lines import all_trunks
from server_stub.db.models import Announcement, Queue, ServiceNumber
from server_stub.defaults import MAIN_QUEUE
from server_stub.durable_file import write_durably
from server_stub.pbx import centre_files as files
from server_stub.pbx.ami import AmiRefused, AmiSession
from server_stub.state import PbxHolds, ServerState

RETRY_AFTER_S: Final = 5.0
QUEUES_FILE: Final = "queues.conf"
TRUNKS_FILE: Final = "pjsip.conf"
_NUMBERS: Final = "numbers"

_log = structlog.get_logger(__name__)


class NotTaken(Exception):
    """Asterisk does not hold what it was given."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the PBX shall hold."""

    queues: str
    queue_names: frozenset[str]
    trunks: str
    numbers: tuple[tuple[str, str], ...]
    sounds: dict[str, tuple[str, str, str, str]]
    """File name to the announcement's key and when it was changed."""


class CentrePush:
    """One for each server process; ``settle`` is called with the link's session."""

    def __init__(self, state: ServerState) -> None:
        self._state = state
        self._folder = state.settings.pbx_centre_dir
        self._news = asyncio.Event()
        self._holds: PbxHolds = "pending"
        self._moves: list[tuple[str, str]] = []
        self._told: Wanted | None = None
        """What this session was given; None: not yet known."""
        self.on_settled: Callable[[], None] = lambda: None
        """Called on the loop when new queues are there: members can be added."""

    @property
    def holds(self) -> PbxHolds:
        return self._holds

    def ask(self) -> None:
        """Something was changed. On the loop."""
        self._holds = "pending"
        self._news.set()

    def move_callers(self, from_queue: str, to_queue: str) -> None:
        """Before the queue goes, its callers do. On the loop."""
        self._moves.append((from_queue, to_queue))
        self.ask()

    async def begin(self, session: AmiSession) -> None:
        """At link-up: Asterisk may have lost anything. Never raises but for a lost link."""
        self._told = None
        await self._try(session)

    async def run(self, session: AmiSession) -> None:
        """Serve ``ask`` while the session lasts. Raises AmiAway."""
        while True:
            await self._news.wait()
            self._news.clear()
            await self._try(session)
            if self._holds == "failed":
                await asyncio.sleep(RETRY_AFTER_S)
                self._news.set()
            else:
                self.on_settled()

    async def _try(self, session: AmiSession) -> None:
        try:
            await self._settle(session)
        except (OSError, files.UnsafeValue, AmiRefused, NotTaken) as error:
            self._holds = "failed"
            self._news.set()
            _log.error("centre_not_pushed", error=type(error).__name__, detail=str(error)[:200])
        else:
            self._holds = "pending" if self._news.is_set() else "current"

    async def _settle(self, session: AmiSession) -> None:
        while self._moves:
            await self._move(session, *self._moves[0])
            del self._moves[0]
        wanted = await asyncio.to_thread(self._load)
        if wanted == self._told:
            return
        told, self._told = self._told, None
        if self._folder is not None:
            await asyncio.to_thread(self._write, self._folder, wanted)
            if told is None or told.queues != wanted.queues:
                await session.action("QueueReload", {"Parameters": "yes"})
            if told is None or told.trunks != wanted.trunks:
                await session.action("Reload", {"Module": "res_pjsip.so"})
        if told is None or told.numbers != wanted.numbers:
            await self._put_numbers(session, wanted.numbers)
        if self._folder is not None:
            held = {item.get("Queue") for item in await session.list_action("QueueSummary")}
            if not wanted.queue_names <= held:
                raise NotTaken(f"{len(wanted.queue_names - held)} queues are missing")
        self._told = wanted
        _log.info("centre_pushed", queues=len(wanted.queue_names), numbers=len(wanted.numbers), sounds=len(wanted.sounds))

    async def _move(self, session: AmiSession, from_queue: str, to_queue: str) -> None:
        """A caller who has just hung up is no fault."""
        target = files.queue_name(to_queue)
        for item in await session.list_action("QueueStatus", {"Queue": files.queue_name(from_queue)}):
            if item.event != "QueueEntry":
                continue
            channel = item.get("Channel")
            with contextlib.suppress(AmiRefused):
                await session.action("Setvar", {"Channel": channel, "Variable": "__CARELINE_QUEUE", "Value": target})
                await session.action("Redirect", {"Channel": channel, "Context": "moved", "Exten": "s", "Priority": "1"})

    async def _put_numbers(self, session: AmiSession, numbers: tuple[tuple[str, str], ...]) -> None:
        with contextlib.suppress(AmiRefused):  # there was none
            await session.action("DBDelTree", {"Family": _NUMBERS})
        for number, queue in numbers:
            await session.action("DBPut", {"Family": _NUMBERS, "Key": number, "Val": queue})

    # ---- worker threads

    def _load(self) -> Wanted:
        with self._state.database.read() as session:
            queues = session.scalars(select(Queue).order_by(Queue.name)).all()
            numbers = session.execute(select(ServiceNumber.number, ServiceNumber.queue_name).order_by(ServiceNumber.number))
            trunks = [
                files.TrunkFile(row.name, row.host, row.port, tuple(row.allowed), row.enabled, row.installed)
                for row in all_trunks(session, self._state.settings)
            ]
            return Wanted(
                queues=files.queues_text(
                    [files.QueueFile(row.name, row.ring_s, row.priority, row.voicemail) for row in queues], MAIN_QUEUE
                ),
                queue_names=frozenset(row.name for row in queues),
                trunks=files.trunks_text(trunks),
                numbers=tuple(files.number_entries(numbers)),
                sounds=_sounds(session),
            )

    def _write(self, folder: Path, wanted: Wanted) -> None:
        sounds = folder / "sounds"
        sounds.mkdir(parents=True, exist_ok=True)
        _replace(folder / QUEUES_FILE, wanted.queues.encode())
        _replace(folder / TRUNKS_FILE, wanted.trunks.encode())
        for name, key in wanted.sounds.items():
            self._write_sound(sounds / name, key)
        for path in sounds.iterdir():
            if path.name not in wanted.sounds:
                path.unlink(missing_ok=True)

    def _write_sound(self, path: Path, key: tuple[str, str, str, str]) -> None:
        with self._state.database.read() as session:
            row = session.get(Announcement, key[:3])
            if row is not None:
                _replace(path, row.wav)


def _sounds(session: Session) -> dict[str, tuple[str, str, str, str]]:
    columns = Announcement.queue_name, Announcement.kind, Announcement.language, Announcement.rate_hz, Announcement.changed_at
    return {
        files.sound_name(queue, kind, language, rate): (queue, kind, language, changed.isoformat())
        for queue, kind, language, rate, changed in session.execute(select(*columns))
    }


def _replace(path: Path, content: bytes) -> None:
    """Durably, and readable for the PBX's own user; what is there already is left as it is."""
    if path.is_file() and hashlib.sha256(path.read_bytes()).digest() == hashlib.sha256(content).digest():
        return
    write_durably(path, content)
    path.chmod(0o644)
    os.utime(path)
