"""A real Asterisk on free ports for each test (it boots in half a second), a peer where the server would be, and phones."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import shutil
import subprocess
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from stack.ca import CaFiles, CertFiles, ensure_ca, issue
from stack.pbx_process import PbxConfig, PbxInstance
from stack.ports import free_tcp_ports, free_udp_block
from tests.integration.pbx.manager_link import ManagerLink
from tests.integration.pbx.server_peer import ServerPeer
from tests.integration.pbx.sipp import Phone

_RTP_PORTS = 60
# No test has more phones than this.
_PHONES, _PHONE_PORTS = 4, 10


@dataclass(frozen=True)
class Certificates:
    ca: CaFiles
    localhost: CertFiles


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    directory = tmp_path_factory.mktemp("certificates")
    ca = ensure_ca(directory)
    return Certificates(ca, issue(ca, "localhost", ["localhost", "127.0.0.1"], directory))


@dataclass
class Pbx:
    """The running PBX as tests use it."""

    instance: PbxInstance
    server: ServerPeer

    @property
    def config(self) -> PbxConfig:
        return self.instance.config

    @property
    def recordings(self) -> Path:
        return self.instance.spool_dir / "recordings"

    def manager(self) -> ManagerLink:
        return ManagerLink(self.config.ami_port, self.config.ami_user, self.config.ami_secret)

    def push(self, kind: str, name: str, **fields: str) -> None:
        """Make or change one object the way the server does: ARI push configuration."""
        url = f"http://127.0.0.1:{self.config.ari_port}/ari/asterisk/config/dynamic/res_pjsip/{kind}/{name}"
        body = json.dumps({"fields": [{"attribute": key, "value": value} for key, value in fields.items()]}).encode()
        request = urllib.request.Request(url, body, {"Content-Type": "application/json"}, method="PUT")
        credentials = f"{self.config.ari_user}:{self.config.ari_secret}".encode()
        request.add_header("Authorization", "Basic " + base64.b64encode(credentials).decode())
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
            assert answer.status == 200

    def add_dialling_desk(self, extension: str, password: str, sip_port: int, **endpoint: str) -> None:
        """As ``add_desk``, with a digest of a password: this one may dial."""
        digest = hashlib.md5(f"{extension}:careline:{password}".encode()).hexdigest()  # noqa: S324 - SIP's digest is MD5
        self.push("auth", extension, auth_type="digest", username=extension, realm="careline", password_digest=f"MD5:{digest}")
        self.add_desk(extension, sip_port, auth=extension, **endpoint)

    def add_desk(self, extension: str, sip_port: int, **endpoint: str) -> None:
        """A desk of the tests: SIPp on UDP, reached at a fixed address instead of registering."""
        self.push("aor", extension, contact=f"sip:{extension}@127.0.0.1:{sip_port}")
        fields = {
            "transport": "trunk-udp",
            "context": "agents",
            "aors": extension,
            "allow": "!all,alaw",
            "direct_media": "no",
            "rtp_symmetric": "yes",
            "device_state_busy_at": "1",
            "identify_by": "auth_username",
        }
        self.push("endpoint", extension, **{**fields, **endpoint})

    def sign_in(self, link: ManagerLink, extension: str) -> None:
        answer = link.action("QueueAdd", Queue="main", Interface=f"PJSIP/{extension}", MemberName=extension, Paused="false")
        assert answer["Response"] == "Success", answer


@pytest.fixture
def server_peer(certificates: Certificates) -> Iterator[ServerPeer]:
    (port,) = free_tcp_ports(1)
    peer = ServerPeer(port, certificates.localhost.cert, certificates.localhost.key)
    peer.answers = {"calls/identify": "main,10,en,queue", "calls/offer": "ok"}
    peer.start()
    yield peer
    peer.stop()


@dataclass(frozen=True)
class MediaPorts:
    """Blocks of UDP ports, taken once for all tests of this process: reservations end only with it."""

    pbx: int
    phones: Sequence[int]


@pytest.fixture(scope="session")
def media_ports() -> MediaPorts:
    return MediaPorts(free_udp_block(_RTP_PORTS), [free_udp_block(_PHONE_PORTS) for _ in range(_PHONES)])


@pytest.fixture
def pbx(tmp_path: Path, certificates: Certificates, server_peer: ServerPeer, media_ports: MediaPorts) -> Iterator[Pbx]:
    sip_tls, trunk, trunk_peer, ami, ari = free_tcp_ports(5)
    rtp = media_ports.pbx
    instance = PbxInstance(
        PbxConfig(
            directory=tmp_path / "pbx",
            system_name=f"careline-{secrets.token_hex(3)}",
            sip_tls_port=sip_tls,
            trunk_port=trunk,
            trunk_peer_port=trunk_peer,
            ami_port=ami,
            ari_port=ari,
            rtp_first=rtp,
            rtp_last=rtp + _RTP_PORTS - 1,
            server_url=f"https://localhost:{server_peer.port}",
            pbx_token=secrets.token_urlsafe(24),
            ami_user="careline",
            ami_secret=secrets.token_urlsafe(24),
            ari_user="careline",
            ari_secret=secrets.token_urlsafe(24),
            cert=certificates.localhost.cert,
            key=certificates.localhost.key,
            ca=certificates.ca.cert,
        )
    )
    instance.start()
    yield Pbx(instance, server_peer)
    instance.stop()


@pytest.fixture
def phone(tmp_path: Path, media_ports: MediaPorts) -> Iterator[Callable[..., Phone]]:
    """Makes phones; all are hung up at the end."""
    made: list[Phone] = []

    def make(name: str, *, port: int | None = None, address: str = "127.0.0.1") -> Phone:
        made.append(Phone(tmp_path / f"sipp-{name}", port or free_tcp_ports(1)[0], media_ports.phones[len(made)], address=address))
        return made[-1]

    yield make
    for one in made:
        one.stop()


@pytest.fixture(scope="session")
def tone(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Path]:
    """A file of A-law speech-band tone, as long as any test needs; made by sox."""
    directory = tmp_path_factory.mktemp("tones")

    def make(frequency_hz: int) -> Path:
        path = directory / f"{frequency_hz}.al"
        if not path.exists():
            sox = shutil.which("sox")
            assert sox, "install the package sox"
            command: list[str | Path] = [
                sox,
                "-n",
                "-r",
                "8000",
                "-c",
                "1",
                "-e",
                "a-law",
                path,
                "synth",
                "20",
                "sine",
                str(frequency_hz),
                "gain",
                "-6",
            ]
            subprocess.run(command, check=True)
        return path

    return make
