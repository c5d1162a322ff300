"""The set-up code: whoever can read the server's data folder may make the first administrator. Any thread."""

from __future__ import annotations

import hmac
import secrets
from pathlib import Path
from typing import Final

from server_stub.durable_file import write_durably

_LETTERS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def file_of(data_dir: Path) -> Path:
    return data_dir / "setup-code"


def current(data_dir: Path) -> str:
    """The code, made where there is none. Raises OSError."""
    file = file_of(data_dir)
    if not file.exists():
        code = "-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(4))
        write_durably(file, f"{code}\n".encode())
    return file.read_text(encoding="ascii").strip()


def is_right(data_dir: Path, typed: str) -> bool:
    """With or without dashes and spaces, in either case."""
    return hmac.compare_digest(_plain(current(data_dir)), _plain(typed))


def used(data_dir: Path) -> None:
    file_of(data_dir).unlink(missing_ok=True)


def _plain(code: str) -> bytes:
    return "".join(character for character in code.upper() if character.isalnum()).encode()
