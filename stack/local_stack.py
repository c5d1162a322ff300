"""Certificate authority, PBX and server together in one folder, on free loopback ports: what demo, tests, scenarios and benchmarks start.

Blocks the calling thread while starting and stopping.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

from stack import ports
from stack.ca import CaFiles, ensure_ca, issue
from stack.ledger import Ledger
from stack.pbx_process import PbxConfig, PbxInstance
from stack.server_process import ServerProcess

_HOST = "127.0.0.1"
_RTP_PORTS = 100  # four a call
_AMI_USER = _ARI_USER = "careline"
DEMO_PASSWORD = "careline-demo"  # noqa: S105 - public by intent; a production server refuses the demo's users
DEMO_USERNAMES = ("lin", "anna", "mei", "admin")


class LocalStack:
    """One PBX and one server that know each other. A context manager; used from one thread.

    What it needs lies in ``directory``, which may be used again: the database, the authority and the secrets are then kept.
    ``settings`` are further ``CARELINE_*`` settings of the server.
    """

    def __init__(self, directory: Path, *, demo_data: bool = True, settings: Mapping[str, str] | None = None) -> None:
        self.directory = directory.absolute()
        self.directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.ledger = Ledger(self.directory / "stack.json")
        # Leftovers of a run that was killed hold the database and the ports' files.
        self.ledger.end_all()
        self.ledger.facts = {}
        self._ca: CaFiles = ensure_ca(self.directory / "ca")
        self._ports = _StackPorts()
        self.demo_users: dict[str, str] = dict.fromkeys(DEMO_USERNAMES, DEMO_PASSWORD) if demo_data else {}
        """User name to password; empty without demo data."""
        self.pbx = PbxInstance(self._pbx_config())
        extra = {**({"CARELINE_DEMO": "1"} if demo_data else {}), **(settings or {})}
        log_file = self.directory / "server.log"
        self.server_settings: dict[str, str] = self._server_settings() | extra
        """The ``CARELINE_*`` settings the server runs with."""
        self.server = ServerProcess(
            self.server_url, self.ca_file, self.server_settings, log_file, on_change=lambda pid: self.ledger.note("server", pid)
        )

    @property
    def server_url(self) -> str:
        return f"https://{_HOST}:{self._ports.server}"

    @property
    def ca_file(self) -> Path:
        """The authority's certificate, PEM."""
        return self._ca.cert

    @property
    def trunk_address(self) -> tuple[str, int]:
        """Where a patient's INVITE goes: host and UDP port of the PBX's trunk."""
        return _HOST, self._ports.trunk

    @property
    def trunk_peer_port(self) -> int:
        """UDP port on loopback that the PBX sends outgoing calls to: where the other end of the trunk listens."""
        return self._ports.trunk_peer

    def start(self) -> None:
        """Return when the server answers and has its link to the PBX. Raises SetupError; nothing is left running then."""
        try:
            ports.hand_over(self._ports.all, os.getpid())
            # The server starts (and makes its database) while Asterisk boots.
            self.server.start(wait=False)
            self.pbx.start()
            self.ledger.note("pbx", self.pbx.pid)
            self.server.wait_ready(with_pbx=True)
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """End both in good order. Idempotent."""
        self.server.stop()
        self.pbx.stop()
        self.ledger.end_all()
        ports.release(self._ports.all)

    def outlive(self) -> None:
        """Let PBX and server run on when this process ends; a later ``Ledger(...).end_all()`` ends them."""
        for pid in (self.pbx.pid, self.server.pid):
            if pid is not None:
                ports.hand_over(self._ports.all, pid)

    def __enter__(self) -> LocalStack:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()

    def _pbx_config(self) -> PbxConfig:
        cert = issue(self._ca, "pbx", ("localhost", _HOST), self.directory / "tls")
        return PbxConfig(
            directory=self.directory / "pbx",
            system_name=f"careline-{self._secret('system-name', 4)}",
            sip_tls_port=self._ports.sip_tls,
            trunk_port=self._ports.trunk,
            trunk_peer_port=self._ports.trunk_peer,
            ami_port=self._ports.ami,
            ari_port=self._ports.ari,
            rtp_first=self._ports.rtp_first,
            rtp_last=self._ports.rtp_first + _RTP_PORTS - 1,
            server_url=self.server_url,
            pbx_token=self._secret("pbx-token"),
            ami_user=_AMI_USER,
            ami_secret=self._secret("ami"),
            ari_user=_ARI_USER,
            ari_secret=self._secret("ari"),
            cert=cert.cert,
            key=cert.key,
            ca=self._ca.cert,
        )

    def _server_settings(self) -> dict[str, str]:
        cert = issue(self._ca, "server", ("localhost", _HOST), self.directory / "tls")
        return {
            "CARELINE_DATA_DIR": str(self.directory / "server"),
            "CARELINE_HOST": _HOST,
            "CARELINE_PORT": str(self._ports.server),
            "CARELINE_TLS_CERT": str(cert.cert),
            "CARELINE_TLS_KEY": str(cert.key),
            "CARELINE_CA": str(self.ca_file),
            "CARELINE_PBX_TOKEN_FILE": str(self._secret_file("pbx-token")),
            "CARELINE_AMI_HOST": _HOST,
            "CARELINE_AMI_PORT": str(self._ports.ami),
            "CARELINE_AMI_USER": _AMI_USER,
            "CARELINE_AMI_SECRET_FILE": str(self._secret_file("ami")),
            "CARELINE_ARI_URL": f"http://{_HOST}:{self._ports.ari}/ari",
            "CARELINE_ARI_USER": _ARI_USER,
            "CARELINE_ARI_SECRET_FILE": str(self._secret_file("ari")),
            "CARELINE_SIP_DOMAIN": _HOST,
            "CARELINE_SIP_TLS_PORT": str(self._ports.sip_tls),
            "CARELINE_PBX_SPOOL_DIR": str(self.pbx.spool_dir),
            "CARELINE_PBX_CEL_FILE": str(self.pbx.cel_file),
            "CARELINE_PBX_CENTRE_DIR": str(self.pbx.centre_dir),
            "CARELINE_TRUNK_HOST": _HOST,
            "CARELINE_TRUNK_PORT": str(self._ports.trunk_peer),
        }

    def _secret(self, name: str, size: int = 24) -> str:
        """The secret of that name (hexadecimal, ``size`` bytes), made on first use."""
        file = self._secret_file(name)
        if not file.exists():
            file.parent.mkdir(mode=0o700, exist_ok=True)
            with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as stream:
                stream.write(secrets.token_hex(size) + "\n")
        return file.read_text().strip()

    def _secret_file(self, name: str) -> Path:
        return self.directory / "secrets" / name


class _StackPorts:
    """The ports of one stack, reserved together."""

    def __init__(self) -> None:
        single = ports.free_tcp_ports(6)
        self.server, self.sip_tls, self.ami, self.ari, self.trunk, self.trunk_peer = single
        self.rtp_first = ports.free_udp_block(_RTP_PORTS)
        self.all = [*single, *range(self.rtp_first, self.rtp_first + _RTP_PORTS)]
