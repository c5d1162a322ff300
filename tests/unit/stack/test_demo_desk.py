"""The demo's patient phones in only when somebody could take the call."""

from __future__ import annotations

import pytest

from stack.demo_desk import someone_is_free

_HEAD = "main has 0 calls (max unlimited) in 'leastrecent' strategy (0s holdtime, 0s talktime), W:0, C:0, A:0, SL:0.0%\n   Members: \n"


@pytest.mark.parametrize(
    ("member", "free"),
    [
        ("      PJSIP/1001 (ringinuse disabled) (dynamic) (Not in use) has taken no calls yet", True),
        ("      PJSIP/1001 (ringinuse disabled) (dynamic) (paused:lunch was 3 secs ago) (Not in use) has taken no calls yet", False),
        ("      PJSIP/1001 (ringinuse disabled) (dynamic) (in call) (In use) has taken 1 calls", False),
        ("      PJSIP/1001 (ringinuse disabled) (dynamic) (Unavailable) has taken no calls yet", False),
        ("   No Members", False),
    ],
)
def test_only_a_ready_member_is_free(member: str, free: bool) -> None:
    assert someone_is_free(f"{_HEAD}{member}\n   No Callers\n") is free
