"""When which SIP message passed the PBX.

TLS hides the signalling from a capture on the wire, so the capture is taken where the PBX itself has the clear text: Asterisk's own
SIP logger writes a pcap file, each message stamped with the microsecond at which its stack gave it to the transport or got it from
there. That is outside the desk, the same for every telephone that is compared, and errs against the desk: an INVITE is stamped before
it is encrypted and crosses to the desk, a 180 after it came back and was decrypted. Times are seconds of time.time().
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from tests.scenarios.lib.waiting import wait_for

_LINK_HEADER_BYTES = {1: 14, 101: 0, 12: 0, 228: 0, 113: 16}
_INSIDE = "/instance/spool"  # what the PBX calls its spool folder
_ORDINARY = re.compile(rb"^(?:SIP/2\.0 (\d{3})|([A-Z]+) sips?:)")


class Console(Protocol):
    """A PBX that can be told something (``stack.pbx_process.PbxInstance``)."""

    def console(self, command: str) -> str: ...

    @property
    def spool_dir(self) -> Path: ...


@dataclass(frozen=True, slots=True)
class SipMessage:
    at: float
    source_port: int
    target_port: int
    method: str
    """Of a request: INVITE, BYE ...; of an answer: the method it answers."""
    status: int
    """Of an answer; 0 for a request."""
    headers: dict[str, str] = field(default_factory=dict)
    """First of each, names in lower case."""
    request_uri: str = ""

    @property
    def call_id(self) -> str:
        return self.headers.get("call-id", "")

    @property
    def to_tagged(self) -> bool:
        """True inside a dialog: a re-INVITE has a tag in To, a first INVITE has none."""
        return ";tag=" in self.headers.get("to", "")


@dataclass(frozen=True, slots=True)
class SipLog:
    """What passed the PBX so far, oldest first."""

    messages: tuple[SipMessage, ...]

    def invites_to(self, extension: str, *, after: float = 0.0) -> list[SipMessage]:
        """First INVITEs (no re-INVITEs) the PBX sent to a desk's ``extension``, oldest first."""
        return [
            message
            for message in self.messages
            if message.at >= after
            and message.method == "INVITE"
            and not message.status
            and not message.to_tagged
            and re.search(rf"sips?:{re.escape(extension)}(?:-0x[0-9a-f]+)?@", message.request_uri)
        ]

    def answer_to(self, invite: SipMessage, status: int) -> SipMessage | None:
        """The first answer with ``status`` to ``invite``."""
        return next(
            (
                message
                for message in self.messages
                if message.status == status
                and message.method == "INVITE"
                and message.call_id == invite.call_id
                and message.headers.get("cseq") == invite.headers.get("cseq")
            ),
            None,
        )

    def end_of(self, invite: SipMessage) -> SipMessage | None:
        """The BYE of the dialog that ``invite`` opened, from either side."""
        return next((one for one in self.messages if one.method == "BYE" and not one.status and one.call_id == invite.call_id), None)

    def registered(self, extension: str, *, after: float) -> SipMessage | None:
        """The first 200 to a REGISTER of ``extension``'s that keeps a contact (so not to an unregistration)."""
        asked: dict[tuple[str, str], bool] = {}
        for message in self.messages:
            if message.method != "REGISTER" or message.at < after or f":{extension}@" not in message.headers.get("to", ""):
                continue
            key = (message.call_id, message.headers.get("cseq", ""))
            if not message.status:
                asked[key] = message.headers.get("expires", "").strip() != "0" and "expires=0" not in message.headers.get("contact", "")
            elif message.status == 200 and asked.get(key):
                return message
        return None


class SipTrace:
    """The PBX's capture from ``start()`` on.

    The PBX buffers what it writes until the file is closed, so each reading turns to a new file and takes in the one before.
    """

    def __init__(self, pbx: Console, name: str = "sip-trace") -> None:
        self._pbx, self._name = pbx, name
        self._files = 0
        self._messages: list[SipMessage] = []

    def start(self) -> None:
        """Raises NotSeenError where the PBX does not begin to write."""
        self._turn_to_new_file()
        self._pbx.console("pjsip set logger verbose off")
        self._pbx.console("pjsip set logger on")

    def read(self) -> SipLog:
        """Everything until now; costs the PBX a console command, so not to be polled quickly."""
        finished = self._file()
        self._turn_to_new_file()
        self._messages += read_capture(finished.read_bytes())
        finished.unlink()
        return SipLog(tuple(self._messages))

    def _turn_to_new_file(self) -> None:
        self._files += 1
        self._pbx.console(f"pjsip set logger pcap {_INSIDE}/{self._file().name}")
        wait_for("the PBX's capture file", self._file().exists, within_s=5)

    def _file(self) -> Path:
        return self._pbx.spool_dir / f"{self._name}-{self._files}.pcap"


def read_capture(data: bytes) -> Iterator[SipMessage]:
    """SIP messages of a pcap file (microseconds, either byte order); a record that is still being written is left out.

    Raises ValueError where ``data`` is no such file.
    """
    magic = data[:4]
    order = {b"\xd4\xc3\xb2\xa1": "<", b"\xa1\xb2\xc3\xd4": ">"}.get(magic)
    if order is None:
        raise ValueError("not a pcap file")
    skip = _LINK_HEADER_BYTES[struct.unpack(f"{order}I", data[20:24])[0]]
    at = 24
    while at + 16 <= len(data):
        seconds, microseconds, kept, _whole = struct.unpack(f"{order}IIII", data[at : at + 16])
        packet = data[at + 16 : at + 16 + kept]
        at += 16 + kept
        if len(packet) == kept and (message := _message(seconds + microseconds / 1e6, packet[skip:])):
            yield message


def _message(at: float, packet: bytes) -> SipMessage | None:
    header = (packet[0] & 15) * 4 if packet[0] >> 4 == 4 else 40
    source_port, target_port = struct.unpack(">HH", packet[header : header + 4])
    text = packet[header + 8 :]
    kind = _ORDINARY.match(text)
    if kind is None:
        return None
    head = text.partition(b"\r\n\r\n")[0].decode(errors="replace").split("\r\n")
    headers: dict[str, str] = {}
    for line in head[1:]:
        name, _, value = line.partition(":")
        headers.setdefault(name.strip().lower(), value.strip())
    status = int(kind[1] or 0)
    method = headers.get("cseq", " ").split()[-1] if status else kind[2].decode()
    return SipMessage(at, source_port, target_port, method, status, headers, "" if status else head[0].split()[1])
