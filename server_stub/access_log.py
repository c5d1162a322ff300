"""One log line per request, and a bound on its size. ASGI middleware, on the server's loop.

Written plainly, because Starlette's convenient base class buffers streams. The line has the route's template, never the
path or query, which may hold a number or a name.
"""

from __future__ import annotations

import time
from typing import Final

import structlog
from fastapi import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server_stub.problems import Problem, to_response

LARGEST_BODY_BYTES: Final = 1024 * 1024

_log = structlog.get_logger(__name__)


class RequestGuard:
    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.monotonic()
        status = 0

        async def note_status(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            if _announced_length(scope) > LARGEST_BODY_BYTES:
                await to_response(Problem("too_large"))(scope, receive, note_status)
            else:
                await self._app(scope, _bounded(receive), note_status)
        finally:
            template = getattr(scope.get("route"), "path", "?")
            duration_ms = round((time.monotonic() - started) * 1000, 1)
            _log.info("request", method=scope["method"], route=template, status=status, duration_ms=duration_ms)


def _announced_length(scope: Scope) -> int:
    for name, value in scope["headers"]:
        if name == b"content-length":
            return int(value) if value.isdigit() else LARGEST_BODY_BYTES + 1
    return 0


def _bounded(receive: Receive) -> Receive:
    """A chunked body announces no length: count it."""
    received = 0

    async def counting() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > LARGEST_BODY_BYTES:
            raise HTTPException(413)
        return message

    return counting
