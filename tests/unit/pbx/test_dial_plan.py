"""The dial plan read as text: what a reviewer would look for in every change."""

from __future__ import annotations

import re

from pbx.render import TEMPLATES

_PLAN = (TEMPLATES / "extensions.conf").read_text()
_CODE = "\n".join(line for line in _PLAN.splitlines() if not line.lstrip().startswith(";"))


def test_every_jump_has_a_target() -> None:
    contexts = set(re.findall(r"^\[([a-z-]+)\]", _CODE, re.M))
    jumps = set(re.findall(r"(?:Gosub|Goto)\(([a-z-]+),s,", _CODE)) | set(re.findall(r"[bF]\(([a-z-]+)\^s\^1\)", _CODE))
    jumps |= set(re.findall(r"hangup_handler_push\)=([a-z-]+),s,1", _CODE)) | {"connected"}
    assert jumps <= contexts


def test_text_from_outside_never_enters_an_expression() -> None:
    """Only names the dial plan itself set, or the server's answer compared as a whole with one fixed word."""
    inside = re.findall(r"\$\[(.*?)\]\)?[?}]", _CODE)
    outside = ("CALLERID", "EXTEN", "SENT_", "DIALLED", "PJSIP_HEADER", "CARELINE_CLIENT_REF")
    assert inside
    assert not [expression for expression in inside for name in outside if name in expression]


def test_headers_of_an_incoming_call_are_read_once_and_under_a_pattern() -> None:
    assert re.findall(r"PJSIP_HEADER\(read,([^)]*)\)", _CODE) == ["X-Careline-Client-Ref"]


def test_nothing_can_run_a_program() -> None:
    assert not re.search(r"\b(System|TrySystem|SHELL|AGI|EAGI|ExternalIVR)\(", _CODE)


def test_recordings_are_named_by_the_call_reference_alone() -> None:
    (recorder,) = re.findall(r"MixMonitor\((.*)\)\n", _CODE)
    assert set(re.findall(r"\$\{([A-Z_]+)\}", recorder)) == {"RECORDINGS", "CARELINE_REF"}
