"""The server as a process: its command line, HTTPS, a clean end, what it refuses."""

from __future__ import annotations

import datetime
import ipaddress
import os
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.contract.server.world import PATIENCE_S, Person, code_of, parse_events

CLONE = Path(__file__).parents[3]


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("CARELINE_")} | dict(settings)


def run(*arguments: str, settings: Mapping[str, str] | None = None, text: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "server_stub", *arguments]
    environ = environment(settings or {})
    return subprocess.run(command, cwd=CLONE, env=environ, input=text, capture_output=True, text=True, timeout=60, check=False)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(settings: Mapping[str, str], verify: ssl.SSLContext | bool = True) -> Iterator[tuple[subprocess.Popen[str], httpx.Client]]:
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "server_stub", "serve"],
        cwd=CLONE,
        env=environment(dict(settings) | {"CARELINE_PORT": str(port)}),
        stdout=subprocess.PIPE,
        text=True,
    )
    scheme = "https" if "CARELINE_TLS_CERT" in settings else "http"
    try:
        with httpx.Client(base_url=f"{scheme}://127.0.0.1:{port}", trust_env=False, verify=verify, timeout=15) as http:
            wait_for_health(process, http)
            yield process, http
    finally:
        process.kill()
        process.communicate()


def wait_for_health(process: subprocess.Popen[str], http: httpx.Client) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while True:
        assert process.poll() is None, "the server ended"
        assert time.monotonic() < deadline, "the server does not answer"
        try:
            assert http.get("/v1/health").status_code == 200
        except httpx.ConnectError:
            time.sleep(0.02)
        else:
            return


@pytest.fixture
def demo(tmp_path: Path) -> dict[str, str]:
    return {"CARELINE_DATA_DIR": str(tmp_path / "data"), "CARELINE_DEMO": "1"}


@pytest.fixture
def certificate(tmp_path: Path) -> dict[str, str]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "careline test")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    encoding, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    (tmp_path / "key.pem").write_bytes(key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, plain))
    (tmp_path / "cert.pem").write_bytes(made.public_bytes(encoding))
    return {"CARELINE_TLS_CERT": str(tmp_path / "cert.pem"), "CARELINE_TLS_KEY": str(tmp_path / "key.pem")}


def log_in(http: httpx.Client, username: str = "lin", password: str = "careline-demo") -> httpx.Response:  # noqa: S107 - the demo's
    return http.post("/v1/auth/login", json={"username": username, "password": password})


def test_help() -> None:
    done = run("--help")
    assert done.returncode == 0
    assert {"serve", "openapi", "create-user"} <= set(done.stdout.replace(",", " ").split())


def test_https_demo_and_a_clean_end_with_an_open_stream(demo: dict[str, str], certificate: dict[str, str]) -> None:
    trust = ssl.create_default_context(cafile=certificate["CARELINE_TLS_CERT"])
    settings = demo | certificate | {"CARELINE_CA": certificate["CARELINE_TLS_CERT"]}
    with serving(settings, trust) as (process, http):
        session = log_in(http).json()
        assert session["sip"]["ca_pem"].startswith("-----BEGIN CERTIFICATE-----")
        lin = Person(http, session)
        family = lin.get("/v1/patients", query="13800000009").json()["patients"]
        assert len(family) == 3
        with http.stream("GET", "/v1/events", headers=lin.headers) as answer:
            events = parse_events(answer.iter_lines())
            assert next(events) == {"comment": "alive"}
            process.send_signal(signal.SIGTERM)
            assert [event for event in events if "comment" not in event] == []
        output, _ = process.communicate(timeout=PATIENCE_S)
        assert process.returncode == 0
    for secret in ("careline-demo", session["access_token"], session["refresh_token"], session["sip"]["password"], "13800000009", "王秀英"):
        assert secret not in output


def test_the_demo_is_loaded_once(demo: dict[str, str]) -> None:
    with serving(demo) as (_, http):
        lin = Person(http, log_in(http).json())
        lin.write("POST", "/v1/patients", {"name": "Newcomer"})
    with serving(demo) as (_, http):
        lin = Person(http, log_in(http).json())
        assert len(lin.get("/v1/patients", query="newcomer").json()["patients"]) == 1
        assert len(lin.get("/v1/patients", query="13800001000").json()["patients"]) == 1
        for username, role in (("anna", "agent"), ("mei", "leader"), ("admin", "administrator")):
            assert log_in(http, username).json()["user"]["role"] == role


def test_the_scenarios_patients(demo: dict[str, str]) -> None:
    with serving(demo) as (_, http):
        lin = Person(http, log_in(http).json())
        allergies = []
        for number in range(1000, 1010):
            (patient,) = lin.get("/v1/patients", query=f"1380000{number}").json()["patients"]
            assert patient["id"] == f"P-{number}"
            assert patient["name"].isascii()
            assert len(patient["contacts"]) == 1
            allergies += patient["allergies"]
        assert len(set(allergies)) == len(allergies) == 10


def test_production_refuses_the_demo(demo: dict[str, str], certificate: dict[str, str]) -> None:
    done = run("serve", settings=demo | certificate | {"CARELINE_PRODUCTION": "1"})
    assert done.returncode == 1
    assert "CARELINE_DEMO" in done.stderr
    assert not Path(demo["CARELINE_DATA_DIR"]).exists()


def test_production_needs_https(tmp_path: Path) -> None:
    done = run("serve", settings={"CARELINE_DATA_DIR": str(tmp_path / "data"), "CARELINE_PRODUCTION": "1"})
    assert done.returncode == 1
    assert "CARELINE_TLS_CERT" in done.stderr


def test_a_port_in_use_is_a_sentence(demo: dict[str, str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = run("serve", settings=demo | {"CARELINE_PORT": str(taken.getsockname()[1])})
    assert done.returncode == 1
    assert "in use" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_missing_settings_file(tmp_path: Path) -> None:
    done = run("serve", "--settings", str(tmp_path / "none"))
    assert (done.returncode, "there is no settings file" in done.stderr) == (1, True)


def test_creating_a_user(tmp_path: Path) -> None:
    settings = {"CARELINE_DATA_DIR": str(tmp_path / "data")}
    arguments = ("create-user", "Doctor", "--name", "Doctor Chen", "--role", "expert", "--extension", "1201", "--queue", "main")
    assert run(*arguments, settings=settings, text="short\n").returncode == 1
    with serving(settings) as (_, http):  # the main queue exists from the first start
        done = run(*arguments, settings=settings, text="a good long password\n")
        assert done.returncode == 0, done.stderr
        again = run(*arguments, settings=settings, text="a good long password\n")
        assert (again.returncode, "taken" in again.stderr) == (1, True)
        session = log_in(http, "doctor", "a good long password").json()
        assert (session["user"]["display_name"], session["sip"]["username"]) == ("Doctor Chen", "1201")
        assert code_of(log_in(http)) == (401, "wrong_password")  # no demo users here


def test_the_openapi_document_on_the_command_line() -> None:
    assert run("openapi", "--check").returncode == 0
    assert run("openapi").stdout == (CLONE / "server_stub" / "openapi.json").read_text(encoding="utf-8")
