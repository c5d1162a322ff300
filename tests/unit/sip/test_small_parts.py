from __future__ import annotations

import sys

import pytest

from sip.boundary import callback
from sip.dial_target import is_dtmf, is_ref, is_target, uri_for
from sip.quality import SILENCE_DB, Reading, level_db, loss_percent
from sip.translate import certificate_words, end_code, is_unanswered


@pytest.mark.parametrize("target", ["600", "+8613800001000", "*46", "d-abc_DEF-1", "12#"])
def test_what_may_be_dialled(target: str) -> None:
    assert is_target(target)


@pytest.mark.parametrize("target", ["", "1 2", "abc", "1@evil", "d-", "d-" + "x" * 65, "1" * 41, "1;a=b", "1\n", "d-a@b"])
def test_what_may_not(target: str) -> None:
    assert not is_target(target)


def test_hash_is_escaped_in_the_uri() -> None:
    assert uri_for("*21#", "pbx", 5061) == "sip:*21%23@pbx:5061;transport=tls"


def test_refs_and_tones() -> None:
    assert is_ref("desk-1f")
    assert not is_ref("a b")
    assert not is_ref("x" * 81)
    assert not is_ref("a\r\nEvil: 1")
    assert is_dtmf("0123456789*#ABCD")
    assert not is_dtmf("12x")
    assert not is_dtmf("")
    assert not is_dtmf("1" * 33)


@pytest.mark.parametrize(
    ("status", "was_answered", "ended_here", "code"),
    [
        (200, True, False, 200),
        (200, True, True, 200),
        (408, True, True, 200),  # our BYE found nobody: for the agent it is a hang-up
        (408, True, False, 0),
        (503, True, False, 0),
        (481, True, False, 0),  # the PBX was restarted and knows nothing of it
        (487, False, False, 487),
        (486, False, True, 486),
        (404, False, False, 404),
    ],
)
def test_how_a_call_ended(status: int, was_answered: bool, ended_here: bool, code: int) -> None:
    assert end_code(status, was_answered=was_answered, ended_here=ended_here) == code


def test_nobody_there_and_somebody_who_says_no() -> None:
    assert is_unanswered(408)
    assert is_unanswered(503)
    assert is_unanswered(0)
    assert not is_unanswered(401)
    assert not is_unanswered(403)


def test_the_verifiers_words() -> None:
    assert certificate_words(["The certificate is untrusted", "OK"]) == "The certificate is untrusted"
    assert certificate_words(["OK"]) == "certificate refused"
    assert len(certificate_words(["x" * 1000])) == 200


def test_loss_between_two_readings() -> None:
    assert loss_percent(Reading(100, 0), Reading(145, 5)) == 10.0
    assert loss_percent(Reading(100, 7), Reading(50, 0)) == 0.0, "the stream was made anew"
    assert loss_percent(Reading(), Reading()) == 0.0


def test_levels() -> None:
    assert level_db(0) == SILENCE_DB
    levels = [level_db(level) for level in range(1, 51)]
    assert levels == sorted(levels)
    assert -1.5 < level_db(50) <= 0.1


def test_nothing_leaves_a_callback(caplog: pytest.LogCaptureFixture) -> None:
    class Engine:
        @callback
        def on_event(self, number: str) -> None:
            raise ValueError(number)

    Engine().on_event("13800001000")
    assert "ValueError" in caplog.text
    assert "13800001000" not in caplog.text, "a caller's number must not reach the log"
    assert getattr(sys, "last_traceback", None) is None
