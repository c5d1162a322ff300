"""The person at the desk and what the centre lets them choose from."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class User:
    id: str
    username: str
    display_name: str
    role: str
    """``agent``, ``leader``, ``expert``, ``records_clerk`` or ``administrator``."""
    extension: str


@dataclass(frozen=True, slots=True)
class SipAccount:
    """Where and as whom the softphone registers."""

    username: str
    password: str = field(repr=False)
    domain: str
    port: int
    """TLS port of the PBX."""
    ca_pem: str = field(default="", repr=False)
    """Certificates (PEM) the PBX's certificate must chain to; empty: the system's own."""

    @property
    def registrar_uri(self) -> str:
        return f"sip:{self.domain}:{self.port};transport=tls"


@dataclass(frozen=True, slots=True)
class Choice:
    """A code with its label in each language, as the centre configured it."""

    code: str
    labels: dict[str, str]

    def label(self, language: str) -> str:
        """The label in ``language`` (``zh_CN``, ``ru``, ``en``), else English, else the code."""
        return self.labels.get(language) or self.labels.get("en") or self.code


@dataclass(frozen=True, slots=True)
class ChoicesRead:
    """What the centre lets a desk choose from, read anew after administration has changed it."""

    dispositions: tuple[Choice, ...]
    not_ready_reasons: tuple[Choice, ...]
    queues: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class SessionInfo:
    """What the server hands to a desk that has logged in."""

    user: User
    sip: SipAccount | None
    """None for users without an extension: they work without a telephone."""
    dispositions: tuple[Choice, ...]
    not_ready_reasons: tuple[Choice, ...]
    queues: tuple[Choice, ...]
