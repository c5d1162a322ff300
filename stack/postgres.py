"""A PostgreSQL of its own, in a directory of its own: made, started and ended by whoever needs one.

The programs are Debian's; no cluster of the machine is touched. PostgreSQL refuses to run as root, so root hands it to the user
``postgres``. It listens on a Unix socket that only that user and root can reach. Blocks the calling thread.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType

from stack.processes import start_part
from stack.say import SetupError, tail

_PROGRAMS = Path("/usr/lib/postgresql")
_USER = "postgres"
_OWNER = "careline"
_PORT = 5432  # part of the socket's name; nothing listens on the network
_READY_WITHIN_S = 60.0
_STOP_PATIENCE_S = 15.0
_LOOK_EVERY_S = 0.02
_LONGEST_SOCKET_PATH = 100


class PostgresCluster:
    """One server with its databases, a context manager; used from one thread.

    ``directory`` may be used again: its databases are then kept. None: one is made and removed at the end. ``durable`` off is for
    tests that never cut the power: nothing waits for the disk.
    """

    def __init__(self, directory: Path | None = None, *, durable: bool = True) -> None:
        self._made = directory is None
        self.directory = directory or Path(tempfile.mkdtemp(prefix="careline-postgres-", dir="/tmp"))
        self._durable = durable
        self._process: subprocess.Popen[bytes] | None = None
        self._sockets = self.directory / "sockets"
        self.log_file = self.directory / "postgres.log"
        if len(str(self._sockets)) > _LONGEST_SOCKET_PATH:
            raise SetupError(f"The path {self.directory} is too long for a Unix socket; choose a shorter one.")

    @property
    def pid(self) -> int | None:
        """Process number of the running postmaster, None when it is not running."""
        return self._process.pid if self._process is not None and self._process.poll() is None else None

    @property
    def socket(self) -> Path:
        """The Unix socket it answers on."""
        return self._sockets / f".s.PGSQL.{_PORT}"

    def url(self, database: str) -> str:
        """What ``CARELINE_DATABASE_URL`` is for this database."""
        return f"postgresql+psycopg://{_OWNER}@/{database}?host={self._sockets}&port={_PORT}"

    def start(self) -> None:
        """Make it on first use, start it, return when it answers. Raises SetupError with the end of its log."""
        if self.pid is not None:
            return
        if not (self.directory / "data" / "PG_VERSION").exists():
            self._make()
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self._sockets),
            "unix_socket_permissions": "0700",
            "port": str(_PORT),
            "max_connections": "200",
            "shared_buffers": "256MB",
            "timezone": "UTC",
            "jit": "off",  # for queries that read much; it only delays ours
        }
        if not self._durable:
            settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        flags = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        command = [*_as_user(), str(_program("postgres")), "-D", str(self.directory / "data"), *flags]
        self._process = start_part(command, {"LC_ALL": "C.UTF-8"}, self.log_file)
        self._wait_ready()

    def stop(self) -> None:
        """End it in good order and remove what was made for this run. Idempotent."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)  # roll back what runs, close, end ("fast")
            try:
                self._process.wait(_STOP_PATIENCE_S)
            except subprocess.TimeoutExpired:
                self._process.send_signal(signal.SIGQUIT)  # end all children now; SIGKILL would leave them
                self._process.wait()
        self._process = None
        if self._made:
            shutil.rmtree(self.directory, ignore_errors=True)

    def kill(self) -> None:
        """End it as a power cut would; the next ``start`` recovers."""
        if self._process is not None:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait()
            self._process = None

    def create_database(self, name: str, template: str = "template0") -> str:
        """Make a database and return its URL; from another ``template`` (which nobody may be connected to) it begins as its copy."""
        self.sql(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return self.url(name)

    def drop_database(self, name: str) -> None:
        """Remove it, whoever is still connected."""
        self.sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def sql(self, statement: str, database: str = "postgres") -> str:
        """What ``psql`` prints for one statement, without headings. Raises SetupError."""
        command = ["-h", str(self._sockets), "-p", str(_PORT), "-U", _OWNER, "-XqAt", "-v", "ON_ERROR_STOP=1", "-c", statement, database]
        done = subprocess.run([str(_program("psql")), *command], capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
        if done.returncode != 0:
            raise SetupError(f"PostgreSQL refused {statement[:60]!r}: {done.stderr.strip()[-300:]}")
        return done.stdout.strip()

    def __enter__(self) -> PostgresCluster:
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()

    def _make(self) -> None:
        self._sockets.mkdir(mode=0o700, parents=True, exist_ok=True)
        data = self.directory / "data"
        data.mkdir(mode=0o700, exist_ok=True)
        if os.geteuid() == 0:
            owner = pwd.getpwnam(_USER)
            self.directory.chmod(0o711)
            for directory in (data, self._sockets):
                os.chown(directory, owner.pw_uid, owner.pw_gid)
        wait = ["--no-sync"] if not self._durable else []
        options = ["--username", _OWNER, "--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8", *wait]
        command = [*_as_user(), str(_program("initdb")), "-D", str(data), *options]
        done = subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL, cwd="/")
        if done.returncode != 0:
            detail = done.stderr.strip()[-400:]
            raise SetupError(f"PostgreSQL could not be made in {data} (the user {_USER} must be able to reach it): {detail}")

    def _wait_ready(self) -> None:
        deadline = time.monotonic() + _READY_WITHIN_S
        probe = [str(_program("pg_isready")), "-q", "-h", str(self._sockets), "-p", str(_PORT)]
        while subprocess.run(probe, check=False).returncode != 0:
            if self.pid is None or time.monotonic() > deadline:
                raise SetupError(f"PostgreSQL did not start. Its log {self.log_file} ends with:\n{tail(self.log_file)}")
            time.sleep(_LOOK_EVERY_S)


def _program(name: str) -> Path:
    """The newest installed version's program. Raises SetupError."""
    found = sorted(_PROGRAMS.glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    if not found:
        raise SetupError("PostgreSQL is not installed: apt-get install postgresql")
    return found[-1]


def _as_user() -> list[str]:
    """What stands before a program so that it does not run as root and ends with its parent. setpriv becomes the program."""
    if os.geteuid() != 0:
        return []
    return ["setpriv", "--pdeathsig", "INT", "--reuid", _USER, "--regid", _USER, "--init-groups"]
