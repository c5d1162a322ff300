"""The little world of a scenario: one stack, its patients at their telephones, its agents at their seats.

Everything that was started is ended again, in the opposite order, whatever happened. The caller's thread.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

from stack.local_stack import LocalStack
from stack.paths import CLONE
from stack.ports import free_tcp_ports, free_udp_block
from tests.scenarios.lib.cards import Patient, scenario_patients
from tests.scenarios.lib.peer import SipPeer
from tests.scenarios.lib.seat import Seat
from tests.scenarios.lib.second_client import SecondClient
from tests.scenarios.lib.sip_trace import SipTrace
from tests.scenarios.lib.tones import PATIENT_HZ, write_tone

PATIENT_FILE = CLONE / "server_stub" / "demo" / "patients.json"
CENTRE = "4000"
_TONE_S = 120.0


class World:
    """A context manager; ``directory`` is emptied first and keeps logs and recordings afterwards."""

    def __init__(
        self, directory: Path, screens: Path, *, demo_data: bool = True, settings: Mapping[str, str] | None = None, centre: str = CENTRE
    ) -> None:
        self.directory, self.screens = directory, screens
        shutil.rmtree(directory, ignore_errors=True)
        directory.mkdir(mode=0o700, parents=True)
        self.patients: list[Patient] = scenario_patients(PATIENT_FILE)
        self.stack = LocalStack(directory / "stack", demo_data=demo_data, settings=settings)
        self._centre = centre
        self.trace = SipTrace(self.stack.pbx)
        self._open = contextlib.ExitStack()
        self._telephones = 0

    def start(self) -> None:
        self._open.enter_context(self.stack)
        self.trace.start()

    def stop(self) -> None:
        self._open.close()

    def seat(self, username: str) -> Seat:
        """A new seat, ended with the world at the latest."""
        made = Seat(self.directory / f"seat-{username}", username, server_url=self.stack.server_url, ca_file=self.stack.ca_file)
        return self._open.enter_context(made)

    def password(self, username: str) -> str:
        return self.stack.demo_users[username]

    def telephone(self, number: str, *, hz: float = PATIENT_HZ, answers: bool = False) -> SipPeer:
        """A new telephone on the network that speaks with a tone of ``hz``; one that ``answers`` stands at the trunk's far end."""
        self._telephones += 1
        own = self.directory / f"telephone-{self._telephones}"
        own.mkdir()
        sip_port, control_port = free_udp_block(2), free_tcp_ports(1)[0]  # baresip takes the port above its own for TLS
        peer = SipPeer(
            own,
            number=number,
            sip_port=self.stack.trunk_peer_port if answers else sip_port,
            control_port=control_port,
            plays=self.tone(hz, rate_hz=8000),
            answers=answers,
        )
        return self._open.enter_context(peer)

    def call_in(self, number: str, *, hz: float = PATIENT_HZ) -> SipPeer:
        """A new telephone that is already calling the centre."""
        peer = self.telephone(number, hz=hz)
        peer.dial(self._centre, *self.stack.trunk_address)
        return peer

    def tone(self, hz: float, *, rate_hz: int) -> Path:
        file = self.directory / f"tone-{hz:g}-{rate_hz}.wav"
        return file if file.exists() else write_tone(file, hz, _TONE_S, rate_hz=rate_hz)

    def second_client(self, username: str = "mei") -> SecondClient:
        """A REST client that shares nothing with the desks; the team leader may see every call."""
        client = SecondClient(self.stack.server_url, self.stack.ca_file, username, self.password(username))
        self._open.callback(client.close)
        return client

    def __enter__(self) -> World:
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()
