"""With what the desk is started: command line, else environment, else the settings file. Main thread, once."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit


class SettingsError(Exception):
    """A sentence for who starts the desk."""


@dataclass(frozen=True, slots=True)
class Settings:
    server_url: str
    ca_file: Path | None
    profile: str
    base_dir: Path | None
    """Directory of all profiles; None: the system's place."""
    log_level: str
    dialogs: bool
    """Whether a fault at the start is also said in a window."""


_ENVIRONMENT = {
    "server": "CARELINE_SERVER",
    "ca": "CARELINE_CA",
    "profile": "CARELINE_PROFILE",
    "data_dir": "CARELINE_DESK_DIR",
    "log_level": "CARELINE_LOG_LEVEL",
}
_LEVELS = ("debug", "info", "warning", "error")


def parser() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(prog="careline", description="The desk of a medical call centre.")
    options.add_argument("--server", metavar="URL", help="address of the central server, https://host[:port]")
    options.add_argument("--ca", metavar="FILE", help="certificate (PEM) the server's must be signed by; default: what this system trusts")
    options.add_argument("--profile", metavar="NAME", help="name of this desk on this computer (default: desk)")
    options.add_argument("--data-dir", metavar="DIR", help="where profiles are kept; default: this system's place for application data")
    options.add_argument("--settings", metavar="FILE", help="settings file (TOML with server, ca, profile, data_dir, log_level)")
    options.add_argument("--log-level", choices=_LEVELS, help="what desk.log in the profile keeps (default: info)")
    options.add_argument("--no-dialogs", action="store_true", help="say a fault at the start on stderr alone")
    return options


def read_settings(argv: Sequence[str], environment: Mapping[str, str] | None = None) -> Settings:
    """Raises SettingsError; exits for ``--help`` and unknown options as argparse does."""
    environment = os.environ if environment is None else environment
    given = parser().parse_args(argv)
    from_file = _read_file(given.settings)

    def choose(name: str) -> str:
        return getattr(given, name) or environment.get(_ENVIRONMENT[name]) or from_file.get(name, "")

    ca, base, level = choose("ca"), choose("data_dir"), choose("log_level") or "info"
    if ca and not Path(ca).is_file():
        raise SettingsError(f"there is no certificate file {ca}")
    if level not in _LEVELS:
        raise SettingsError(f"the log level is one of {', '.join(_LEVELS)}")
    return Settings(
        _checked_url(choose("server")),
        Path(ca).resolve() if ca else None,
        choose("profile") or "desk",
        Path(base).resolve() if base else None,
        level,
        not given.no_dialogs,
    )


def _checked_url(url: str) -> str:
    if not url:
        raise SettingsError('which server? Give --server URL, set CARELINE_SERVER, or write server = "https://..." into the settings file')
    try:
        parts = urlsplit(url)
        wrong = parts.scheme != "https" or not parts.hostname or parts.query or parts.fragment or parts.username or parts.port == 0
    except ValueError:
        wrong = True
    if wrong:
        raise SettingsError("the server's address is https://host[:port]; nothing else is safe for patients' data")
    return url.rstrip("/")


def _read_file(named: str | None) -> dict[str, str]:
    if named:
        path = Path(named)
    else:
        from agent_app.storage.profile import settings_file

        path = settings_file()
        if not path.is_file():
            return {}
    import tomllib

    try:
        values: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"the settings file {path} cannot be read: {error}") from None
    unknown = sorted(set(values) - set(_ENVIRONMENT))
    if unknown:
        raise SettingsError(f"the settings file {path} has unknown settings: {', '.join(unknown)}")
    if not all(isinstance(value, str) for value in values.values()):
        raise SettingsError(f"the settings in {path} are texts in quotes")
    return values
