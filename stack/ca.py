"""The stack's own private certificate authority, made on first start with the ``openssl`` program.

Desk, server and PBX trust this one alone. Keys are EC P-256 and readable by their owner only.
"""

from __future__ import annotations

import ipaddress
import os
import secrets
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from stack.say import SetupError

_CA_DAYS = 3650
_CERT_DAYS = 397  # the longest that strict TLS clients accept for a server


@dataclass(frozen=True, slots=True)
class CaFiles:
    cert: Path
    key: Path


@dataclass(frozen=True, slots=True)
class CertFiles:
    cert: Path
    key: Path


def ensure_ca(directory: Path) -> CaFiles:
    """The authority of ``directory``, made when it is not there yet. PEM files. Raises SetupError."""
    files = CaFiles(directory / "ca.pem", directory / "ca.key")
    if files.cert.exists() and files.key.exists():
        return files
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _private_files():
        _openssl(
            ["req", "-x509", *_NEW_KEY, "-keyout", files.key, "-out", files.cert, "-days", str(_CA_DAYS), "-sha256"],
            # A random part in the name: two authorities with one name but different keys make verification errors unreadable.
            ["-subj", f"/O=Careline/CN=Careline private CA {secrets.token_hex(4)}"],
            ["-addext", "basicConstraints=critical,CA:TRUE,pathlen:0", "-addext", "keyUsage=critical,keyCertSign,cRLSign"],
        )
    return files


def issue(ca: CaFiles, name: str, sans: Sequence[str], directory: Path) -> CertFiles:
    """A server certificate for ``sans`` (host names or IP addresses), signed by ``ca``, as ``name.pem`` and ``name.key``.

    An existing pair of that name is replaced. Raises SetupError.
    """
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    files = CertFiles(directory / f"{name}.pem", directory / f"{name}.key")
    request, extensions = directory / f"{name}.csr", directory / f"{name}.ext"
    with _private_files():
        extensions.write_text(_server_extensions(sans))
        try:
            _openssl(["req", "-new", *_NEW_KEY, "-keyout", files.key, "-out", request, "-subj", f"/O=Careline/CN={sans[0]}"])
            _openssl(
                ["x509", "-req", "-in", request, "-CA", ca.cert, "-CAkey", ca.key, "-set_serial", f"0x{secrets.token_hex(16)}"],
                ["-days", str(_CERT_DAYS), "-sha256", "-extfile", extensions, "-out", files.cert],
            )
        finally:
            request.unlink(missing_ok=True)
            extensions.unlink(missing_ok=True)
    return files


_NEW_KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")


def _server_extensions(sans: Sequence[str]) -> str:
    return "\n".join(
        (
            "basicConstraints=critical,CA:FALSE",
            "keyUsage=critical,digitalSignature",
            "extendedKeyUsage=serverAuth,clientAuth",
            "subjectKeyIdentifier=hash",
            "authorityKeyIdentifier=keyid",
            f"subjectAltName={','.join(map(_san, sans))}\n",
        )
    )


def _san(name: str) -> str:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return f"DNS:{name}"
    return f"IP:{name}"


@contextmanager
def _private_files() -> Iterator[None]:
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


def _openssl(*arguments: Sequence[str | Path]) -> None:
    command = ["openssl", *(str(argument) for part in arguments for argument in part)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
    except FileNotFoundError as error:
        raise SetupError("The program openssl is missing; install the package openssl.") from error
    if done.returncode != 0:
        raise SetupError(f"openssl {arguments[0][0]} failed: {done.stderr.strip()}")
