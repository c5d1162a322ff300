"""The server acknowledges nothing that a power cut could take back."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.durability.powercut import PowerCut

CLONE = Path(__file__).parents[2]
PATIENCE_S = 20.0
CALLS = 12

_SERVE = "import sys; from server_stub.__main__ import main; sys.exit(main(['serve']))"
_SERVE_WITHOUT_SYNC = "import server_stub.db.engine as engine; engine.SYNCHRONOUS = 'OFF'\n" + _SERVE


@contextmanager
def serving(program: str, data_dir: Path, more: dict[str, str]) -> Iterator[httpx.Client]:
    """A server that is killed at the end."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    settings = {"CARELINE_DATA_DIR": str(data_dir), "CARELINE_DEMO": "1", "CARELINE_PORT": str(port)}
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("CARELINE_")}
    with (data_dir.parent / "server.log").open("ab") as log:
        process = subprocess.Popen([sys.executable, "-c", program], cwd=CLONE, env=inherited | settings | more, stdout=log, stderr=log)
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=PATIENCE_S) as http:
            wait_for_health(process, http)
            yield http
    finally:
        process.kill()
        process.wait()


def wait_for_health(process: subprocess.Popen[bytes], http: httpx.Client) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise ChildProcessError("the server did not start")
        try:
            http.get("/v1/health").raise_for_status()
        except httpx.TransportError:
            time.sleep(0.02)
        else:
            return
    raise TimeoutError("the server does not answer")


def sign_in(http: httpx.Client) -> dict[str, str]:
    answer = http.post("/v1/auth/login", json={"username": "lin", "password": "careline-demo"})
    answer.raise_for_status()
    session: dict[str, Any] = answer.json()
    http.headers["Authorization"] = f"Bearer {session['access_token']}"
    return {"refresh_token": session["refresh_token"]}


def work(http: httpx.Client) -> dict[str, str]:
    """Save wrap-ups and new patients, as a desk does; returns what the server acknowledged, by call reference."""
    notes: dict[str, str] = {}
    for number in range(CALLS):
        ref, text = f"careline-cut-{number}.1", f"notes {uuid.uuid4()}"
        patient = http.post("/v1/patients", json={"name": f"Cut {number}", "call_ref": ref}, headers=key()).raise_for_status().json()["id"]
        body = {"disposition": "other", "notes": text, "patient_id": patient, "saved_at": "2026-03-01T08:00:00.000Z"}
        http.put(f"/v1/calls/{ref}/wrap-up", json=body, headers=key()).raise_for_status()
        notes[ref] = f"{patient}: {text}"
    return notes


def key() -> dict[str, str]:
    return {"Idempotency-Key": str(uuid.uuid4())}


def found(http: httpx.Client) -> dict[str, str]:
    calls = http.get("/v1/calls", params={"limit": 200}).raise_for_status().json()["calls"]
    return {call["ref"]: f"{call['patient_id']}: {call['notes']}" for call in calls}


def cut_while_working(tmp_path: Path, program: str) -> tuple[dict[str, str], dict[str, str], Path]:
    """Work, cut the power; returns what was acknowledged, the session that was, and the data directory."""
    data_dir = tmp_path / "data"
    data_dir.mkdir(mode=0o700)
    cut = PowerCut(data_dir, tmp_path / "durable")
    with serving(program, data_dir, cut.environment()) as http:
        session = sign_in(http)
        acknowledged = work(http)
    cut.lose_unsynced()
    return acknowledged, session, data_dir


def test_every_acknowledged_write_survives(tmp_path: Path) -> None:
    acknowledged, session, data_dir = cut_while_working(tmp_path, _SERVE)
    with serving(_SERVE, data_dir, {}) as http:
        # The desk's session survives too: key and refresh token are on disk.
        answer = http.post("/v1/auth/refresh", json=session).raise_for_status().json()
        http.headers["Authorization"] = f"Bearer {answer['access_token']}"
        assert found(http) == acknowledged
        assert len(acknowledged) == CALLS


def test_without_syncing_they_are_lost(tmp_path: Path) -> None:
    """The control: if this one kept its writes, the test above would prove nothing."""
    acknowledged, _, data_dir = cut_while_working(tmp_path, _SERVE_WITHOUT_SYNC)
    try:
        with serving(_SERVE, data_dir, {}) as http:
            sign_in(http)
            survived = found(http)
    except ChildProcessError:
        survived = {}
    assert survived != acknowledged
    assert len(survived) < CALLS


@pytest.mark.parametrize("name", ["token.key", "vault.key"])
def test_the_servers_keys_survive(tmp_path: Path, name: str) -> None:
    """Without them every session and every telephone's secret would be lost."""
    data_dir = tmp_path / "data"
    data_dir.mkdir(mode=0o700)
    cut = PowerCut(data_dir, tmp_path / "durable")
    with serving(_SERVE, data_dir, cut.environment()):
        made = (data_dir / name).read_bytes()
    cut.lose_unsynced()
    assert (data_dir / name).read_bytes() == made
