"""One real Asterisk for all of these tests, desks' accounts made as the server makes them, softphones and headsets that are cleaned up."""

from __future__ import annotations

import base64
import json
import secrets
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from stack.ca import CaFiles, ensure_ca, issue
from stack.headset import VirtualHeadset
from stack.pbx_process import PbxConfig, PbxInstance
from stack.ports import free_tcp_ports, free_udp_block
from tests.integration.pbx.manager_link import ManagerLink
from tests.integration.pbx.sipp import Phone
from tests.integration.sip.desk import Desk

_RTP_PORTS = 40

Account = dict[str, object]

DESK_ENDPOINT = {
    "transport": "tls",
    "context": "agents",
    "allow": "!all,opus,g722,alaw,ulaw",
    "direct_media": "no",
    "rtp_symmetric": "yes",
    "rewrite_contact": "yes",
    "media_encryption": "dtls",
    "dtls_auto_generate_cert": "yes",
    "dtls_verify": "fingerprint",
    "dtls_setup": "passive",  # as actpass 3 of 150 dialled calls broke in the handshake
    "rtcp_mux": "yes",
    "device_state_busy_at": "1",
    "timers": "always",
    "timers_sess_expires": "90",
    "rtp_timeout": "15",
}


@dataclass
class Pbx:
    instance: PbxInstance
    ca_pem: str
    other_ca_pem: str
    """An authority that did not sign the PBX's certificate."""
    passwords: dict[str, str] = field(default_factory=dict)

    @property
    def config(self) -> PbxConfig:
        return self.instance.config

    def manager(self) -> ManagerLink:
        return ManagerLink(self.config.ami_port, self.config.ami_user, self.config.ami_secret)

    def account(self, extension: str) -> Account:
        """Make a desk's account (again, with the password it had) and return what the server would hand to the desk."""
        password = self.passwords.setdefault(extension, secrets.token_urlsafe(16))
        self.push("auth", extension, auth_type="userpass", username=extension, password=password)
        self.push("aor", extension, max_contacts="1", remove_existing="yes", qualify_frequency="10")
        self.push("endpoint", extension, **DESK_ENDPOINT, auth=extension, aors=extension, callerid=f"<{extension}>")
        return {
            "username": extension,
            "password": password,
            "domain": "localhost",
            "port": self.config.sip_tls_port,
            "ca_pem": self.ca_pem,
        }

    def ring(self, extension: str, goes_to: str = "601") -> None:
        """Call a desk; when it answers it is joined with an extension of the agents' context (600 echo, 601 tone of 1004 Hz)."""
        self.load("res_clioriginate")
        self.instance.console(f"channel originate PJSIP/{extension} extension {goes_to}@agents")

    def load(self, module: str) -> None:
        """Load what the tests need of Asterisk beyond what Careline does."""
        self.instance.console(f"module load {module}.so")

    def hang_up_all(self) -> None:
        self.instance.console("channel request hangup all")

    def push(self, kind: str, name: str, **fields: str) -> None:
        url = f"http://127.0.0.1:{self.config.ari_port}/ari/asterisk/config/dynamic/res_pjsip/{kind}/{name}"
        body = json.dumps({"fields": [{"attribute": key, "value": value} for key, value in fields.items()]}).encode()
        request = urllib.request.Request(url, body, {"Content-Type": "application/json"}, method="PUT")
        credentials = f"{self.config.ari_user}:{self.config.ari_secret}".encode()
        request.add_header("Authorization", "Basic " + base64.b64encode(credentials).decode())
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
            assert answer.status == 200


@pytest.fixture(scope="session")
def pbx(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pbx]:
    directory = tmp_path_factory.mktemp("sip")
    ca: CaFiles = ensure_ca(directory / "ca")
    other = ensure_ca(directory / "other-ca")
    # The name in the account, and the address under which Asterisk sends itself in Contact.
    certificate = issue(ca, "localhost", ["localhost", "127.0.0.1"], directory)
    sip_tls, trunk, trunk_peer, ami, ari, nobody = free_tcp_ports(6)
    rtp = free_udp_block(_RTP_PORTS)
    instance = PbxInstance(
        PbxConfig(
            directory=directory / "pbx",
            system_name=f"careline-{secrets.token_hex(3)}",
            sip_tls_port=sip_tls,
            trunk_port=trunk,
            trunk_peer_port=trunk_peer,
            ami_port=ami,
            ari_port=ari,
            rtp_first=rtp,
            rtp_last=rtp + _RTP_PORTS - 1,
            server_url=f"https://localhost:{nobody}",  # no server: calls come through without one
            pbx_token=secrets.token_urlsafe(24),
            ami_user="careline",
            ami_secret=secrets.token_urlsafe(24),
            ari_user="careline",
            ari_secret=secrets.token_urlsafe(24),
            cert=certificate.cert,
            key=certificate.key,
            ca=ca.cert,
        )
    )
    instance.start()
    yield Pbx(instance, ca.cert.read_text(), other.cert.read_text())
    instance.stop()


MakeDesk = Callable[..., Desk]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[MakeDesk]:
    """Makes softphones; what is still running at the end is killed."""
    made: list[Desk] = []

    def make(headset: VirtualHeadset | None = None, **options: object) -> Desk:
        if headset is None:
            options.setdefault("null_audio", True)
        made.append(Desk(tmp_path / f"desk{len(made)}.log", headset.env if headset else None, **options))
        return made[-1]

    yield make
    for one in made:
        one.kill()


@pytest.fixture
def headset() -> Iterator[VirtualHeadset]:
    with VirtualHeadset("sip") as one:
        yield one


@pytest.fixture
def patient(tmp_path: Path) -> Iterator[Phone]:
    phone = Phone(tmp_path / "patient", free_tcp_ports(1)[0], free_udp_block(10))
    yield phone
    phone.stop()
