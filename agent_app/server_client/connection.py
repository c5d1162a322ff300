"""HTTPS to the one server of this desk: verification, time-outs, errors. Blocks; worker threads and the stream's thread.

``requests`` is imported when the first request is made, on the thread that makes it: the import is too slow for the main thread.
"""

from __future__ import annotations

import ssl
import threading
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from agent_app.domain.errors import ServerAway
from agent_app.server_client.problems import problem, raise_transport

if TYPE_CHECKING:
    import requests

CONNECT_S = 2.0
CLOCKS_AGREE_S = 30.0
READ_S = 5.0
"""Seconds without a byte before an answer counts as missing."""


class Connection:
    """One ``requests`` session per thread, as they are not meant to be shared."""

    def __init__(self, server_url: str, ca_file: Path | None) -> None:
        """``server_url`` is https; ``ca_file`` None trusts what the system trusts. Raises ValueError for another scheme."""
        parts = urlsplit(server_url)
        if parts.scheme != "https" or not parts.hostname:
            raise ValueError("the server's address must begin with https://")
        self.base = server_url.rstrip("/")
        self.host = parts.hostname
        self._ca_file = ca_file
        self._local = threading.local()
        self.server_ahead_s = 0.0

    def get(self, path: str, **options: Any) -> requests.Response:
        return self.request("GET", path, **options)

    def post(self, path: str, body: object, **options: Any) -> requests.Response:
        return self.request("POST", path, json=body, **options)

    def request(
        self, method: str, path: str, *, token: str = "", headers: dict[str, str] | None = None, read_s: float = READ_S, **options: Any
    ) -> requests.Response:
        """The answer, whatever its status. Raises ServerAway or CertificateRefused."""
        import requests

        sent = {"Accept": "application/json", **(headers or {})}
        if token:
            sent["Authorization"] = f"Bearer {token}"
        try:
            response = self._session().request(
                method, self.base + path, headers=sent, timeout=(CONNECT_S, read_s), allow_redirects=False, **options
            )
        except requests.RequestException as error:
            raise_transport(error, self.host)
        except OSError as error:  # the CA file is not there
            raise_transport(error, self.host)
        self._compare_clocks(response.headers.get("Date", ""))
        return response

    def _compare_clocks(self, date: str) -> None:
        """By the answer's own date; small differences are the way it took, and none of anybody's business."""
        try:
            ahead = (parsedate_to_datetime(date) - datetime.now(UTC)).total_seconds()
        except (TypeError, ValueError):
            return
        self.server_ahead_s = ahead if abs(ahead) >= CLOCKS_AGREE_S else 0.0

    def _session(self) -> requests.Session:
        session: requests.Session | None = getattr(self._local, "session", None)
        if session is None:
            session = self._local.session = new_session(self._ca_file)
        return session


def new_session(ca_file: Path | None) -> requests.Session:
    """A session that verifies by ``ca_file`` or the system's store, and by nothing the environment says."""
    import requests
    from requests.adapters import HTTPAdapter

    context = ssl.create_default_context(cafile=str(ca_file) if ca_file is not None else None)
    context.minimum_version = ssl.TLSVersion.TLSv1_2

    class VerifyingAdapter(HTTPAdapter):
        def init_poolmanager(self, *args: Any, **options: Any) -> None:
            super().init_poolmanager(*args, **options, ssl_context=context)

    session = requests.Session()
    session.trust_env = False  # REQUESTS_CA_BUNDLE and proxies of the environment do not decide whom a clinic trusts
    session.verify = str(ca_file) if ca_file is not None else True
    session.mount("https://", VerifyingAdapter())
    return session


def parsed(response: requests.Response) -> object:
    """The JSON of an answer. Raises ServerAway where it is none: something else than our server answered."""
    import requests

    try:
        return response.json()
    except requests.RequestException as error:
        raise ServerAway("the answer is not JSON") from error


def checked(response: requests.Response) -> requests.Response:
    """``response`` if it is a success. Raises UserFacingError with the server's code otherwise."""
    if response.status_code < 300:
        return response
    try:
        body = parsed(response)
    except ServerAway:
        body = None
    raise problem(response.status_code, body)
