"""Puts the server together: state, lifespan, routers. Runs on the main thread; routes run on worker threads."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from anyio import to_thread
from fastapi import FastAPI

from server_stub.db.migrate import migrate
from server_stub.settings import Settings
from server_stub.state import ServerState

WORKER_THREADS = 40


def create_app(settings: Settings) -> FastAPI:
    """The application. Opens the database and brings it to the newest shape; raises where that fails."""
    state = ServerState.build(settings)
    migrate(state.database)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        to_thread.current_default_thread_limiter().total_tokens = WORKER_THREADS
        state.broker.start()
        try:
            yield
        finally:
            state.broker.close()
            state.database.close()

    app = FastAPI(title="Careline", version="1", lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    app.state.server = state
    return app
