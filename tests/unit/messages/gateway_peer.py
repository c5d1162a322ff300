"""A gateway as an operator would run one: real HTTP, remembers ids, and can be told how to answer."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class GatewayPeer:
    def __init__(self) -> None:
        self.answers: list[int] = []
        """Statuses of the next requests; 200 when used up; 0: cut the connection after taking the message."""
        self.requests: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.delivered: dict[str, dict[str, Any]] = {}
        """By id: a second one of the same id changes nothing, as a patient should see it once."""
        self.url = ""

    def take(self, body: dict[str, Any], headers: dict[str, str]) -> int:
        self.requests.append(body)
        self.headers.append(headers)
        status = self.answers.pop(0) if self.answers else 200
        if status in (0, 200):
            self.delivered.setdefault(body["id"], body)
        return status


@contextmanager
def running_peer() -> Iterator[GatewayPeer]:
    peer = GatewayPeer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            status = peer.take(body, dict(self.headers))
            if status == 0:
                self.close_connection = True
                return
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, name="gateway")
    thread.start()
    peer.url = f"http://127.0.0.1:{server.server_address[1]}/messages"
    try:
        yield peer
    finally:
        server.shutdown()
        thread.join(10)
        server.server_close()
