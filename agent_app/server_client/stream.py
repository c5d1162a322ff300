"""The EventStream port: one long-lived response on a thread of its own, resumed by the last id, without end until stopped.

Snapshot first, then the events after it. A stream silent for 15 s (the server comments every 5 s) is given up.
"""

from __future__ import annotations

import logging
import random
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from agent_app.domain.errors import CertificateRefused, SessionLost, UserFacingError
from agent_app.domain.server_events import ServerEvent, SignedOutByServer, StreamLost, StreamOpened
from agent_app.server_client import wire
from agent_app.server_client.asking import authorised
from agent_app.server_client.connection import Connection, checked, parsed
from agent_app.server_client.problems import SESSION_LOST
from agent_app.server_client.session_tokens import SessionTokens
from agent_app.server_client.sse import SseParser, SseTooLarge
from agent_app.server_client.stream_events import RESET, read_event, read_snapshot
from agent_app.server_client.wire import WireError

if TYPE_CHECKING:
    import requests

_log = logging.getLogger(__name__)

SILENCE_S = 15.0
FIRST_RETRY_S, LAST_RETRY_S = 0.2, 5.0
COME_BACK_WITHIN_S = 1.0
STOP_S = 0.9


def retry_delay(failures: int, draw: Callable[[float, float], float] = random.uniform) -> float:
    """Seconds before attempt ``failures`` + 1: doubling from 0.2 to 5, half of it drawn, so that desks do not come as one."""
    full = min(LAST_RETRY_S, FIRST_RETRY_S * 2.0 ** min(failures, 10))
    return max(FIRST_RETRY_S, draw(full / 2, full))


def come_back_delay(draw: Callable[[float, float], float] = random.uniform) -> float:
    """Seconds before a stream is opened again that the server ended in order: it does so to all desks in the same moment."""
    return draw(FIRST_RETRY_S, COME_BACK_WITHIN_S)


class SseStream:
    """Can be started again after ``stop`` (another person signs in)."""

    def __init__(self, connection: Connection, tokens: SessionTokens) -> None:
        self._connection = connection
        self._tokens = tokens
        self._run: _Run | None = None

    def start(self, listener: Callable[[ServerEvent], None]) -> None:
        self.stop()
        self._run = _Run(self._connection, self._tokens, listener)
        self._run.thread.start()

    def stop(self) -> None:
        run, self._run = self._run, None
        if run is not None:
            run.stop()


class _Run:
    """The stream from one ``start`` to its ``stop``."""

    def __init__(self, connection: Connection, tokens: SessionTokens, listener: Callable[[ServerEvent], None]) -> None:
        self._connection = connection
        self._tokens = tokens
        self._listener = listener
        self._stopped = threading.Event()
        self._lock = threading.Lock()
        self._response: requests.Response | None = None
        self._last_id = ""
        self._failures = 0
        self._told_lost = False
        self.thread = threading.Thread(target=self._work, name="event stream", daemon=True)

    def stop(self) -> None:
        """Nothing reaches the listener once this returned. A thread that is still connecting ends by itself."""
        with self._lock:
            self._stopped.set()
            response = self._response
        if response is not None:
            _wake_reader(response)
        if self.thread is not threading.current_thread():
            self.thread.join(STOP_S)

    def _tell(self, event: ServerEvent) -> None:
        with self._lock:
            if not self._stopped.is_set():
                self._listener(event)

    def _work(self) -> None:
        while not self._stopped.is_set():
            try:
                if not self._last_id:
                    self._take_snapshot()
                self._follow()
                # The server ended the stream properly: come back soon, and only call it lost if that fails.
                self._stopped.wait(come_back_delay() if self._last_id else FIRST_RETRY_S)
            except SessionLost as lost:
                self._tell(SignedOutByServer(lost.code))
                return
            except (UserFacingError, WireError, SseTooLarge, OSError) as error:
                self._lost(error)
                self._stopped.wait(retry_delay(self._failures))
                self._failures += 1

    def _lost(self, error: Exception) -> None:
        if self._told_lost or self._stopped.is_set():
            return
        self._told_lost = True
        refused = self._connection.host if isinstance(error, CertificateRefused) else ""
        detail = error.code if isinstance(error, UserFacingError) else type(error).__name__
        self._tell(StreamLost(detail, refused))

    def _take_snapshot(self) -> None:
        response = checked(authorised(self._connection, self._tokens, "GET", "/v1/me/snapshot"))
        snapshot, self._last_id = read_snapshot(wire.obj(parsed(response), "snapshot"))
        self._tell(snapshot)

    def _follow(self) -> None:
        """Read until the server ends the stream. Raises OSError where it breaks off or falls silent."""
        headers = {"Accept": "text/event-stream", "Accept-Encoding": "identity", "Last-Event-ID": self._last_id}
        path = f"/v1/events?after={self._last_id}"
        response = checked(authorised(self._connection, self._tokens, "GET", path, headers=headers, stream=True, read_s=SILENCE_S))
        with self._lock:
            if self._stopped.is_set():
                response.close()
                return
            self._response = response
        try:
            self._failures, self._told_lost = 0, False
            self._tell(StreamOpened())
            self._read(response)
        finally:
            with self._lock:
                self._response = None
            response.close()

    def _read(self, response: requests.Response) -> None:
        parser = SseParser(self._last_id)
        for piece in response.iter_content(chunk_size=None):
            for event in parser.feed(piece):
                if self._stopped.is_set():
                    return
                if event.kind == RESET:
                    self._last_id = ""
                    return
                try:
                    self._pass_on(read_event(event), event.kind)
                except WireError as error:
                    _log.error("an event cannot be read, the snapshot is taken instead: %s", error)
                    self._last_id = ""
                    return
                self._last_id = event.id

    def _pass_on(self, event: ServerEvent | None, kind: str) -> None:
        if event is None:
            _log.warning("an event of a kind this desk does not know: %s", kind)
        elif isinstance(event, SignedOutByServer):
            raise SessionLost(SESSION_LOST.get(event.code, "session_expired"))
        else:
            self._tell(event)


def _wake_reader(response: requests.Response) -> None:
    """End a read that blocks in another thread: closing the response alone does not."""
    try:
        response.raw.shutdown()
    except (OSError, ValueError, AttributeError):
        _log.debug("the stream's socket was already gone")
