"""Structured logs without patient data: JSON lines to standard output or a file. Any thread.

Redaction is by allowance, not by hunting for names: only fields on a list keep their text, every other text is replaced by its
length. Of what is kept, anything that looks like a telephone number or a token is masked as well.
"""

from __future__ import annotations

import logging
import re
import sys
import traceback
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any, Final

import structlog

# Codes, ids and numbers of our own making. Free text, names, numbers and notes have no place here.
PLAIN_FIELDS: Final = frozenset(
    {
        "level",
        "timestamp",
        "logger",
        "error",
        "route",
        "method",
        "status",
        "code",
        "action",
        "state",
        "old",
        "new",
        "reason",
        "kind",
        "ref",
        "client_ref",
        "queue",
        "extension",
        "agent",
        "user_id",
        "patient_id",
        "revision",
        "host",
        "url",
        "scheme",
        "signal",
        "version",
        "file",
        "leg",
        "audience",
        "interface",
        "response",
        "cause",
        "trigger",
        "member",
        "phase",
        "task",
        "user",
        "was",
        "now",
        "because",
    }
)

_NUMBER_LIKE: Final = re.compile(r"(?<![A-Za-z0-9.-])\+?\d(?:[\s().-]?\d){6,}(?![A-Za-z0-9-])")
_TOKEN_LIKE: Final = re.compile(r"(?i)(?:bearer\s+\S+|eyJ[\w-]+\.[\w-]+\.[\w-]+|\bd-[0-9a-f]{16,}|[?&](?:token|query|number)=[^&\s\"]*)")
_OWN_REFS: Final = frozenset({"ref", "client_ref", "timestamp", "version"})
_REF: Final = re.compile(r"[A-Za-z0-9._:-]*[A-Za-z][A-Za-z0-9._:-]*")
_EVENT_CODE: Final = re.compile(r"[a-z][a-z0-9_.]*")


def redact(_logger: Any, _method: str, entry: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """The structlog processor: what is left carries no patient's data and no secret."""
    failure = entry.pop("exc_info", None)
    entry["event"] = _clean_event(str(entry.get("event", "")), str(entry.get("logger", "")))
    for name, value in tuple(entry.items()):
        if name != "event":
            entry[name] = _clean(name, value)
    if failure:
        entry["trace"] = _trace(failure)
    return entry


def _clean(name: str, value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float):
        # A telephone number may come as an integer; our own counts are smaller.
        return value if not isinstance(value, int) or abs(value) < 10**9 else "[number]"
    if name not in PLAIN_FIELDS or not str(value).isascii():  # our codes and ids are ASCII
        return f"[{len(str(value))} characters]"
    return str(value) if name in _OWN_REFS and _REF.fullmatch(str(value)) else mask_text(str(value))


def _clean_event(event: str, logger: str) -> str:
    """Our own events are codes. Sentences come from libraries, and only the web server's are known to quote nobody."""
    if _EVENT_CODE.fullmatch(event):
        return event
    return mask_text(event) if logger.startswith("uvicorn") else f"[{len(event)} characters]"


def mask_text(text: str) -> str:
    """``text`` with everything masked that looks like a telephone number or a token."""
    return _NUMBER_LIKE.sub("[number]", _TOKEN_LIKE.sub("[token]", text))


def _trace(failure: Any) -> list[str]:
    """Where it happened, without the message: that may quote what a patient said."""
    error = sys.exc_info()[1] if failure is True else failure[1] if isinstance(failure, tuple) else failure
    if not isinstance(error, BaseException):
        return []
    frames = traceback.extract_tb(error.__traceback__)[-12:]
    return [type(error).__name__, *(f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames)]


def configure(file: Path | None = None) -> None:
    """Send structlog's and the standard library's records through the redacting chain. Call once, at start."""
    chain: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=chain,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            redact,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )
    handler: logging.Handler = _file_handler(file) if file else logging.StreamHandler(sys.stdout)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logging.getLogger(name).handlers[:] = []
        logging.getLogger(name).propagate = True
    logging.getLogger("uvicorn.access").disabled = True  # it writes query strings; our own line has the route's template
    for name in ("httpx", "httpcore", "alembic"):
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(
        processors=[*chain, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def _file_handler(file: Path) -> logging.Handler:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600)
    return logging.FileHandler(file, encoding="utf-8")
