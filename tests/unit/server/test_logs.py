"""Nothing of a patient and no secret reaches the log, whatever is handed to it."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from server_stub import logs

SECRETS = [
    "13800001000",
    "+86 138 0000 1000",
    "010-6552-7788",
    "王秀英",
    "Иванова",
    "allergic to penicillin",
    "Bearer abc.def",
    "eyJhbGciOi.eyJzdWIi.c2lnbmF0dXJl",
    "d-79eef2c83b7f48db1607cc56",
]


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    file = tmp_path / "server.log"
    logs.configure(file)
    yield file
    for handler in root.handlers:
        handler.close()
    root.handlers[:] = before
    root.setLevel(level)
    structlog.reset_defaults()


def lines(file: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in file.read_text().splitlines()]


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize("field", ["name", "number", "notes", "query", "token", "password", "anything"])
def test_a_field_that_is_not_known_to_be_plain_keeps_only_its_length(log: Path, secret: str, field: str) -> None:
    structlog.get_logger("careline.test").info("something_happened", **{field: secret})
    assert secret not in log.read_text()
    (entry,) = lines(log)
    assert entry[field] == f"[{len(secret)} characters]"


@pytest.mark.parametrize("secret", [s for s in SECRETS if any(c.isdigit() for c in s) or "." in s])
@pytest.mark.parametrize("field", ["reason", "error", "code", "ref", "url", "route"])
def test_numbers_and_tokens_are_masked_in_plain_fields_too(log: Path, secret: str, field: str) -> None:
    structlog.get_logger("careline.test").warning("something_happened", **{field: f"before {secret} after"})
    assert secret not in log.read_text()


@pytest.mark.parametrize("field", ["reason", "error", "code", "ref", "agent"])
def test_names_in_other_scripts_do_not_pass_as_codes(log: Path, field: str) -> None:
    structlog.get_logger("careline.test").info("something_happened", **{field: "王秀英"})
    structlog.get_logger("careline.test").info("something_happened", **{field: "Иванова"})
    assert [entry[field] for entry in lines(log)] == ["[3 characters]", "[7 characters]"]


@pytest.mark.parametrize("secret", SECRETS)
def test_sentences_as_events_do_not_get_through(log: Path, secret: str) -> None:
    structlog.get_logger("careline.test").info(f"patient {secret} called")
    logging.getLogger("asyncio").error("Task exception was never retrieved: %s", secret)
    logging.getLogger("sqlalchemy.engine").warning("INSERT INTO patients VALUES (%s)", secret)
    assert secret not in log.read_text()


@pytest.mark.parametrize("secret", SECRETS)
def test_an_exception_shows_where_and_not_what(log: Path, secret: str) -> None:
    try:
        raise ValueError(secret)
    except ValueError:
        structlog.get_logger("careline.test").exception("it_failed")
        logging.getLogger("uvicorn.error").exception("Exception in ASGI application")
    assert secret not in log.read_text()
    for entry in lines(log):
        assert "ValueError" in str(entry["trace"])
        assert "test_logs.py" in str(entry["trace"])


def test_a_number_as_an_integer_is_masked(log: Path) -> None:
    structlog.get_logger("careline.test").info("something_happened", count=13800001000, duration_ms=12.5)
    (entry,) = lines(log)
    assert (entry["count"], entry["duration_ms"]) == ("[number]", 12.5)


def test_what_operators_need_stays_readable(log: Path) -> None:
    ref = "careline-a1b2c3-1795370000.12"
    structlog.get_logger("careline.test").info("call_offered", ref=ref, extension="1001", state="ready", route="/v1/calls/{ref}")
    (entry,) = lines(log)
    assert (entry["event"], entry["ref"], entry["extension"], entry["state"]) == ("call_offered", ref, "1001", "ready")
    assert entry["route"] == "/v1/calls/{ref}"
    assert str(entry["timestamp"]).endswith("Z")


def test_a_number_in_place_of_a_reference_is_masked(log: Path) -> None:
    structlog.get_logger("careline.test").info("call_offered", ref="13800001000")
    assert "13800001000" not in log.read_text()


def test_the_log_file_is_private(log: Path) -> None:
    assert log.stat().st_mode & 0o077 == 0


def test_without_a_file_it_goes_to_standard_output(monkeypatch: pytest.MonkeyPatch, log: Path) -> None:
    out = io.StringIO()
    monkeypatch.setattr("sys.stdout", out)
    logging.getLogger().handlers[0].close()
    logs.configure(None)
    logging.getLogger("uvicorn.error").info("Started")
    assert json.loads(out.getvalue())["event"] == "Started"
