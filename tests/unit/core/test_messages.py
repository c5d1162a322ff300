"""Every code the core can use stands in the one table."""

from __future__ import annotations

import re
from pathlib import Path

import agent_app
from agent_app.domain.messages import MESSAGES, known
from agent_app.server_client.problems import SESSION_LOST

CODE = re.compile(r"""(?:notify\(\s*Severity\.\w+,|UserFacingError\(|SessionLost\(|super\(\).__init__\(|_say\(settings,)\s*"([a-z_]+)\"""")


def test_every_code_in_the_source_is_in_the_table() -> None:
    source = Path(agent_app.__file__).parent
    used = {code for file in source.rglob("*.py") for code in CODE.findall(file.read_text(encoding="utf-8"))}
    assert len(used) > 30
    assert used <= set(MESSAGES)


def test_reasons_of_a_lost_session_are_in_the_table() -> None:
    assert set(SESSION_LOST.values()) <= set(MESSAGES)


def test_unknown_code_is_shown_as_refused_with_the_code() -> None:
    assert known("brand_new", {"x": "y"}) == ("server_refused", {"code": "brand_new"})


def test_parameters_are_just_those_of_the_table() -> None:
    assert known("certificate_refused", {"detail": "secret", "host": "h"}) == ("certificate_refused", {"host": "h"})
    assert known("dial_busy", {}) == ("dial_busy", {"who": ""})
