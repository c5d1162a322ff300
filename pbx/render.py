"""Fills the PBX's configuration templates. Pure: settings in, texts out; one small function at the end writes them.

Asterisk's files have no quoting worth the name, so every value is checked against what it may be; nothing else gets in.
Runs before the PBX starts, on the starting thread: from ``stack.pbx_process`` on a bare machine, from ``start.sh`` in the container
(``python3 -m pbx.render``, settings from the environment). Standard library only.
"""

from __future__ import annotations

import os
import re
import sys
from dataclasses import asdict, dataclass, fields
from pathlib import Path

TEMPLATES = Path(__file__).resolve().parent / "templates"

_PLACEHOLDER = re.compile(r"@@([a-z_]+)@@")
_IPV4 = r"(?:\d{1,3}\.){3}\d{1,3}"
_LONG_TEXT = r"[A-Za-z0-9._~-]{16,128}"
_NAME = r"[A-Za-z0-9_-]{1,40}"
_ALLOWED: dict[str, str] = {
    "directory": r"/[A-Za-z0-9/._-]*[A-Za-z0-9_-]",
    "system_name": r"[A-Za-z0-9-]{1,40}",
    "multiarch": r"[a-z0-9_-]+",
    "bind_address": _IPV4,
    "server_url": r"https://[A-Za-z0-9.-]+(?::\d{1,5})?",
    "server_address": _IPV4,
    "pbx_token": _LONG_TEXT,
    "ami_user": _NAME,
    "ami_secret": _LONG_TEXT,
    "ari_user": _NAME,
    "ari_secret": _LONG_TEXT,
    "trunk_address": _IPV4,
    "centre_number": r"[0-9]{2,15}",
    "language": r"zh|ru|en",
}


class BadSetting(ValueError):
    """A setting that must not stand in a configuration file; names the setting, never its value (it may be a secret)."""


@dataclass(frozen=True, slots=True)
class PbxSettings:
    """Everything the templates ask for. Addresses are IPv4; ``directory`` is where the instance lies as Asterisk sees it."""

    system_name: str
    sip_tls_port: int
    trunk_port: int
    trunk_peer_port: int
    ami_port: int
    ari_port: int
    rtp_first: int
    rtp_last: int
    server_url: str
    pbx_token: str
    ami_user: str
    ami_secret: str
    ari_user: str
    ari_secret: str
    directory: str = "/instance"
    multiarch: str = "x86_64-linux-gnu"
    bind_address: str = "127.0.0.1"
    trunk_address: str = "127.0.0.1"
    server_address: str = "127.0.0.1"
    centre_number: str = "4000"
    language: str = "zh"

    def __post_init__(self) -> None:
        for name, value in asdict(self).items():
            if isinstance(value, int):
                if not 1 <= value <= 65535:
                    raise BadSetting(f"{name} must be a port between 1 and 65535")
            elif re.fullmatch(_ALLOWED[name], value) is None:
                raise BadSetting(f"{name} holds characters that cannot stand in Asterisk's configuration")
        if self.rtp_last - self.rtp_first < 3:
            raise BadSetting("rtp_first to rtp_last must leave room for at least one call (4 ports)")


def render(settings: PbxSettings, templates: Path = TEMPLATES) -> dict[str, str]:
    """File name -> text of every configuration file. Raises BadSetting for a template that asks for something unknown."""
    values = {name: str(value) for name, value in asdict(settings).items()}

    def value_of(match: re.Match[str]) -> str:
        if match[1] not in values:
            raise BadSetting(f"a template asks for {match[1]}, which is no setting")
        return values[match[1]]

    return {template.name: _PLACEHOLDER.sub(value_of, template.read_text()) for template in sorted(templates.glob("*.conf"))}


def write(texts: dict[str, str], directory: Path) -> None:
    """Write the files, readable by their owner alone (they hold secrets); what was there under other names stays."""
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name, text in texts.items():
        path = directory / name
        path.unlink(missing_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(text)


def settings_from_environment(environment: dict[str, str]) -> PbxSettings:
    """Settings named ``CARELINE_PBX_<FIELD>``; a secret may come as ``..._FILE`` instead. Raises BadSetting naming what is missing."""
    found: dict[str, str | int] = {}
    for field in fields(PbxSettings):
        key = f"CARELINE_PBX_{field.name.upper()}"
        text = environment.get(key)
        if text is None and f"{key}_FILE" in environment:
            text = Path(environment[f"{key}_FILE"]).read_text().strip()
        if text is None:
            continue
        if field.type == "int" and not text.isdecimal():
            raise BadSetting(f"{key} must be a number")
        found[field.name] = int(text) if field.type == "int" else text
    try:
        return PbxSettings(**found)  # type: ignore[arg-type]
    except TypeError as error:
        raise BadSetting(f"settings are missing: {str(error).partition('missing')[2]}") from error


def main() -> int:
    """``python3 -m pbx.render DIRECTORY``: render from the environment into DIRECTORY/etc."""
    try:
        write(render(settings_from_environment(dict(os.environ))), Path(sys.argv[1]) / "etc")
    except (BadSetting, OSError) as error:
        print(f"The PBX's configuration could not be made: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
