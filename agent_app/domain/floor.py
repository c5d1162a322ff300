"""The live floor as a leader's desk shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Figures:
    """Of today. Rates are 0 to 1; None where there is nothing to divide by."""

    offered: int
    answered: int
    abandoned: int
    short_abandons: int
    abandon_rate: float | None
    asa_s: float | None
    service_level: float | None
    aht_s: float | None


@dataclass(frozen=True, slots=True)
class WaitingCaller:
    ref: str
    number_masked: str
    patient_name: str
    vip: bool
    since: datetime


@dataclass(frozen=True, slots=True)
class FloorQueue:
    name: str
    labels: Mapping[str, str]
    waiting: tuple[WaitingCaller, ...]
    figures: Figures

    def label(self, language: str) -> str:
        return self.labels.get(language) or self.labels.get("en") or self.name


@dataclass(frozen=True, slots=True)
class FloorAgent:
    id: str
    name: str
    extension: str
    team: str
    state: str
    reason: str
    since: datetime
    queue: str


@dataclass(frozen=True, slots=True)
class HalfHour:
    at: datetime
    offered: int
    answered: int
    abandoned: int


@dataclass(frozen=True, slots=True)
class Floor:
    at: datetime
    """The server's time at which this was taken: durations are counted from it, whatever this computer's clock says."""
    pbx_connected: bool
    pbx_since: datetime
    service_level_s: float
    service_level_convention: str
    short_abandon_s: float
    total: Figures
    queues: tuple[FloorQueue, ...]
    agents: tuple[FloorAgent, ...]
    half_hours: tuple[HalfHour, ...]
