"""Reads back what was saved, as anybody could who knows ``docs/protocol.md``: a REST client of its own with its own session.

Blocks; the caller's thread.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import requests

_PATIENCE_S = (3.05, 15)

Json = dict[str, Any]


class SecondClient:
    """Signed in as one user until ``close()``."""

    def __init__(self, server_url: str, ca_file: Path, username: str, password: str) -> None:
        """Raises requests.RequestException where the server is away or refuses."""
        self._base = f"{server_url.rstrip('/')}/v1"
        self._http = requests.Session()
        self._http.trust_env = False  # else a bundle named in the environment takes the place of the private CA
        self._http.verify = str(ca_file)
        self.session: Json = self._send("POST", "/auth/login", json={"username": username, "password": password}).json()
        self._http.headers["Authorization"] = f"Bearer {self.session['access_token']}"

    def calls(self, limit: int = 200) -> list[Json]:
        """CallRecords, newest first."""
        return list(self._send("GET", "/calls", params={"limit": limit}).json()["calls"])

    def call(self, ref: str) -> Json:
        return dict(self._send("GET", f"/calls/{ref}").json())

    def recording(self, ref: str, leg: str, target: Path) -> Path:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(self._send("GET", f"/calls/{ref}/recordings/{leg}").content)
        return target

    def snapshot(self) -> Json:
        return dict(self._send("GET", "/me/snapshot").json())

    def set_status(self, state: str, reason: str = "") -> Json:
        return dict(self._send("PUT", "/me/status", json={"state": state, "reason": reason}).json())

    def health(self) -> Json:
        return dict(self._send("GET", "/health").json())

    def close(self) -> None:
        self._http.close()

    def _send(self, method: str, path: str, **arguments: Any) -> requests.Response:
        answer = self._http.request(method, f"{self._base}{path}", timeout=_PATIENCE_S, **arguments)
        answer.raise_for_status()
        return answer
