"""Two servers, one PostgreSQL, one PBX: what an agent says at either reaches Asterisk; when the holder of the link is killed, the
other one takes it up."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from stack import ports
from stack.local_stack import LocalStack
from stack.server_process import ServerProcess
from tests.databases import Postgres
from tests.integration.link.world import World, eventually

pytestmark = pytest.mark.pbx


@pytest.fixture
def servers(tmp_path: Path, postgres: Postgres) -> Iterator[tuple[World, ServerProcess]]:
    url = postgres.new()
    with LocalStack(tmp_path / "stack", settings={"CARELINE_DATABASE_URL": url}) as stack:
        (port,) = ports.free_tcp_ports(1)
        settings = stack.server_settings | {"CARELINE_PORT": str(port)}
        second = ServerProcess(f"https://127.0.0.1:{port}", stack.ca_file, settings, tmp_path / "second.log")
        second.start()
        try:
            yield World(stack, tmp_path), second
        finally:
            second.stop()
            ports.release([port])
    postgres.drop(url)


@contextmanager
def client(world: World, server: ServerProcess, username: str) -> Iterator[httpx.Client]:
    """Signed in at this server."""
    with httpx.Client(base_url=server.url, verify=world.tls, trust_env=False, timeout=20) as http:
        body = {"username": username, "password": world.stack.demo_users[username]}
        http.headers["Authorization"] = f"Bearer {http.post('/v1/auth/login', json=body).raise_for_status().json()['access_token']}"
        yield http


def say(http: httpx.Client, state: str) -> None:
    assert http.put("/v1/me/status", json={"state": state, "reason": ""}).status_code == 200


def test_the_link_moves_to_the_other_server_when_its_holder_is_killed(servers: tuple[World, ServerProcess]) -> None:
    world, second = servers
    with client(world, world.stack.server, "lin") as lin, client(world, second, "anna") as anna:
        eventually(lambda: (second.health() or {}).get("pbx_connected"), "the other server knows that the link is up")
        say(lin, "ready")
        say(anna, "ready")  # at the server without the link
        eventually(lambda: world.paused("1001") is False and world.paused("1002") is False, "both unpaused")
        eventually(lambda: "1002" in world.accounts(), "the account of who signed in at the other server")
        world.stack.server.kill()
        say(anna, "not_ready")
        eventually(lambda: world.paused("1002") is True, "the other server has the link", 30)
        assert anna.get("/v1/me/snapshot").json()["pbx_connected"] is True
        world.stack.server.start()
        say(lin, "not_ready")  # the one that came back has no link, and is answered all the same
        eventually(lambda: world.paused("1001") is True, "said at the one, done by the other")
