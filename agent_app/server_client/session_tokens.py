"""The tokens of the person signed in at this desk: kept, refreshed once for all threads, stored for the next start.

Blocks; worker threads and the stream's thread.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from agent_app.domain.errors import SessionLost, UserFacingError
from agent_app.ports import CredentialStore
from agent_app.server_client import wire
from agent_app.server_client.connection import Connection, checked, parsed
from agent_app.server_client.problems import SESSION_LOST
from agent_app.server_client.wire import Json, WireError

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Tokens:
    sign_in: int
    """Counts sign-ins of this run: what one person began is never finished with another's tokens."""
    access: str = field(repr=False)
    refresh: str = field(repr=False)


class SessionTokens:
    def __init__(self, connection: Connection, credentials: CredentialStore) -> None:
        self._connection = connection
        self._credentials = credentials
        self._name = f"refresh-token@{connection.base}"
        self._lock = threading.Lock()
        self._tokens: Tokens | None = None
        self._sign_ins = 0

    def current(self) -> Tokens:
        """Raises SessionLost where nobody is signed in."""
        tokens = self._tokens
        if tokens is None:
            raise SessionLost("session_expired")
        return tokens

    def begin(self, ask: Callable[[], object]) -> Json:
        """Sign in by ``ask`` (which posts name and password) and keep what comes back."""
        with self._lock:
            return self._keep(wire.obj(ask(), "session"), new_sign_in=True)

    def resume(self) -> Json | None:
        """Sign in with the stored token; None where there is none, it is no longer good, or somebody signed in meanwhile."""
        with self._lock:
            stored = self._credentials.get(self._name)
            if not stored or self._tokens is not None:
                return None
            try:
                return self._exchange(stored, new_sign_in=True)
            except SessionLost as lost:
                _log.info("the stored token is no longer good: %s", lost.code)
                return None

    def refreshed(self, stale: Tokens) -> Tokens:
        """New tokens in place of ``stale``; the first thread that asks fetches them. Raises SessionLost."""
        with self._lock:
            now = self._tokens
            if now is None or now.sign_in != stale.sign_in:
                raise SessionLost("session_expired")
            if now.access == stale.access:
                self._exchange(now.refresh, new_sign_in=False)
            return self.current()

    def end(self) -> str:
        """Forget the tokens here; returns the refresh token, so that the server can be told (empty where there was none)."""
        with self._lock:
            tokens, self._tokens = self._tokens, None
            self._forget_stored()
            return tokens.refresh if tokens is not None else ""

    def _exchange(self, refresh: str, *, new_sign_in: bool) -> Json:
        response = self._connection.post("/v1/auth/refresh", {"refresh_token": refresh})
        try:
            answer = wire.obj(parsed(checked(response)), "session")
        except UserFacingError as error:
            if error.code not in SESSION_LOST:
                raise
            self._tokens = None
            self._forget_stored()
            raise SessionLost(SESSION_LOST[error.code]) from error
        return self._keep(answer, new_sign_in=new_sign_in)

    def _keep(self, answer: Json, *, new_sign_in: bool) -> Json:
        access, refresh = wire.text(answer, "access_token"), wire.text(answer, "refresh_token")
        if not access or not refresh:
            raise WireError("session without tokens")
        self._sign_ins += new_sign_in
        try:
            self._credentials.set(self._name, refresh)
        except UserFacingError as error:
            _log.warning("the token could not be stored (%s): the next start asks for the password", error.code)
        self._tokens = Tokens(self._sign_ins, access, refresh)
        return answer

    def _forget_stored(self) -> None:
        try:
            self._credentials.delete(self._name)
        except UserFacingError as error:
            _log.warning("the stored token could not be deleted: %s", error.code)
