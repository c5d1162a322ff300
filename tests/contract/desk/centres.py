"""The two centres the contract is played against: the fake of the desk's unit tests, and the real server over HTTPS."""

from __future__ import annotations

import secrets
import threading
import urllib.parse
import urllib.request
from pathlib import Path
from ssl import create_default_context
from typing import Protocol

from agent_app.domain import server_events as s
from agent_app.domain.server_events import ServerEvent
from agent_app.ports import CentralServer, CredentialStore, EventStream
from agent_app.server_client.connection import Connection
from agent_app.server_client.rest import RestServer
from agent_app.server_client.stream import SseStream
from stack.ca import CaFiles, ensure_ca, issue
from stack.ports import free_tcp_ports
from stack.server_process import ServerProcess
from tests.unit.core.fakes import FakeCentre, FakeCredentials

PASSWORD = "careline-demo"
WAIT_S = 20.0


class DeskSide:
    """What one desk has of the centre."""

    def __init__(self, server: CentralServer, stream: EventStream, credentials: CredentialStore) -> None:
        self.server = server
        self.stream = stream
        self.credentials = credentials
        self.events: list[ServerEvent] = []
        self._changed = threading.Condition()

    def follow(self) -> None:
        """Start the stream and wait until it stands."""
        self.stream.start(self._heard)
        self.wait_for(s.StreamOpened)

    def _heard(self, event: ServerEvent) -> None:
        with self._changed:
            self.events.append(event)
            self._changed.notify_all()

    def wait_for(self, kind: type, after: int = 0) -> ServerEvent:
        """The first event of ``kind`` behind position ``after``; bounded."""

        def found() -> ServerEvent | None:
            return next((event for event in self.events[after:] if isinstance(event, kind)), None)

        with self._changed:
            event = self._changed.wait_for(found, WAIT_S)
        assert event is not None, f"no {kind.__name__} within {WAIT_S} s, but {self.events[after:]}"
        return event


class Centre(Protocol):
    def desk(self, credentials: CredentialStore | None = None) -> DeskSide: ...

    def incoming(self, number: str, extension: str) -> str:
        """A call from ``number`` that the queue offers to ``extension``; its reference."""


class FakeSide:
    """The fake behind the same face."""

    def __init__(self) -> None:
        self._centre = FakeCentre()

    def desk(self, credentials: CredentialStore | None = None) -> DeskSide:
        stored = credentials if credentials is not None else FakeCredentials()
        server, stream = self._centre.desk(stored)
        return DeskSide(server, stream, stored)

    def incoming(self, number: str, extension: str) -> str:
        ref = f"careline-test-{secrets.randbelow(10**9)}.1"
        self._centre.offer(ref, number, extension)
        return ref

    def close(self) -> None:
        """Nothing runs."""


class RealSide:
    """``python -m server_stub serve`` with demo data, TLS by an authority of its own, no PBX: the test plays the PBX's questions."""

    def __init__(self, directory: Path) -> None:
        self.ca: CaFiles = ensure_ca(directory / "ca")
        certificate = issue(self.ca, "server", ["127.0.0.1", "localhost"], directory / "tls")
        (self.port,) = free_tcp_ports(1)
        self.url = f"https://127.0.0.1:{self.port}"
        self._token = secrets.token_hex(16)
        token_file = directory / "pbx-token"
        token_file.write_text(self._token)
        settings = {
            "CARELINE_DEMO": "1",
            "CARELINE_DATA_DIR": str(directory / "data"),
            "CARELINE_HOST": "127.0.0.1",
            "CARELINE_PORT": str(self.port),
            "CARELINE_TLS_CERT": str(certificate.cert),
            "CARELINE_TLS_KEY": str(certificate.key),
            "CARELINE_CA": str(self.ca.cert),
            "CARELINE_PBX_TOKEN_FILE": str(token_file),
        }
        self.process = ServerProcess(self.url, self.ca.cert, settings, directory / "server.log")
        self.process.start()
        self._sides: list[DeskSide] = []

    def desk(self, credentials: CredentialStore | None = None) -> DeskSide:
        stored = credentials if credentials is not None else FakeCredentials()
        connection = Connection(self.url, self.ca.cert)
        server = RestServer(connection, stored)
        side = DeskSide(server, SseStream(connection, server.tokens), stored)
        self._sides.append(side)
        return side

    def incoming(self, number: str, extension: str) -> str:
        ref = f"careline-test-{secrets.randbelow(10**9)}.1"
        self._ask("identify", ref=ref, number=number, dialled="4000")
        assert self._ask("offer", ref=ref, number=number, queue="main", agent=extension) == "ok"
        return ref

    def _ask(self, question: str, **fields: str) -> str:
        request = urllib.request.Request(  # noqa: S310 the address is this test's own
            f"{self.url}/pbx/v1/calls/{question}",
            urllib.parse.urlencode(fields).encode(),
            {"Authorization": f"Bearer {self._token}"},
        )
        opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=create_default_context(cafile=str(self.ca.cert)))
        )
        with opener.open(request, timeout=10) as answer:
            text: str = answer.read().decode()
            return text.strip()

    def stop_desks(self) -> None:
        for side in self._sides:
            side.stream.stop()
        self._sides.clear()

    def close(self) -> None:
        self.stop_desks()
        self.process.stop()
