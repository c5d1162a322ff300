"""Stands where the server stands, only to write down what Asterisk asks: the contract of ``docs/protocol.md`` seen from the PBX.

A real HTTPS listener with a certificate of the test's own authority, on a thread of its own. It can also be silent: accept and never
answer, which is what a hung server does.
"""

from __future__ import annotations

import http.server
import ssl
import threading
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs


@dataclass(frozen=True)
class Asked:
    """One question of the PBX: the route after ``/pbx/v1/``, the form, the Authorization header."""

    route: str
    form: dict[str, str]
    authorization: str


@dataclass
class ServerPeer:
    """Answers by route; a route without an answer gets 404. ``silent`` accepts and says nothing."""

    port: int
    cert: Path
    key: Path
    answers: dict[str, str] = field(default_factory=dict)
    silent: bool = False
    asked: list[Asked] = field(default_factory=list)

    def start(self) -> None:
        peer = self
        self._let_go = threading.Event()

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                text = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode()
                form = {name: values[0] for name, values in parse_qs(text, keep_blank_values=True, strict_parsing=True).items()}
                route = self.path.removeprefix("/pbx/v1/")
                peer.asked.append(Asked(route, form, self.headers.get("Authorization", "")))
                if peer.silent:
                    peer._let_go.wait(30)
                    return
                answer = peer.answers.get(route)
                body = (answer if answer is not None else "no such route").encode()
                self.send_response(200 if answer is not None else 404)
                self.send_header("Content-Type", "text/plain")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                """Quiet: what was asked stands in ``asked``."""

        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.cert, self.key)
        self._http = http.server.ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        self._http.daemon_threads = True
        self._http.socket = context.wrap_socket(self._http.socket, server_side=True, do_handshake_on_connect=False)
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.05}, name="server peer")
        self._thread.start()

    def stop(self) -> None:
        self._let_go.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join(10)

    def forms(self, route: str) -> list[dict[str, str]]:
        return [asked.form for asked in self.asked if asked.route == route]
