"""Facts: what a scenario measured, and the condition under which each holds."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

FactValue = float | int | bool


@dataclass(frozen=True, slots=True)
class Condition:
    """``text`` says what ``holds`` checks, for people."""

    text: str
    holds: Callable[[FactValue], bool]


def at_most(limit: float) -> Condition:
    return Condition(f"<= {limit:g}", lambda value: not isinstance(value, bool) and math.isfinite(value) and value <= limit)


def between(low: float, high: float) -> Condition:
    """For what would be a fault of the measurement if it were below ``low``."""
    return Condition(f"{low:g} .. {high:g}", lambda value: not isinstance(value, bool) and math.isfinite(value) and low <= value <= high)


def exactly(wanted: FactValue) -> Condition:
    return Condition(f"== {wanted}", lambda value: type(value) is type(wanted) and value == wanted)


@dataclass(slots=True)
class Facts:
    """What was measured so far against a table of conditions. A name outside the table is a mistake and raises KeyError."""

    table: Mapping[str, Condition]
    measured: dict[str, FactValue] = field(default_factory=dict)

    def record(self, name: str, value: FactValue) -> None:
        """Keep ``value`` and print it with its condition."""
        condition = self.table[name]
        self.measured[name] = value
        print(f"    fact {name} = {value}   ({condition.text}: {'holds' if condition.holds(value) else 'DOES NOT HOLD'})", flush=True)

    @property
    def failures(self) -> list[str]:
        """One line for each fact that is absent or does not hold."""
        return [
            f"{name} was not measured" if name not in self.measured else f"{name} is {self.measured[name]}, wanted {condition.text}"
            for name, condition in self.table.items()
            if name not in self.measured or not condition.holds(self.measured[name])
        ]

    def write(self, file: Path) -> None:
        """One JSON object of what was measured, in the table's order."""
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps({name: self.measured[name] for name in self.table if name in self.measured}, indent=2) + "\n")


def percentile(values: Sequence[float], percent: float) -> float:
    """Nearest rank: the smallest value that at least ``percent`` of the values do not exceed. Raises ValueError on none."""
    if not values:
        raise ValueError("no values")
    ordered = sorted(values)
    return ordered[max(math.ceil(percent / 100 * len(ordered)), 1) - 1]
