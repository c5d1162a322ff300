"""Runs the web server. Main thread; returns when it was asked to stop by SIGTERM or SIGINT."""

from __future__ import annotations

import signal
import socket
import time
from types import FrameType

import structlog
import uvicorn

from server_stub import logs
from server_stub.app import create_app
from server_stub.settings import Settings
from server_stub.state import ServerState

LAST_REQUESTS_S = 5

_log = structlog.get_logger(__name__)


class Server(uvicorn.Server):
    """uvicorn waits for open responses before it stops, and an event stream never ends by itself: end them first."""

    def __init__(self, config: uvicorn.Config, state: ServerState) -> None:
        super().__init__(config)
        self._state = state

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._state.broker.close_soon()
        super().handle_exit(sig, frame)


def make_server(settings: Settings) -> Server:
    """A server that is ready to run; used by ``serve`` and by tests that run it in their own thread."""
    app = create_app(settings)
    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        ssl_certfile=settings.tls_cert,
        ssl_keyfile=settings.tls_key,
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=True,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=LAST_REQUESTS_S,
        proxy_headers=False,
        lifespan="on",
    )
    return Server(config, app.state.server)


def serve(settings: Settings) -> None:
    """Run until SIGTERM or SIGINT, then end open streams, finish requests and close the database."""
    began = time.monotonic()
    logs.configure(settings.log_file)
    server = make_server(settings)
    # uvicorn raises the signal again after a clean stop; ended on demand is no failure.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: None)
    scheme = "https" if settings.tls_cert else "http"
    if scheme == "http":
        _log.warning("no_certificate_set", host=settings.host)
    _log.info("starting", host=settings.host, port=settings.port, scheme=scheme, duration_ms=round((time.monotonic() - began) * 1000))
    server.run(_listening(settings))
    _log.info("stopped")


def _listening(settings: Settings) -> list[socket.socket]:
    """Bound here, so that a port in use is one plain error. Raises OSError."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((settings.host, settings.port))
    listener.set_inheritable(True)
    return [listener]
