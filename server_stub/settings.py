"""What an operator sets, from the environment (``CARELINE_*``) or a file given by ``--settings``.

Names stand in ``docs/protocol.md``. Read once at start, on the main thread; frozen afterwards.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal, Self

from pydantic import Field, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """All settings of one server process. Secrets are named by the file that holds them, never by value."""

    model_config = SettingsConfigDict(env_prefix="CARELINE_", extra="ignore", frozen=True, env_ignore_empty=True)

    data_dir: Path = Path("careline-data")
    keys_dir: Path | None = None
    """Where the keys of recordings lie, apart from the data; None: beside the data directory, named like it with ``-keys``."""
    database_url: str = ""
    """SQLAlchemy URL; empty: ``careline.sqlite`` in the data directory."""
    host: str = "127.0.0.1"
    port: int = Field(default=8443, ge=0, le=65535)
    tls_cert: Path | None = None
    tls_key: Path | None = None
    ca: Path | None = None
    """Certificate (PEM) of the private authority, handed to the desks for the PBX's certificate."""

    pbx_token_file: Path | None = None
    ami_host: str = ""
    """Empty: no PBX is linked."""
    ami_port: int = 5038
    ami_user: str = "careline"
    ami_secret_file: Path | None = None
    ari_url: str = ""
    ari_user: str = "careline"
    ari_secret_file: Path | None = None
    sip_domain: str = "127.0.0.1"
    sip_tls_port: int = 5061
    pbx_spool_dir: Path | None = None
    pbx_cel_file: Path | None = None
    pbx_centre_dir: Path | None = None
    """Where the server writes queues, trunks and announcements for the PBX."""
    trunk_host: str = Field(default="127.0.0.1", pattern=r"^[A-Za-z0-9.-]{1,64}$")
    trunk_port: int = Field(default=5060, ge=1, le=65535)
    """Where calls go out, as the PBX was installed; an administrator may change it since."""

    country_code: str = Field(default="86", pattern=r"^[1-9][0-9]{0,2}$")
    language: str = Field(default="zh", pattern=r"^(zh|ru|en)$")
    """The centre's own language, where the patient's is not known."""
    recording_pause_s: float = Field(default=120, gt=0)
    """So long a recording stays paused at most; then it goes on by itself."""
    wrap_up_s: int = Field(default=60, ge=5)
    short_abandon_s: float = Field(default=5.0, ge=0)
    """Who hangs up sooner is called back after all others."""
    service_level_s: float = Field(default=20.0, gt=0)
    service_level_convention: str = Field(default="standard", pattern=r"^(standard|ignored|positive|negative)$")
    """What the service level makes of callers who gave up; see ``figures/definitions.py``."""
    call_back_attempts: int = Field(default=5, ge=1)
    """So often a call-back is tried."""
    returning_h: float = Field(default=48.0, ge=0)
    """So long a patient whom an agent called in vain reaches that agent first when calling in; 0: never."""
    sms_gateway_url: str = Field(default="", pattern=r"^(https?://.+)?$")
    email_gateway_url: str = Field(default="", pattern=r"^(https?://.+)?$")
    """Relays that take over texts to patients; empty: what is written is kept and waits."""
    gateway_token_file: Path | None = None
    log_file: Path | None = None
    """JSON lines; without it they go to standard output."""

    second_factor: Literal["", "required", "offered"] = ""
    """Of leaders and administrators; empty: required in production, elsewhere offered."""
    demo: bool = False
    production: bool = False

    @model_validator(mode="after")
    def _production_is_strict(self) -> Self:
        if self.production and self.demo:
            raise ValueError("CARELINE_DEMO creates users whose password is public: a production server refuses it")
        if self.production and self.second_factor == "offered":
            raise ValueError("CARELINE_SECOND_FACTOR: leaders and administrators of a production server need a second factor")
        if self.production and (self.tls_cert is None or self.tls_key is None):
            raise ValueError("a production server needs CARELINE_TLS_CERT and CARELINE_TLS_KEY")
        if self.production and self.keys_dir is None:
            raise ValueError("a production server needs CARELINE_KEYS_DIR, a directory that is kept apart from the data")
        if _lies_in(self.effective_keys_dir, self.data_dir) or _lies_in(self.data_dir, self.effective_keys_dir):
            raise ValueError("CARELINE_KEYS_DIR and CARELINE_DATA_DIR must not lie in one another: a copy of the data would have the keys")
        if (self.tls_cert is None) != (self.tls_key is None):
            raise ValueError("CARELINE_TLS_CERT and CARELINE_TLS_KEY go together")
        return self

    @property
    def second_factor_required(self) -> bool:
        return self.production or self.second_factor == "required"

    @property
    def effective_keys_dir(self) -> Path:
        return self.keys_dir or self.data_dir.absolute().with_name(f"{self.data_dir.absolute().name}-keys")

    @property
    def effective_database_url(self) -> str:
        return self.database_url or f"sqlite:///{self.data_dir.absolute() / 'careline.sqlite'}"


def _lies_in(inner: Path, outer: Path) -> bool:
    return inner.resolve().is_relative_to(outer.resolve())


def read_secret(path: Path | None) -> str:
    """The first line of a secret's file, stripped; empty where no file is set. Raises OSError where it cannot be read."""
    return path.read_text(encoding="utf-8").strip() if path else ""


def load_settings(file: Path | None = None) -> Settings:
    """Settings from the environment and, below it, ``file`` (``CARELINE_NAME=value`` lines).

    Raises pydantic's ValidationError (a ValueError) where they do not fit together, FileNotFoundError for a missing file.
    """
    if file is not None and not file.is_file():
        raise FileNotFoundError(f"there is no settings file {file}")
    options: dict[str, Any] = {"_env_file": file}  # a parameter that the class itself does not declare
    return Settings(**options)
