"""The administrator and, at the end, the reader: REST by httpx alone, sharing no code with desk and server. Blocks; caller's thread."""

from __future__ import annotations

import base64
import hashlib
import hmac
import ssl
import struct
import time
import urllib.parse
import uuid
from pathlib import Path
from typing import Any

import httpx

from tests.scenarios.lib.waiting import NotSeenError, wait_for

Json = dict[str, Any]
NUMBER, QUEUE = "4100", "clinic"
ADMINISTRATOR, ADMINISTRATOR_PASSWORD = "olga", "Keys of the hill house 7"
AGENTS = {"lin": "1001", "anna": "1002"}
FIRST_PASSWORD, OWN_PASSWORD = "given by the office 1", "mine alone since today 2"
FAMILY_NUMBER = "13655502001"
FAMILY = ("Viktor Sokolov", "Marta Sokolov")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_FIELDS = ("labels", "members", "hours", "priority", "ring_s", "wrap_up_s", "required_fields", "voicemail", "version")


class Rest:
    """One signed-in user over HTTP. Raises NotSeenError with the server's words where it refuses."""

    def __init__(self, server_url: str, ca_file: Path) -> None:
        tls = ssl.create_default_context(cafile=str(ca_file))
        self._http = httpx.Client(base_url=f"{server_url}/v1", verify=tls, trust_env=False, timeout=15)

    def ask(self, method: str, path: str, body: Json | None = None, *, wanted: tuple[int, ...] = (200, 201, 204)) -> httpx.Response:
        headers = {"Idempotency-Key": str(uuid.uuid4())} if method in ("POST", "PUT") else {}
        try:
            answer = self._http.request(method, path, json=body, headers=headers)
        except httpx.HTTPError as error:
            raise NotSeenError(f"an answer to {method} {path}: {type(error).__name__}") from error
        if answer.status_code not in wanted:
            raise NotSeenError(f"{method} {path} answered {answer.status_code}: {answer.text[:300]}")
        return answer

    def get(self, path: str) -> Json:
        return dict(self.ask("GET", path).json())

    def carry(self, session: Json) -> None:
        self._http.headers["Authorization"] = f"Bearer {session['access_token']}"

    def close(self) -> None:
        self._http.close()


def set_up(rest: Rest, code_file: Path) -> None:
    """The first administrator with the code from the server's folder, then the second factor, which this server requires."""
    code = code_file.read_text().strip()
    centre = {"name": "Clinic on the Hill", "time_zone": "Europe/Moscow", "language": "en", "country_code": "86"}
    person = {"username": ADMINISTRATOR, "display_name": "Olga Petrova", "password": ADMINISTRATOR_PASSWORD}
    rest.ask("POST", "/setup", {"setup_code": code, "centre": centre, "administrator": person})
    login = {"username": ADMINISTRATOR, "password": ADMINISTRATOR_PASSWORD}
    refused = rest.ask("POST", "/auth/login", login, wanted=(401,)).json()
    challenge = refused["params"]["challenge"]
    uri = rest.ask("POST", "/auth/second-factor/enrol", {"challenge": challenge}).json()["uri"]
    code = code_of_now(uri)
    rest.carry(rest.ask("POST", "/auth/second-factor/confirm", {"challenge": challenge, "code": code}).json()["session"])


def make_centre(rest: Rest) -> None:
    """A queue with voicemail, its number, two agents, and a family on one number."""
    words = dict.fromkeys(("zh_CN", "ru", "en"), "Clinic")
    rest.ask("POST", "/admin/queues", {"name": QUEUE, "labels": words, "voicemail": True})
    rest.ask("POST", "/admin/numbers", {"number": NUMBER, "queue": QUEUE})
    for username, extension in AGENTS.items():
        agent = {"username": username, "display_name": username.title(), "role": "agent", "extension": extension, "language": "en"}
        rest.ask("POST", "/admin/users", agent | {"password": FIRST_PASSWORD, "queues": [{"queue": QUEUE}]})
    for name, born in zip(FAMILY, ("1961-03-04", "1990-07-08"), strict=True):
        rest.ask("POST", "/patients", {"name": name, "birth_date": born, "phone": FAMILY_NUMBER, "allergies": ["Penicillin"]})
    wait_for("the centre at the PBX", lambda: rest.get("/admin")["pbx"]["state"] == "current", within_s=15, every_s=0.3)


def open_the_queue(rest: Rest, opened: bool) -> None:
    """Always, or never."""
    row = next(row for row in rest.get("/admin")["queues"] if row["name"] == QUEUE)
    body = {name: row[name] for name in _FIELDS} | {"hours": None if opened else {day: [] for day in _DAYS}}
    rest.ask("PUT", f"/admin/queues/{QUEUE}", body)


def code_of_now(uri: str) -> str:
    """RFC 6238 with SHA-1, six digits, 30 s, from the provisioning URI that a telephone would read."""
    secret = urllib.parse.parse_qs(urllib.parse.urlsplit(uri).query)["secret"][0]
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1)
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"
