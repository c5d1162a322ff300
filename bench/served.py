"""One real server process on either database, for measurements: plain HTTP on loopback, pinned to a core where asked."""

from __future__ import annotations

import os
import secrets
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from stack.paths import VENV_PYTHON
from stack.ports import free_tcp_ports, release
from stack.postgres import PostgresCluster
from stack.processes import start_part
from stack.say import SetupError, tail

DATABASES = ("sqlite", "postgresql")
_DATABASE = "careline"
_READY_WITHIN_S = 60.0


@dataclass
class Served:
    """A server's settings and its process."""

    directory: Path
    settings: dict[str, str]
    port: int
    pbx_token: str
    pinned_to: int | None = None
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def run(self, *arguments: str) -> None:
        """One command of the server, to its end, its words on this terminal. Raises CalledProcessError."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("CARELINE_")}
        subprocess.run([VENV_PYTHON, "-m", "server_stub", *arguments], env=inherited | self.settings, check=True)

    def start(self) -> None:
        """Return when it answers. Raises SetupError."""
        log = self.directory / "server.out"
        pin = ["taskset", "--cpu-list", str(self.pinned_to)] if self.pinned_to is not None else []
        self.process = start_part([*pin, VENV_PYTHON, "-m", "server_stub", "serve"], self.settings, log)
        deadline = time.monotonic() + _READY_WITHIN_S
        while True:
            try:
                if httpx.get(f"{self.url}/v1/health", trust_env=False, timeout=5).status_code == 200:
                    return
            except httpx.TransportError:
                pass
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise SetupError(f"the server does not answer: {tail(log)}")
            time.sleep(0.02)

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(20)
            self.process = None


@contextmanager
def served(directory: Path, kind: str, *, pinned_to: int | None = None) -> Iterator[Served]:
    """``directory`` may be used again with what it holds. PostgreSQL runs durably, in a directory of its own beside the server's."""
    directory.mkdir(parents=True, exist_ok=True)
    token_file = directory / "pbx-token"
    if not token_file.exists():
        token_file.write_text(secrets.token_hex(24))
    (port,) = free_tcp_ports(1)
    settings = {
        "CARELINE_DATA_DIR": str(directory / "data"),
        "CARELINE_PORT": str(port),
        "CARELINE_PBX_TOKEN_FILE": str(token_file),
        "CARELINE_LOG_FILE": str(directory / "server.log"),
    }
    with ExitStack() as running:
        running.callback(release, [port])
        if kind == "postgresql":
            directory.chmod(0o711)  # PostgreSQL's own user must reach its part
            cluster = running.enter_context(PostgresCluster(directory / "postgres"))
            known = cluster.sql(f"SELECT 1 FROM pg_database WHERE datname = '{_DATABASE}'")  # noqa: S608 - a literal
            settings["CARELINE_DATABASE_URL"] = cluster.url(_DATABASE) if known else cluster.create_database(_DATABASE)
        server = Served(directory, settings, port, token_file.read_text().strip(), pinned_to)
        running.callback(server.stop)
        yield server


def percentile(values: list[float], part: float) -> float:
    """The value that ``part`` (0 to 1) of them do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))] if ordered else float("nan")


def verdict(what: str, value: float, limit: float, unit: str) -> bool:
    """Print one fact beside its limit; whether it holds."""
    print(f"  {what:<44}{value:>9.1f} {unit:<4} limit {limit:>7.0f} {unit}  {'ok' if value <= limit else 'MISSED'}", flush=True)
    return value <= limit
