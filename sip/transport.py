"""The way to the PBX: TLS 1.2 or 1.3 with a verified certificate, as a client only. Engine thread only.

The wheel is built so that a TLS transport opens no listening socket: whoever wants to reach this desk goes through the PBX.
"""

from __future__ import annotations

import socket
import ssl
from pathlib import Path

import pjsua2 as pj

CONNECT_WITHIN_MS = 3000

# A cut that says nothing (pulled cable, dead switch) shows after idle + count * interval seconds.
# PJSIP takes at most four socket options (PJ_MAX_SOCKOPT_PARAMS), so the number of probes stays the system's.
_KEEP_ALIVE = (("TCP_KEEPIDLE", 5), ("TCP_KEEPINTVL", 2))


def tls_transport(ca_pem: str) -> pj.TransportConfig:
    """A TLS client transport that trusts the authorities of ``ca_pem``, or the system's own where it is empty."""
    config = pj.TransportConfig()
    config.port = 0
    tls = config.tlsConfig
    tls.proto = pj.PJ_SSL_SOCK_PROTO_TLS1_2 | pj.PJ_SSL_SOCK_PROTO_TLS1_3
    tls.verifyServer = True
    tls.msecTimeout = CONNECT_WITHIN_MS
    # Handed over in memory: no copy of it lies in a temporary file.
    tls.CaBuf = ca_pem or system_authorities()
    # 100 and 180 leave one right after the other: with Nagle's algorithm the 180 waits 40 ms for the PBX's delayed acknowledgement.
    # First, as PJSIP takes no more than PJ_MAX_SOCKOPT_PARAMS options and drops the rest in silence.
    tls.sockOptParams.sockOpts.append(pj.SockOpt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1))
    # Without it Nagle holds the 180 until the PBX has acknowledged the 100 before it: 40 ms on every call.
    tls.sockOptParams.sockOpts.append(pj.SockOpt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1))
    tls.sockOptParams.sockOpts.append(pj.SockOpt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1))
    for name, value in _KEEP_ALIVE:
        option = getattr(socket, name, None)  # not every system knows each
        if option is not None:
            tls.sockOptParams.sockOpts.append(pj.SockOpt(socket.IPPROTO_TCP, option, value))
    tls.sockOptIgnoreError = True
    return config


def system_authorities() -> str:
    """The authorities the system trusts, as PEM; PJSIP's OpenSSL does not look for them by itself."""
    bundle = ssl.get_default_verify_paths().cafile
    if bundle is not None and Path(bundle).is_file():
        return Path(bundle).read_text(encoding="utf-8", errors="replace")
    context = ssl.create_default_context()
    return "".join(ssl.DER_cert_to_PEM_cert(der) for der in context.get_ca_certs(binary_form=True))
