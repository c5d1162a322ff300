"""A client that trusts the stack's authority, and only that, can talk to a server with a certificate of it."""

from __future__ import annotations

import socket
import ssl
import threading
from pathlib import Path

import pytest

from stack.ca import CertFiles, ensure_ca, issue


def _shake_hands(server: CertFiles, ca: Path, name: str) -> None:
    server_side = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server_side.load_cert_chain(server.cert, server.key)
    client_side = ssl.create_default_context(cafile=str(ca))
    client_side.verify_flags |= ssl.VERIFY_X509_STRICT
    one, other = socket.socketpair()

    def serve() -> None:
        try:
            server_side.wrap_socket(other, server_side=True).close()
        except OSError:
            other.close()

    serving = threading.Thread(target=serve)
    serving.start()
    try:
        with client_side.wrap_socket(one, server_hostname=name):
            pass
    finally:
        one.close()
        serving.join(10)


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1"])
def test_a_certificate_holds_for_its_names(tmp_path: Path, name: str) -> None:
    ca = ensure_ca(tmp_path / "ca")
    _shake_hands(issue(ca, "server", ["localhost", "127.0.0.1"], tmp_path), ca.cert, name)


def test_a_certificate_of_another_authority_is_refused(tmp_path: Path) -> None:
    server = issue(ensure_ca(tmp_path / "one"), "server", ["localhost"], tmp_path)
    with pytest.raises(ssl.SSLCertVerificationError):
        _shake_hands(server, ensure_ca(tmp_path / "other").cert, "localhost")


def test_a_certificate_does_not_hold_for_other_names(tmp_path: Path) -> None:
    ca = ensure_ca(tmp_path / "ca")
    with pytest.raises(ssl.SSLCertVerificationError):
        _shake_hands(issue(ca, "server", ["localhost"], tmp_path), ca.cert, "127.0.0.1")


def test_the_authority_is_made_once_and_keys_are_private(tmp_path: Path) -> None:
    ca = ensure_ca(tmp_path / "ca")
    before = ca.cert.read_bytes()
    assert ensure_ca(tmp_path / "ca").cert.read_bytes() == before
    keys = [ca.key, issue(ca, "pbx", ["localhost"], tmp_path).key]
    assert [key.stat().st_mode & 0o077 for key in keys] == [0, 0]
