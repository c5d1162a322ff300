"""SIPp as the phones of the tests: patients at the trunk, desks that answer, ignore, reject or die.

Desks here speak UDP without encryption, because SIPp knows no DTLS; what is tested is the dial plan. Scenarios are built from a few
steps; each run has its own folder with SIPp's message log, which is read for what arrived.
"""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from stack.say import tail

_SDP = """v=0
o=test 1 1 IN IP4 [local_ip]
s=-
c=IN IP4 [local_ip]
t=0 0
m=audio [rtpstream_audio_port] RTP/AVP 8
a=rtpmap:8 PCMA/8000"""

_BODY = "Content-Type: application/sdp\nContent-Length: [len]\n\n" + _SDP


def _send(text: str, *, retransmit: bool = False) -> str:
    return f"<send{' retrans=' + chr(34) + '500' + chr(34) if retransmit else ''}><![CDATA[\n\n{text}\n\n]]></send>"


def _reply(line: str, *, body: bool = False, final: bool = True) -> str:
    tag = ";tag=[call_number]d" if line != "SIP/2.0 100 Trying" else ""
    return _send(
        f"{line}\n[last_Via:]\n[last_From:]\n[last_To:]{tag}\n[last_Call-ID:]\n[last_CSeq:]\n"
        "Contact: <sip:[local_ip]:[local_port]>\n" + (_BODY if body else "Content-Length: 0"),
        retransmit=body and final,
    )


_OK_PLAIN = _send("SIP/2.0 200 OK\n[last_Via:]\n[last_From:]\n[last_To:]\n[last_Call-ID:]\n[last_CSeq:]\nContent-Length: 0")
_RING = _reply("SIP/2.0 180 Ringing")
_AWAIT_BYE = f'<recv request="BYE"/>{_OK_PLAIN}'


def _play(tone: Path | None) -> str:
    return f'<nop><action><exec rtp_stream="{tone},-1,8,PCMA/8000"/></action></nop>' if tone else ""


@dataclass(frozen=True)
class Caller:
    """Who calls: the digits and name in From, the number dialled, further headers."""

    number: str = "13800001000"
    name: str = ""
    dialled: str = "4000"
    headers: tuple[str, ...] = ()


def calls(caller: Caller, *, talk_ms: int | None = None, tone: Path | None = None) -> str:
    """A patient: calls, is answered, hangs up after ``talk_ms`` or waits for the other side to."""
    shown = f'"{caller.name}" ' if caller.name else ""
    common = (
        "Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]\n"
        f"From: {shown}<sip:{caller.number}@[local_ip]:[local_port]>;tag=[call_number]p\n"
    )
    to = f"To: <sip:{caller.dialled}@[remote_ip]:[remote_port]>"
    extra = "".join(f"{header}\n" for header in caller.headers)
    invite = (
        f"INVITE sip:{caller.dialled}@[remote_ip]:[remote_port] SIP/2.0\n{common}{to}\nCall-ID: [call_id]\nCSeq: 1 INVITE\n"
        f"Contact: <sip:[local_ip]:[local_port]>\nMax-Forwards: 70\n{extra}{_BODY}"
    )
    within = f"{common}{to}[peer_tag_param]\nCall-ID: [call_id]\n"
    ack = f"ACK [next_url] SIP/2.0\n{within}CSeq: 1 ACK\nMax-Forwards: 70\nContent-Length: 0"
    bye = f"BYE [next_url] SIP/2.0\n{within}CSeq: 2 BYE\nMax-Forwards: 70\nContent-Length: 0"
    steps = [
        _send(invite, retransmit=True),
        '<recv response="100" optional="true"/><recv response="180" optional="true"/><recv response="183" optional="true"/>',
        '<recv response="200" rtd="true" rrs="true"/>',
        _send(ack),
        _play(tone),
        _AWAIT_BYE if talk_ms is None else f'<pause milliseconds="{talk_ms}"/>{_send(bye, retransmit=True)}<recv response="200"/>',
    ]
    return _scenario(steps)


def is_refused(caller: Caller, status: int) -> str:
    """A caller whose INVITE must be answered with ``status``."""
    text = calls(caller, talk_ms=0)
    invite = text[: text.index('<recv response="100"')]
    ack = (
        f"ACK sip:{caller.dialled}@[remote_ip]:[remote_port] SIP/2.0\n[last_Via:]\n[last_From:]\n[last_To:]\n[last_Call-ID:]\n"
        "CSeq: 1 ACK\nMax-Forwards: 70\nContent-Length: 0"
    )
    return f'{invite}<recv response="100" optional="true"/><recv response="{status}"/>{_send(ack)}</scenario>'


def desk_calls(
    extension: str, password: str, dialled: str, *, client_ref: str = "", talk_ms: int | None = None, tone: Path | None = None
) -> str:
    """A desk that dials. Its first INVITE already carries a (worthless) Authorization, because on the trunk's transport the PBX knows a
    desk by the name in it; the PBX challenges, and the second INVITE answers the challenge."""
    return _scenario([*_desk_invites(extension, password, dialled, client_ref), *_desk_talks(extension, dialled, talk_ms, tone)])


def desk_is_refused(extension: str, password: str, dialled: str, status: int) -> str:
    """A desk whose call must end with ``status`` after it proved who it is."""
    ack = _send(_desk_request("ACK", extension, dialled, 2, f"sip:{dialled}@[remote_ip]:[remote_port]") + "Content-Length: 0")
    early = '<recv response="100" optional="true"/><recv response="183" optional="true"/>'
    return _scenario([*_desk_invites(extension, password, dialled, ""), early, f'<recv response="{status}" rrs="true"/>', ack])


def _desk_request(method: str, extension: str, dialled: str, number: int, target: str) -> str:
    peer_tag = "" if method == "INVITE" else "[peer_tag_param]"
    return (
        f"{method} {target} SIP/2.0\nVia: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]\n"
        f"From: <sip:{extension}@[remote_ip]>;tag=[call_number]c\nTo: <sip:{dialled}@[remote_ip]>{peer_tag}\nCall-ID: [call_id]\n"
        f"CSeq: {number} {method}\nContact: <sip:{extension}@[local_ip]:[local_port]>\nMax-Forwards: 70\n"
    )


def _desk_invites(extension: str, password: str, dialled: str, client_ref: str) -> list[str]:
    target = f"sip:{dialled}@[remote_ip]:[remote_port]"
    extra = f"X-Careline-Client-Ref: {client_ref}\n" if client_ref else ""
    worthless = f'Authorization: Digest username="{extension}", realm="careline", nonce="0", uri="{target}", response="0"\n'
    ack = f"ACK {target} SIP/2.0\n[last_Via:]\n[last_From:]\n[last_To:]\n[last_Call-ID:]\nCSeq: 1 ACK\nContent-Length: 0"
    return [
        _send(_desk_request("INVITE", extension, dialled, 1, target) + extra + worthless + _BODY, retransmit=True),
        '<recv response="100" optional="true"/><recv response="401" auth="true"/>',
        _send(ack),
        _send(
            _desk_request("INVITE", extension, dialled, 2, target)
            + f"{extra}[authentication username={extension} password={password}]\n{_BODY}",
            retransmit=True,
        ),
    ]


def _desk_talks(extension: str, dialled: str, talk_ms: int | None, tone: Path | None) -> list[str]:
    bye = _send(_desk_request("BYE", extension, dialled, 3, "[next_url]") + "Content-Length: 0", retransmit=True)
    return [
        '<recv response="100" optional="true"/><recv response="180" optional="true"/><recv response="183" optional="true"/>',
        '<recv response="200" rrs="true"/>',
        _send(_desk_request("ACK", extension, dialled, 2, "[next_url]") + "Content-Length: 0"),
        _play(tone),
        _AWAIT_BYE if talk_ms is None else f'<pause milliseconds="{talk_ms}"/>{bye}<recv response="200"/>',
    ]


def answers(*, talk_ms: int | None = None, tone: Path | None = None, hold_ms: int = 0) -> str:
    """A desk: rings, answers, hangs up after ``talk_ms`` or waits for the other side to. With ``hold_ms`` it holds the patient that long
    after its first second."""
    # In a request of our own the two ends change places.
    keep = (
        '<action><ereg regexp=".*" search_in="hdr" header="From:" assign_to="from"/>'
        '<ereg regexp=".*" search_in="hdr" header="To:" assign_to="to"/>'
        '<assignstr assign_to="own" value="From:[$to]"/><assignstr assign_to="other" value="To:[$from]"/></action>'
    )
    steps = [
        '<recv request="INVITE" rrs="true"/>',
        _RING,
        _reply("SIP/2.0 200 OK", body=True),
        f'<recv request="ACK">{keep}</recv>',
        _play(tone),
        *(_holds(hold_ms) if hold_ms else ()),
        _AWAIT_BYE if talk_ms is None else f'<pause milliseconds="{talk_ms}"/>{_of_own("BYE", 9)}<recv response="200"/>',
    ]
    return _scenario([*steps, '<Reference variables="from,to,own,other"/>'])


def _of_own(method: str, number: int, direction: str = "") -> str:
    """A request of an answering desk within its call."""
    body = f"{_BODY}\na={direction}" if direction else "Content-Length: 0"
    return _send(
        f"{method} [next_url] SIP/2.0\nVia: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]\n[$own]\n[$other]\n"
        f"[last_Call-ID:]\nCSeq: {number} {method}\nContact: <sip:[local_ip]:[local_port]>\nMax-Forwards: 70\n{body}",
        retransmit=method != "ACK",
    )


def _holds(hold_ms: int) -> list[str]:
    def renegotiate(number: int, direction: str) -> str:
        answer = '<recv response="100" optional="true"/><recv response="200"/>'
        return _of_own("INVITE", number, direction) + answer + _of_own("ACK", number)

    second = '<pause milliseconds="1000"/>'
    return [second, renegotiate(1, "sendonly"), f'<pause milliseconds="{hold_ms}"/>', renegotiate(2, "sendrecv")]


def ignores() -> str:
    """A desk that rings and is not answered."""
    gone = _reply("SIP/2.0 487 Request Terminated").replace("[last_CSeq:]", "CSeq: 1 INVITE")
    return _scenario(['<recv request="INVITE"/>', _RING, '<recv request="CANCEL"/>', _OK_PLAIN, gone])


def rejects() -> str:
    """A desk whose agent presses "reject"."""
    return _scenario(['<recv request="INVITE"/>', _RING, _reply("SIP/2.0 486 Busy Here"), '<recv request="ACK"/>'])


def _scenario(steps: list[str]) -> str:
    return '<?xml version="1.0" encoding="UTF-8"?><scenario name="careline">' + "".join(steps) + "</scenario>"


def header(message: str, name: str) -> str | None:
    """The value of a SIP header, None where the message has none."""
    for line in message.splitlines():
        if line.lower().startswith(f"{name.lower()}:"):
            return line.partition(":")[2].strip()
    return None


@dataclass
class Phone:
    """One SIPp process. ``local_port`` is its SIP port, ``media_port`` the first of its RTP ports."""

    directory: Path
    local_port: int
    media_port: int
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)
    address: str = "127.0.0.1"

    def start(self, scenario: str, *, remote_port: int | None = None, number_of_calls: int = 1) -> subprocess.Popen[bytes]:
        """Run ``scenario``: as caller when ``remote_port`` is given, else waiting for calls."""
        run = self.directory / str(len(self.processes))
        run.mkdir(parents=True)
        (run / "scenario.xml").write_text(scenario)
        target = [f"127.0.0.1:{remote_port}"] if remote_port else []
        command: list[str | Path] = [
            "sipp",
            *target,
            "-sf",
            run / "scenario.xml",
            "-m",
            str(number_of_calls),
            "-i",
            self.address,
            "-p",
            str(self.local_port),
        ]
        command += ["-mi", self.address, "-mp", str(self.media_port)]
        command += ["-trace_msg", "-message_file", run / "messages.log", "-trace_err", "-error_file", run / "errors.log", "-nostdin"]
        with (run / "screen.log").open("wb") as screen:
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=screen, stderr=subprocess.STDOUT, cwd=run)
        self.processes.append(process)
        return process

    def finished(self, limit_s: float = 40.0) -> None:
        """Wait for the newest run; fails unless SIPp saw exactly its scenario."""
        code = self.processes[-1].wait(limit_s)
        run = self.directory / str(len(self.processes) - 1)
        assert code == 0, f"SIPp ended with {code}:\n{tail(run / 'errors.log', 60)}"

    def received(self, method: str) -> list[str]:
        """Requests of ``method`` that arrived, oldest first, without retransmissions of the same branch."""
        found: dict[str, str] = {}
        for run in range(len(self.processes)):
            log = self.directory / str(run) / "messages.log"
            text = log.read_text(errors="replace") if log.exists() else ""
            for message in re.findall(r"message received \[\d+\] bytes :\n\n(.*?)(?=\n-{20,}|\Z)", text, re.S):
                if message.startswith(f"{method} "):
                    branch = re.search(r"branch=([^;\s]+)", message)
                    found.setdefault(branch[1] if branch else message, message)
        return list(found.values())

    def stop(self) -> None:
        for process in self.processes:
            if process.poll() is None:
                process.kill()
            process.wait()
