"""No line of the log shows a patient or a secret."""

from __future__ import annotations

import logging
import sys
from dataclasses import replace

import pytest

from agent_app.redaction import RedactingFormatter, redact, sensitive_words
from tests.unit.core.fakes import context, patient
from tests.unit.core.world import R1, World


@pytest.mark.parametrize(
    "secret",
    [
        "13800001000",
        "+8613800001000",
        "+86 138 0000 1000",
        "138-0000-1000",
        "(010) 6552 9988",
        "110101199003072316",
        "11010119900307231X",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ1In0.c2lnbmF0dXJl",
    ],
)
def test_numbers_and_tokens(secret: str) -> None:
    for line in (secret, f"call from {secret}, answered", f"sip:{secret}@pbx", f'"{secret}"', f"x={secret}"):
        assert secret not in redact(line)


def test_authorisation_and_passwords() -> None:
    assert "abc.def" not in redact("Authorization: Bearer abc.def")
    assert "hunter" not in redact("{'password': 'hunter'}")
    assert "hunter" not in redact('"password":"hunter"')
    assert "opaque" not in redact("refresh_token=opaque")
    assert "allergic" not in redact('{"notes": "allergic to nuts"}')


def test_what_is_needed_stays_readable() -> None:
    for line in (
        f"delivered wrap_up of call {R1}",
        "call desk-3f0c9a52-8e1b-4f0e-9d8e-123456789012 ended",
        "call: RINGING -> CONNECTING (ANSWERED)",
        "code 486, port 5061, extension 1001",
        "took 12.5 ms",
    ):
        assert redact(line) == line


def record(message: str, *arguments: object) -> logging.LogRecord:
    return logging.LogRecord("test", logging.INFO, __file__, 1, message, arguments, None)


def test_formatter_redacts_arguments_and_exceptions() -> None:
    formatter = RedactingFormatter(lambda: {"王小明"})
    line = record("who %s number %s", "王小明", "13800001000")
    try:
        raise ValueError("王小明 13800001000")
    except ValueError:
        line.exc_info = sys.exc_info()
    text = formatter.format(line)
    assert "王小明" not in text
    assert "13800001000" not in text
    assert "ValueError" in text
    assert "test_redaction" in text  # the place of the fault stays


async def test_what_is_on_the_desk_is_sensitive(world: World) -> None:
    family = replace(context(R1, who=patient(1, "Иванов Пётр", "nuts")), candidates=(patient(2, "O'Neil"),))
    await world.took_call(1, family)
    world.desk.edit_wrap_up(R1, notes="line one\nline two")
    words = sensitive_words(world.now())
    assert {"Иванов Пётр", "O'Neil", "13800001000", "line one", "line two", "nuts", "secret"} <= words
    assert redact("patient Иванов Пётр said line two", words) == "patient […] said […]"


def test_single_letters_do_not_redact_everything() -> None:
    assert redact("a plain line", {"a", "", " "}) == "a plain line"
