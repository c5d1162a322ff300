"""The floor's JSON as domain values. Pure; raises WireError."""

from __future__ import annotations

from agent_app.domain.floor import Figures, Floor, FloorAgent, FloorQueue, HalfHour, WaitingCaller
from agent_app.server_client import wire
from agent_app.server_client.wire import Json


def floor(data: Json) -> Floor:
    return Floor(
        wire.needed_moment(data, "at"),
        wire.flag(data, "pbx_connected"),
        wire.needed_moment(data, "pbx_since"),
        wire.number(data, "service_level_s"),
        wire.text(data, "service_level_convention"),
        wire.number(data, "short_abandon_s"),
        _figures(wire.obj(data.get("total"), "total")),
        wire.items(data, "queues", _queue),
        wire.items(data, "agents", _agent),
        wire.items(data, "half_hours", _half_hour),
    )


def _figures(data: Json) -> Figures:
    counts = (int(wire.number(data, name)) for name in ("offered", "answered", "abandoned", "short_abandons"))
    return Figures(*counts, *(_rate(data, name) for name in ("abandon_rate", "asa_s", "service_level", "aht_s")))


def _rate(data: Json, name: str) -> float | None:
    return None if data.get(name) is None else wire.number(data, name)


def _queue(data: Json) -> FloorQueue:
    labels = wire.obj(data.get("labels"), "labels")
    return FloorQueue(
        wire.text(data, "name"),
        {language: label for language, label in labels.items() if isinstance(label, str)},
        wire.items(data, "waiting", _waiting),
        _figures(wire.obj(data.get("figures"), "figures")),
    )


def _waiting(data: Json) -> WaitingCaller:
    words = (wire.text(data, "ref"), wire.text(data, "number_masked"), wire.text(data, "patient_name"))
    return WaitingCaller(*words, wire.flag(data, "vip"), wire.needed_moment(data, "since"))


def _agent(data: Json) -> FloorAgent:
    return FloorAgent(
        wire.text(data, "id"),
        wire.text(data, "name"),
        wire.text(data, "extension"),
        wire.text(data, "team"),
        wire.text(data, "state"),
        wire.text(data, "reason"),
        wire.needed_moment(data, "since"),
        wire.text(data, "queue"),
    )


def _half_hour(data: Json) -> HalfHour:
    counts = (int(wire.number(data, name)) for name in ("offered", "answered", "abandoned"))
    return HalfHour(wire.needed_moment(data, "at"), *counts)
