"""A floor written by hand, and the desk's side of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from agent_app.domain.floor import Figures, Floor, FloorAgent, FloorQueue, HalfHour, WaitingCaller
from tests.unit.ui import world

_MAIN = Figures(182, 161, 12, 5, 12 / 182, 14.2, 0.861, 312.0)
_CARDIO = Figures(34, 34, 0, 0, 0.0, 7.5, 1.0, 268.0)
_NONE = Figures(0, 0, 0, 0, None, None, None, None)


def _waiting(name: str, seconds: float, *, vip: bool = False) -> WaitingCaller:
    return WaitingCaller(f"ref-{seconds}", "•••••••1001", name, vip, world.NOW - timedelta(seconds=seconds))


def _agent(number: int, name: str, state: str, seconds: float, reason: str = "", queue: str = "") -> FloorAgent:
    return FloorAgent(f"u{number}", name, f"10{number:02}", "A", state, reason, world.NOW - timedelta(seconds=seconds), queue)


FLOOR = Floor(
    at=world.NOW,
    pbx_connected=True,
    pbx_since=world.NOW - timedelta(hours=7),
    service_level_s=20.0,
    service_level_convention="standard",
    short_abandon_s=5.0,
    total=Figures(216, 195, 12, 5, 12 / 216, 13.0, 0.884, 304.0),
    queues=(
        FloorQueue(
            "main", {"zh_CN": "总机", "ru": "Общая линия", "en": "Main line"}, (_waiting("周秀兰", 82, vip=True), _waiting("", 9)), _MAIN
        ),
        FloorQueue("cardio", {"zh_CN": "心内科", "ru": "Кардиология", "en": "Cardiology"}, (), _CARDIO),
        FloorQueue("night", {"zh_CN": "夜间", "ru": "Ночная", "en": "Night"}, (), _NONE),
    ),
    agents=(
        _agent(1, "Lin Yue", "talking", 245, queue="main"),
        _agent(2, "Анна Соколова", "ready", 31),
        _agent(3, "Mei Chen", "not_ready", 1325, reason="lunch"),
        _agent(4, "王芳", "wrap_up", 18, queue="cardio"),
        _agent(5, "James O'Hara", "not_answering", 66),
    ),
    half_hours=tuple(
        HalfHour(world.NOW - timedelta(minutes=30 * back), 8 + back * 3 % 13, 7 + back * 3 % 11, back % 3) for back in range(11, -1, -1)
    ),
)


class FakeFloor:
    def __init__(self, refuse: Callable[[], None]) -> None:
        self._refuse = refuse
        self.floor = FLOOR
        self.asked = 0
        self.observers: list[Callable[[], None]] = []

    async def now(self) -> Floor:
        self._refuse()
        self.asked += 1
        return self.floor

    def on_change(self, observer: Callable[[], None]) -> Callable[[], None]:
        self.observers.append(observer)
        return lambda: self.observers.remove(observer)

    def change(self) -> None:
        for observer in tuple(self.observers):
            observer()
