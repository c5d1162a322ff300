"""The PBX's doors: TLS as promised, nobody taken for the trunk, nothing open to other machines, accounts pushed the way the server does."""

from __future__ import annotations

import socket
import ssl
import urllib.error
from pathlib import Path

import psutil
import pytest

from tests.integration.pbx.conftest import Certificates, Pbx
from tests.integration.pbx.manager_link import ManagerLink

pytestmark = pytest.mark.pbx


def tls_connection(pbx: Pbx, certificates: Certificates, highest: ssl.TLSVersion | None = None) -> ssl.SSLSocket:
    context = ssl.create_default_context(cafile=str(certificates.ca.cert))
    if highest is not None:
        context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
        context.maximum_version = highest
    plain = socket.create_connection(("127.0.0.1", pbx.config.sip_tls_port), timeout=10)
    return context.wrap_socket(plain, server_hostname="localhost")


def ask_by_tls(pbx: Pbx, certificates: Certificates, method: str, transport_in_via: str = "TLS") -> str:
    """The status line that a stranger on this very machine gets who connects to the desks' port."""
    request = (
        f"{method} sip:4000@localhost:{pbx.config.sip_tls_port};transport=tls SIP/2.0\r\n"
        f"Via: SIP/2.0/{transport_in_via} 127.0.0.1:5999;branch=z9hG4bK-stranger\r\nFrom: <sip:13800001000@localhost>;tag=1\r\n"
        "To: <sip:4000@localhost>\r\nCall-ID: stranger@localhost\r\n"
        f"CSeq: 1 {method}\r\nContact: <sip:x@127.0.0.1:5999;transport=tls>\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n"
    )
    with tls_connection(pbx, certificates) as connection:
        connection.sendall(request.encode())
        return connection.recv(4096).decode().splitlines()[0]


def test_tls_is_verified_by_the_private_authority_and_modern(pbx: Pbx, certificates: Certificates) -> None:
    with tls_connection(pbx, certificates) as connection:
        assert connection.version() in {"TLSv1.2", "TLSv1.3"}


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
def test_old_tls_is_refused(pbx: Pbx, certificates: Certificates) -> None:
    with pytest.raises((ssl.SSLError, ConnectionError)):
        tls_connection(pbx, certificates, ssl.TLSVersion.TLSv1_1).close()


@pytest.mark.parametrize("method", ["INVITE", "REGISTER", "OPTIONS"])
def test_a_stranger_at_the_desks_port_is_challenged_not_taken_for_the_trunk(pbx: Pbx, certificates: Certificates, method: str) -> None:
    """The trunk's address is this machine's, too: only its transport tells them apart."""
    assert ask_by_tls(pbx, certificates, method) == "SIP/2.0 401 Unauthorized"
    assert pbx.server.asked == []


def test_every_listener_is_on_the_address_given(pbx: Pbx) -> None:
    assert pbx.instance.pid is not None
    sockets = psutil.Process(pbx.instance.pid).net_connections("inet")
    listening = {(one.laddr.ip, one.laddr.port) for one in sockets if one.status == psutil.CONN_LISTEN}
    config = pbx.config
    assert listening == {("127.0.0.1", port) for port in (config.sip_tls_port, config.ami_port, config.ari_port)}


def test_asterisk_is_not_root_and_its_files_are_closed(pbx: Pbx) -> None:
    assert pbx.instance.pid is not None
    assert psutil.Process(pbx.instance.pid).uids().effective != 0
    secret_files = [*(pbx.config.directory / "etc").iterdir(), pbx.config.directory / "keys/pbx.key"]
    assert {path.stat().st_mode & 0o077 for path in secret_files} == {0}


def test_no_secret_is_in_the_process_list_or_the_logs(pbx: Pbx) -> None:
    assert pbx.instance.pid is not None
    seen = " ".join(psutil.Process(pbx.instance.pid).cmdline())
    seen += "".join(path.read_text(errors="replace") for path in Path(pbx.config.directory / "log").iterdir())
    for secret in (pbx.config.pbx_token, pbx.config.ami_secret, pbx.config.ari_secret):
        assert secret not in seen


def test_wrong_secrets_open_neither_manager_nor_ari(pbx: Pbx) -> None:
    with pytest.raises(AssertionError, match="Authentication failed"):
        ManagerLink(pbx.config.ami_port, pbx.config.ami_user, "wrong-secret-0123456789")
    object.__setattr__(pbx.instance.config, "ari_secret", "wrong-secret-0123456789")
    with pytest.raises(urllib.error.HTTPError, match="401"):
        pbx.push("aor", "1001", max_contacts="1")


@pytest.mark.parametrize(
    ("action", "fields"),
    [
        ("Command", {"Command": "core show version"}),
        ("Originate", {"Channel": "PJSIP/trunk", "Application": "System", "Data": "true"}),
        ("UpdateConfig", {"SrcFilename": "manager.conf", "DstFilename": "manager.conf"}),
        ("UserEvent", {"UserEvent": "Forged"}),
    ],
)
def test_the_server_s_manager_account_can_do_only_what_it_needs(pbx: Pbx, action: str, fields: dict[str, str]) -> None:
    with pbx.manager() as link:
        answer = link.action(action, **fields)
    assert answer["Response"] == "Error"
    assert "ermission" in answer["Message"] or "denied" in answer["Message"].lower(), answer


def test_a_desk_s_account_can_be_pushed_with_dtls_and_without_a_clear_password(pbx: Pbx) -> None:
    pbx.push("auth", "1001", auth_type="digest", username="1001", realm="careline", password_digest="MD5:" + "0" * 32)
    pbx.push("aor", "1001", max_contacts="1", remove_existing="yes", qualify_frequency="10")
    pbx.push(
        *("endpoint", "1001"),
        transport="tls",
        context="agents",
        auth="1001",
        aors="1001",
        allow="!all,opus,g722,alaw,ulaw",
        media_encryption="dtls",
        dtls_auto_generate_cert="yes",
        dtls_verify="fingerprint",
        dtls_setup="actpass",
        rtp_timeout="15",
    )
    shown = pbx.instance.console("pjsip show endpoint 1001")
    for setting in ("dtls_auto_generate_cert", "media_encryption", "rtp_timeout"):
        assert setting in shown
    assert "opus" in shown
