"""Puts the server together: state, lifespan, routers. Runs on the main thread; routes run on worker threads."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from anyio import to_thread
from fastapi import FastAPI
from fastapi.routing import APIRoute

import server_stub.administration.routes
import server_stub.auth.admin_routes
import server_stub.auth.choices
import server_stub.auth.own_routes
import server_stub.auth.routes
import server_stub.auth.step_routes
import server_stub.calls.consent_routes
import server_stub.calls.identity_routes
import server_stub.calls.recording_routes
import server_stub.calls.routes
import server_stub.calls.snapshot
import server_stub.events.routes
import server_stub.floor.routes
import server_stub.health
import server_stub.matters.form
import server_stub.messages.routes
import server_stub.patients.routes
import server_stub.setup.routes
import server_stub.worklist.routes
from server_stub import defaults, housekeeping, problems
from server_stub.access_log import RequestGuard
from server_stub.auth import passwords
from server_stub.clock import utc_now
from server_stub.db.migrate import migrate
from server_stub.demo import loader
from server_stub.duties import Duties
from server_stub.floor.announcer import FloorAnnouncer
from server_stub.floor.snapshot import FloorService
from server_stub.matters import first_lists
from server_stub.messages import first_templates, gateway
from server_stub.messages.sender import Sender
from server_stub.pbx import wiring
from server_stub.settings import Settings
from server_stub.state import ServerState
from server_stub.worklist.wiring import WorklistWiring

WORKER_THREADS = 40


def create_app(settings: Settings) -> FastAPI:
    """The application. Opens the database and brings it to the newest shape; raises where that fails."""
    state = ServerState.build(settings)
    with state.database.alone():
        migrate(state.database)
        defaults.ensure(state.database, settings)
        first_lists.ensure(state.database)
        first_templates.ensure(state.database)
        housekeeping.tidy(state.database, utc_now())
        if settings.demo:
            loader.load(state)
    duties = Duties(state, (wiring.PbxWiring(state), WorklistWiring(state), Sender(state, gateway.configured(settings))))
    announcer = FloorAnnouncer(state)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        to_thread.current_default_thread_limiter().total_tokens = WORKER_THREADS
        state.broker.start()
        if state.feed is not None:
            await to_thread.run_sync(state.feed.start)
        await to_thread.run_sync(passwords.prepare)
        await to_thread.run_sync(server_stub.setup.routes.announce, state)
        duties.start()
        announcer.start()
        try:
            yield
        finally:
            await announcer.stop()
            await duties.stop()
            state.broker.close()
            if state.feed is not None:
                await to_thread.run_sync(state.feed.stop)
            state.database.close()

    app = FastAPI(
        title="Careline",
        version="1",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        generate_unique_id_function=_operation_id,
    )
    app.state.server = state
    app.state.floor = FloorService(state)
    app.add_middleware(RequestGuard)
    problems.install(app)
    own = (
        server_stub.administration,
        server_stub.auth,
        server_stub.events,
        server_stub.patients,
        server_stub.calls,
        server_stub.floor,
        server_stub.worklist,
    )
    for router in (
        *(feature.routes.router for feature in own),
        server_stub.calls.recording_routes.router,
        server_stub.calls.snapshot.router,
        server_stub.auth.choices.router,
        server_stub.health.router,
    ):
        app.include_router(router)
    app.include_router(server_stub.matters.form.router)
    for module in (server_stub.auth.step_routes, server_stub.auth.own_routes, server_stub.auth.admin_routes, server_stub.setup.routes):
        app.include_router(module.router)
    app.include_router(server_stub.messages.routes.router)
    app.include_router(server_stub.calls.consent_routes.router)
    app.include_router(server_stub.calls.identity_routes.router)
    for router in wiring.ROUTERS:
        app.include_router(router)
    return app


def _operation_id(route: APIRoute) -> str:
    return f"{route.tags[0]}_{route.name}" if route.tags else route.name
