"""One server-sent event as a value of the core. Pure."""

from __future__ import annotations

import json
from collections.abc import Callable

from agent_app.domain import server_events as s
from agent_app.domain.call import CallRef
from agent_app.domain.patient import CallContext
from agent_app.server_client import wire
from agent_app.server_client.sse import SseEvent
from agent_app.server_client.wire import Json, WireError

RESET = "reset"


def read_snapshot(data: Json) -> tuple[s.SnapshotTaken, str]:
    """The snapshot and the id of the last event it contains. Raises WireError."""
    last_id = data.get("last_event_id")
    if not isinstance(last_id, int | str):
        raise WireError("last_event_id: missing")
    status = wire.agent_status(wire.obj(data.get("status"), "status"))
    return s.SnapshotTaken(status, wire.flag(data, "pbx_connected"), wire.items(data, "contexts", wire.call_context)), str(last_id)


def _context(data: Json) -> CallContext:
    return wire.call_context(wire.obj(data.get("context"), "context"))


def _ended(data: Json) -> s.CallEndedOnServer:
    ended_at = wire.moment(data, "ended_at")
    if ended_at is None:
        raise WireError("ended_at: missing")
    return s.CallEndedOnServer(CallRef(wire.text(data, "ref")), ended_at, wire.text(data, "outcome"), wire.text(data, "client_ref"))


def _worklist(data: Json) -> s.WorklistChanged:
    mine, closed = data.get("mine"), data.get("closed")
    reason = wire.text(closed, "reason") if isinstance(closed, dict) else ""
    return s.WorklistChanged(int(wire.number(data, "open")), int(mine) if isinstance(mine, int) else None, reason)


def _alarm(data: Json) -> s.ServerAlarm:
    params = {name: str(value) for name, value in wire.obj(data.get("params"), "params").items()}
    return s.ServerAlarm(wire.text(data, "code"), params, wire.flag(data, "active"))


_READERS: dict[str, Callable[[Json], s.ServerEvent]] = {
    "agent.status": lambda data: s.StatusChanged(wire.agent_status(data)),
    "call.offered": lambda data: s.CallOffered(_context(data)),
    "call.context": lambda data: s.ContextChanged(_context(data)),
    "call.withdrawn": lambda data: s.OfferWithdrawn(CallRef(wire.text(data, "ref")), wire.text(data, "reason")),
    "call.ended": _ended,
    "call.consent": lambda data: s.ConsentChanged(
        CallRef(wire.text(data, "ref")), wire.text(data, "recording"), wire.moment(data, "since"), wire.flag(data, "automatic")
    ),
    "config.changed": lambda data: s.ConfigChanged(wire.text(data, "what")),
    "pbx.link": lambda data: s.PbxLinkChanged(wire.flag(data, "connected")),
    "floor.changed": lambda _data: s.FloorChanged(),
    "server.alarm": _alarm,
    "message.changed": lambda _data: s.PatientMessageChanged(),
    "worklist.changed": _worklist,
    "session.revoked": lambda data: s.SignedOutByServer(wire.text(data, "code")),
}


def read_event(event: SseEvent) -> s.ServerEvent | None:
    """None for a kind this version does not know (a newer server may send some). Raises WireError."""
    reader = _READERS.get(event.kind)
    if reader is None:
        return None
    try:
        data = json.loads(event.data)
    except ValueError:
        raise WireError(f"{event.kind}: not JSON") from None
    return reader(wire.obj(data, event.kind))
