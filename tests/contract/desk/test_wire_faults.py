"""What only a wire can do to a desk: no server, a silent one, the wrong certificate, broken tokens, a server that dies."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from agent_app.domain import server_events as s
from agent_app.domain.agent_status import AgentState
from agent_app.domain.errors import CertificateRefused, ServerAway, SessionLost
from agent_app.server_client import connection as connection_module
from agent_app.server_client import stream as stream_module
from agent_app.server_client.connection import Connection
from agent_app.server_client.rest import RestServer
from agent_app.server_client.session_tokens import Tokens
from agent_app.server_client.stream import SseStream, retry_delay
from stack.ca import ensure_ca, issue
from stack.ports import free_tcp_ports
from tests.contract.desk.centres import PASSWORD, DeskSide, RealSide
from tests.contract.desk.writes import wrap_up
from tests.unit.core.fakes import FakeCredentials


@pytest.fixture
def lin(real: RealSide) -> DeskSide:
    side = real.desk()
    side.server.log_in("lin", PASSWORD)
    return side


def rest(side: DeskSide) -> RestServer:
    assert isinstance(side.server, RestServer)
    return side.server


def spoil_access_token(side: DeskSide) -> Tokens:
    """As if it had expired; the refresh token stays good."""
    tokens = rest(side).tokens
    spoiled = replace(tokens.current(), access="eyJhbGciOiJIUzI1NiJ9.e30.c2ln")
    tokens._tokens = spoiled
    return spoiled


class Listener:
    """A TLS port that lets a test decide what it says. Bounded: closed by the fixture."""

    def __init__(self, directory: Path, talk: Callable[[ssl.SSLSocket], None]) -> None:
        self.ca = ensure_ca(directory / "ca")
        certificate = issue(self.ca, "server", ["127.0.0.1"], directory / "tls")
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(certificate.cert, certificate.key)
        self._talk = talk
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"https://127.0.0.1:{self._listening.getsockname()[1]}"
        self.closing = threading.Event()
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        while not self.closing.is_set():
            try:
                plain, _ = self._listening.accept()
            except OSError:
                return
            try:
                with self._context.wrap_socket(plain, server_side=True) as connected:
                    self._talk(connected)
            except OSError:
                plain.close()

    def close(self) -> None:
        self.closing.set()
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join(10)


@pytest.fixture
def silent(tmp_path: Path) -> Iterator[Listener]:
    """Takes a request and never answers."""

    def talk(connected: ssl.SSLSocket) -> None:
        connected.recv(4096)
        made.closing.wait(20)

    made = Listener(tmp_path, talk)
    yield made
    made.close()


def test_nobody_listens(tmp_path: Path) -> None:
    (port,) = free_tcp_ports(1)
    server = RestServer(Connection(f"https://127.0.0.1:{port}", None), FakeCredentials())
    with pytest.raises(ServerAway):
        server.log_in("lin", PASSWORD)


def test_certificate_of_another_authority(real: RealSide, tmp_path: Path) -> None:
    other = ensure_ca(tmp_path / "other")
    credentials = FakeCredentials()
    server = RestServer(Connection(real.url, other.cert), credentials)
    with pytest.raises(CertificateRefused) as refused:
        server.log_in("lin", PASSWORD)
    assert refused.value.params["host"] == "127.0.0.1"
    assert credentials.values == {}


def test_the_systems_trust_does_not_include_a_private_authority(real: RealSide) -> None:
    with pytest.raises(CertificateRefused):
        RestServer(Connection(real.url, None), FakeCredentials()).log_in("lin", PASSWORD)


def test_certificate_of_another_host(tmp_path: Path) -> None:
    def talk(connected: ssl.SSLSocket) -> None:
        connected.recv(4096)

    listener = Listener(tmp_path, talk)
    try:
        url = listener.url.replace("127.0.0.1", "localhost")
        with pytest.raises(CertificateRefused):
            RestServer(Connection(url, listener.ca.cert), FakeCredentials()).log_in("lin", PASSWORD)
    finally:
        listener.close()


def test_environment_decides_nothing(real: RealSide, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "nothing.pem"))
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:1")
    assert real.desk().server.log_in("lin", PASSWORD).user.username == "lin"


def test_a_server_that_does_not_answer(silent: Listener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection_module, "READ_S", 0.3)
    server = RestServer(Connection(silent.url, silent.ca.cert), FakeCredentials())
    with pytest.raises(ServerAway):
        server.connection.get("/v1/health", read_s=0.3)


@pytest.mark.parametrize(
    "answer", [b"hello\r\n\r\n", b"HTTP/1.1 502 Bad\r\nContent-Length: 4\r\n\r\noops", b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{]"]
)
def test_something_else_answers(tmp_path: Path, answer: bytes) -> None:
    def talk(connected: ssl.SSLSocket) -> None:
        connected.recv(65536)
        connected.sendall(answer)

    listener = Listener(tmp_path, talk)
    try:
        with pytest.raises(ServerAway):
            RestServer(Connection(listener.url, listener.ca.cert), FakeCredentials()).log_in("lin", PASSWORD)
    finally:
        listener.close()


def test_expired_access_token_is_refreshed_once_for_all_threads(lin: DeskSide) -> None:
    spoil_access_token(lin)
    server = rest(lin)
    exchanges: list[str] = []
    exchange = server.tokens._exchange

    def counted(refresh: str, *, new_sign_in: bool) -> object:
        exchanges.append(refresh)
        return exchange(refresh, new_sign_in=new_sign_in)

    server.tokens._exchange = counted  # type: ignore[method-assign,assignment]
    with ThreadPoolExecutor(6) as threads:
        snapshots = [future.result(20) for future in [threads.submit(server.snapshot) for _ in range(6)]]
    assert all(snapshot.status.state is not AgentState.LOGGED_OUT for snapshot in snapshots)
    assert len(exchanges) == 1


def test_refreshed_token_is_stored(real: RealSide, lin: DeskSide) -> None:
    spoil_access_token(lin)
    lin.server.snapshot()
    assert real.desk(lin.credentials).server.resume_session() is not None


def test_what_one_began_is_never_finished_as_another(real: RealSide, lin: DeskSide) -> None:
    server = rest(lin)
    stale = spoil_access_token(lin)
    server.log_in("anna", PASSWORD)
    with pytest.raises(SessionLost):
        server.tokens.refreshed(stale)


def test_refused_refresh_signs_out(real: RealSide, lin: DeskSide) -> None:
    server = rest(lin)
    server.tokens._tokens = replace(spoil_access_token(lin), refresh="worthless")
    with pytest.raises(SessionLost) as lost:
        server.snapshot()
    assert lost.value.code == "session_expired"
    assert isinstance(lin.credentials, FakeCredentials)
    assert lin.credentials.values == {}


def test_stream_signs_out_when_tokens_are_worthless(lin: DeskSide) -> None:
    rest(lin).tokens._tokens = replace(spoil_access_token(lin), refresh="worthless")
    lin.stream.start(lin._heard)
    lin.wait_for(s.SignedOutByServer)


def test_stream_refreshes_an_expired_token(lin: DeskSide) -> None:
    spoil_access_token(lin)
    lin.follow()
    lin.stream.stop()


def test_stop_wakes_a_blocked_reader(lin: DeskSide) -> None:
    lin.follow()
    stream = lin.stream
    assert isinstance(stream, SseStream)
    run = stream._run
    assert run is not None
    stream.stop()
    assert not run.thread.is_alive()


def test_stop_while_connecting(silent: Listener) -> None:
    connection = Connection(silent.url, silent.ca.cert)
    server = RestServer(connection, FakeCredentials())
    server.tokens._tokens = Tokens(1, "a", "r")
    stream, heard = SseStream(connection, server.tokens), list[s.ServerEvent]()
    stream.start(heard.append)
    began = time.monotonic()
    stream.stop()
    assert time.monotonic() - began < 5  # a bound against hanging, no measurement
    assert heard == []


def test_silent_stream_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It answers the snapshot, opens the stream, and then says nothing any more."""
    monkeypatch.setattr(stream_module, "SILENCE_S", 0.3)
    snapshot = b'{"last_event_id": 4, "status": {"state": "ready", "reason": "", "since": null, "call_ref": null, "wrap_up_ends_at": null},'
    snapshot += b' "pbx_connected": true, "contexts": []}'

    def talk(connected: ssl.SSLSocket) -> None:
        while asked := connected.recv(65536):
            if b"/v1/me/snapshot" in asked:
                connected.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(snapshot), snapshot))
            else:
                paths.append(asked.split(b" ")[1].decode())
                connected.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n")
                event = b'id: 5\nevent: pbx.link\ndata: {"connected": false}\n\n'
                connected.sendall(b"%x\r\n%s\r\n" % (len(event), event))

    paths: list[str] = []
    listener = Listener(tmp_path, talk)
    connection = Connection(listener.url, listener.ca.cert)
    server = RestServer(connection, FakeCredentials())
    server.tokens._tokens = Tokens(1, "a", "r")
    side = DeskSide(server, SseStream(connection, server.tokens), FakeCredentials())
    try:
        side.follow()
        side.wait_for(s.StreamLost)
        side.wait_for(s.StreamOpened, len(side.events))
        assert paths[:2] == ["/v1/events?after=4", "/v1/events?after=5"]  # resumed behind the last event seen
    finally:
        side.stream.stop()
        listener.close()


def test_server_killed_and_back_nothing_missed_nothing_twice(real: RealSide, lin: DeskSide) -> None:
    lin.follow()
    real.incoming("13800001001", "1001")
    lin.wait_for(s.CallOffered)
    real.process.kill()
    lin.wait_for(s.StreamLost)
    with pytest.raises(ServerAway):
        lin.server.deliver(wrap_up("careline-unseen.1", disposition="advice"))
    heard = len(lin.events)
    real.process.start()
    lin.wait_for(s.StreamOpened, heard)
    ref = real.incoming("13800001002", "1001")
    offered = lin.wait_for(s.CallOffered, heard)
    assert isinstance(offered, s.CallOffered)
    assert offered.context.ref == ref
    refs = [event.context.ref for event in lin.events if isinstance(event, s.CallOffered)]
    assert len(refs) == len(set(refs)) == 2
    assert not any(isinstance(event, s.SnapshotTaken) for event in lin.events[heard:])


def test_unknown_last_id_takes_the_snapshot(lin: DeskSide) -> None:
    stream = lin.stream
    assert isinstance(stream, SseStream)
    lin.follow()
    stream.stop()
    run = stream_module._Run(rest(lin).connection, rest(lin).tokens, lin._heard)
    run._last_id = "999999999"
    heard = len(lin.events)
    run.thread.start()
    try:
        lin.wait_for(s.SnapshotTaken, heard)
        lin.wait_for(s.StreamOpened, heard)
    finally:
        run.stop()


def test_back_off_doubles_up_to_five_seconds() -> None:
    longest = [retry_delay(failures, lambda _low, high: high) for failures in range(8)]
    assert longest == [0.2, 0.4, 0.8, 1.6, 3.2, 5.0, 5.0, 5.0]
    shortest = [retry_delay(failures, lambda low, _high: low) for failures in range(8)]
    assert shortest[0] == 0.2
    assert max(shortest) == 2.5
