"""The floor as it goes over the wire."""

from __future__ import annotations

from pydantic import BaseModel

from server_stub.clock import WireTime


class Figures(BaseModel):
    """One queue's, or all queues', figures of today. Rates are 0 to 1; None where there is nothing to divide by."""

    offered: int
    answered: int
    abandoned: int
    short_abandons: int
    abandon_rate: float | None
    asa_s: float | None
    service_level: float | None
    aht_s: float | None


class WaitingCaller(BaseModel):
    ref: str
    number_masked: str
    patient_name: str
    vip: bool
    since: WireTime


class FloorQueue(BaseModel):
    name: str
    labels: dict[str, str]
    waiting: list[WaitingCaller]
    """Longest first."""
    figures: Figures


class FloorAgent(BaseModel):
    id: str
    name: str
    extension: str
    team: str
    state: str
    reason: str
    since: WireTime
    queue: str
    """Of the present call; empty where there is none."""


class HalfHour(BaseModel):
    at: WireTime
    offered: int
    answered: int
    abandoned: int


class Floor(BaseModel):
    at: WireTime
    """When this was taken."""
    pbx_connected: bool
    pbx_since: WireTime
    """Since when that is so: without the PBX, what is told of callers is as old as this."""
    day_begins: WireTime
    service_level_s: float
    service_level_convention: str
    short_abandon_s: float
    total: Figures
    queues: list[FloorQueue]
    agents: list[FloorAgent]
    half_hours: list[HalfHour]
