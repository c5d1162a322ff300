"""The server's JSON: strict about what is needed, tolerant about what is new."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from agent_app.domain import server_events as s
from agent_app.domain.agent_status import AgentState
from agent_app.domain.call import CallRef
from agent_app.domain.errors import ServerAway
from agent_app.domain.patient import CallerMatch
from agent_app.server_client import wire
from agent_app.server_client.problems import problem
from agent_app.server_client.sse import SseEvent
from agent_app.server_client.stream_events import read_event, read_snapshot
from agent_app.server_client.wire import WireError

PATIENT: dict[str, Any] = {
    "id": "P-1", "name": "王小明", "sex": "male", "birth_date": "1990-02-28", "phone_masked": "•••••••1000", "allergies": ["nuts"],
    "alerts": [], "vip": False, "language": "zh",
    "contacts": [{"at": "2026-11-20T08:00:00.000Z", "kind": "call_in", "summary": "s", "agent_name": "Anna"}],
}  # fmt: skip
CONTEXT: dict[str, Any] = {
    "ref": "careline-1.2", "client_ref": "", "direction": "inbound", "queue": "main", "queue_label": "Main", "number": "13800001000",
    "number_masked": "•••••••1000", "match": "one", "patient": PATIENT, "candidates": [],
}  # fmt: skip
STATUS: dict[str, Any] = {"state": "wrap_up", "reason": None, "since": "2026-11-22T12:00:00.000Z", "call_ref": "careline-1.2"}
STATUS["wrap_up_ends_at"] = "2026-11-22T12:01:00.000Z"


def test_context() -> None:
    context = wire.call_context(CONTEXT)
    assert context.match is CallerMatch.ONE
    assert context.patient is not None
    assert context.patient.birth_date == date(1990, 2, 28)
    assert context.patient.contacts[0].at == datetime(2026, 11, 20, 8, tzinfo=UTC)


def test_status() -> None:
    status = wire.agent_status(STATUS)
    assert (status.state, status.reason, status.call_ref) == (AgentState.WRAP_UP, "", "careline-1.2")
    assert wire.agent_status({**STATUS, "call_ref": None}).call_ref is None


def test_new_fields_are_let_be() -> None:
    assert wire.call_context({**CONTEXT, "mood": "calm"}) == wire.call_context(CONTEXT)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"ref": ""}, "ref: empty"),
        ({"match": "perhaps"}, "match: unknown"),
        ({"patient": []}, "patient: not an object"),
        ({"candidates": None}, "candidates: not a list"),
        ({"number": 5}, "number: not a text"),
        ({"patient": {**PATIENT, "birth_date": "soon"}}, "birth_date: not a date"),
        ({"patient": {**PATIENT, "vip": "yes"}}, "vip: not true or false"),
        ({"patient": {**PATIENT, "allergies": [1]}}, "allergies: not a list of texts"),
        ({"patient": {**PATIENT, "contacts": [{"at": None}]}}, "at: missing"),
        ({"patient": {**PATIENT, "contacts": [{"at": "2026-11-20T08:00:00"}]}}, "without its zone"),
    ],
)
def test_wrong_fields(change: dict[str, Any], says: str) -> None:
    with pytest.raises(WireError, match=says):
        wire.call_context({**CONTEXT, **change})


@pytest.mark.parametrize("missing", sorted(set(CONTEXT) - {"client_ref"}))
def test_missing_fields(missing: str) -> None:
    with pytest.raises(WireError, match=f"{missing}: missing"):
        wire.call_context({key: value for key, value in CONTEXT.items() if key != missing})


def test_errors_name_fields_never_values() -> None:
    with pytest.raises(WireError) as error:
        wire.call_context({**CONTEXT, "match": "王小明"})
    assert "王小明" not in str(error.value)


@pytest.mark.parametrize(
    ("kind", "data", "wanted"),
    [
        ("agent.status", STATUS, s.StatusChanged(wire.agent_status(STATUS))),
        ("call.offered", {"context": CONTEXT}, s.CallOffered(wire.call_context(CONTEXT))),
        ("call.context", {"context": CONTEXT}, s.ContextChanged(wire.call_context(CONTEXT))),
        ("call.withdrawn", {"ref": "r", "reason": "no_answer"}, s.OfferWithdrawn(CallRef("r"), "no_answer")),
        ("pbx.link", {"connected": False}, s.PbxLinkChanged(False)),
        ("session.revoked", {"code": "signed_in_elsewhere"}, s.SignedOutByServer("signed_in_elsewhere")),
        (
            "call.ended",
            {"ref": "r", "client_ref": "desk-1", "ended_at": "2026-11-22T12:00:00.000Z", "outcome": "answered"},
            s.CallEndedOnServer(CallRef("r"), datetime(2026, 11, 22, 12, tzinfo=UTC), "answered", "desk-1"),
        ),
        ("something.new", {"x": 1}, None),
    ],
)
def test_events(kind: str, data: dict[str, Any], wanted: s.ServerEvent | None) -> None:
    assert read_event(SseEvent("1", kind, json.dumps(data))) == wanted


@pytest.mark.parametrize("data", ["", "[]", "{}", "null", '{"context": 1}'])
def test_events_that_cannot_be_read(data: str) -> None:
    with pytest.raises(WireError):
        read_event(SseEvent("1", "call.offered", data))


def test_snapshot() -> None:
    snapshot, last_id = read_snapshot({"last_event_id": 42, "status": STATUS, "pbx_connected": True, "contexts": [CONTEXT]})
    assert (last_id, snapshot.contexts[0].ref) == ("42", "careline-1.2")
    with pytest.raises(WireError):
        read_snapshot({"status": STATUS, "pbx_connected": True, "contexts": []})


def test_problems() -> None:
    refused = problem(409, {"code": "key_reused", "permanent": True, "params": {"code": "x", "permanent": "y", "z": 1}})
    assert (refused.code, refused.permanent, refused.params) == ("key_reused", True, {"z": "1"})
    assert not problem(503, {"code": "busy", "permanent": False}).permanent
    assert isinstance(problem(502, None), ServerAway)
    assert isinstance(problem(404, "<html>"), ServerAway)
