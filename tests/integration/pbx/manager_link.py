"""A small blocking AMI client for tests: one action at a time, events collected meanwhile."""

from __future__ import annotations

import socket
import time
from types import TracebackType

Message = dict[str, str]


class ManagerLink:
    """Connects and signs in at once; every event seen since is in ``events``, oldest first."""

    def __init__(self, port: int, user: str, secret: str) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=10)
        self._buffer = b""
        self._banner_pending = True
        self._number = 0
        self.events: list[Message] = []
        answer = self.action("Login", Username=user, Secret=secret)
        if answer["Response"] != "Success":
            self._socket.close()
            raise AssertionError(answer["Message"])

    def __enter__(self) -> ManagerLink:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None) -> None:
        self._socket.close()

    def action(self, name: str, **fields: str) -> Message:
        self._number += 1
        identity = f"t{self._number}"
        lines = [f"Action: {name}", f"ActionID: {identity}", *(f"{key}: {value}" for key, value in fields.items())]
        self._socket.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        deadline = time.monotonic() + 10
        while True:
            message = self._read(deadline)
            if "Event" in message:
                self.events.append(message)
            elif message.get("ActionID") == identity:
                return message

    def wait_for(self, event: str, limit_s: float = 30.0, **fields: str) -> Message:
        """The first event so named with these fields, seen already or to come. Fails after ``limit_s``."""

        def fits(message: Message) -> bool:
            return message.get("Event") == event and all(message.get(key) == value for key, value in fields.items())

        for message in self.events:
            if fits(message):
                return message
        deadline = time.monotonic() + limit_s
        while True:
            message = self._read(deadline)
            if "Event" in message:
                self.events.append(message)
                if fits(message):
                    return message

    def seen(self, event: str) -> list[Message]:
        """Events so named that have arrived; asks the PBX for a sign of life first, so that nothing sent before is missed."""
        self.action("Ping")
        return [message for message in self.events if message.get("Event") == event]

    def _read(self, deadline: float) -> Message:
        while b"\r\n\r\n" not in self._buffer:
            left = deadline - time.monotonic()
            if left <= 0:
                raise AssertionError("The PBX's manager did not say in time what the test waits for.")
            self._socket.settimeout(left)
            try:
                piece = self._socket.recv(65536)
            except TimeoutError:
                continue
            assert piece, "The PBX's manager closed the connection."
            self._buffer += piece
            if self._banner_pending and b"\r\n" in self._buffer:
                self._buffer = self._buffer.split(b"\r\n", 1)[1]
                self._banner_pending = False
        text, self._buffer = self._buffer.split(b"\r\n\r\n", 1)
        pairs = (line.partition(":") for line in text.decode().split("\r\n"))
        return {key: value.strip() for key, _, value in pairs}
