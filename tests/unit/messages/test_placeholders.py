"""What a template may hold, and that a filled value is never read again."""

from __future__ import annotations

import pytest

from server_stub.messages import first_templates, placeholders
from server_stub.messages.placeholders import BadTemplate
from server_stub.messages.states import TABLE, MessageEvent, MessageState, pause_after

VALUES = {"name": "{agent}", "date": "1 May", "agent": "Lin"}


@pytest.mark.parametrize(
    ("text", "placeholder"),
    [
        ("Dear {nmae}", "nmae"),
        ("{}", ""),
        ("{name.__class__}", "name.__class__"),
        ("{name!r:>99}", "name!r:>99"),
        ("{ name }", " name "),
        ("{{name}}", ""),
        ("open {", ""),
        ("close }", ""),
        ("{name", ""),
    ],
)
def test_what_is_not_known_is_refused(text: str, placeholder: str) -> None:
    with pytest.raises(BadTemplate) as refused:
        placeholders.check(text)
    assert refused.value.placeholder == placeholder


def test_values_are_filled_once() -> None:
    placeholders.check("{name} {date} {number}")
    assert placeholders.fill("{name}, {date}: {agent}{number}.", VALUES) == "{agent}, 1 May: Lin."


def test_what_is_shipped_passes_its_own_check() -> None:
    for _, subjects, texts in first_templates._TEMPLATES.values():
        for words in (*subjects, *texts):
            placeholders.check(words)
            assert 0 < len(words.strip()) <= 1000


def test_pauses_double_up_to_an_hour() -> None:
    assert [pause_after(n).total_seconds() for n in (1, 2, 3, 7, 8, 10_000)] == [30, 60, 120, 1920, 3600, 3600]


def test_nothing_comes_back_from_its_end() -> None:
    ended = (MessageState.SENT, MessageState.FAILED, MessageState.CANCELLED)
    leaving = {key: after for key, after in TABLE.items() if key[0] in ended and after is not key[0]}
    assert leaving == {}
    assert (MessageState.SENDING, MessageEvent.TAKEN_BACK) not in TABLE, "it may be at the gateway already"
