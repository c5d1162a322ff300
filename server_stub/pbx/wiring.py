"""Puts agents, link, accounts and imports together for one server process, and owns their tasks. The server's loop."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

import structlog
from fastapi import APIRouter
from sqlalchemy.orm import Session

from server_stub import errands
from server_stub.agents.routes import router as agents_router
from server_stub.agents.service import AgentService
from server_stub.db.engine import after_commit
from server_stub.db.models import User
from server_stub.pbx.accounts import Accounts
from server_stub.pbx.ami import AmiAddress
from server_stub.pbx.cel_import import CelImport
from server_stub.pbx.link import PbxLink
from server_stub.pbx.recording_control import RecordingControl
from server_stub.pbx.recordings import RecordingStore
from server_stub.pbx.routes import router as pbx_router
from server_stub.settings import read_secret
from server_stub.state import ServerState

ROUTERS: tuple[APIRouter, ...] = (agents_router, pbx_router)

_log = structlog.get_logger(__name__)


class PbxWiring:
    """``create_app`` makes one, includes ROUTERS, and calls ``start`` and ``stop`` from its lifespan."""

    def __init__(self, state: ServerState) -> None:
        self._state = state
        self._tasks: list[asyncio.Task[None]] = []
        self._loop: asyncio.AbstractEventLoop | None = None
        self._accounts: Accounts | None = None
        self._link: PbxLink | None = None
        self._agents = state.agents or AgentService(state)
        state.agents = self._agents
        state.hooks.signed_in.append(self._signed_in)
        state.hooks.config_changed.append(self._config_changed)
        state.hooks.account_changed.append(self.account_changed)
        state.errands.handle(errands.AGENT, self._agents.look_at)
        state.errands.handle(errands.ACCOUNT, self.account_changed)
        state.errands.handle(errands.CENTRE, self._other_changed_centre)

    def start(self) -> None:
        """Take up timers and begin to connect. On the running loop."""
        self._loop = asyncio.get_running_loop()
        self._agents.start()
        settings = self._state.settings
        recordings = RecordingStore(self._state)
        imports = CelImport(self._state)
        if settings.ami_host:
            address = AmiAddress(settings.ami_host, settings.ami_port, settings.ami_user, read_secret(settings.ami_secret_file))
            link = PbxLink(self._state, address)
            link.before_mending.append(imports.run_once)
            imports.live_refs = recordings.live_refs = lambda: link.live_refs
            link.said_ready_at = imports.said_ready_at
            link.on_call_over.append(recordings.ask)
            link.on_call_over.append(lambda _ref: imports.ask())
            link.on_recording_stopped.append(recordings.ask)
            link.on_up.append(recordings.ask_all)
            self._state.pbx = link
            self._link = link
            self._state.pbx_holds = lambda: link.centre_holds
            self._state.move_callers = self._move_callers
            if settings.ari_url:
                self._accounts = Accounts(self._state)
                link.on_up.append(self._accounts.ask_all)
                self._spawn(self._accounts.run(), "accounts")
            control = RecordingControl(self._state, link)
            self._state.recording = control
            link.on_up.append(control.look_at_all)
            link.on_call_over.append(control.call_over)
            self._spawn(control.run(), "recording-control")
            self._spawn(link.run(), "pbx-link")
        self._spawn(imports.run(), "cel-import")
        self._spawn(recordings.run(), "recordings")

    async def stop(self) -> None:
        """End every task and wait for it."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks.clear()
        await self._agents.stop()
        self._link = self._accounts = self._state.pbx = self._state.recording = None
        self._state.pbx_holds = lambda: "none"

    def account_changed(self, extension: str) -> None:
        """A user was made, changed or disabled: see to the account at the PBX. Any thread, after the commit."""
        if self._loop is not None and self._accounts is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._accounts.ask, extension)

    def _config_changed(self, _what: str) -> None:
        """Any thread, after the commit."""
        if self._loop is not None and self._link is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._link.centre_changed)

    def _move_callers(self, from_queue: str, to_queue: str) -> None:
        """Any thread, after the commit."""
        if self._loop is not None and self._link is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._link.move_callers, from_queue, to_queue)

    def _other_changed_centre(self, what: str) -> None:
        """Another process's administrator changed something. On the loop."""
        self._config_changed(what)
        if what == "users" and self._accounts is not None:
            self._accounts.ask_all()

    def _signed_in(self, session: Session, user: User) -> None:
        extension = user.extension
        if extension:
            after_commit(session, lambda: self.account_changed(extension))
            self._state.errands.post(session, errands.ACCOUNT, extension)

    def _spawn(self, coroutine: Coroutine[Any, Any, None], name: str) -> None:
        task = asyncio.get_running_loop().create_task(coroutine, name=name)
        task.add_done_callback(_report)
        self._tasks.append(task)


def _report(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (error := task.exception()):
        _log.error("task_failed", task=task.get_name(), error=type(error).__name__, exc_info=error)
