"""The checked-in document, and what holds for every route."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

import server_stub
from server_stub.access_log import LARGEST_BODY_BYTES
from server_stub.openapi import document
from tests.contract.server.world import Person, World, code_of

CHECKED_IN = Path(server_stub.__file__).with_name("openapi.json")
DOCUMENT: dict[str, Any] = json.loads(CHECKED_IN.read_text(encoding="utf-8"))
ROUTES = [(method.upper(), path) for path, operations in DOCUMENT["paths"].items() for method in operations]
SIGN_IN_STEPS = {f"/v1/auth/{step}" for step in ("password", "second-factor", "second-factor/confirm", "second-factor/enrol")}
"""These carry the sign-in's own challenge in the body."""
OPEN = {"/v1/health", "/v1/auth/login", "/v1/auth/refresh", "/v1/auth/logout", "/v1/setup", *SIGN_IN_STEPS}


def test_the_document_is_the_servers() -> None:
    assert document() == CHECKED_IN.read_text(encoding="utf-8"), "run: python -m server_stub openapi > server_stub/openapi.json"


def test_the_protocols_routes_are_there() -> None:
    docs = Path(server_stub.__file__).parents[1] / "docs"
    page = "\n".join(docs.joinpath(name).read_text(encoding="utf-8") for name in ("protocol.md", "administration.md"))
    named = {
        (words[0], "/" + words[1].split("?")[0].lstrip("/"))
        for line in page.splitlines()
        if line.startswith("| `") and len(words := line.split("`")[1].split()) == 2 and words[0] in {"GET", "PUT", "POST"}
    }
    assert len(named) >= 17
    served = {(method, path.replace("{patient_id}", "{id}")) for method, path in ROUTES}
    assert named <= served


@pytest.mark.parametrize(("method", "path"), [route for route in ROUTES if route[1] not in OPEN])
def test_every_other_route_needs_a_token(world: World, method: str, path: str) -> None:
    filled = path.replace("{ref}", "careline-x-1.1").replace("{leg}", "mixed").replace("{patient_id}", "P-1")
    assert code_of(world.http.request(method, filled, json={})) == (401, "not_signed_in")


def test_health_needs_none(world: World) -> None:
    assert world.http.get("/v1/health").json() == {"status": "ok", "pbx_connected": False, "alarms": []}


def test_no_such_route(world: World) -> None:
    for path in ("/", "/v1", "/docs", "/openapi.json", "/v1/patients/P-1/secrets", "/%00", "/v1/../token.key"):
        assert code_of(world.http.get(path)) == (404, "not_found")


def test_broken_json(lin: Person) -> None:
    for content in (b"{", b"\xff\xfe", b"[" * 10_000):
        headers = lin.headers | {"Content-Type": "application/json", "Idempotency-Key": "broken"}
        assert code_of(lin.http.post("/v1/patients", content=content, headers=headers)) == (422, "invalid")


def test_a_large_body_is_refused(world: World) -> None:
    large = b"x" * (LARGEST_BODY_BYTES + 1)
    assert code_of(world.http.post("/v1/auth/login", content=large)) == (413, "too_large")


def test_a_large_body_in_chunks_is_refused(world: World) -> None:
    def chunks() -> Any:
        for _ in range(LARGEST_BODY_BYTES // 65536 + 1):
            yield b"x" * 65536

    headers = {"Content-Type": "application/json"}
    try:
        answer = world.http.post("/v1/auth/login", content=chunks(), headers=headers)
    except httpx.WriteError:
        return  # the server closed while we were still sending
    assert code_of(answer) == (413, "too_large")


def test_a_failure_inside_tells_nothing(world: World, lin: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: Any, **_kwargs: Any) -> None:
        raise RuntimeError("Wang Xiuying 13800001000")

    monkeypatch.setattr("server_stub.patients.queries.search", fail)
    answer = lin.get("/v1/patients", query="x")
    assert code_of(answer) == (500, "server_error")
    assert answer.json()["permanent"] is False
    assert "13800001000" not in answer.text
