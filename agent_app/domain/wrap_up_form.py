"""What a wrap-up asks besides notes and outcome, and what the centre lets the agent answer. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from agent_app.domain.user import Choice


@dataclass(frozen=True, slots=True)
class Matter:
    """One node of the tree of what calls are about; only those without children are chosen."""

    code: str
    parent: str
    """Empty at the top."""
    labels: Mapping[str, str]
    queues: tuple[str, ...] | None
    """Where it and all below it are offered; None: everywhere."""

    def label(self, language: str) -> str:
        return self.labels.get(language) or self.labels.get("en") or self.code


@dataclass(frozen=True, slots=True)
class WrapUpForm:
    matters: tuple[Matter, ...] = ()
    sources: tuple[Choice, ...] = ()
    required: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By the queue's name."""

    def offered(self, queue: str) -> list[tuple[Matter, ...]]:
        """What can be chosen in ``queue``, each with its ancestors first, in the centre's order."""
        by_code = {matter.code: matter for matter in self.matters}
        parents = {matter.parent for matter in self.matters}
        paths = [_path(matter, by_code) for matter in self.matters if matter.code not in parents]
        return [path for path in paths if all(queue in node.queues for node in path if node.queues is not None)]

    def path(self, code: str) -> tuple[Matter, ...]:
        """The matter with its ancestors; empty where this desk does not know it."""
        by_code = {matter.code: matter for matter in self.matters}
        return _path(by_code[code], by_code) if code in by_code else ()


def _path(matter: Matter, by_code: Mapping[str, Matter]) -> tuple[Matter, ...]:
    path: tuple[Matter, ...] = (matter,)
    while (parent := by_code.get(path[0].parent)) is not None and parent not in path:
        path = (parent, *path)
    return path


@dataclass(frozen=True, slots=True)
class Answers:
    """Empty or None: not answered."""

    matter: str = ""
    source: str = ""
    resolved: str = ""
    """``yes``, ``partly``, ``no``."""
    booking_intent: str = ""
    """``none``, ``wanted``."""
    booking_result: str = ""
    """``booked``, ``waiting_list``, ``declined``, ``not_possible``."""
    follow_up: bool | None = None
    follow_up_on: date | None = None
    follow_up_reason: str = ""

    def missing(self, required: tuple[str, ...], notes: str) -> tuple[str, ...]:
        """Which of the ``required`` answers are not given, in that order."""
        given = {
            "matter": bool(self.matter),
            "resolved": bool(self.resolved),
            "booking": self.booking_intent == "none" or (self.booking_intent == "wanted" and bool(self.booking_result)),
            "follow_up": self.follow_up is not None,
            "source": bool(self.source),
            "notes": bool(notes.strip()),
        }
        return tuple(name for name in required if not given.get(name, True))

    def on_wire(self) -> dict[str, object]:
        """The server's names; what is not answered is null."""
        wanted = self.booking_intent == "wanted"
        return {
            "matter": self.matter or None,
            "source": self.source or None,
            "resolved": self.resolved or None,
            "booking_intent": self.booking_intent or None,
            "booking_result": (self.booking_result or None) if wanted else None,
            "follow_up": self.follow_up,
            "follow_up_on": self.follow_up_on.isoformat() if self.follow_up and self.follow_up_on is not None else None,
            "follow_up_reason": self.follow_up_reason if self.follow_up else "",
        }
