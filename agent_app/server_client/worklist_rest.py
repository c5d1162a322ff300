"""The worklist's routes and its JSON as domain values. ``CallBacksRest`` runs on network workers; the rest is pure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from agent_app.domain.call import CallRef
from agent_app.domain.worklist import CallAttempt, CallBack, CallBackState, Worklist
from agent_app.server_client import wire
from agent_app.server_client.wire import Json, WireError

T = TypeVar("T")


class Ask(Protocol):
    """How ``RestServer`` asks; raises ServerAway or UserFacingError."""

    def __call__(self, read: Callable[[Json], T], method: str, path: str, **options: Any) -> T: ...


class CallBacksRest:
    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    def worklist(self) -> Worklist:
        return self._ask(worklist, "GET", "/v1/worklist")

    def take(self, task_id: int | None) -> CallBack:
        return self._ask(call_back, "POST", "/v1/worklist/take", json={} if task_id is None else {"id": task_id})

    def give_back(self, task_id: int) -> CallBack:
        return self._ask(call_back, "POST", f"/v1/worklist/{task_id}/give-back")


def worklist(data: Json) -> Worklist:
    return Worklist(
        wire.items(data, "mine", call_back),
        wire.items(data, "open", call_back),
        wire.items(data, "waiting", call_back),
        int(wire.number(data, "open_count")),
    )


def call_back(data: Json) -> CallBack:
    first, last = wire.moment(data, "first_at"), wire.moment(data, "last_at")
    if first is None or last is None:
        raise WireError("first_at or last_at: missing")
    return CallBack(
        int(wire.number(data, "id")),
        wire.member(data, "state", CallBackState),
        wire.text(data, "why"),
        int(wire.number(data, "missed_calls")),
        first,
        last,
        wire.number(data, "waited_s"),
        wire.text(data, "queue"),
        wire.text(data, "number_masked"),
        wire.text(data, "patient_id"),
        wire.text(data, "patient_name"),
        wire.flag(data, "vip"),
        CallRef(wire.text(data, "voicemail_ref")) or None,
        wire.number(data, "voicemail_s"),
        wire.text(data, "owner_id"),
        wire.text(data, "owner_name"),
        wire.moment(data, "due_at"),
        wire.items(data, "attempts", _attempt),
        int(wire.number(data, "attempts_left")),
        wire.text(data, "notes"),
    )


def _attempt(data: Json) -> CallAttempt:
    at = wire.moment(data, "at")
    if at is None:
        raise WireError("at: missing")
    return CallAttempt(at, wire.text(data, "agent_name"), wire.text(data, "outcome"))
